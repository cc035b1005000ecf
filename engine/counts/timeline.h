/*
 * timeline.h - how much was written, and when
 *
 * Counts stories and different texts by day, week, month or year, in columns,
 * from the docids of a counting pass; against all that the archive holds of
 * the same time; bursts marked; the same for the commonest outlets, actors
 * or languages, if wanted.
 *
 * Thread: as facets.h; the timeline lives in the arena of the job.
 */
#ifndef ENGINE_TIMELINE_H
#define ENGINE_TIMELINE_H

#include "engine/counts/facets.h"
#include "engine/query/notices.h"
#include "engine/search/search.h"

#include <stdbool.h>
#include <stdint.h>

struct timeline_job {
	const struct timeline_ask *ask;
	struct facet_job stories; /* its `ask` is that of the split */
};

/*
 * Fill *out, oldest bucket first, and tell about buckets of which the archive
 * has no story, and about a peak whose dates are doubtful.  *complete is set
 * to false when stop came first: what is there is true so far.  Error:
 * ERR_BROAD for more than TIMELINE_BUCKETS_MAX buckets.
 */
bool timeline_count(struct facets *facets, const struct timeline_job *job,
	struct notices *notices, struct timeline *out, bool *complete,
	struct err *err);

#define TIMELINE_BUCKETS_MAX 40000 /* a hundred years of days */

#endif
