/*
 * revising.h - between reading and ordering: what the whole pile has taught
 *
 * Lessons are drawn from what the learner has kept, and applied to the stories
 * that they concern: only those are fetched from the spools, and what has
 * changed is appended again, with its key brought up to date.
 *
 * Thread: called from main; runs `workers` threads.
 */
#ifndef INDEXER_REVISING_H
#define INDEXER_REVISING_H

#include "base/err.h"
#include "indexer/build/spool.h"
#include "indexer/learning/learned.h"
#include "indexer/learning/learner.h"
#include "indexer/learning/lessons.h"
#include "indexer/progress.h"
#include "indexer/sources/source.h"

#include <stdbool.h>

struct revising {
	const struct learner *learner;
	const struct source_rules *rules;
	struct lessons_rules lessons_rules; /* but for fetch */
	const char *fallback_language;
	unsigned workers;
	struct spool *spools;
	struct progress *progress;
	struct learned *learned; /* filled */
	uint32_t revised;	 /* stories that have changed */
};

bool revising_run(struct revising *revising, struct err *err);

#endif
