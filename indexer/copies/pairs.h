/*
 * pairs.h - pairs of texts compared, by several workers
 *
 * The stories are fetched from the spool, and the shingles of each are kept as
 * long as there is room: most texts that resemble another resemble several.
 *
 * Thread: called from one; runs `workers` threads.
 */
#ifndef INDEXER_PAIRS_H
#define INDEXER_PAIRS_H

#include "base/err.h"
#include "indexer/build/spool.h"
#include "indexer/copies/shingles.h"

#include <stdatomic.h>
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

/* The shingles of one text. */
struct kept_shingles {
	uint32_t count, words, numbers;
	uint64_t hashes[];
};

struct pairs {
	const struct texts *texts;
	const char *fallback_language;
	unsigned workers;
	const uint64_t *pairs; /* PAIR(); in ascending order it goes fastest */
	size_t count;
	struct overlap *overlaps; /* filled, one a pair */
	/* from one comparison to the next; NULL and 0 at first */
	struct kept_shingles *_Atomic *kept; /* by text; NULL: not kept */
	atomic_size_t nkept;		     /* hashes in all */
};

bool pairs_compare(struct pairs *pairs, struct err *err);
void pairs_release(struct pairs *pairs); /* what was kept */

#endif
