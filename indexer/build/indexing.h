/*
 * indexing.h - the second half of a build: ordered stories into a database
 *
 * Each slice of the order becomes a shard and its rows of the columns; the
 * shards are then merged, in order, into dir/database, and the columns
 * written to dir/columns.
 *
 * Thread: called from main; runs `workers` threads.
 */
#ifndef INDEXER_INDEXING_H
#define INDEXER_INDEXING_H

#include "base/err.h"
#include "engine/index/writer.h"
#include "indexer/build/order.h"
#include "indexer/build/spool.h"
#include "indexer/build/terms_kept.h"
#include "indexer/progress.h"
#include "indexer/rejects.h"

#include <stdbool.h>
#include <stddef.h>

/* Preset of the memory to index in. */
#define INDEXING_MEMORY ((size_t)1 << 30)

/* Bytes of text that are worth a thread of their own. */
#define INDEXING_SLICE ((uint64_t)4 << 20)

/* Of so few that a thread is dearer than a small slice, and a file than a small
 * column. */
#define INDEXING_IS_SMALL(bytes) ((bytes) < INDEXING_SLICE)

struct indexing {
	const struct spool *spools;
	const struct story_key *keys; /* in the order of docids */
	size_t count;
	const char *dir;
	const char *fallback_language;
	/* columns of the archive that this grows: whose pairs of common words
	 * are terms; NULL: those of its own stories */
	const char *grown_of;
	struct terms_kept *terms; /* of that; NULL: new ones */
	/* columns whose shorthand stories are written in; NULL: their own */
	const char *worded_as;
	const struct writer_kind *writer;
	bool packed; /* the columns are few, and go into one file */
	unsigned workers;
	size_t memory; /* bytes, for all workers together */
	struct rejects *rejects;
	struct progress *progress;
	/* counted on the way */
	uint32_t dated, with_outlet, with_actors;
};

bool indexing_run(struct indexing *indexing, struct err *err);

#endif
