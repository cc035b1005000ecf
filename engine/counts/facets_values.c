/* facets_values.c - counts by the values of a field */
#include "base/mem.h"
#include "engine/counts/facets.h"

#include <string.h>

/* One tally on its way. */
struct tally {
	struct facets *facets;
	const struct facet_job *job;
	const struct facet_side *side;
	uint32_t *met; /* by ordinal: the row, from 1, it was last met in */
	uint32_t unknown;
};

static inline void
add_story(struct facets *facets, uint32_t ordinal)
{
	facets->touched[facets->ntouched] = ordinal;
	facets->ntouched += facets->stories[ordinal]++ == 0;
}

/* The values of a story, each once although of a group it may have many.
 * Counted is how often a text comes again: few do. */
static bool
tally_story(void *ctx, uint32_t row, uint32_t text)
{
	struct tally *tally = ctx;
	struct facets *facets = tally->facets;
	const uint32_t *ordinals;
	size_t n = facet_side_values(tally->side, tally->job->columns, row,
		&facets->values, &ordinals);

	tally->unknown += n == 0;
	for (size_t i = 0; i < n; i++) {
		uint32_t ordinal = ordinals[i];

		if (tally->met != NULL) {
			if (tally->met[ordinal] == row + 1)
				continue;
			tally->met[ordinal] = row + 1;
		}
		add_story(facets, ordinal);
		if (text == 0)
			continue;
		facets->distinct[ordinal] += facets->text[ordinal] == text;
		facets->text[ordinal] = text;
	}
	return true;
}

/* A story that nobody copied: here is where the time goes. */
static inline void
tally_alone(struct tally *tally, uint32_t row)
{
	const struct columns *columns = tally->job->columns;
	const struct listed *listed = tally->side->listed;
	const uint32_t *ordinals;
	uint32_t one;
	size_t n;

	if (listed->width == 0) {
		const uint64_t *start = columns->actor_start + row;

		ordinals = columns->actor + start[0];
		n = (size_t)(start[1] - start[0]);
	} else {
		n = listed_values(columns, listed, row, &one, &ordinals);
	}
	tally->unknown += n == 0;
	for (size_t i = 0; i < n; i++)
		add_story(tally->facets, ordinals[i]);
}

/* Those alone at once; the others are left for who has copies side by side. */
static bool
tally_rows(struct tally *tally, uint32_t *left)
{
	const struct facet_job *job = tally->job;
	const uint32_t *cluster = job->columns->cluster;
	struct facet_values *copies = &tally->facets->copies;

	copies->items = mem_grow(copies->items, &copies->cap,
		job->n + (size_t)1, sizeof(*copies->items));
	*left = 0;
	for (uint32_t i = 0; i < job->n; i++) {
		uint32_t row = job->docids != NULL ? job->docids[i] - 1 : i;

		if (cluster[row] == 0)
			tally_alone(tally, row);
		else
			copies->items[(*left)++] = row + 1;
		if (i % FACETS_BLOCK == FACETS_BLOCK - 1 &&
			stop_now(job->stop) != STOP_NOT)
			return false;
	}
	return true;
}

/* Room for more ordinals, and zeros. */
static uint32_t *
more_zeros(uint32_t *items, size_t from, size_t n)
{
	items = mem_array(items, n, sizeof(*items));
	memset(items + from, 0, (n - from) * sizeof(*items));
	return items;
}

/* All counts are 0 but those that were touched. */
static void
begin_tally(struct facets *facets, size_t n)
{
	for (size_t i = 0; i < facets->ntouched; i++) {
		uint32_t ordinal = facets->touched[i];

		facets->stories[ordinal] = 0;
		facets->distinct[ordinal] = 0;
		facets->text[ordinal] = 0;
	}
	facets->ntouched = 0;
	if (n < facets->room)
		return;
	facets->stories = more_zeros(facets->stories, facets->room, n + 1);
	facets->distinct = more_zeros(facets->distinct, facets->room, n + 1);
	facets->text = more_zeros(facets->text, facets->room, n + 1);
	facets->touched = more_zeros(facets->touched, facets->room, n + 1);
	facets->room = n + 1;
}

bool
facets_tally(struct facets *facets, const struct facet_job *job,
	const struct facet_side *side, uint32_t *unknown)
{
	struct tally tally = { .facets = facets, .job = job, .side = side };
	const uint32_t *docids = job->docids;
	uint32_t n = job->n;
	bool complete = true;

	begin_tally(facets, side->count);
	if (side->level > 0) {
		tally.met = arena_array(job->arena, (size_t)side->count + 1,
			sizeof(*tally.met));
	} else {
		complete = tally_rows(&tally, &n);
		docids = facets->copies.items;
	}
	complete &= text_walk(&facets->walk, job->columns, docids, n, job->stop,
		tally_story, &tally);
	for (size_t i = 0; i < facets->ntouched; i++) {
		uint32_t ordinal = facets->touched[i];

		facets->distinct[ordinal] =
			facets->stories[ordinal] - facets->distinct[ordinal];
	}
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
	size_t found = facets_top_of(
		facets->stories, facets->touched, facets->ntouched, room, top);

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
