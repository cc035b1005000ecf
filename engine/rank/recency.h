/*
 * recency.h - a bonus for newer stories
 *
 * A story of today is given the whole bonus, one that is half_life days old
 * half of it, and so on; undated stories none, those of the future no more
 * than those of today.  Pure over columns.  Thread: any.
 */
#ifndef ENGINE_RECENCY_H
#define ENGINE_RECENCY_H

#include "base/arena.h"
#include "engine/index/columns.h"
#include "engine/match/match_query.h"
#include "engine/story/day.h"

#include <stdint.h>

struct recency {
	day today;
	uint32_t half_life; /* days, at least 1 */
	double bonus;	    /* of a story of today */
};

/* The question that adds the bonus to a weight: an MATCH_LEVELS. */
struct match_query *recency_query(const struct recency *recency,
	const struct columns *columns, struct arena *arena);

#endif
