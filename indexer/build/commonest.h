/*
 * commonest.h - the words of an archive that most of its stories have
 *
 * Counted in a sample, every so-manieth story in the order of docids: so the
 * words depend on the stories alone.
 *
 * Thread: called from main; runs `workers` threads.
 */
#ifndef INDEXER_COMMONEST_H
#define INDEXER_COMMONEST_H

#include "base/err.h"
#include "engine/index/pairs.h"
#include "engine/text/shorthand.h"
#include "indexer/build/indexing.h"

#include <stdbool.h>

/* Stories looked at. */
#define COMMONEST_SAMPLE 2000

/* Of indexing only what is given is read.  Meanwhile one of the workers learns
 * the shorthand (wording.h), which the caller frees. */
bool commonest_words(const struct indexing *indexing, struct pair_words *words,
	struct shorthand **shorthand, struct err *err);

#endif
