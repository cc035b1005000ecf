/*
 * shorthand_token.h - what may be a word of a shorthand
 *
 * For engine/text/shorthand*.c alone: what is learned and what is written
 * must be cut alike.
 *
 * Pure.  Thread: any.
 */
#ifndef ENGINE_SHORTHAND_TOKEN_H
#define ENGINE_SHORTHAND_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of words: letters, digits, and all beyond ASCII. */
static inline bool
shorthand_letter(unsigned char c)
{
	return c >= 0x80 || (unsigned char)((c | 0x20) - 'a') < 26 ||
	       (unsigned char)(c - '0') < 10;
}

/* General punctuation of Unicode (dashes, curly quotes) stands alone. */
static inline bool
shorthand_punctuation(const char *at, const char *end)
{
	return end - at >= 3 && at[0] == '\xe2' && at[1] == '\x80';
}

/* The token at `at`: a blank if there is one, and a run of letters or one
 * mark of punctuation; its length, 0 for neither, and its hash. */
static inline size_t
shorthand_token(const char *at, const char *end, uint32_t *hash)
{
	const char *p = at, *begin;
	uint32_t h = 2166136261u;

	if (p < end && *p == ' ')
		h = (h ^ (unsigned char)*p++) * 16777619u;
	begin = p;
	if (shorthand_punctuation(p, end)) {
		for (; p < begin + 3; p++)
			h = (h ^ (unsigned char)*p) * 16777619u;
	} else {
		for (; p < end && shorthand_letter((unsigned char)*p) &&
			!shorthand_punctuation(p, end);
			p++)
			h = (h ^ (unsigned char)*p) * 16777619u;
	}
	*hash = h ^ h >> 15;
	return p > begin ? (size_t)(p - at) : 0;
}

#endif
