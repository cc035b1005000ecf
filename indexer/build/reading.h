/*
 * reading.h - the first half of a build: every input into the spools
 *
 * Thread: called from main; runs `workers` threads.
 */
#ifndef INDEXER_READING_H
#define INDEXER_READING_H

#include "base/err.h"
#include "engine/index/manifest.h"
#include "indexer/build/spool.h"
#include "indexer/build/terms_kept.h"
#include "indexer/learning/learner.h"
#include "indexer/learning/lessons_kept.h"
#include "indexer/progress.h"
#include "indexer/rejects.h"
#include "indexer/sources/source.h"

#include <stdbool.h>

struct reading {
	const struct inputs *inputs;
	const struct source_rules *rules;
	const char *dir; /* where the spool files go; exists */
	const char *fallback_language;
	unsigned workers;
	struct rejects *rejects;
	struct progress *progress;
	struct learner *learner; /* looks at every story; NULL: none does */
	const struct kept_lessons *kept; /* applied to each; NULL: none */
	struct terms_kept *terms;	 /* theirs are used; NULL: new ones */
	struct spool *spools; /* workers of them, filled; the caller's */
};

bool reading_run(struct reading *reading, struct err *err);

/* What the keeper gave: every input below the paths.  Returns their bytes;
 * *path_failed says whether one of the paths was unreadable. */
struct given {
	char **paths;
	size_t npaths;
	struct rejects *rejects;
	bool path_failed;
	uint64_t began; /* filled: seconds since 1970 */
};
uint64_t reading_collect(struct given *given, struct inputs *inputs);

/* What a manifest says of the folders among them. */
void reading_note_given(const struct given *given, struct manifest *manifest);

#endif
