/*
 * candidates.h - which texts are worth comparing
 *
 * Texts whose sketches share CANDIDATE_SHARED hashes or more.  They are found
 * by sorting all hashes of all sketches; to bound the memory that takes, the
 * hashes are taken in several rounds, each those of one part of all values.
 *
 * Of a hash that few texts have each is held against each.  One that many
 * have is a common phrase, or of a text that was printed very often: each is
 * held against the first CANDIDATE_LEADERS that do not resemble each other,
 * so that a phrase costs little and the many variants of one text still find
 * its first.
 *
 * Pure.  Thread: one struct candidates belongs to one thread.
 */
#ifndef INDEXER_CANDIDATES_H
#define INDEXER_CANDIDATES_H

#include "indexer/copies/sketch.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CANDIDATE_SHARED 2
#define CANDIDATE_FEW 64
#define CANDIDATE_LEADERS 64

/* Two texts, the smaller number first. */
#define PAIR(a, b) ((uint64_t)(a) << 32 | (b))
#define PAIR_A(pair) ((uint32_t)((pair) >> 32))
#define PAIR_B(pair) ((uint32_t)(pair))

struct candidates {
	/* given: the sketch of each text */
	const struct sketch *(*sketch)(const void *ctx, uint32_t text);
	const void *ctx;
	uint32_t ntexts;
	unsigned rounds; /* 0: as many as bound the memory */
	/* found */
	uint64_t *pairs; /* ascending, each once */
	size_t npairs, pairs_cap;
	/* scratch */
	uint64_t *postings;
	size_t npostings, postings_cap;
	uint64_t *sorting;
	size_t sorting_cap;
	size_t unsorted; /* pairs behind those known to be in order */
	unsigned round;
};

/* The pairs of the next round; false when there is none left. */
bool candidates_next(struct candidates *candidates);
void candidates_release(struct candidates *candidates);

#endif
