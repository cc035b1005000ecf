/*
 * utf8.h - characters: decoding, checking, folding, width
 *
 * The one door to utf8proc.  Folding is what makes two spellings of a word
 * the same word: Unicode case folding, compatibility decomposition (NFKD)
 * and removal of combining marks; letters with a stroke or a ligature that
 * Unicode does not decompose go to their plain letters (ł l, ø o, đ d, ı i,
 * æ ae, œ oe, þ th); U+2019, U+2018, U+02BC, U+0060 and ' become '; soft
 * hyphens and zero-width characters vanish.
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

/*
 * Decode one character of text[0..len), len > 0.  Returns how many bytes it
 * took (1 for a malformed byte) and puts the code point, or UTF8_BAD, in *cp.
 */
size_t utf8_decode(const char *text, size_t len, int32_t *cp);

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
	UTF8_MARK,   /* combining: belongs to the letter before it */
	UTF8_PAIRED, /* Han, Kana, Hangul, Thai and kin: indexed by pairs */
	UTF8_IGNORED /* soft hyphen, zero width: as if it were not there */
};
enum utf8_class utf8_class(int32_t cp);
bool utf8_upper(int32_t cp); /* an upper- or titlecase letter */

/* Columns on a terminal: 0, 1 or 2 for one character; a sum for a text. */
int utf8_char_width(int32_t cp);
size_t utf8_width(const char *text, size_t len);

#endif
