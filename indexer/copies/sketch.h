/*
 * sketch.h - a few numbers that stand for a text when copies are sought
 *
 * A text is taken as the set of its shingles: all runs of SHINGLE_WORDS
 * words, folded (terms_compared()); numbers are words.  A sketch keeps the
 * SKETCH_HASHES shingles whose hashes are the smallest.  As the same ones are
 * smallest in whatever text they stand, two texts that have the part r of all
 * their shingles in common have about the part r of their sketches in common.
 *
 * Pure.  Thread: any, with a struct terms of its own.
 */
#ifndef INDEXER_SKETCH_H
#define INDEXER_SKETCH_H

#include "engine/index/terms.h"
#include "engine/story/story.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHINGLE_WORDS 8
#define SKETCH_HASHES 24

/* A shorter text is a copy only when it is the same word for word: what is so
 * short is mostly a form that was filled in. */
#define SKETCH_WORDS_MIN 40

/* Ascending; a text with fewer shingles leaves 0 at the front. */
struct sketch {
	uint32_t hashes[SKETCH_HASHES];
};

/* How many hashes two sketches share. */
unsigned sketch_shared(const struct sketch *a, const struct sketch *b);

/* The shingles of a text, word by word. */
struct shingling {
	uint64_t words[SHINGLE_WORDS]; /* hashes of the last words, in a ring */
	uint64_t run;		       /* of these words in their order */
	size_t nwords;
};

/* Take a word; false as long as there are too few for a shingle. */
bool shingling_word(struct shingling *shingling, const char *word, size_t len,
	uint64_t *hash);

/* What is known of a text from its words alone. */
struct text_key {
	struct text_digest digest;
	struct sketch sketch; /* all 0: too short */
};
void text_key(
	struct terms *terms, const struct story *story, struct text_key *out);

#endif
