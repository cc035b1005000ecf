/* facets_days.c - counts by day, week, month or year */
#include "base/mem.h"
#include "engine/counts/facets.h"

#include <stdlib.h>

struct bucket {
	day floor;
	uint32_t stories, distinct;
};

/* Buckets in the making.  Docids run from the newest story to the oldest, so
 * the stories of a bucket stand together and one is open at a time. */
struct days {
	struct facets *facets;
	const struct facet_job *job;
	struct bucket *buckets;
	size_t count, cap;
	day last; /* the day of the story before */
};

/* Go to the bucket of another day. */
static void
days_turn(struct days *days, day d)
{
	days->last = d;
	if (days->count > 0 && d >= days->buckets[days->count - 1].floor)
		return;
	vec_push(days->buckets, days->count, days->cap) = (struct bucket){
		.floor = day_floor(d, days->job->ask->unit),
	};
	texts_seen_reset(&days->facets->seen);
}

static void
days_story(struct days *days, uint32_t docid)
{
	const struct columns *columns = days->job->columns;
	day d = columns->day[docid - 1];
	struct bucket *bucket;

	if (days->count == 0 || d != days->last)
		days_turn(days, d);
	bucket = &days->buckets[days->count - 1];
	bucket->stories++;
	bucket->distinct += texts_seen_first(
		&days->facets->seen, columns->cluster[docid - 1]);
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
	uint32_t i;

	for (i = 0; i < job->dated && complete; i++) {
		days_story(&days, job->docids[i]);
		if (i % FACETS_BLOCK == FACETS_BLOCK - 1)
			complete = stop_now(job->stop) == STOP_NOT;
	}
	if (complete)
		out->unknown = job->n - i;
	days_name(&days, out);
	free(days.buckets);
	return complete;
}
