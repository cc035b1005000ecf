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
};

/* The counts as they grow, where the compiler may keep them at hand. */
struct growing {
	uint32_t *stories, *touched;
	size_t ntouched;
};

static inline struct growing
growing_of(const struct facets *facets)
{
	return (struct growing){
		facets->stories,
		facets->touched,
		facets->ntouched,
	};
}

static inline void
add_story(struct growing *growing, uint32_t ordinal)
{
	growing->touched[growing->ntouched] = ordinal;
	growing->ntouched += growing->stories[ordinal]++ == 0;
}

/* An ordinal of one of several copies of a text.  Counted is how often a text
 * comes again: few do. */
static inline void
add_text(struct facets *facets, uint32_t ordinal, uint32_t text)
{
	facets->copied[facets->ncopied] = ordinal;
	facets->ncopied += facets->text[ordinal] == 0;
	facets->again[ordinal] += facets->text[ordinal] == text;
	facets->text[ordinal] = text;
}

/* The values of a story, each once although of a group it may have many. */
static bool
tally_story(void *ctx, uint32_t row, uint32_t text)
{
	struct tally *tally = ctx;
	struct facets *facets = tally->facets;
	struct growing growing = growing_of(facets);
	const uint32_t *ordinals;
	size_t n = facet_side_values(tally->side, tally->job->columns, row,
		&facets->values, &ordinals);

	for (size_t i = 0; i < n; i++) {
		uint32_t ordinal = ordinals[i];

		if (tally->met != NULL) {
			if (tally->met[ordinal] == row + 1)
				continue;
			tally->met[ordinal] = row + 1;
		}
		add_story(&growing, ordinal);
		if (text != 0)
			add_text(facets, ordinal, text);
	}
	facets->ntouched = growing.ntouched;
	return true;
}

/* Rows lie anywhere in the columns: what comes soon is asked for now. */
static inline void
look_ahead(const struct tally *tally, uint32_t i)
{
	enum { NEAR = 8, FAR = 24 };
	const struct facet_job *job = tally->job;
	const struct columns *columns = job->columns;

	if (i + FAR >= job->n)
		return;
	__builtin_prefetch(&columns->actor_start[facet_row(job, i + FAR)]);
	__builtin_prefetch(&columns->actor[columns->actor_start[facet_row(
		job, i + NEAR)]]);
}

/* Stories that nobody copied, of a field with one value; the others are put
 * aside.  Here and below is where the time goes. */
static uint32_t
tally_values(struct tally *tally, uint32_t first, uint32_t end, uint32_t *aside)
{
	const struct facet_job *job = tally->job;
	const struct columns *columns = job->columns;
	const struct listed *listed = tally->side->listed;
	const char *column = listed_column(columns, listed);
	uint32_t width = listed->width, left = 0;
	struct growing growing = growing_of(tally->facets);

	for (uint32_t i = first; i < end; i++) {
		uint32_t row = facet_row(job, i), one;

		aside[left] = row + 1;
		left += columns->cluster[row] != 0;
		if (columns->cluster[row] != 0)
			continue;
		one = ordinal_get(column + (size_t)row * width, width);
		if (one != ORDINAL_NONE)
			add_story(&growing, one);
	}
	tally->facets->ntouched = growing.ntouched;
	return left;
}

/* The same, of actors. */
static uint32_t
tally_actors(struct tally *tally, uint32_t first, uint32_t end, uint32_t *aside)
{
	const struct facet_job *job = tally->job;
	const struct columns *columns = job->columns;
	const uint32_t *actor = columns->actor;
	struct growing growing = growing_of(tally->facets);
	uint32_t left = 0;

	for (uint32_t i = first; i < end; i++) {
		uint32_t row = facet_row(job, i);
		uint64_t from = columns->actor_start[row];
		uint64_t to = columns->actor_start[row + 1];

		look_ahead(tally, i);
		aside[left] = row + 1;
		left += columns->cluster[row] != 0;
		if (columns->cluster[row] != 0)
			continue;
		for (; from < to; from++)
			add_story(&growing, actor[from]);
	}
	tally->facets->ntouched = growing.ntouched;
	return left;
}

/* Those alone at once; the others are left for who has copies side by side. */
static bool
tally_rows(struct tally *tally, uint32_t *left)
{
	const struct facet_job *job = tally->job;
	struct facet_values *copies = &tally->facets->copies;
	bool actors = tally->side->listed->width == 0;

	copies->items = mem_grow(copies->items, &copies->cap,
		job->n + (size_t)1, sizeof(*copies->items));
	*left = 0;
	for (uint32_t i = 0; i < job->n;) {
		uint32_t end =
			job->n - i > FACETS_BLOCK ? i + FACETS_BLOCK : job->n;
		uint32_t *aside = copies->items + *left;

		*left += actors ? tally_actors(tally, i, end, aside)
				: tally_values(tally, i, end, aside);
		i = end;
		if (i < job->n && stop_now(job->stop) != STOP_NOT)
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
	for (size_t i = 0; i < facets->ntouched; i++)
		facets->stories[facets->touched[i]] = 0;
	for (size_t i = 0; i < facets->ncopied; i++) {
		facets->again[facets->copied[i]] = 0;
		facets->text[facets->copied[i]] = 0;
	}
	facets->ncopied = 0;
	facets->ntouched = 0;
	if (n < facets->room)
		return;
	facets->stories = more_zeros(facets->stories, facets->room, n + 1);
	facets->again = more_zeros(facets->again, facets->room, n + 1);
	facets->text = more_zeros(facets->text, facets->room, n + 1);
	facets->touched = more_zeros(facets->touched, facets->room, n + 1);
	facets->copied = more_zeros(facets->copied, facets->room, n + 1);
	facets->room = n + 1;
}

bool
facets_tally(struct facets *facets, const struct facet_job *job,
	const struct facet_side *side)
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
	return text_walk(&facets->walk, job->columns, docids, n, job->stop,
		       tally_story, &tally) &&
	       complete;
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
		bucket->distinct = facets_distinct(facets, top[i]);
		bucket->ordinal = top[i];
	}
}

/* Are there few enough to be shown, and stories enough to be counted, that not
 * all actors need be? */
static bool
frequent_will_do(const struct facets *facets, const struct facet_job *job)
{
	const struct facet_ask *ask = job->ask;

	return facets->frequent != NULL && ask->field == FIELD_ACTOR &&
	       ask->level == 0 && ask->n > 0 && ask->n <= FACETS_FREQUENT_MAX &&
	       job->n >= facets->frequent_from;
}

bool
facets_count_values(struct facets *facets, const struct facet_job *job,
	struct facet_result *out)
{
	const struct facet_side *side = facet_side(
		&facets->sides, job->columns, job->ask->field, job->ask->level);
	bool complete;

	if (frequent_will_do(facets, job) &&
		facets_count_frequent(facets, job, side, out, &complete))
		return complete;
	complete = facets_tally(facets, job, side);
	name_buckets(facets, job, side, out);
	return complete;
}
