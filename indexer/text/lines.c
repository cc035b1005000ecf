#include "indexer/text/lines.h"

#include "base/buf.h"
#include "base/names.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#define PARAGRAPH_BYTES 220
#define SENTENCE_BYTES 140
#define TITLE_BYTES 250
#define BOLD_BYTES 250

struct entity {
	const char *name;
	const char *text;
};

static const struct entity entities[] = {
	{ "&amp;", "&" },
	{ "&lt;", "<" },
	{ "&gt;", ">" },
	{ "&quot;", "\"" },
	{ "&apos;", "'" },
	{ "&nbsp;", " " },
	{ "&ndash;", "–" },
	{ "&mdash;", "—" },
	{ "&lsquo;", "‘" },
	{ "&rsquo;", "’" },
	{ "&ldquo;", "“" },
	{ "&rdquo;", "”" },
	{ "&hellip;", "…" },
	{ "&copy;", "©" },
};

/* ---- cleaning ---- */

/* &#8217; or &#x2019;: returns the bytes taken, 0 if it is none. */
static size_t
numeric_entity(const char *p, size_t len, int32_t *cp)
{
	bool hex = len > 3 && (p[2] == 'x' || p[2] == 'X');
	char *end;
	long n;

	if (len < 4 || p[1] != '#' || strchr("0123456789xX", p[2]) == NULL)
		return 0;
	n = strtol(p + (hex ? 3 : 2), &end, hex ? 16 : 10);
	if (*end != ';' || end - p > 9 || n < 0x20 || n > 0x10ffff ||
		(n >= 0xd800 && n < 0xe000))
		return 0;
	*cp = (int32_t)n;
	return (size_t)(end - p) + 1;
}

/* What an entity stands for into out; never longer than the entity. */
static size_t
take_entity(const char *p, size_t len, char *out, size_t *nout)
{
	struct buf buf = { 0 };
	int32_t cp;
	size_t n = numeric_entity(p, len, &cp);

	if (n > 0) {
		utf8_append(&buf, cp == 0xa0 ? ' ' : cp);
		*nout = buf.len <= n ? buf.len : 0;
		memcpy(out, buf.data, *nout);
		buf_release(&buf);
		return n;
	}
	for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++) {
		n = strlen(entities[i].name);
		if (len < n || memcmp(p, entities[i].name, n) != 0)
			continue;
		*nout = strlen(entities[i].text);
		memcpy(out, entities[i].text, *nout);
		return n;
	}
	return 0;
}

enum sign { SIGN_NONE, SIGN_BLANK, SIGN_GONE, SIGN_BREAK };

/* Characters of several bytes that are no text; *n is their length. */
static enum sign
sign_at(const char *p, size_t len, size_t *n)
{
	static const struct {
		const char *bytes;
		enum sign sign;
	} signs[] = {
		{ "\xc2\xa0", SIGN_BLANK },	/* no-break space */
		{ "\xe2\x80\xaf", SIGN_BLANK }, /* the narrow one */
		{ "\xe2\x80\x89", SIGN_BLANK }, /* thin space */
		{ "\xe3\x80\x80", SIGN_BLANK }, /* ideographic space */
		{ "\xc2\xad", SIGN_GONE },	/* soft hyphen */
		{ "\xe2\x80\x8b", SIGN_GONE },	/* zero-width space */
		{ "\xe2\x80\x8e", SIGN_GONE },	/* left-to-right mark */
		{ "\xe2\x80\x8f", SIGN_GONE },	/* right-to-left mark */
		{ "\xe2\x81\xa0", SIGN_GONE },	/* word joiner */
		{ "\xef\xbb\xbf", SIGN_GONE },	/* byte order mark */
		{ "\xc2\x85", SIGN_BREAK },	/* next line */
		{ "\xe2\x80\xa8", SIGN_BREAK }, /* line separator */
		{ "\xe2\x80\xa9", SIGN_BREAK }, /* paragraph separator */
	};

	if (strchr("\xc2\xe2\xe3\xef", *p) == NULL)
		return SIGN_NONE;
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		*n = strlen(signs[i].bytes);
		if (len >= *n && memcmp(p, signs[i].bytes, *n) == 0)
			return signs[i].sign;
	}
	return SIGN_NONE;
}

/* Stands for itself, whatever is around it: most bytes of most texts. */
static bool
is_plain(char c)
{
	return c > ' ' && c < 0x7f && c != '&';
}

/* One line, cleaned, from p to its end; returns where the next one begins.
 * The clean text is never longer than the raw one. */
static const char *
clean_line(const char *p, const char *end, char *out, struct line *line,
	bool markup)
{
	char *to = out;
	bool gap = false;
	size_t n, nout;

	while (p < end && *p != '\n' && *p != '\r') {
		enum sign sign = SIGN_NONE;

		if (is_plain(*p)) {
			if (gap && to > out)
				*to++ = ' ';
			gap = false;
			do
				*to++ = *p++;
			while (p < end && is_plain(*p));
			continue;
		}
		n = 1;
		if ((unsigned char)*p >= 0x80)
			sign = sign_at(p, (size_t)(end - p), &n);
		else if ((unsigned char)*p <= ' ' || *p == 0x7f)
			sign = SIGN_BLANK;
		if (sign == SIGN_BREAK) {
			p += n;
			goto out;
		}
		if (sign == SIGN_NONE)
			n = 1;
		if (sign == SIGN_BLANK && to == out)
			line->indent++;
		gap |= sign == SIGN_BLANK;
		if (sign == SIGN_NONE) {
			if (gap && to > out)
				*to++ = ' ';
			gap = false;
			nout = 0;
			if (markup && *p == '&')
				n = take_entity(
					p, (size_t)(end - p), to, &nout);
			else
				n = 0;
			if (n == 0)
				to[nout++] = *p, n = 1;
			to += nout;
		}
		p += n;
	}
	if (p < end)
		p += *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
out:
	line->text = out;
	line->len = (uint32_t)(to - out);
	*to = '\0';
	return p;
}

/* Is there a pair of stars, and no third, at p?  Blanks beside it tell on
 * which side the bold text is. */
static bool
is_bold_mark(const char *text, const char *p, bool opens)
{
	char before = p > text ? p[-1] : ' ';

	if (p[0] != '*' || p[1] != '*' || p[2] == '*' || before == '*')
		return false;
	return opens ? p[2] != ' ' && p[2] != '\0' : before != ' ';
}

/* Where the bold text that begins at open ends; NULL if nowhere near. */
static const char *
bold_end(const char *text, const char *open)
{
	const char *p = open + 3;

	for (; *p != '\0' && p - open < BOLD_BYTES; p++)
		if (is_bold_mark(text, p, false))
			return p;
	return NULL;
}

/* Take the stars of **bold** out; other stars stay. */
static void
strip_bold(char *text, uint32_t *len)
{
	const char *close = NULL;
	char *to;

	if (strstr(text, "**") == NULL)
		return;
	to = text;
	for (const char *p = text; *p != '\0';) {
		if (close == NULL && is_bold_mark(text, p, true) &&
			(close = bold_end(text, p)) != NULL) {
			p += 2;
		} else if (p == close) {
			p += 2;
			close = NULL;
		} else {
			*to++ = *p++;
		}
	}
	*to = '\0';
	*len = (uint32_t)(to - text);
}

bool
line_make(struct line *line, struct arena *arena, const char *text, size_t len)
{
	char *out = arena_alloc(arena, len + 1);

	memset(line, 0, sizeof(*line));
	clean_line(text, text + len, out, line, true);
	return line->len > 0;
}

static void
split(struct lines *lines, struct arena *arena, const char *text, size_t len,
	bool markup)
{
	const char *p = text, *end = text + len;
	char *out = arena_alloc(arena, len + 1);
	size_t cap = 0;
	uint32_t gap = 0;

	memset(lines, 0, sizeof(*lines));
	for (const char *q = text; q < end; q++)
		cap += *q == '\n' || *q == '\r' || *q == '\x80' || *q == '\x85';
	lines->items = arena_array(arena, cap + 1, sizeof(*lines->items));
	while (p < end) {
		struct line line = { .gap = gap };

		p = clean_line(p, end, out, &line, markup);
		if (markup && line.len > 0)
			strip_bold(out, &line.len);
		if (line.len == 0) {
			gap++;
			continue;
		}
		gap = 0;
		out += line.len + 1;
		lines->items[lines->count++] = line;
	}
}

void
lines_split(
	struct lines *lines, struct arena *arena, const char *text, size_t len)
{
	split(lines, arena, text, len, true);
}

void
lines_split_clean(
	struct lines *lines, struct arena *arena, const char *text, size_t len)
{
	split(lines, arena, text, len, false);
}

/* ---- paragraphs broken at a fixed width ---- */

static bool
begins_small(const struct line *line)
{
	int32_t cp;

	utf8_decode(line->text, line->len, &cp);
	return cp != UTF8_BAD && utf8_class(cp) == UTF8_LETTER &&
	       !utf8_upper(cp);
}

/* Are items[0..n), without a blank line between them, one broken text? */
static bool
is_wrapped(const struct line *items, size_t n)
{
	size_t small = 0, full = 0, widest = 0;

	for (size_t i = 0; i < n; i++)
		if (items[i].len > widest)
			widest = items[i].len;
	for (size_t i = 1; i < n; i++) {
		small += begins_small(&items[i]);
		full += items[i - 1].len * 5 >= widest * 3;
	}
	return n >= 2 && widest <= 100 && widest >= 30 && small * 2 >= n - 1 &&
	       full * 3 >= (n - 1) * 2;
}

/* items[0..n) into one line; an indented line begins another one. */
static size_t
join(struct line *to, const struct line *items, size_t n, struct arena *arena)
{
	struct buf buf = { 0 };
	size_t i = 1;

	*to = items[0];
	buf_add(&buf, items[0].text, items[0].len);
	for (; i < n && items[i].indent <= items[0].indent + 1; i++) {
		if (items[i].indent >= 2 && items[i - 1].indent < 2)
			break;
		buf_putc(&buf, ' ');
		buf_add(&buf, items[i].text, items[i].len);
	}
	to->text = arena_copy(arena, buf.data, buf.len);
	to->len = (uint32_t)buf.len;
	buf_release(&buf);
	return i;
}

void
lines_unwrap(struct lines *lines, struct arena *arena)
{
	size_t kept = 0;

	for (size_t i = 0; i < lines->count;) {
		size_t n = 1;

		while (i + n < lines->count && lines->items[i + n].gap == 0)
			n++;
		if (!is_wrapped(&lines->items[i], n)) {
			while (n-- > 0)
				lines->items[kept++] = lines->items[i++];
			continue;
		}
		while (n > 0) {
			struct line joined;
			size_t took = join(&joined, &lines->items[i], n, arena);

			lines->items[kept++] = joined;
			i += took;
			n -= took;
		}
	}
	lines->count = kept;
}

/* ---- what can be said of a line ---- */

void
line_apart(struct line *line, const char *kind, const char *rule)
{
	line->role = LINE_APART;
	line->kind = kind;
	line->rule = rule;
}

/* The end of the text without closing quotes, brackets and marks [1]. */
static size_t
strip_closers(const char *text, size_t len)
{
	static const char *const closers[] = { "\"", "'", ")", "]", " ", "”",
		"’", "»", "“" };
	bool again = true;

	while (again && len > 0) {
		again = false;
		for (size_t i = 0; i < sizeof(closers) / sizeof(*closers);
			i++) {
			size_t n = strlen(closers[i]);

			if (len < n || memcmp(text + len - n, closers[i], n))
				continue;
			if (*closers[i] == ']') {
				while (len > 0 && text[len - 1] != '[')
					len--;
			}
			len -= len > 0 ? n : 0;
			again = true;
			break;
		}
	}
	return len;
}

/* U.S., U.K., Jr., Inc.: a stop that need not end a sentence. */
static bool
is_abbreviation(const char *text, size_t len)
{
	static const char *const known[] = { "Inc.", "Jr.", "Sr.", "Co.",
		"Corp.", "Ltd.", "St.", "No.", "Gov.", "Sen.", "Rep.", "Dr.",
		"Mr.", "Mrs.", "Ms.", "Gen.", "Lt.", "Col.", "Prof.", "vs.",
		"a.m.", "p.m." };
	size_t word = len;

	while (word > 0 && text[word - 1] != ' ')
		word--;
	if (len - word == 2 || (len - word > 3 && text[word + 1] == '.'))
		return text[word] != '.';
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strlen(known[i]) == len - word &&
			memcmp(text + word, known[i], len - word) == 0)
			return true;
	return false;
}

bool
line_ends_sentence(const struct line *line)
{
	size_t len = strip_closers(line->text, line->len);

	if (len == 0)
		return false;
	if (len >= 3 && memcmp(line->text + len - 3, "。", 3) == 0)
		return true;
	if (line->text[len - 1] != '.' ||
		(len >= 3 && memcmp(line->text + len - 3, "...", 3) == 0))
		return false;
	return !is_abbreviation(line->text, len);
}

size_t
line_sentences(const struct line *line)
{
	const char *t = line->text;
	size_t n = 0;

	for (size_t i = 0; i + 1 < line->len; i++) {
		size_t next = i + 1;

		if (t[i] != '.' && t[i] != '!' && t[i] != '?')
			continue;
		while (next < line->len && strchr("\"')]", t[next]) != NULL)
			next++;
		if (next + 1 >= line->len || t[next] != ' ' ||
			(t[i] == '.' && is_abbreviation(t, i + 1)))
			continue;
		n++;
	}
	return n + 1;
}

size_t
line_words(const struct line *line)
{
	size_t n = 1;

	for (const char *p = line->text; (p = strchr(p, ' ')) != NULL; p++)
		n++;
	return n;
}

bool
line_is_bullet(const struct line *line)
{
	static const char *const bullets[] = { "- ", "* ", "• ", "· ", "– ",
		"▪ ", "● ", "■ ", "» ", "> " };

	for (size_t i = 0; i < sizeof(bullets) / sizeof(*bullets); i++)
		if (strncmp(line->text, bullets[i], strlen(bullets[i])) == 0)
			return true;
	return false;
}

bool
line_is_paragraph(const struct line *line)
{
	bool ends = line_ends_sentence(line);

	return line->len > TITLE_BYTES ||
	       (line->len > PARAGRAPH_BYTES && ends) ||
	       (ends && (line->len > SENTENCE_BYTES ||
				line_sentences(line) > 1));
}

bool
line_is_title(const struct line *line)
{
	char last = line->text[line->len - 1];

	return line->len <= TITLE_BYTES && !line_ends_sentence(line) &&
	       last != ',' && last != ';' && !line_is_paragraph(line);
}

/* ---- what lines have in common ---- */

struct word {
	const char *text; /* in the source */
	size_t len;
	bool capital;
};

/* The next run of letters and digits at *p; false at the end. */
static bool
next_word(const char **p, const char *end, struct word *out)
{
	out->len = 0;
	while (*p < end) {
		int32_t cp;
		size_t n = utf8_decode(*p, (size_t)(end - *p), &cp);
		enum utf8_class class =
			cp == UTF8_BAD ? UTF8_OTHER : utf8_class(cp);
		bool letter = class == UTF8_LETTER || class == UTF8_DIGIT ||
			      class == UTF8_MARK || class == UTF8_PAIRED;

		if (!letter && out->len > 0)
			return true;
		if (letter && out->len == 0) {
			out->text = *p;
			out->capital = utf8_upper(cp);
		}
		if (letter)
			out->len += n;
		*p += n;
	}
	return out->len > 0;
}

/* The folded words of some lines as a set. */
static void
collect_words(struct names *set, const struct line *lines, size_t n)
{
	struct buf folded = { 0 };

	for (size_t i = 0; i < n; i++) {
		const char *p = lines[i].text, *end = p + lines[i].len;
		struct word w;

		while (next_word(&p, end, &w)) {
			buf_reset(&folded);
			utf8_fold(&folded, w.text, w.len);
			names_add(set, buf_text(&folded), folded.len, NULL);
		}
	}
	buf_release(&folded);
}

/* How large a share of a's chosen words stands in b; *n is how many. */
static double
share_in(const struct line *a, const struct line *b, size_t nb, bool names,
	size_t *n)
{
	struct names set = { 0 };
	struct buf folded = { 0 };
	const char *p = a->text, *end = p + a->len;
	size_t found = 0;
	bool first = true;
	struct word w;

	*n = 0;
	collect_words(&set, b, nb);
	while (next_word(&p, end, &w)) {
		bool skip = names ? !w.capital || first : w.len < 4;

		first = false;
		if (skip)
			continue;
		buf_reset(&folded);
		utf8_fold(&folded, w.text, w.len);
		found += names_find(&set, buf_text(&folded), folded.len) !=
			 NAMES_NONE;
		(*n)++;
	}
	names_release(&set);
	buf_release(&folded);
	return *n == 0 ? 0 : (double)found / (double)*n;
}

double
line_overlap(const struct line *a, const struct line *b, size_t nb)
{
	size_t n;

	return share_in(a, b, nb, false, &n);
}

double
line_shared_names(const struct line *a, const struct line *b, size_t nb)
{
	size_t n;
	double share = share_in(a, b, nb, true, &n);

	return n == 0 ? 1 : share;
}
