/* facets_days.c - counts by day, week, month or year */
#include "base/mem.h"
#include "engine/counts/facets.h"

#include <stdlib.h>

struct bucket {
	day floor;
	uint32_t stories, distinct;
};

/* Buckets in the making.  Docids run from the newest story to the oldest, so
 * the stories of a bucket stand together. */
struct days {
	struct facets *facets;
	const struct facet_job *job;
	struct bucket *buckets;
	size_t count, cap;
};

/* The bucket that begins with story i; returns where the next one does. */
static uint32_t
days_bucket(struct days *days, uint32_t i)
{
	const struct facet_job *job = days->job;
	const struct columns *columns = job->columns;
	const uint32_t *docids = job->docids;
	day floor = day_floor(columns->day[docids[i] - 1], job->ask->unit);
	uint32_t end = i;

	while (end < job->dated && columns->day[docids[end] - 1] >= floor)
		end++;
	texts_seen_reset(&days->facets->seen);
	vec_push(days->buckets, days->count, days->cap) = (struct bucket){
		.floor = floor,
		.stories = end - i,
		.distinct = end - i -
			    texts_again(&days->facets->seen, columns,
				    docids + i, end - i),
	};
	return end;
}

/* Name the buckets, the oldest first. */
static void
days_name(const struct days *days, struct facet_result *out)
{
	struct arena *arena = days->job->arena;

	out->buckets = arena_array(arena, days->count, sizeof(*out->buckets));
	for (size_t i = days->count; i > 0; i--) {
		const struct bucket *bucket = &days->buckets[i - 1];
		char name[DAY_TEXT_SIZE];

		day_bucket_print(bucket->floor, days->job->ask->unit, name);
		out->buckets[out->nbuckets++] = (struct facet_bucket){
			.value = arena_string(arena, name),
			.stories = bucket->stories,
			.distinct = bucket->distinct,
		};
	}
}

bool
facets_count_days(struct facets *facets, const struct facet_job *job,
	struct facet_result *out)
{
	struct days days = { .facets = facets, .job = job };
	bool complete = true;
	uint32_t i = 0, looked = 0;

	while (i < job->dated && complete) {
		i = days_bucket(&days, i);
		if (i - looked < FACETS_BLOCK)
			continue;
		looked = i;
		complete = stop_now(job->stop) == STOP_NOT;
	}
	if (complete)
		out->undated = job->n - i;
	days_name(&days, out);
	free(days.buckets);
	return complete;
}
