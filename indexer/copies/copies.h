/*
 * copies.h - which stories are one text: clusters of copies
 *
 *   keys ─equal digests─> texts ─sketches─> candidates ─shingles─> copies
 *        ─union─> clusters, each with the story that was seen first
 *
 * Stories whose texts have one digest are exact copies.  Texts whose sketches
 * have something in common (candidates.h) are compared shingle by shingle
 * (shingles.h); those that share enough are near copies, and what is near to
 * a near copy is in the same cluster.  A copy is the same text, not the same
 * event: a rewritten wire story is another text.
 *
 * What comes out depends on the stories alone and, where no date decides, on
 * the order in which they were given; never on the number of workers.
 *
 * Thread: called from one; runs `workers` threads.
 */
#ifndef INDEXER_COPIES_H
#define INDEXER_COPIES_H

#include "base/err.h"
#include "indexer/build/spool.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct copies {
	const struct spool *spools;
	struct story_key *keys; /* their order is changed */
	size_t count;		/* < UINT32_MAX */
	const char *fallback_language;
	unsigned workers;
	uint32_t distinct; /* filled: how many different texts there are */
};

/*
 * Fill cluster, cluster_first, copy_of and similarity of each key.  Clusters
 * are numbered from 1; a story that nobody else ran has 0.  The first of a
 * cluster is the one that was seen first (engine/story/moment.h), else given
 * first; its digest becomes that of the whole cluster.  Keys that come with the
 * same cluster are known to be copies and stay together.
 */
bool copies_find(struct copies *copies, struct err *err);

#endif
