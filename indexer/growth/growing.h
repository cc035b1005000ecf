/*
 * growing.h - what adding, deleting and merging share
 *
 * For indexer/growth alone.  Thread: main.
 */
#ifndef INDEXER_GROWING_H
#define INDEXER_GROWING_H

#include "engine/index/archive.h"
#include "engine/index/writer.h"
#include "indexer/build/spool.h"
#include "indexer/growth/ground.h"
#include "indexer/growth/growth.h"
#include "indexer/growth/kin.h"

/* A change on its way, released in one place. */
struct growing {
	const struct growth_options *options;
	struct growth_report *report;
	struct archive *archive;
	struct ground ground;
	const struct writer_kind *writer;
	const char *fallback_language;
	struct spool *spools; /* one a worker, and one for kin */
	unsigned nspools;
	struct buf spool_dir;
	struct kin kin;
	struct terms_kept *terms, *own_terms; /* those, or its own */
	struct story_key *keys; /* what the new segment will hold */
	size_t count;
	uint64_t text_bytes; /* of the archive, as they will be */
	uint32_t distinct;
	const struct given *given; /* NULL: nothing was */
	int64_t began;
};

bool growing_open(struct growing *g, const struct growth_options *options,
	struct growth_report *report, struct err *err);

/* The same beside other writers, to make a segment of what is there now. */
bool growing_open_aside(struct growing *g, const struct growth_options *options,
	struct growth_report *report, struct err *err);
void growing_close(struct growing *g);

/* The spools, in a folder that goes when they are indexed. */
bool growing_open_spools(struct growing *g, unsigned n, struct err *err);

/* One story less: its text and its place among different texts. */
bool growing_subtract(
	struct growing *g, const struct ground_story *story, struct err *err);

/* Keys into a segment; nothing is made of none. */
bool growing_index(struct growing *g, struct err *err);

/* Publish it with the segments before it; it may be one of those of `without`,
 * which it takes the place of (own: as in ground.h; name is filled). */
bool growing_publish(struct growing *g, const bool *without,
	struct ground_own *own, struct err *err);

#endif
