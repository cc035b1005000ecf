/*
 * shingles.h - is this text a copy of that one?
 *
 * The second, exact step: all shingles of two texts (sketch.h) are compared,
 * not a sample.
 *
 * Pure.  Thread: one struct shingles belongs to one thread.
 */
#ifndef INDEXER_SHINGLES_H
#define INDEXER_SHINGLES_H

#include "engine/index/terms.h"
#include "engine/story/story.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A text as a set of shingles.  Zeroed is valid; keeps its memory. */
struct shingles {
	uint64_t *hashes; /* ascending, each once */
	size_t count, cap;
	uint64_t *sequence; /* in the order of the text */
	size_t length, sequence_cap;
	size_t words, numbers;
};

void shingles_of(struct shingles *shingles, struct terms *terms,
	const struct story *story);
void shingles_release(struct shingles *shingles);

/* Shingles of one passage: two or three sentences. */
#define PASSAGE_SHINGLES 64

/* How much two texts have in common. */
struct overlap {
	double resemblance; /* shared shingles to all of both, 0..1 */
	double containment; /* to those of the shorter text */
	/* of the shorter text: */
	bool form; /* so many numbers that they are what it says */
	uint32_t shingles;
	uint32_t passages;
	uint32_t missing; /* passages with next to nothing of the other text */
	uint32_t alone;	  /* words that no shared shingle covers */
	bool vague;	  /* it matters where they stand: see below */
};

/* Without their sequences (NULL) texts that have much in common are vague:
 * where it stands is not known. */
struct overlap shingles_overlap(
	const struct shingles *a, const struct shingles *b);

/*
 * Is it so much that they are one text?  A third of all shingles must be
 * shared, of shorter texts more: forms that are filled in anew each day (rates,
 * bond issues) are short, and if every eighth word is a number, nine tenths
 * must be shared; but a third is enough where one text stands whole in the
 * other.  And what is shared must stand all over the text, not in one block:
 * that is a chronicle or a gallery put under many stories.
 */
bool overlap_is_copy(const struct overlap *overlap);

#endif
