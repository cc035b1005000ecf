/*
 * pairs.h - pairs of texts compared, by several workers
 *
 * The stories are fetched from the spool; a worker keeps the shingles of the
 * last first text, as pairs come in their order.
 *
 * Thread: called from one; runs `workers` threads.
 */
#ifndef INDEXER_PAIRS_H
#define INDEXER_PAIRS_H

#include "base/err.h"
#include "indexer/build/spool.h"
#include "indexer/copies/shingles.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where the texts are that pairs name by number. */
struct texts {
	const struct spool *spools;
	const struct story_key *keys; /* in the order of their texts */
	const uint32_t *first;	      /* the first key of each text */
	uint32_t count;
};

struct pairs {
	const struct texts *texts;
	const char *fallback_language;
	unsigned workers;
	const uint64_t *pairs; /* PAIR(); in ascending order it goes fastest */
	size_t count;
	struct overlap *overlaps; /* filled, one a pair */
};

bool pairs_compare(struct pairs *pairs, struct err *err);

#endif
