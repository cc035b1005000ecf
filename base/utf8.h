/*
 * utf8.h - characters: decoding, checking, folding, width
 *
 * The one door to utf8proc.  Folding is what makes two spellings of a word
 * the same word:
 *  - Unicode case folding and compatibility decomposition (NFKD): Straße
 *    strasse, ﬁ fi, full width to plain;
 *  - marks of Latin, Greek, Cyrillic, Arabic and Hebrew letters go (é e, ё е,
 *    أ ا, points and harakat), also the bar that stretches Arabic words; but
 *    й and ў stay, which are letters, not accented ones;
 *  - marks of Indic and South-East Asian scripts and of Kana stay: they are
 *    vowels or make another letter (が is not か).  What can be composed is
 *    composed (NFC): Hangul syllables stay syllables;
 *  - letters that Unicode takes for whole go to plain ones: æ ae, œ oe, þ th,
 *    ð d, đ d, ħ h, ı i, ł l, ø o, ŧ t;
 *  - U+2019, U+2018, U+02BC, U+00B4, U+0060 and ' become ';
 *  - soft hyphens, zero-width and direction characters vanish.
 * Folding a folded text changes nothing.
 * Source: Unicode 14 data as shipped in utf8proc 2.8; design: docs/query.md.
 *
 * Thread: any.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_BAD (-1)

/* Which version of the library it is: what was folded by one another may fold
 * otherwise. */
const char *utf8_version(void);

/*
 * Decode one character of text[0..len), len > 0.  Returns how many bytes it
 * took (1 for a malformed byte) and puts the code point, or UTF8_BAD, in *cp.
 */
size_t utf8_decode(const char *text, size_t len, int32_t *cp);

/* Write a code point (0..0x10FFFF); returns how many bytes it took, 4 at most.
 */
size_t utf8_encode(char *out, int32_t cp);

/* Append a code point (0..0x10FFFF) to buf. */
void utf8_append(struct buf *buf, int32_t cp);

/*
 * Is text[0..len) well-formed (no overlong forms, no surrogates)?  If not,
 * *bad (may be NULL) is the offset of the first malformed byte.
 */
bool utf8_valid(const char *text, size_t len, size_t *bad);

/* How many characters text[0..len) has; a malformed byte counts as one. */
size_t utf8_count(const char *text, size_t len);

/*
 * Append text[0..len) to out with each malformed sequence replaced by U+FFFD
 * and each NUL by a space; returns how many were replaced.
 */
size_t utf8_repair(struct buf *out, const char *text, size_t len);

/* Append the folded form of text[0..len) (see above); malformed bytes go. */
void utf8_fold(struct buf *out, const char *text, size_t len);

/* Append text[0..len) in composed form (NFC); malformed bytes go. */
void utf8_compose(struct buf *out, const char *text, size_t len);

/* What a code point is to the tokenizer. */
enum utf8_class {
	UTF8_OTHER, /* punctuation, symbols, unassigned */
	UTF8_SPACE,
	UTF8_LETTER,
	UTF8_DIGIT,
	UTF8_MARK,   /* combining, also of Thai: belongs to the one before it */
	UTF8_PAIRED, /* Han, Kana, Hangul, Thai and kin: indexed by pairs */
	UTF8_IGNORED /* soft hyphen, zero width: as if it were not there */
};
enum utf8_class utf8_class(int32_t cp);
bool utf8_upper(int32_t cp); /* an upper- or titlecase letter */

/* Columns on a terminal: 0, 1 or 2 for one character; a sum for a text. */
int utf8_char_width(int32_t cp);
size_t utf8_width(const char *text, size_t len);

#endif
