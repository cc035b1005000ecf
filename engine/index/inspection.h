/*
 * inspection.h - what the steps of an inspection share
 *
 * For engine/inspect*.c alone.  Thread: one inspection belongs to one thread.
 */
#ifndef ENGINE_INSPECTION_H
#define ENGINE_INSPECTION_H

#include "base/buf.h"
#include "engine/index/inspect.h"
#include "engine/xap/xap.h"

struct inspection {
	const char *dir;  /* of the archive */
	const char *path; /* of the generation at hand */
	const char *part; /* its name, when it is one of several; NULL */
	struct manifest manifest;
	struct columns columns;
	struct xap_reader *reader;
	bool has_manifest, has_columns, database_intact;
	const char *step; /* the one at work */
	inspect_fn tell;
	void *ctx;
	uint64_t damages;
	struct buf path_at_hand; /* inspection_path() */
	struct buf summary;	 /* what an undamaged step looked at */
};

/* A path below the generation; a loan until the next call. */
const char *inspection_path(struct inspection *in, const char *name);

/* Tell one damage of the step at work. */
void inspection_damaged(struct inspection *in, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* The terms by which filters find values, against the columns. */
void inspect_filters(struct inspection *in);

/* Every stored story, against its place, slots, copies and columns. */
void inspect_stories(struct inspection *in);

/* Columns made again of as many stories, opened and in their folder, against
 * those that are kept. */
void inspect_compare_columns(struct inspection *in, const struct columns *made,
	const char *made_dir);

#endif
