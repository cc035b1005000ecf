/*
 * lessons_kept.h - what a build learned, for the stories that come later
 *
 * Read back from learned.tsv: the sentences that an outlet repeats, outlets
 * whose clocks are those of the visit, names of outlets, and spellings of
 * actors.  What would take the whole pile again is not: surnames, which depend
 * on who else stands in a story, and anything new.
 *
 * Thread: once open, any.
 */
#ifndef INDEXER_LESSONS_KEPT_H
#define INDEXER_LESSONS_KEPT_H

#include "base/err.h"
#include "indexer/learning/lessons.h"
#include "indexer/names/registry.h"

#include <stdbool.h>

struct kept_lessons {
	struct learner *learner; /* outlets and names, no samples */
	struct lessons lessons;
	struct learned learned; /* as it was read */
};

/* Of the generation in folder dir.  Error: ERR_INDEX. */
bool kept_lessons_open(struct kept_lessons *kept, const char *dir,
	const struct registry *registry, struct err *err);
void kept_lessons_close(struct kept_lessons *kept); /* zeroed is fine */

/* Which of them concern a story, for revise_story(). */
struct story_groups kept_lessons_groups(
	const struct kept_lessons *kept, const struct story *story);

#endif
