/* plain_head.c - headline, repeats, bylines and date lines of a page */
#include "base/buf.h"
#include "base/utf8.h"
#include "indexer/text/noise.h"
#include "indexer/text/plain_text.h"

#include <ctype.h>
#include <string.h>

/* The head is looked for among so many lines. */
#define HEAD_LINES 16
#define SITE_BYTES 48
#define QUOTING_BYTES 160
#define FLATTENED_BYTES 40
#define HEADLINE_LEAST 12

/* ---- headlines ---- */

size_t
plain_head_without_site(const char *headline, size_t len)
{
	/* A bar is a clear sign; behind a dash the headline may go on. */
	static const struct {
		const char *text;
		size_t least; /* bytes of headline before it */
	} signs[] = { { " | ", 4 }, { " — ", 8 }, { " » ", 8 }, { " :: ", 8 },
		{ " · ", 8 }, { " – ", HEADLINE_LEAST },
		{ " - ", HEADLINE_LEAST } };
	size_t cut = len;

	for (size_t s = 0; s < sizeof(signs) / sizeof(*signs); s++) {
		size_t n = strlen(signs[s].text);

		for (size_t i = signs[s].least; i + n < len; i++)
			if (memcmp(headline + i, signs[s].text, n) == 0 &&
				len - i - n <= SITE_BYTES &&
				(cut == len || i > cut))
				cut = i;
	}
	return cut;
}

/* Folded, letters and digits only: what two headlines are compared by. */
static void
bare(struct buf *out, const char *text, size_t len)
{
	struct buf folded = { 0 };

	utf8_fold(&folded, text, len);
	for (size_t i = 0; i < folded.len;) {
		int32_t cp;
		size_t n = utf8_decode(folded.data + i, folded.len - i, &cp);
		enum utf8_class class =
			cp == UTF8_BAD ? UTF8_OTHER : utf8_class(cp);

		if (class == UTF8_LETTER || class == UTF8_DIGIT ||
			class == UTF8_PAIRED)
			buf_add(out, folded.data + i, n);
		i += n;
	}
	buf_release(&folded);
}

/* Do both begin with an ASCII letter or digit, and not with the same?  Then
 * so does what is left of them, and nearly all lines are told apart. */
static bool
begin_apart(char a, char b)
{
	return isascii(a) && isascii(b) && isalnum(a) && isalnum(b) &&
	       tolower(a) != tolower(b);
}

/* With and without the name of the site. */
static bool
same_when_bare(const char *a, const char *b)
{
	size_t lens_a[2] = { strlen(a), plain_head_without_site(a, strlen(a)) };
	size_t lens_b[2] = { strlen(b), plain_head_without_site(b, strlen(b)) };
	struct buf x = { 0 }, y = { 0 };
	bool same = false;

	for (int i = 0; i < 4 && !same; i++) {
		buf_reset(&x);
		buf_reset(&y);
		bare(&x, a, lens_a[i / 2]);
		bare(&y, b, lens_b[i % 2]);
		same = x.len > 0 && x.len == y.len &&
		       memcmp(x.data, y.data, x.len) == 0;
	}
	buf_release(&x);
	buf_release(&y);
	return same;
}

bool
plain_head_same(const char *a, const char *b)
{
	if (begin_apart(*a, *b))
		return false;
	return same_when_bare(a, b);
}

/* Is the line said again among the lines that follow? */
static bool
is_repeated(const struct lines *lines, size_t at)
{
	for (size_t i = at + 1; i < lines->count && i <= at + HEAD_LINES; i++)
		if (plain_head_same(
			    lines->items[at].text, lines->items[i].text))
			return true;
	return false;
}

/* What begins a byline, in the languages that archives here are in. */
static size_t
by_length(const char *text)
{
	static const char *const words[] = { "By ", "BY ", "Von ", "Par ",
		"Por ", "Di ", "Door ", "Av " };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strncmp(text, words[i], strlen(words[i])) == 0)
			return strlen(words[i]);
	return 0;
}

/* "By A and B": names only, no sentence.  In other languages than English
 * the word begins too many headlines, unless a date stands behind. */
static bool
is_byline(const char *text, size_t len, bool dated)
{
	const struct line line = { .text = text, .len = (uint32_t)len };
	size_t by = by_length(text);
	int32_t cp;

	if (by == 0 || by >= len || len > 120 || line_ends_sentence(&line) ||
		line_words(&line) > 14 || (!dated && (text[0] | 0x20) != 'b'))
		return false;
	utf8_decode(text + by, len - by, &cp);
	return cp != UTF8_BAD && utf8_upper(cp);
}

static bool
begins_text(const struct line *line)
{
	struct dateline dateline;

	return line_is_bullet(line) ||
	       dateline_read(line->text, line->len, &dateline);
}

/*
 * Minister vows: You can count on us.  A line that quotes somebody behind a
 * colon and ends as a sentence does is a headline before paragraphs of several
 * sentences, which leads of one sentence are not.
 */
static bool
is_quoting_headline(const struct lines *lines, size_t at)
{
	const struct line *line = &lines->items[at];
	const char *colon = strstr(line->text, ": ");
	int32_t cp;

	if (colon == NULL || line->len > QUOTING_BYTES ||
		line_sentences(line) > 1 || line_is_bullet(line) ||
		strstr(colon + 2, ": ") != NULL || colon[2] == '\0')
		return false;
	utf8_decode(colon + 2, strlen(colon + 2), &cp);
	if (cp == UTF8_BAD || !utf8_upper(cp))
		return false;
	for (size_t i = at + 1; i < lines->count && i <= at + 3; i++)
		if (!line_is_paragraph(&lines->items[i]) ||
			line_sentences(&lines->items[i]) < 2)
			return false;
	return lines->count > at + 3;
}

/* May line `at` be the headline? */
static bool
is_headline(const struct lines *lines, size_t at)
{
	const struct line *line = &lines->items[at];
	const char *rule;

	if (is_repeated(lines, at) ||
		(at == 0 && is_quoting_headline(lines, at)))
		return true;
	return line_is_title(line) && !begins_text(line) &&
	       line->text[line->len - 1] != ':' &&
	       noise_of_line(line, &rule) == NULL;
}

/* What stands behind the sign that plain_head_without_site() stops at. */
static const char *
site_behind(const char *headline, size_t clean)
{
	const char *site = headline + clean;

	if (*site == '\0')
		return NULL;
	site = strchr(site + 1, ' ');
	return site != NULL ? site + 1 : NULL;
}

/*
 * The headline without the site, where a repeat says that it is one; the
 * line as it was in headline_raw.
 */
static void
take_headline(struct draft *draft, struct lines *lines, size_t at)
{
	struct line *line = &lines->items[at];
	struct story *s = &draft->story;

	s->headline = line->text;
	line->role = LINE_USED;
	for (size_t i = at + 1; i < lines->count && i <= at + HEAD_LINES; i++) {
		struct line *again = &lines->items[i];
		const struct line *with = again->len > line->len ? again : line;
		size_t clean = plain_head_without_site(with->text, with->len);

		if (again->len == line->len ||
			!plain_head_same(line->text, again->text))
			continue;
		draft->site = site_behind(with->text, clean);
		if (with == line) {
			s->headline_raw = line->text;
			s->headline = again->text;
		}
		return;
	}
}

/* ---- other lines of the head ---- */

static void
take_dates(struct draft *draft, const struct date *readings, size_t n,
	enum date_label label, const struct line *line)
{
	struct story *s = &draft->story;
	char value[DATE_TEXT_SIZE];

	if (draft->looked || label == DATE_LABEL_OTHER)
		return;
	if (label == DATE_LABEL_MODIFIED) {
		date_print(&readings[0], value);
		s->date_modified = arena_string(draft->arena, value);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		struct story_date *c = draft_candidate(draft, DATE_FROM_HEADER,
			&readings[i], line->text, line->len);

		if (n > 1)
			c->confidence =
				date_sources[DATE_FROM_HEADER].confidence / 2;
	}
}

/* A browser's clock is its own kind of evidence. */
static bool
take_clock_line(struct draft *draft, struct line *line)
{
	if (!date_line_is_clock(line->text, line->len))
		return false;
	draft_date(draft, DATE_FROM_JS_LINE, line->text, line->len);
	line_apart(line, "js_date", "browser clock");
	return true;
}

static bool
take_date_line(struct draft *draft, struct line *line)
{
	struct date readings[DATE_READINGS];
	enum date_label label;
	size_t n;

	if (!date_line_read(line->text, line->len, readings, &n, &label))
		return false;
	take_dates(draft, readings, n, label, line);
	line_apart(line, "header", "date line");
	return true;
}

/* Where the date begins in "By A 15 April 2025"; the length if nowhere. */
static size_t
date_at_end(const char *text, size_t len)
{
	struct date readings[DATE_READINGS];
	enum date_label label;
	size_t n;

	for (size_t i = by_length(text); i < len; i++)
		if (text[i] == ' ' && date_line_read(text + i + 1, len - i - 1,
					      readings, &n, &label))
			return i;
	return len;
}

static bool
take_byline(struct draft *draft, struct line *line)
{
	size_t names = line->len;
	struct line date = { 0 };

	if (draft->story.byline != NULL || by_length(line->text) == 0 ||
		line->len > 160)
		return false;
	names = date_at_end(line->text, line->len);
	if (!is_byline(line->text, names, names < line->len))
		return false;
	if (names < line->len) {
		date.text = line->text + names + 1;
		date.len = (uint32_t)strlen(date.text);
		take_date_line(draft, &date);
	}
	draft_byline(draft, line->text, names);
	line->role = LINE_USED;
	return true;
}

/* ---- a head whose lines begin with -- ---- */

static bool
is_dashed(const struct line *line)
{
	return strncmp(line->text, "--", 2) == 0 &&
	       (line->text[2] == ' ' || line->text[2] == '\0');
}

static bool
is_url(const char *text)
{
	return (strncmp(text, "http://", 7) == 0 ||
		       strncmp(text, "https://", 8) == 0) &&
	       strchr(text, ' ') == NULL;
}

/* One line of such a head, without its dashes. */
static void
take_dashed(struct draft *draft, struct line *line)
{
	struct story *s = &draft->story;

	line->text += line->len > 2 ? 3 : 2;
	line->len = (uint32_t)strlen(line->text);
	line->role = LINE_USED;
	if (line->len == 0)
		return;
	if (s->headline == NULL)
		s->headline = line->text;
	else if (s->url == NULL && is_url(line->text))
		s->url = line->text;
	else if (!take_byline(draft, line) && !take_clock_line(draft, line) &&
		 !take_date_line(draft, line))
		line_apart(line, "header", "head line");
}

static size_t
read_dashed_head(struct draft *draft, struct lines *lines)
{
	size_t n = 0;

	while (n < lines->count && is_dashed(&lines->items[n]) &&
		(n == 0 || lines->items[n].gap == 0))
		n++;
	if (n < 2)
		return 0;
	for (size_t i = 0; i < n; i++)
		take_dashed(draft, &lines->items[i]);
	return n;
}

/* ---- the head in general ---- */

/* Lines that may stand before the headline or around it. */
static bool
take_head_line(struct draft *draft, struct line *line)
{
	struct story *s = &draft->story;

	if (s->headline != NULL && plain_head_same(s->headline, line->text)) {
		line_apart(line, "repeat", "headline again");
		return true;
	}
	return take_clock_line(draft, line) || take_date_line(draft, line) ||
	       take_byline(draft, line);
}

size_t
plain_head_read(struct draft *draft, struct lines *lines)
{
	size_t end = read_dashed_head(draft, lines);
	size_t i = end;

	if (end > 0)
		return end;
	while (i < lines->count && i < HEAD_LINES &&
		take_head_line(draft, &lines->items[i]))
		i++;
	end = i;
	if (i < lines->count && draft->story.headline == NULL &&
		is_headline(lines, i)) {
		take_headline(draft, lines, i);
		end = ++i;
	}
	/* Short lines may stand between the headline and its repeats. */
	for (size_t last = i + HEAD_LINES; i < lines->count && i < last; i++) {
		if (take_head_line(draft, &lines->items[i]))
			end = i + 1;
		else if (line_is_paragraph(&lines->items[i]))
			break;
	}
	return end;
}

/*
 * A headline may stand before the lead on the same line, where a page was
 * flattened.  Only a long one is sure not to begin the lead itself.
 */
static void
cut_headline(struct draft *draft, struct line *line)
{
	const char *headline = draft->story.headline;
	size_t len = headline != NULL ? strlen(headline) : 0;
	int32_t cp;

	if (len < FLATTENED_BYTES || line->len < len + 2 ||
		memcmp(line->text, headline, len) != 0 ||
		line->text[len] != ' ')
		return;
	utf8_decode(line->text + len + 1, line->len - len - 1, &cp);
	if (cp == UTF8_BAD || !utf8_upper(cp))
		return;
	draft_block(draft, "repeat", line->text, len, "headline again");
	line->text += len + 1;
	line->len -= (uint32_t)len + 1;
}

/* The first lines of a body may still be of the head. */
void
plain_head_rest(struct draft *draft, struct lines *lines)
{
	size_t looked = 0;

	if (lines->count > 0 && lines->items[0].role == LINE_BODY)
		cut_headline(draft, &lines->items[0]);
	for (size_t i = 0; i < lines->count && looked < 4; i++) {
		struct line *line = &lines->items[i];

		if (line->role != LINE_BODY)
			continue;
		looked++;
		if (!take_head_line(draft, line) && line_is_paragraph(line))
			return;
	}
}
