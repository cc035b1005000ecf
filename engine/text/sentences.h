/*
 * sentences.h - what two texts have in common and what not, in sentences
 *
 * Sentences are the same when their folded words are; where they stand does
 * not matter, how often does.  What has no word is no sentence.
 *
 * Pure.  Thread: any.
 */
#ifndef ENGINE_SENTENCES_H
#define ENGINE_SENTENCES_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

struct sentence {
	uint64_t words; /* a hash of them */
	uint32_t start, end;
};

struct sentences {
	const char *text;
	struct sentence *items; /* sorted by their words, then as they stand */
	uint32_t count;
};

/* The sentences of a text; NULL has none.  The text is a loan. */
void sentences_of(const char *text, struct arena *arena, struct sentences *out);

/*
 * The sentences of a text that the other has not, or less often: returns how
 * many, and the first n of them, as they stand in the text, in out[].
 */
uint32_t sentences_missing(const struct sentences *text,
	const struct sentences *other, struct arena *arena, const char **out,
	uint32_t n);

#endif
