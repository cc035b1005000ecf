#include "indexer/names/actor_words.h"

#include "base/eight.h"
#include "base/utf8.h"

#include <limits.h>
#include <string.h>

void
actor_words_start(struct actor_words *words, const char *text, size_t len)
{
	*words = (struct actor_words){
		.text = text,
		.len = len < UINT32_MAX ? (uint32_t)len : UINT32_MAX,
		.stopped = true,
	};
}

/* The class of the character at text[at], with its length and case. */
static enum utf8_class
class_at(const struct actor_words *w, uint32_t at, size_t *n, bool *upper)
{
	unsigned char c = (unsigned char)w->text[at];
	int32_t cp;

	*n = 1;
	if (c < 0x80) {
		*upper = c >= 'A' && c <= 'Z';
		if (*upper || (c >= 'a' && c <= 'z'))
			return UTF8_LETTER;
		return c >= '0' && c <= '9' ? UTF8_DIGIT : UTF8_OTHER;
	}
	*n = utf8_decode(w->text + at, w->len - at, &cp);
	*upper = false;
	/* U+02BC counts as a letter, but names have it as an apostrophe. */
	if (cp == UTF8_BAD || cp == 0x2bc)
		return UTF8_OTHER;
	*upper = utf8_upper(cp);
	return utf8_class(cp);
}

static bool in_word(enum utf8_class class)
{
	return class == UTF8_LETTER || class == UTF8_DIGIT ||
	       class == UTF8_MARK || class == UTF8_PAIRED ||
	       class == UTF8_IGNORED;
}

static bool
is_plain_letter(unsigned char c)
{
	c |= 0x20;
	return c >= 'a' && c <= 'z';
}

/* Does this character end a word for certain?  Most that do are blanks. */
static bool
is_plain_end(unsigned char c)
{
	if (c < '0')
		return c != '\'';
	return c > '9' && c < 0x80 && c != '`' && !is_plain_letter(c);
}

/* The bytes of an apostrophe at text[at], 0 if there is none. */
static size_t
apostrophe_at(const struct actor_words *w, uint32_t at)
{
	const char *text = w->text + at;

	if (at >= w->len)
		return 0;
	if (*text == '\'' || *text == '`')
		return 1;
	if (w->len - at >= 2 && memcmp(text, "\xca\xbc", 2) == 0)
		return 2;
	/* U+2018 and U+2019 */
	return w->len - at >= 3 && memcmp(text, "\xe2\x80", 2) == 0 &&
			       (text[2] & ~1) == '\x98'
		       ? 3
		       : 0;
}

/* What a character between words is. */
static unsigned
gap_of(const struct actor_words *w, size_t n)
{
	static const uint16_t gaps[UCHAR_MAX + 1] = {
		[' '] = GAP_BLANK,
		['\t'] = GAP_BLANK,
		['-'] = GAP_HYPHEN,
		['\n'] = GAP_LINE,
		[','] = GAP_COMMA,
		['.'] = GAP_STOP,
		['!'] = GAP_STOP,
		['?'] = GAP_STOP,
		['('] = GAP_OPEN,
		['['] = GAP_OPEN,
		[')'] = GAP_CLOSE,
		[']'] = GAP_CLOSE,
		['"'] = GAP_QUOTE,
		['\''] = GAP_QUOTE,
		['`'] = GAP_QUOTE,
		[':'] = GAP_COLON,
		[';'] = GAP_COLON,
		['/'] = GAP_SLASH,
		['&'] = GAP_AND,
	};
	const char *at = w->text + w->at;
	unsigned gap = gaps[(unsigned char)*at];

	if (n == 1)
		return gap != 0 ? gap : GAP_OTHER;
	if (n == 2)
		return memcmp(at, "\xc2\xa0", 2) == 0 ? GAP_BLANK
		       : memcmp(at, "\xc2\xab", 2) == 0 ||
				       memcmp(at, "\xc2\xbb", 2) == 0
			       ? GAP_QUOTE
			       : GAP_OTHER;
	/* U+2018 to U+201F are quotation marks. */
	if (n == 3 && memcmp(at, "\xe2\x80", 2) == 0 &&
		(unsigned char)at[2] >= 0x98 && (unsigned char)at[2] <= 0x9f)
		return GAP_QUOTE;
	return GAP_OTHER;
}

/* Is the next character, of n bytes, one of a word? */
static bool
begins_word(const struct actor_words *w, size_t *n)
{
	unsigned char c = (unsigned char)w->text[w->at];
	bool upper;

	*n = 1;
	return c < '0' ? false : in_word(class_at(w, w->at, n, &upper));
}

/* Go to the next word; what is passed over is its gap. */
static bool
skip_gap(struct actor_words *w, struct actor_word *out)
{
	uint32_t from = w->at;
	unsigned gap = 0;
	size_t n;

	while (w->at < w->len && !begins_word(w, &n)) {
		unsigned one = gap_of(w, n);

		if (one & gap & GAP_BLANK)
			one |= GAP_INDENT;
		if (one & (GAP_LINE | GAP_STOP))
			w->stopped = true;
		gap |= one;
		w->at += (uint32_t)n;
	}
	out->gap = (uint16_t)gap;
	out->joined = w->at == from + 1 &&
		      (w->text[from] == ' ' || w->text[from] == '-');
	return w->at < w->len;
}

/* A letter, a stop, a letter, a stop: U.S., U.S.A.  Returns its end or 0. */
static uint32_t
dotted_end(const struct actor_words *w, uint32_t start)
{
	uint32_t at = start, letters = 0;
	bool upper;
	size_t n;

	while (at < w->len && class_at(w, at, &n, &upper) == UTF8_LETTER &&
		upper && at + n < w->len && w->text[at + n] == '.') {
		at += (uint32_t)n + 1;
		letters++;
	}
	if (letters < 2)
		return 0;
	/* U.S without its last stop, but not the U.S.Navy */
	if (at < w->len && class_at(w, at, &n, &upper) == UTF8_LETTER) {
		bool more;
		size_t m;

		if (!upper || (at + n < w->len &&
				      in_word(class_at(
					      w, at + (uint32_t)n, &m, &more))))
			return at;
		at += (uint32_t)n;
	}
	return at;
}

/* The letters of ASCII from text on: all of most words.  Are they capitals? */
static uint32_t
count_letters(const char *text, const char *end, bool *capitals)
{
	const char *at = text;
	uint64_t small = 0;

	for (; end - at >= 8; at += 8) {
		uint64_t eight = eight_load(at);
		uint64_t marks = ~eight_letters(eight) & EIGHT_TOPS;
		size_t n = eight_first(marks);

		/* Of letters the small ones have 0x20. */
		if (n < 8)
			eight = eight_before(eight, marks);
		small |= eight & EIGHT_ONES * 0x20;
		if (n < 8) {
			at += n;
			goto out;
		}
	}
	for (; at < end && is_plain_letter((unsigned char)*at); at++)
		small |= (unsigned char)*at & 0x20;
out:
	*capitals = small == 0;
	return (uint32_t)(at - text);
}

/* Letters and digits from start, apostrophes between letters among them. */
static uint32_t
plain_end(const struct actor_words *w, uint32_t start, struct actor_word *out)
{
	bool upper, all;
	uint32_t letters =
		count_letters(w->text + start, w->text + w->len, &all);
	uint32_t at = start + letters, digits = 0;

	out->plain = true;
	while (at < w->len && !is_plain_end((unsigned char)w->text[at])) {
		enum utf8_class class;
		size_t n, m;

		class = class_at(w, at, &n, &upper);
		if (in_word(class)) {
			letters += class == UTF8_LETTER;
			digits += class == UTF8_DIGIT;
			out->plain &= n == 1;
			all &= class != UTF8_LETTER || upper;
			at += (uint32_t)n;
			continue;
		}
		n = apostrophe_at(w, at);
		if (n == 0 || at + n >= w->len ||
			class_at(w, at + (uint32_t)n, &m, &upper) !=
				UTF8_LETTER)
			break;
		/* 's at the end is no part of the name */
		if ((w->text[at + n] | 0x20) == 's' &&
			(at + n + 1 >= w->len ||
				!in_word(class_at(w, at + (uint32_t)n + 1, &m,
					&upper)))) {
			out->possessive = true;
			out->end = at;
			out->capitals = all && letters >= 2;
			return at + (uint32_t)n + 1;
		}
		out->plain = false;
		at += (uint32_t)n;
	}
	out->end = at;
	if (letters == 0)
		out->number = digits > 0;
	else if (letters > 1)
		out->capitals = all;
	else
		out->initial = all && at < w->len && w->text[at] == '.' &&
			       at - start <= 4;
	return at;
}

/*
 * The commonest case, quickly: a blank and letters of ASCII, up to something
 * that surely ends the word.  False leaves it all to be looked at closely.
 */
static bool
next_plain(struct actor_words *w, struct actor_word *out)
{
	const char *text = w->text + w->at + 1, *end = w->text + w->len;
	unsigned char first, behind;
	bool capitals;
	uint32_t n;

	if (w->len - w->at < 2 || text[-1] != ' ')
		return false;
	first = (unsigned char)*text;
	n = count_letters(text, end, &capitals);
	behind = text + n < end ? (unsigned char)text[n] : ' ';
	/* A. and U.S. are to be looked at. */
	if (n == 0 || !is_plain_end(behind) || (n == 1 && behind == '.'))
		return false;
	*out = (struct actor_word){
		.start = w->at + 1,
		.end = w->at + 1 + n,
		.next = w->at + 1 + n,
		.gap = GAP_BLANK,
		.capital = (first & 0x20) == 0,
		.capitals = capitals && n > 1,
		.plain = true,
		.joined = true,
		.sentence = w->stopped,
	};
	w->stopped = false;
	w->at = out->next;
	return true;
}

bool
actor_words_next(struct actor_words *w, struct actor_word *out)
{
	unsigned char first;
	uint32_t dotted;
	size_t n;

	if (next_plain(w, out))
		return true;
	memset(out, 0, sizeof(*out));
	if (!skip_gap(w, out))
		return false;
	out->start = w->at;
	out->sentence = w->stopped;
	w->stopped = false;
	first = (unsigned char)w->text[w->at];
	n = 1;
	if (is_plain_letter(first))
		out->capital = (first & 0x20) == 0;
	else
		class_at(w, w->at, &n, &out->capital);
	dotted = out->capital && w->at + n < w->len && w->text[w->at + n] == '.'
			 ? dotted_end(w, w->at)
			 : 0;
	if (dotted > 0) {
		out->end = out->next = dotted;
		out->capitals = true;
	} else {
		out->next = plain_end(w, w->at, out);
	}
	/* The stop of an initial ends no sentence, and joins. */
	if (out->initial && out->next + 1 < w->len)
		out->next++;
	w->at = out->next;
	return true;
}

void
actor_word_fold(
	const char *text, const struct actor_word *word, struct buf *out)
{
	size_t begin = out->len, kept = begin, n = word->end - word->start;

	if (word->plain) {
		actor_word_fold_plain(buf_room(out, n), text + word->start, n);
		buf_took(out, n);
		return;
	}
	utf8_fold(out, text + word->start, word->end - word->start);
	for (size_t i = begin; i < out->len; i++)
		if (out->data[i] != '.')
			out->data[kept++] = out->data[i];
	if (kept < out->len)
		buf_cut(out, kept);
}
