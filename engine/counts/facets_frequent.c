/* facets_frequent.c - the actors of most stories, without counting them all */
#include "base/mem.h"
#include "engine/counts/facets.h"

#include <stdlib.h>
#include <string.h>

/* Ranks that are counted before it is known how many matter, and stories until
 * that is asked. */
#define RANKS_FIRST 2048
#define STORIES_FIRST 256

/* One count on its way. */
struct count {
	struct facets *facets;
	const struct facet_job *job;
	const struct frequent *frequent;
	uint32_t ranks;	  /* these were counted */
	uint32_t written; /* and of these a part */
	uint32_t to_pick; /* the ranks picked are below */
	uint32_t copied;  /* stories put aside: they have copies */
	bool complete;
};

/* One of the largest, on its way to a bucket. */
struct place {
	uint32_t stories, ordinal, rank;
};

/* ---- counting ---- */

/* Rows lie anywhere: what comes soon is asked for now. */
static inline void
look_ahead(const struct count *count, uint32_t i)
{
	enum { NEAR = 8, FAR = 24 };
	const struct frequent *frequent = count->frequent;

	if (i + FAR >= count->job->n)
		return;
	__builtin_prefetch(&frequent->start[facet_row(count->job, i + FAR)]);
	__builtin_prefetch(&frequent->rank[frequent->start[facet_row(
		count->job, i + NEAR)]]);
}

/* Count the ranks [from, to) of the stories [i, end) of the result. */
static void
count_block(struct count *count, uint32_t from, uint32_t to, uint32_t i,
	uint32_t end)
{
	const struct frequent *frequent = count->frequent;
	uint32_t *counts = count->facets->ranked;

	for (; i < end; i++) {
		const uint16_t *rank =
			&frequent->rank[frequent->start[facet_row(
				count->job, i)]];

		look_ahead(count, i);
		while (*rank < from)
			rank++;
		for (; *rank < to; rank++)
			counts[*rank]++;
	}
}

/* How many stories the n-th largest has; 0 where there are not as many. */
static uint32_t
least_shown(const struct count *count)
{
	uint32_t n = count->job->ask->n, top[FACETS_FREQUENT_MAX];

	if (facets_top(count->facets->ranked, count->ranks, n, top) < n)
		return 0;
	return count->facets->ranked[top[n - 1]];
}

/* How many ranks belong to actors in as many stories of the archive. */
static uint32_t
ranks_of_at_least(const struct frequent *frequent, uint32_t stories)
{
	uint32_t low = 0, high = frequent->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (frequent->stories[middle] >= stories)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* How many ranks may be among the n largest, as far as the counts say: who is
 * in fewer stories of the archive than the n-th has by now is not. */
static uint32_t
ranks_that_may_be(const struct count *count)
{
	uint32_t least = least_shown(count);

	return least > count->frequent->rest
		       ? ranks_of_at_least(count->frequent, least)
		       : FREQUENT_END + 1;
}

/* Count ranks [from, count->ranks) of the stories [i, end) of the result; false
 * when stop came first. */
static bool
count_span(struct count *count, uint32_t from, uint32_t i, uint32_t end)
{
	for (uint32_t to; i < end; i = to) {
		to = end - i > FACETS_BLOCK ? i + FACETS_BLOCK : end;
		count_block(count, from, count->ranks, i, to);
		if (to < count->job->n &&
			stop_now(count->job->stop) != STOP_NOT)
			return false;
	}
	return true;
}

/*
 * Count as many ranks as may be among the n largest: fewer and fewer, since
 * what part of the stories has counted is a bound.  False where actors without
 * a rank may be, too.
 */
static bool
count_enough(struct count *count)
{
	uint32_t n = count->job->n, done = 0, all = count->frequent->count;
	uint32_t first = all < RANKS_FIRST ? all : RANKS_FIRST, need;

	count->ranks = count->written = first;
	for (uint32_t end = STORIES_FIRST; done < n; end *= 4) {
		end = end < n ? end : n;
		count->complete &= count_span(count, 0, done, end);
		if (!count->complete)
			return true;
		done = end;
		need = ranks_that_may_be(count);
		if (need < count->ranks)
			count->ranks = need;
	}
	need = ranks_that_may_be(count);
	if (need > all)
		return false;
	if (need > count->ranks) {
		count->ranks = count->written = need;
		count->complete &= count_span(count, first, 0, n);
	}
	return true;
}

/* ---- picking ---- */

static int
compare(const void *va, const void *vb)
{
	const struct place *a = va, *b = vb;

	if (a->stories != b->stories)
		return a->stories < b->stories ? 1 : -1;
	return (a->ordinal > b->ordinal) - (a->ordinal < b->ordinal);
}

/* The n largest, ties by ordinal: all that have as many as the last of them
 * compete for its place. */
static uint32_t
pick(const struct count *count, struct place **places)
{
	const uint32_t *counts = count->facets->ranked;
	uint32_t least = least_shown(count), n = 0;

	least += least == 0;
	*places = arena_array(
		count->job->arena, (size_t)count->ranks + 1, sizeof(**places));
	for (uint32_t r = 0; r < count->ranks; r++)
		if (counts[r] >= least)
			(*places)[n++] = (struct place){
				.stories = counts[r],
				.ordinal = count->frequent->ordinal[r],
				.rank = r,
			};
	qsort(*places, n, sizeof(**places), compare);
	return n < count->job->ask->n ? n : count->job->ask->n;
}

/* ---- different texts ---- */

/* The stories that have copies, as docids. */
static void
put_copied_aside(struct count *count)
{
	const struct facet_job *job = count->job;
	const uint32_t *cluster = job->columns->cluster;
	struct facet_values *copies = &count->facets->copies;

	copies->items = mem_grow(copies->items, &copies->cap,
		job->n + (size_t)1, sizeof(*copies->items));
	for (uint32_t i = 0; i < job->n; i++) {
		uint32_t row = facet_row(job, i);

		copies->items[count->copied] = row + 1;
		count->copied += cluster[row] != 0;
	}
}

/* Counted is how often a text comes again, for those picked alone. */
static bool
text_again(void *ctx, uint32_t row, uint32_t text)
{
	struct count *count = ctx;
	const struct frequent *frequent = count->frequent;
	const uint16_t *rank = &frequent->rank[frequent->start[row]];

	for (; *rank < count->to_pick; rank++) {
		struct facet_picked *picked;

		if (count->facets->pick[*rank] == 0)
			continue;
		picked = &count->facets->picked[count->facets->pick[*rank] - 1];
		picked->again += picked->text == text;
		picked->text = text;
	}
	return true;
}

static void
count_texts(struct count *count, const struct place *places, uint32_t n)
{
	struct facets *facets = count->facets;
	const struct facet_job *job = count->job;

	put_copied_aside(count);
	for (uint32_t i = 0; i < n; i++) {
		facets->pick[places[i].rank] = (uint16_t)(i + 1);
		if (count->to_pick <= places[i].rank)
			count->to_pick = places[i].rank + 1;
		facets->picked[i] = (struct facet_picked){ 0 };
	}
	count->complete &=
		text_walk(&facets->walk, job->columns, facets->copies.items,
			count->copied, job->stop, text_again, count);
	for (uint32_t i = 0; i < n; i++)
		facets->pick[places[i].rank] = 0;
}

/* ---- the whole ---- */

static void
make_room(struct facets *facets, const struct frequent *frequent)
{
	if (facets->ranked != NULL)
		return;
	facets->ranked =
		mem_alloc(((size_t)frequent->count + 1) * sizeof(uint32_t));
	facets->pick =
		mem_alloc(((size_t)frequent->count + 1) * sizeof(uint16_t));
	facets->picked =
		mem_alloc(FACETS_FREQUENT_MAX * sizeof(*facets->picked));
}

static void
name_places(const struct count *count, const struct facet_side *side,
	const struct place *places, uint32_t n, struct facet_result *out)
{
	struct arena *arena = count->job->arena;

	out->buckets = arena_array(arena, n, sizeof(*out->buckets));
	out->nbuckets = n;
	for (uint32_t i = 0; i < n; i++) {
		struct facet_bucket *bucket = &out->buckets[i];

		facet_side_name(side, places[i].ordinal, arena, &bucket->value,
			&bucket->code);
		bucket->stories = places[i].stories;
		bucket->distinct =
			places[i].stories - count->facets->picked[i].again;
		bucket->ordinal = places[i].ordinal;
	}
}

bool
facets_count_frequent(struct facets *facets, const struct facet_job *job,
	const struct facet_side *side, struct facet_result *out, bool *complete)
{
	struct count count = {
		.facets = facets,
		.job = job,
		.frequent = frequent_of(facets->frequent, job->columns),
		.complete = true,
	};
	bool enough;

	make_room(facets, count.frequent);
	enough = count_enough(&count);
	if (enough) {
		struct place *places;
		uint32_t n = pick(&count, &places);

		count_texts(&count, places, n);
		name_places(&count, side, places, n, out);
	}
	memset(facets->ranked, 0, count.written * sizeof(*facets->ranked));
	*complete = count.complete;
	return enough;
}
