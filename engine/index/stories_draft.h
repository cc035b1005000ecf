/*
 * stories_draft.h - how the files of stored stories are made
 *
 * Stories come in the order of docids and go into bundles, which are deflated
 * at once and kept in a file of a scratch folder.  Drafts of several workers,
 * who have one shorthand, are then put behind one another by copying.
 *
 * For engine/index/columns_writer.c alone.
 * Thread: a draft belongs to one thread.
 */
#ifndef ENGINE_STORIES_DRAFT_H
#define ENGINE_STORIES_DRAFT_H

#include "base/buf.h"
#include "base/err.h"
#include "base/zio.h"
#include "engine/index/stories.h"
#include "engine/story/story_bundle.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The bundles of one worker. */
struct stories_part {
	struct buf bytes; /* not in the file yet */
	char *path;	  /* of the file; NULL: none was needed */
	uint64_t written;
	uint32_t stories;
	struct bundle_start *starts; /* counted from the part's own first */
	size_t nstarts, starts_cap;
};

/* Zeroed is valid, but for the folder. */
struct stories_draft {
	const char *scratch; /* a loan */
	const struct shorthand *shorthand;
	struct shorthand *none; /* without words, when there is no other */
	struct story_bundle *bundle;
	struct zio_deflater *deflater;
	struct buf raw;
	struct stories_part *parts;
	size_t nparts, parts_cap;
	struct err err; /* the first failure */
};

void stories_draft_release(struct stories_draft *draft);

/* stored: has just read the story from where it is in the same shorthand, which
 * saves to write it; NULL: nobody has. */
void stories_draft_add(struct stories_draft *draft, const struct story *story,
	const struct bundle_walk *stored);

/* The stories of `more` behind those of draft; more is left empty. */
void stories_draft_merge(
	struct stories_draft *draft, struct stories_draft *more);

/* Write the files into dir. */
bool stories_draft_write(
	struct stories_draft *draft, const char *dir, struct err *err);

#endif
