/* facets_values.c - counts by the values of a field */
#include "base/mem.h"
#include "engine/counts/facets.h"

#include <string.h>

/* One tally on its way. */
struct tally {
	struct facets *facets;
	const struct columns *columns;
	const struct facet_side *side;
	uint32_t *met; /* by ordinal: the row, from 1, it was last met in */
	uint32_t unknown;
};

/* The values of a story, each once although of a group it may have many. */
static bool
tally_story(void *ctx, uint32_t row, uint32_t text)
{
	struct tally *tally = ctx;
	struct facets *facets = tally->facets;
	const uint32_t *ordinals;
	size_t n = facet_side_values(
		tally->side, tally->columns, row, &facets->values, &ordinals);

	tally->unknown += n == 0;
	for (size_t i = 0; i < n; i++) {
		uint32_t ordinal = ordinals[i];

		if (tally->met != NULL) {
			if (tally->met[ordinal] == row + 1)
				continue;
			tally->met[ordinal] = row + 1;
		}
		facets->stories[ordinal]++;
		if (text != 0 && facets->text[ordinal] == text)
			continue;
		facets->text[ordinal] = text;
		facets->distinct[ordinal]++;
	}
	return true;
}

/* An array of n zeros, in memory that is kept. */
static uint32_t *
zeros(uint32_t *items, size_t *cap, size_t n)
{
	items = mem_grow(items, cap, n > 0 ? n : 1, sizeof(*items));
	memset(items, 0, n * sizeof(*items));
	return items;
}

bool
facets_tally(struct facets *facets, const struct facet_job *job,
	const struct facet_side *side, uint32_t *unknown)
{
	struct tally tally = {
		.facets = facets,
		.columns = job->columns,
		.side = side,
	};
	uint32_t n = side->count;
	bool complete;

	if (side->level > 0)
		tally.met = arena_array(
			job->arena, (size_t)n + 1, sizeof(*tally.met));
	facets->stories = zeros(facets->stories, &facets->stories_cap, n);
	facets->distinct = zeros(facets->distinct, &facets->distinct_cap, n);
	facets->text = zeros(facets->text, &facets->text_cap, n);
	complete = text_walk(&facets->walk, job->columns, job->docids, job->n,
		job->stop, tally_story, &tally);
	*unknown = tally.unknown;
	return complete;
}

/* The n largest of what was counted, named. */
static void
name_buckets(struct facets *facets, const struct facet_job *job,
	const struct facet_side *side, struct facet_result *out)
{
	struct arena *arena = job->arena;
	uint32_t n = job->ask->n;
	uint32_t room = n == 0 || n > side->count ? side->count : n;
	uint32_t *top = arena_array(arena, room, sizeof(*top));
	size_t found = facets_top(facets->stories, side->count, room, top);

	out->buckets = arena_array(arena, found, sizeof(*out->buckets));
	for (size_t i = 0; i < found; i++) {
		struct facet_bucket *bucket = &out->buckets[out->nbuckets++];

		facet_side_name(
			side, top[i], arena, &bucket->value, &bucket->code);
		bucket->stories = facets->stories[top[i]];
		bucket->distinct = facets->distinct[top[i]];
		bucket->ordinal = top[i];
	}
}

bool
facets_count_values(struct facets *facets, const struct facet_job *job,
	struct facet_result *out)
{
	const struct facet_side *side = facet_side(
		&facets->sides, job->columns, job->ask->field, job->ask->level);
	bool complete = facets_tally(facets, job, side, &out->unknown);

	name_buckets(facets, job, side, out);
	return complete;
}
