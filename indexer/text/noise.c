#include "indexer/text/noise.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "indexer/dates/dates.h"
#include "indexer/text/noise_phrases.h"

#include <string.h>

/* A line longer than this is no slogan. */
#define NOISE_BYTES 240
/* How many bullets make a list, and how few shared names a foreign one. */
#define LIST_ITEMS 3
#define LIST_ITEMS_MAX 50
#define FOREIGN 0.25
/* So many lines of the body say what the story is about. */
#define LEAD_LINES 3

/* ---- phrases ---- */

static bool
is_word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (unsigned char)c >= 0x80;
}

/* The line, or what stands before its colon, is the phrase.  The colon may
 * be followed by one item: "Read also: Minister resigns".  COMMENTS: with a
 * colon is what analysts say, not what readers do. */
static bool
is_heading(const char *text, const struct noise_phrase *p)
{
	size_t n = strlen(p->phrase);

	if (strncmp(text, p->phrase, n) != 0)
		return false;
	text += n;
	if (*text == ':' && text[1 + strspn(text + 1, " ")] != '\0')
		return strcmp(p->kind, "related") == 0;
	text += *text == ':' && strcmp(p->kind, "comments") != 0;
	text += strspn(text, " .!…>»→");
	return *text == '\0';
}

static bool
phrase_fits(const struct noise_phrase *p, const char *text)
{
	size_t n = strlen(p->phrase);

	if (p->besides != NULL && strstr(text, p->besides) == NULL)
		return false;
	switch (p->place) {
	case NOISE_HEADING:
		return is_heading(text, p);
	case NOISE_BEGINS:
		return strncmp(text, p->phrase, n) == 0 &&
		       (!is_word_char(p->phrase[n - 1]) ||
			       !is_word_char(text[n]) ||
			       (text[n - 1] >= '0' && text[n - 1] <= '9'));
	case NOISE_HOLDS:
		return strstr(text, p->phrase) != NULL;
	}
	return false;
}

/* "12 comments", "Comments (0)" */
static bool
is_comment_count(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	if (digits > 0)
		return strcmp(text + digits, " comments") == 0 ||
		       strcmp(text + digits, " comment") == 0;
	return strncmp(text, "comments (", 10) == 0 &&
	       text[10 + strspn(text + 10, "0123456789")] == ')';
}

/* Slogans begin with a capital or a sign: "share on revenue" goes on from
 * the line above. */
static bool
begins_small(const struct line *line)
{
	int32_t cp;

	utf8_decode(line->text, line->len, &cp);
	return cp != UTF8_BAD && utf8_class(cp) == UTF8_LETTER &&
	       !utf8_upper(cp) && cp < 0x2000;
}

/* Programs begin small, too; they have signs that sentences have not. */
static bool
has_code(const struct line *line)
{
	return strpbrk(line->text, "={(") != NULL;
}

static bool
is_markup(const struct noise_phrase *p)
{
	return strcmp(p->kind, "markup") == 0;
}

/* The row that fits a line, or NULL. */
static const struct noise_phrase *
find_phrase(const struct line *line)
{
	static const struct noise_phrase count = { "comments", NOISE_HEADING,
		"comments (n)", NULL };
	const struct noise_phrase *found = NULL;
	struct buf folded = { 0 };
	bool small = begins_small(line);
	const char *text;

	if (line->len > NOISE_BYTES || (small && !has_code(line)))
		return NULL;
	utf8_fold(&folded, line->text, line->len);
	text = buf_text(&folded);
	text += strspn(text, "-*>|[ ");
	if (is_comment_count(text))
		found = &count;
	for (const struct noise_phrase *p = noise_phrases;
		found == NULL && p->kind != NULL; p++)
		if ((p->place == NOISE_HOLDS || *p->phrase == *text) &&
			(!small || is_markup(p)) && phrase_fits(p, text))
			found = p;
	buf_release(&folded);
	return found;
}

const char *
noise_of_line(const struct line *line, const char **rule)
{
	const struct noise_phrase *p = find_phrase(line);

	*rule = p != NULL ? p->phrase : NULL;
	return p != NULL ? p->kind : NULL;
}

/* ---- references ---- */

/* "1. Title", "[1] Title", "1) Title" */
static bool
is_numbered(const char *text)
{
	bool bracket = *text == '[';
	size_t digits = strspn(text + bracket, "0123456789");

	if (digits == 0 || digits > 3)
		return false;
	text += bracket + digits;
	return bracket ? *text == ']'
		       : (*text == '.' || *text == ')') && text[1] == ' ';
}

/* The heading of a list of references; *rest is what stands behind it. */
static bool
is_references(const struct line *line, const char **rest)
{
	static const char *const headings[] = { "References", "REFERENCES",
		"Footnotes", "Sources", "SOURCES", "Notes" };

	for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++) {
		size_t n = strlen(headings[i]);

		if (strncmp(line->text, headings[i], n) != 0)
			continue;
		*rest = line->text + n;
		*rest += strspn(*rest, ": ");
		return **rest == '\0' || is_numbered(*rest);
	}
	return false;
}

/* How many lines a list of references has; 0 if items[0] begins none. */
static size_t
references_length(const struct line *items, size_t count)
{
	const char *rest;
	size_t n = 1;

	if (!is_references(&items[0], &rest))
		return 0;
	while (n < count && items[n].role == LINE_BODY &&
		is_numbered(items[n].text))
		n++;
	return *rest != '\0' || n > 1 ? n : 0;
}

/* ---- related headlines ---- */

/* A line that a list of headlines may be made of. */
static bool
is_list_item(const struct line *line)
{
	struct date readings[DATE_READINGS];
	enum date_label label;
	size_t n;

	return line_is_title(line) ||
	       date_line_read(line->text, line->len, readings, &n, &label);
}

/*
 * items[0] is a heading such as MORE ON THEME: how many lines belong to it?
 * Two headlines or dates make a list; it ends at the first real paragraph.
 * A heading with a colon is content with one.
 */
static size_t
related_length(const struct line *items, size_t count)
{
	bool colon = items[0].text[items[0].len - 1] == ':';
	size_t n = 1;

	if (!colon && strchr(items[0].text, ':') != NULL)
		return 1; /* Read also: the headline itself */
	while (n < count && items[n].role == LINE_BODY &&
		is_list_item(&items[n]) && find_phrase(&items[n]) == NULL &&
		references_length(&items[n], count - n) == 0)
		n++;
	if (n > 2 || (n == 2 && colon))
		return n;
	return n == count || items[n].role != LINE_BODY || colon ||
			       find_phrase(&items[n]) != NULL
		       ? n
		       : 1;
}

/* A date with its clock, alone on its line, as feeds print it. */
static bool
is_stamp(const struct line *line)
{
	struct date readings[DATE_READINGS];
	enum date_label label;
	size_t n;

	return date_line_read(line->text, line->len, readings, &n, &label) &&
	       readings[0].precision >= PRECISION_MINUTE;
}

/*
 * Headlines that each have their date are a list of other stories, even
 * below a heading that nobody knows: two dates and two headlines at least,
 * beginning with a date.
 */
static size_t
dated_list_length(const struct line *items, size_t count)
{
	size_t n = 0, stamps = 0;

	if (!is_stamp(&items[0]))
		return 0;
	while (n < count && items[n].role == LINE_BODY &&
		is_list_item(&items[n]) && find_phrase(&items[n]) == NULL)
		stamps += is_stamp(&items[n++]);
	return stamps >= 2 && n - stamps >= 2 ? n : 0;
}

/* ---- comments ---- */

/* Nothing but remarks below: the rest is comments; else only the heading. */
static size_t
comments_length(const struct line *items, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (items[i].role == LINE_BODY && line_is_paragraph(&items[i]))
			return 1;
	return count;
}

/* ---- lists of foreign headlines ---- */

/* How many bullets follow each other. */
static size_t
list_length(const struct line *items, size_t count)
{
	size_t n = 0;

	while (n < count && items[n].role == LINE_BODY &&
		line_is_bullet(&items[n]))
		n++;
	return n;
}

/* Is a list of bullets foreign: no sentences, and nobody of the lead? */
static bool
is_foreign_list(const struct line *items, size_t n, const struct lines *lead)
{
	double shared = 0;

	if (n < LIST_ITEMS || n > LIST_ITEMS_MAX || lead->count == 0)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!line_is_title(&items[i]) || line_words(&items[i]) < 4)
			return false;
		shared +=
			line_shared_names(&items[i], lead->items, lead->count);
	}
	return shared / (double)n < FOREIGN;
}

/* The first lines that are body, for comparison. */
static size_t
collect_lead(const struct lines *lines, struct line lead[LEAD_LINES])
{
	size_t n = 0;

	for (size_t i = 0; i < lines->count && n < LEAD_LINES; i++)
		if (lines->items[i].role == LINE_BODY &&
			line_is_paragraph(&lines->items[i]))
			lead[n++] = lines->items[i];
	return n;
}

static void
apart(struct line *items, size_t n, const char *kind, const char *rule)
{
	for (size_t i = 0; i < n; i++)
		if (items[i].role == LINE_BODY)
			line_apart(&items[i], kind, rule);
}

/* What begins at items[0], set apart; returns how many lines it took. */
static size_t
mark_at(struct line *items, size_t count)
{
	const struct noise_phrase *p = find_phrase(&items[0]);
	size_t n = references_length(items, count);
	bool heading = p != NULL && p->place == NOISE_HEADING;

	if (n > 0) {
		apart(items, n, "references", "numbered list");
		return n;
	}
	if (p == NULL) {
		n = dated_list_length(items, count);
		apart(items, n, "related", "dated list");
		return n;
	}
	n = 1;
	if (heading && strcmp(p->kind, "related") == 0)
		n = related_length(items, count);
	else if (heading && strcmp(p->kind, "comments") == 0)
		n = comments_length(items, count);
	apart(items, n, p->kind, p->phrase);
	return n;
}

/* Lists of bullets, each as a whole, after the lines that speak for
 * themselves. */
static void
mark_lists(struct lines *lines, const struct lines *lead)
{
	for (size_t i = 0; i < lines->count;) {
		size_t n = list_length(&lines->items[i], lines->count - i);

		if (is_foreign_list(&lines->items[i], n, lead))
			apart(&lines->items[i], n, "related", "foreign list");
		i += n > 0 ? n : 1;
	}
}

void
noise_mark(struct lines *lines)
{
	struct line lead_lines[LEAD_LINES];
	struct lines lead = { lead_lines, collect_lead(lines, lead_lines) };

	for (size_t i = 0; i < lines->count;) {
		size_t n = 0;

		if (lines->items[i].role == LINE_BODY)
			n = mark_at(&lines->items[i], lines->count - i);
		i += n > 0 ? n : 1;
	}
	mark_lists(lines, &lead);
}

size_t
noise_drop_marks(char *text)
{
	size_t dropped = 0;
	char *to = text;

	for (const char *p = text; *p != '\0';) {
		size_t digits = *p == '[' ? strspn(p + 1, "0123456789") : 0;

		if (digits == 0 || digits > 3 || p[1 + digits] != ']' ||
			to == text) {
			*to++ = *p++;
			continue;
		}
		if (to[-1] == ' ')
			to--;
		p += digits + 2;
		dropped++;
	}
	*to = '\0';
	return dropped;
}
