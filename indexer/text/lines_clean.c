/* lines_clean.c - a text into lines without markup and odd characters */
#include "base/buf.h"
#include "base/eight.h"
#include "base/utf8.h"
#include "indexer/text/lines.h"

#include <stdlib.h>
#include <string.h>

#define BOLD_BYTES 250
#define TEMPLATE_BYTES 80
#define LINES_FIRST 16

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

/* Of eight bytes, those that stand for themselves, as far as these tell: from
 * the first on that may not, each is looked at. */
static size_t
plain_of_eight(uint64_t eight)
{
	uint64_t odd = ~eight_between(eight, ' ', 0x7e) & EIGHT_TOPS;
	uint64_t blanks = eight_equal(eight, ' ');

	odd |= eight_equal(eight, '&');
	/* A blank behind which no plain byte is known to stand. */
	odd |= blanks & ((odd | blanks) >> 8 | UINT64_C(1) << 63);
	return eight_first(odd);
}

/* A blank between two plain bytes is as plain. */
static bool
is_single_blank(const char *p, const char *end)
{
	return *p == ' ' && end - p > 1 && is_plain(p[1]);
}

/* The plain bytes from *p on, one at least, and single blanks among them;
 * returns what is behind the copy. */
static char *
copy_plain(const char **from, const char *end, char *to)
{
	const char *p = *from;
	size_t n;

	do {
		*to++ = *p++;
		while (end - p >= 8) {
			uint64_t eight = eight_load(p);

			eight_store(to, eight);
			n = plain_of_eight(eight);
			p += n;
			to += n;
			if (n == 0)
				break;
		}
	} while (p < end && (is_plain(*p) || is_single_blank(p, end)));
	*from = p;
	return to;
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
			to = copy_plain(&p, end, to);
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

/* Behind the {{ commentsCount }} that opens at p; NULL if it is none. */
static const char *
template_end(const char *p)
{
	size_t n;

	if (p[0] != '{' || p[1] != '{')
		return NULL;
	n = strcspn(p + 2, "{}");
	return n <= TEMPLATE_BYTES && p[n + 2] == '}' && p[n + 3] == '}'
		       ? p + n + 4
		       : NULL;
}

/* Take out what a template was never filled with. */
static void
strip_templates(char *text, uint32_t *len)
{
	const char *p = strstr(text, "{{"), *end;
	char *to = text + (p != NULL ? p - text : 0);

	if (p == NULL)
		return;
	while (*p != '\0') {
		end = template_end(p);
		if (end == NULL) {
			*to++ = *p++;
			continue;
		}
		p = end;
		if (*p == ' ' && (to == text || to[-1] == ' '))
			p++;
	}
	*to = '\0';
	*len = (uint32_t)(to - text);
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
	size_t cap = LINES_FIRST;
	uint32_t gap = 0;

	lines->count = 0;
	lines->items = arena_array(arena, cap, sizeof(*lines->items));
	while (p < end) {
		struct line line = { .gap = gap };

		p = clean_line(p, end, out, &line, markup);
		if (markup && line.len > 0) {
			strip_bold(out, &line.len);
			strip_templates(out, &line.len);
		}
		if (line.len == 0) {
			gap++;
			continue;
		}
		gap = 0;
		out += line.len + 1;
		*arena_push(arena, lines->items, lines->count, cap) = line;
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
