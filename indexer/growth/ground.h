/*
 * ground.h - what stands in an archive that is about to change
 *
 * The segments of the live generation as a writer sees them: which stories are
 * there, by uri, by text, by cluster, and in which order.  Nothing is opened
 * that a small addition does not need.  The writer's changes are gathered
 * here, too: which of the stories are gone from now on.
 *
 * Thread: one.
 */
#ifndef INDEXER_GROUND_H
#define INDEXER_GROUND_H

#include "base/err.h"
#include "engine/index/manifest.h"
#include "engine/index/shelf.h"
#include "engine/index/union_files.h"
#include "indexer/copies/sketch_files.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One segment; rows are docids less 1. */
struct ground_segment {
	char name[8];
	uint32_t crc;
	char *path;
	uint32_t stories;
	const int32_t *day;
	const uint32_t *cluster;
	const uint8_t *first;
	uint32_t clusters; /* the greatest number of one */
	struct fs_map maps[3];
	struct sketch_files sketches;
	bool *gone; /* by row */
	uint32_t ngone;
	struct shelf *shelf;
};

/* A story: where it is. */
struct ground_story {
	uint32_t segment, docid;
};

struct ground {
	char *dir;		  /* of the archive */
	char live[8];		  /* the generation, */
	struct manifest manifest; /* and what it says */
	struct ground_segment *segments;
	uint32_t nsegments;
	struct ground_story *order; /* of the living, when it was opened */
	uint32_t stories;	    /* in it */
	uint32_t clusters;	    /* the greatest number of one */
	struct ground_kept *kept;   /* where segments go; NULL: nowhere */
	int *locks;		    /* of ground_open_read() */
	size_t nlocks, locks_cap;
};

/* The segments of the ground that was closed last: those that the next one has,
 * too, need not be opened again.  Zeroed is valid. */
struct ground_kept {
	struct ground_segment *segments;
	uint32_t count;
};
void ground_kept_release(struct ground_kept *kept);

/* The live generation of dir; the archive is locked for writing; kept may be
 * NULL.  Errors: ERR_NOT_FOUND, no archive is there; ERR_INDEX. */
bool ground_open(struct ground *ground, const char *dir,
	struct ground_kept *kept, struct err *err);
void ground_close(struct ground *ground); /* zeroed is fine */

/* The same while others may write: what it stands on is kept from removal
 * until it is unlocked.  ERR_BUSY: some of it was removed meanwhile. */
bool ground_open_read(struct ground *ground, const char *dir,
	struct ground_kept *kept, struct err *err);
void ground_unlock(struct ground *ground);

/* The living story of this uri; its docid is 0: there is none. */
bool ground_find(struct ground *ground, const char *uri,
	struct ground_story *story, struct err *err);

/* Is it there, and not gone? */
bool ground_living(
	const struct ground *ground, const struct ground_story *story);
/* The segment whose shorthand serves all that come: learned of as many stories
 * as shorthands are.  NULL: there is none. */
const struct ground_segment *ground_worded(const struct ground *ground);

/* From now on it is gone. */
void ground_remove(struct ground *ground, const struct ground_story *story);

/*
 * Complete the folder of a generation that stands on these segments, but for
 * those of `without` (by number; NULL: none), and on its own stories, if any:
 * what is gone of them, the order, and the segments in its manifest.
 */
struct ground_own {
	const struct story_key *keys; /* in the order of docids */
	size_t count;
	bool merged; /* they are those of `without`, where they were, */
	const struct gone *gone; /* but for these, gone since; may be NULL */
	char name[8];		 /* of the segment they are */
};
bool ground_write(struct ground *ground, const bool *without,
	const struct ground_own *own, const char *dir,
	struct manifest *manifest, struct err *err);

#endif
