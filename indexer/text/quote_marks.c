#include "indexer/text/quote_marks.h"

#include "base/eight.h"
#include "base/utf8.h"

#include <string.h>

#define SINGLE_BYTES 600 /* apostrophes deceive: between single marks */
#define POSSESSIVE_LOOK 100

enum style_flags {
	STYLE_ANYWHERE = 1, /* opens and closes whatever stands beside it */
	STYLE_BLANKS = 2,   /* blanks may stand inside the marks */
	STYLE_NESTS = 4,    /* the same mark may stand within */
	STYLE_SINGLE = 8,   /* its closing mark is the apostrophe */
	STYLE_WEAK = 16,    /* gives way to a double mark */
};

/* An opening mark and those that close it. */
static const struct style {
	const char *open;
	const char *close[3];
	unsigned flags;
} styles[] = {
	{ "\"", { "\"", "”" }, 0 },
	{ "“", { "”", "\"", "“" }, 0 },
	{ "„", { "“", "”", "\"" }, 0 },
	{ "”", { "”", "\"" }, 0 },
	{ "«", { "»" }, STYLE_BLANKS | STYLE_NESTS },
	{ "»", { "«", "»" }, 0 },
	{ "‘", { "’" }, STYLE_SINGLE },
	{ "‚", { "‘", "’" }, STYLE_SINGLE },
	{ "‹", { "›" }, STYLE_BLANKS },
	{ "「", { "」" }, STYLE_ANYWHERE | STYLE_NESTS },
	{ "『", { "』" }, STYLE_ANYWHERE | STYLE_NESTS },
	{ "``", { "''" }, 0 },
	{ "'", { "'" }, STYLE_SINGLE | STYLE_WEAK },
};
enum { STYLES = sizeof(styles) / sizeof(*styles) };

/* The first bytes of marks: most bytes are none of them. */
static const bool may_mark[256] = {
	['"'] = true,
	['\''] = true,
	['`'] = true,
	[0xc2] = true,
	[0xe2] = true,
	[0xe3] = true,
};

struct scan {
	const char *text;
	size_t len;
	size_t paragraph, paragraph_end;
	const struct style *open; /* NULL: none is open */
	size_t at, mark;	  /* of the open mark: where, and its bytes */
	unsigned depth;
	struct arena *arena;
	struct quoted *found;
	size_t nfound, cap_found;
};

static size_t
mark_at(const struct scan *s, size_t at, const char *mark)
{
	size_t n = strlen(mark);

	return s->paragraph_end - at >= n && memcmp(s->text + at, mark, n) == 0
		       ? n
		       : 0;
}

/* ---- what stands beside a mark ---- */

static enum utf8_class
class_at(const struct scan *s, size_t at)
{
	int32_t cp;

	if (at >= s->paragraph_end)
		return UTF8_SPACE;
	utf8_decode(s->text + at, s->paragraph_end - at, &cp);
	return cp == UTF8_BAD ? UTF8_OTHER : utf8_class(cp);
}

/* Of a script that sets blanks between words: in others marks stand close. */
static bool
is_word_at(const struct scan *s, size_t at)
{
	enum utf8_class class = class_at(s, at);

	return class == UTF8_LETTER || class == UTF8_DIGIT ||
	       class == UTF8_MARK;
}

static bool
is_word_before(const struct scan *s, size_t at)
{
	if (at == s->paragraph)
		return false;
	do
		at--;
	while (at > s->paragraph && (s->text[at] & 0xc0) == 0x80);
	return is_word_at(s, at);
}

static bool
is_blank_at(const struct scan *s, size_t at)
{
	return at >= s->paragraph_end || s->text[at] == ' ';
}

/* Behind a blank, a bracket, a dash or another mark, and before a word. */
static bool
can_open(const struct scan *s, const struct style *style, size_t at, size_t n)
{
	bool first = at == s->paragraph;
	char before = first ? ' ' : s->text[at - 1];

	if (style->flags & STYLE_ANYWHERE)
		return true;
	if (is_word_before(s, at) || strchr(".,;!?)]%", before) != NULL)
		return false;
	if (style->flags & STYLE_BLANKS)
		return at + n < s->paragraph_end;
	if (is_blank_at(s, at + n) || strchr(",;:)", s->text[at + n]) != NULL)
		return false;
	if (!(style->flags & STYLE_SINGLE))
		return true;
	/* '90s, 'n' */
	return is_word_at(s, at + n) &&
	       !(s->text[at + n] >= '0' && s->text[at + n] <= '9') &&
	       is_word_at(s, at + n + 1);
}

/* The plural of whom something belongs to: the boys' boat? */
static bool
is_possessive(
	const struct scan *s, const struct style *style, size_t at, size_t n)
{
	size_t last = at + n + POSSESSIVE_LOOK;

	if ((s->text[at - 1] | 0x20) != 's' || !is_blank_at(s, at + n) ||
		!is_word_at(s, at + n + 1))
		return false;
	if (last > s->paragraph_end)
		last = s->paragraph_end;
	for (size_t i = at + n; i < last; i++)
		if (mark_at(s, i, style->close[0]) > 0 && i > s->paragraph &&
			s->text[i - 1] != ' ')
			return !is_word_at(s, i + n);
	return false;
}

/* Before anything but a word, and not behind a blank. */
static bool
can_close(const struct scan *s, size_t at, size_t n)
{
	const struct style *style = s->open;

	if (style->flags & STYLE_ANYWHERE)
		return true;
	if (is_word_at(s, at + n))
		return false;
	if (!(style->flags & STYLE_BLANKS) && s->text[at - 1] == ' ')
		return false;
	return !(style->flags & STYLE_SINGLE) || at == 0 ||
	       !is_possessive(s, style, at, n);
}

/* ---- pairing ---- */

static void
give(struct scan *s, size_t end, size_t close, bool goes_on)
{
	struct quoted q = {
		.open = (uint32_t)s->at,
		.start = (uint32_t)(s->at + s->mark),
		.end = (uint32_t)end,
		.close = (uint32_t)close,
		.paragraph = (uint32_t)s->paragraph,
		.goes_on = goes_on,
	};
	bool word = false;

	while (q.start < q.end && s->text[q.start] == ' ')
		q.start++;
	while (q.end > q.start && s->text[q.end - 1] == ' ')
		q.end--;
	for (size_t i = q.start; i < q.end && !word; i++)
		word = is_word_at(s, i) || class_at(s, i) == UTF8_PAIRED;
	if (word)
		*arena_push(s->arena, s->found, s->nfound, s->cap_found) = q;
	s->open = NULL;
}

/* The style that opens at text[at]; *n is the length of its mark. */
static const struct style *
opening(const struct scan *s, size_t at, size_t *n)
{
	for (size_t i = 0; i < STYLES; i++) {
		*n = mark_at(s, at, styles[i].open);
		if (*n > 0 && can_open(s, &styles[i], at, *n))
			return &styles[i];
	}
	return NULL;
}

static void
begin(struct scan *s, const struct style *style, size_t at, size_t n)
{
	s->open = style;
	s->at = at;
	s->mark = n;
	s->depth = 0;
}

/* The length of the mark at text[at] that closes what is open, or 0. */
static size_t
closing(const struct scan *s, size_t at)
{
	for (size_t i = 0; i < 3 && s->open->close[i] != NULL; i++) {
		size_t n = mark_at(s, at, s->open->close[i]);

		if (n > 0 && can_close(s, at, n))
			return n;
	}
	return 0;
}

/* May what is open be so long? */
static bool
is_too_long(const struct scan *s, size_t at)
{
	return at - s->at >
	       (s->open->flags & STYLE_SINGLE ? SINGLE_BYTES : QUOTE_BYTES);
}

/* A mark within what is open: the end of it, a nested one, or the beginning
 * of another because the end was forgotten. */
static size_t
within(struct scan *s, size_t at)
{
	size_t n = closing(s, at), mark;
	const struct style *style;

	if (n > 0 && s->depth > 0) {
		s->depth--;
		return n;
	}
	if (n > 0) {
		give(s, at, at + n, false);
		return n;
	}
	style = opening(s, at, &mark);
	if (style == NULL)
		return 1;
	if (style == s->open && style->flags & STYLE_NESTS)
		s->depth++;
	else if (style == s->open ||
		 (s->open->flags & STYLE_WEAK && !(style->flags & STYLE_WEAK)))
		begin(s, style, at, mark);
	return mark;
}

/* What is open at the end of a paragraph goes on if the next begins so. */
static void
end_paragraph(struct scan *s)
{
	size_t next = s->paragraph_end + 1, n;

	if (s->open == NULL)
		return;
	n = strlen(s->open->open);
	if (!(s->open->flags & STYLE_SINGLE) && s->len > next + n &&
		memcmp(s->text + next, s->open->open, n) == 0 &&
		s->text[next + n] != ' ')
		give(s, s->paragraph_end, s->paragraph_end, true);
	s->open = NULL;
}

/* The next byte that may begin a mark, at `at` or behind, up to the end. */
static size_t
find_mark(const struct scan *s, size_t at)
{
	for (; s->paragraph_end - at >= 8; at += 8) {
		uint64_t eight = eight_load(s->text + at);

		if ((eight_equal(eight, '"') | eight_equal(eight, '\'') |
			    eight_equal(eight, '`') | (eight & EIGHT_TOPS)) !=
			0)
			break;
	}
	while (at < s->paragraph_end && !may_mark[(unsigned char)s->text[at]])
		at++;
	return at;
}

static void
scan_paragraph(struct scan *s)
{
	const struct style *style;
	size_t n;

	for (size_t at = s->paragraph;
		(at = find_mark(s, at)) < s->paragraph_end; at += n) {
		n = 1;
		if (s->open != NULL && is_too_long(s, at))
			s->open = NULL;
		if (s->open != NULL) {
			n = within(s, at);
			continue;
		}
		style = opening(s, at, &n);
		if (style != NULL)
			begin(s, style, at, n);
		else
			n = 1;
	}
	if (s->open != NULL && is_too_long(s, s->paragraph_end))
		s->open = NULL;
	end_paragraph(s);
}

size_t
quote_marks_find(
	const char *text, size_t len, struct arena *arena, struct quoted **out)
{
	struct scan s = { .text = text, .len = len, .arena = arena };

	while (s.paragraph < len) {
		const char *lf =
			memchr(text + s.paragraph, '\n', len - s.paragraph);

		s.paragraph_end = lf != NULL ? (size_t)(lf - text) : len;
		scan_paragraph(&s);
		s.paragraph = s.paragraph_end + 1;
	}
	*out = s.found;
	return s.nfound;
}
