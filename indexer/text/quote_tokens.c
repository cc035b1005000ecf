#include "indexer/text/quote_tokens.h"

#include "base/utf8.h"
#include "indexer/text/quote_words.h"

#include <string.h>

#define FOLDED_BYTES 40

static bool
is_letter(int32_t cp)
{
	enum utf8_class class = cp == UTF8_BAD ? UTF8_OTHER : utf8_class(cp);

	return class == UTF8_LETTER || class == UTF8_DIGIT ||
	       class == UTF8_MARK;
}

/* The kinds of a word; 0 for what is too long to be one of them. */
static unsigned
kinds_of(const char *text, size_t len)
{
	char small[FOLDED_BYTES];
	struct buf folded = { 0 };
	unsigned kinds;
	size_t i;

	if (len >= sizeof(small))
		return 0;
	for (i = 0; i < len && (unsigned char)text[i] < 0x80; i++)
		small[i] =
			(char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] | 0x20
								: text[i]);
	small[i] = '\0';
	if (i == len)
		return quote_word_kinds(small);
	utf8_fold(&folded, text, len);
	kinds = quote_word_kinds(buf_text(&folded));
	buf_release(&folded);
	return kinds;
}

/* The bytes of an apostrophe, hyphen or point at text[at] that stands within
 * a word, or 0. */
static size_t
joint_at(const char *text, uint32_t at, uint32_t to)
{
	int32_t cp;
	size_t n;

	if (text[at] == '\'' || text[at] == '-' || text[at] == '.')
		n = 1;
	else if (to - at > 3 && memcmp(text + at, "’", 3) == 0)
		n = 3;
	else
		return 0;
	if (at + n >= to)
		return 0;
	utf8_decode(text + at + n, to - at - n, &cp);
	return is_letter(cp) ? n : 0;
}

/* A letter or digit of ASCII: most of most words, told without decoding. */
static bool
is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9');
}

/* The end of the word that begins at text[at]. */
static uint32_t
word_end(const char *text, uint32_t at, uint32_t to)
{
	int32_t cp;
	size_t n;

	while (at < to) {
		if (text[at] == ' ')
			break;
		n = is_plain(text[at]) ? 1 : joint_at(text, at, to);
		if (n == 0) {
			n = utf8_decode(text + at, to - at, &cp);
			if (!is_letter(cp))
				break;
		}
		at += (uint32_t)n;
	}
	return at;
}

/* Without the 's of a possessive. */
static uint32_t
without_possessive(const char *text, uint32_t start, uint32_t end)
{
	if (end - start > 2 && memcmp(text + end - 2, "'s", 2) == 0)
		return end - 2;
	if (end - start > 4 && memcmp(text + end - 4, "’s", 4) == 0)
		return end - 4;
	return end;
}

/* Does a point belong to the last word: to an initial or a title? */
static bool
is_shortened(const struct quote_words *w)
{
	const struct quote_word *last;

	if (w->count == 0)
		return true;
	last = &w->items[w->count - 1];
	return last->end - last->start <= 3 || last->kinds & QUOTE_TITLE;
}

static struct quote_word
make_word(const char *text, uint32_t at, uint32_t end, bool capital, bool apart)
{
	struct quote_word word = {
		.start = at,
		.end = without_possessive(text, at, end),
		.kinds = kinds_of(text + at, end - at),
		.capital = capital,
		.apart = apart,
	};

	word.possessive = word.end != end;
	/* An initial is no article. */
	if (capital && end - at == 1 && text[end] == '.')
		word.kinds = 0;
	return word;
}

void
quote_words_split(
	struct quote_words *w, const char *text, uint32_t from, uint32_t to)
{
	bool apart = false;
	uint32_t end;
	int32_t cp;
	size_t n;

	w->text = text;
	w->count = 0;
	for (uint32_t at = from; at < to && w->count < QUOTE_WORDS_MAX;) {
		n = utf8_decode(text + at, to - at, &cp);
		if (!is_letter(cp)) {
			apart |= cp == '.' ? !is_shortened(w) : cp != ' ';
			at += (uint32_t)n;
			continue;
		}
		end = word_end(text, at, to);
		w->items[w->count++] =
			make_word(text, at, end, utf8_upper(cp), apart);
		apart = false;
		at = end;
	}
}

unsigned
quote_count_words(const char *text, uint32_t from, uint32_t to, unsigned most)
{
	unsigned n = 0;
	int32_t cp;

	while (from < to && n < most) {
		size_t step = utf8_decode(text + from, to - from, &cp);

		if (is_letter(cp)) {
			n++;
			from = word_end(text, from, to);
		} else {
			from += (uint32_t)step;
		}
	}
	return n;
}

/* Is a word one of those of a name? */
static bool
is_part_of(const char *name, const char *word, size_t len)
{
	const char *p = name;

	while (p != NULL && (p = strstr(p, " ")) != NULL && p[1] != '\0')
		if (strncmp(++p, word, len) == 0)
			return true;
	return name != NULL && strncmp(name, word, len) == 0;
}

bool
quote_names_others(
	const char *text, uint32_t from, uint32_t to, const char *name)
{
	struct quote_words w;

	if (to > from + QUOTE_REACH)
		return true;
	quote_words_split(&w, text, from, to);
	for (int i = 0; i < w.count; i++)
		if (w.items[i].capital && w.items[i].kinds == 0 &&
			!is_part_of(name, text + w.items[i].start,
				w.items[i].end - w.items[i].start))
			return true;
	return false;
}
