/*
 * similar.h - words of the archive a few letters off
 *
 * The distance is the least number of letters put, dropped, changed or
 * swapped with their neighbour, no part being edited twice (optimal string
 * alignment, as Damerau, 1964, has the four mistakes).  Characters are
 * counted, not bytes.
 *
 * Pure over a vocabulary.  Thread: any.
 */
#ifndef ENGINE_SIMILAR_H
#define ENGINE_SIMILAR_H

#include "engine/index/vocabulary.h"

#define SIMILAR_EDITS_MAX 3

/* One word and how far off it is; false: no more wanted. */
typedef bool (*similar_fn)(void *ctx, uint32_t ordinal, unsigned edits);

/*
 * Every word at most `edits` off text[0..len), folded, in the order of the
 * vocabulary; the word itself comes too, if it is there.  A text longer than
 * any word can be has no similar ones.
 */
void similar_words(const struct vocabulary *vocabulary, const char *text,
	size_t len, unsigned edits, similar_fn fn, void *ctx);

/* Is the one word at most `edits` off the other? */
bool similar_are(const char *one, size_t one_len, const char *other,
	size_t other_len, unsigned edits);

#endif
