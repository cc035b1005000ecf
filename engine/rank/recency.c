/* recency.c - a bonus for newer stories */
#include "engine/rank/recency.h"

#include <math.h>

/*
 * The bonus falls in steps, at most so many a half-life (2 % each), and ends
 * where less than a thousandth is left: so the levels are few, however long
 * the half-life, and finding them does not walk over the archive.
 */
enum { STEPS = 32, HALF_LIVES = 10 };

/* The last story that is not older than the day; 0 when there is none. */
static uint32_t
last_since(const struct columns *columns, day since)
{
	const struct day_span span = { .first = since, .last = DAY_UNKNOWN };
	uint32_t first, last;

	columns_span(columns, span, &first, &last);
	return first <= last ? last : 0;
}

struct match_query *
recency_query(const struct recency *recency, const struct columns *columns,
	struct arena *arena)
{
	struct match_query *query = arena_new(arena, struct match_query);
	struct match_level *levels =
		arena_array(arena, STEPS * HALF_LIVES + 1, sizeof(*levels));
	int64_t step = 1 + (int64_t)recency->half_life / STEPS;
	int64_t oldest = (int64_t)recency->half_life * HALF_LIVES;
	uint32_t n = 0;

	for (int64_t age = 0; age < oldest; age += step) {
		int64_t since = (int64_t)recency->today - age;

		if (since - step < INT32_MIN + 1)
			break;
		levels[n++] = (struct match_level){
			.last = last_since(columns, (day)(since - (step - 1))),
			.weight = recency->bonus *
				  exp2(-(double)age / recency->half_life),
		};
	}
	query->op = MATCH_LEVELS;
	query->levels = levels;
	query->nlevels = n;
	return query;
}
