/*
 * growth.h - an archive that grows: stories added, deleted, merged
 *
 *   add:     inputs ─read, extract─> keys ─kin, copies─> what is new or changed
 *            ─order, index─> a segment; what it replaces is gone from others
 *   delete:  uris ─> gone; copies that are left may change: as above
 *   merge:   stories of several segments ─> one segment
 *
 * Each publishes a generation that stands on the segments before it; its
 * answers are those of one built of all the stories.  When nothing can be done
 * the archive stays as it was.
 *
 * Thread: called from main; uses threads of its own.
 */
#ifndef INDEXER_GROWTH_H
#define INDEXER_GROWTH_H

#include "base/err.h"
#include "indexer/build/reading.h"
#include "indexer/progress.h"
#include "indexer/rejects.h"
#include "indexer/sources/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct growth_options {
	const char *index; /* the archive's folder; there must be one */
	unsigned workers;
	const struct source_rules *rules; /* of additions */
	bool learning; /* what was learned is applied to additions */
	/* of earlier changes; NULL: nothing */
	struct terms_kept *terms;
	struct ground_kept *ground;
	struct rejects *rejects;
	struct progress *progress;
};

/* What comes, and which folders are known to be here from then on. */
struct growth_given {
	const struct inputs *inputs;
	const struct given *paths;
};

struct growth_report {
	char generation[8];
	uint32_t added;		   /* stories that came, */
	uint32_t replaced;	   /* of them those whose uri was there */
	uint32_t deleted, missing; /* uris that were there, or not */
	uint32_t changed; /* copies that are another kind of copy now */
	uint32_t merged;  /* segments */
	uint32_t stories, distinct, segments; /* of the archive now */
	bool untidy; /* growth_merge() with `tidy` has something to do */
	double seconds;
};

/* Errors of all: ERR_BUSY (another writer), ERR_NOT_FOUND (no archive),
 * ERR_INDEX, ERR_IO.  ERR_INPUT when not one story was in what was given. */
bool growth_add(const struct growth_options *options,
	const struct growth_given *given, struct growth_report *report,
	struct err *err);

/* Uris that are not there are counted; with none that is, nothing is
 * published. */
bool growth_delete(const struct growth_options *options,
	const char *const *uris, size_t nuris, struct growth_report *report,
	struct err *err);

/* All segments into one; or, with `tidy`, those that growth has made too
 * many of (merging.h).  report->merged is 0 when there was nothing to do. */
bool growth_merge(const struct growth_options *options, bool tidy,
	struct growth_report *report, struct err *err);

#endif
