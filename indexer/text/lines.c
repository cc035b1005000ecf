#include "indexer/text/lines.h"

#include "base/buf.h"
#include "base/names.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#define PARAGRAPH_BYTES 220
#define SENTENCE_BYTES 140
#define TITLE_BYTES 250

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
