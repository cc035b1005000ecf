/*
 * lessons.h - what a pile has taught, by outlet
 *
 * Drawn from the learner's samples once all stories are read: repeated
 * sentences (repeats.h), clocks of the visit (clocks.h), names of outlets
 * (outlet_names.h), spellings of actors (merges.h).  Applied to single stories
 * by revise.h.
 *
 * Thread: lessons_draw() runs threads of its own; then only read, but for the
 * counts, which are atomic.
 */
#ifndef INDEXER_LESSONS_H
#define INDEXER_LESSONS_H

#include "base/err.h"
#include "indexer/learning/learned.h"
#include "indexer/learning/learner.h"
#include "indexer/learning/merges.h"
#include "indexer/learning/repeats.h"
#include "indexer/names/registry.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What was learned of one group. */
struct lesson {
	struct repeats repeats;
	bool visits; /* its clocks are those of the visit */
	uint32_t clocks;
	const char *name; /* of the outlet; NULL: nothing to mend */
	uint32_t stating;
	atomic_uint redated, renamed; /* stories */
};

struct lessons {
	const struct learner *learner;
	struct lesson *items; /* one a group */
	struct merges merges; /* of actors */
};

struct lessons_rules {
	struct repeats_rules repeats;
	const struct registry *registry;
	unsigned workers;
};

bool lessons_draw(const struct learner *learner,
	const struct lessons_rules *rules, struct lessons *out,
	struct err *err);
void lessons_release(struct lessons *lessons);

/* Might a story of these groups be changed by them? */
bool lessons_concern(const struct lessons *lessons, struct story_groups groups);

/* All of it as rows, in the order of learned.h, with what was done. */
void lessons_list(const struct lessons *lessons, struct learned *out);

#endif
