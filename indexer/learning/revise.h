/*
 * revise.h - what was learned, applied to a story
 *
 * Thread: any; the story and the arena belong to the thread.
 */
#ifndef INDEXER_REVISE_H
#define INDEXER_REVISE_H

#include "base/arena.h"
#include "engine/story/story.h"
#include "indexer/learning/lessons.h"
#include "indexer/sources/source.h"

#include <stdbool.h>

struct revision {
	const struct lessons *lessons;
	const struct source_rules *rules; /* by which dates are chosen */
};

/*
 * Move what the outlet repeats from the body to the boilerplate (a story of
 * nothing else keeps its text), take the clocks of a visit for bounds and
 * choose the date again, and give the outlet and the actors their names.
 * Returns whether the story has changed; its texts are then of the arena too.
 */
bool revise_story(const struct revision *revision, struct story_groups groups,
	struct arena *arena, struct story *story);

#endif
