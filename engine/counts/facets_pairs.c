/*
 * facets_pairs.c - values that stand in one story: the commonest pairs
 *
 * Exact, in memory that does not grow with the number of pairs there are.
 * Values are ranked by the stories they are in; a pair is in no more stories
 * than either of its values.  So when n pairs with t stories are known, only
 * values with t can make others.  A first round among the commonest values
 * gives such a t; then the pairs of the first value, and so on, are counted:
 * as many values in one round as are sure to fit into the table, until what
 * is left is too rare.  Pairs with as many stories stand in the order of
 * their first and then their second value, which is that of the rounds.
 *
 * How much more often a pair stands together than by chance (its lift), among
 * the D different texts of the result, is  texts(a and b) D / (texts(a)
 * texts(b)).
 */
#include "base/mem.h"
#include "engine/counts/facets.h"
#include "engine/counts/pair_table.h"
#include "engine/index/dictionary.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_ROUND 64	 /* values at least */
#define WORK_BLOCK 65536 /* pairs between two looks at the clock */

/* The values of one side by rank: the commonest first, ties by value. */
struct ranking {
	const struct facet_side *side;
	uint32_t n;	   /* values in the result */
	uint32_t *rank;	   /* of an ordinal; ORDINAL_NONE: not in the result */
	uint32_t *ordinal; /* by rank, as the next two */
	uint32_t *stories;
	uint32_t *distinct;
	struct facet_values story; /* those of the story at hand, ascending */
	uint32_t nstory;
};

/* A round: pairs whose first value has a rank in [first, end), the second one
 * a rank below end_second. */
struct round {
	uint32_t first, end, end_second;
};

struct pairing {
	struct facets *facets;
	const struct facet_job *job;
	struct ranking rankings[2];
	struct ranking *a, *b; /* the same one for actor*actor */
	struct pair_table table;
	struct round round;
	uint64_t *bounds;	  /* of a value: its pairs are no more */
	struct pair_count *found; /* the best so far, in order */
	size_t nfound, cap;
	uint64_t work;
	bool stopped;
};

/* ---- values by rank ---- */

static int
by_key(const void *va, const void *vb)
{
	uint64_t a = *(const uint64_t *)va, b = *(const uint64_t *)vb;

	return (a > b) - (a < b);
}

/* Rank what was tallied last. */
static void
rank_values(struct ranking *ranking, const struct facets *facets,
	struct arena *arena)
{
	uint32_t count = ranking->side->count;
	uint64_t *keys = arena_array(arena, count, sizeof(*keys));

	ranking->rank = arena_array(arena, count, sizeof(uint32_t));
	for (uint32_t i = 0; i < count; i++) {
		ranking->rank[i] = ORDINAL_NONE;
		if (facets->stories[i] > 0)
			keys[ranking->n++] =
				(uint64_t)(UINT32_MAX - facets->stories[i])
					<< 32 |
				i;
	}
	if (ranking->n > 1)
		qsort(keys, ranking->n, sizeof(*keys), by_key);
	ranking->ordinal = arena_array(arena, ranking->n, sizeof(uint32_t));
	ranking->stories = arena_array(arena, ranking->n, sizeof(uint32_t));
	ranking->distinct = arena_array(arena, ranking->n, sizeof(uint32_t));
	for (uint32_t i = 0; i < ranking->n; i++) {
		uint32_t ordinal = (uint32_t)keys[i];

		ranking->rank[ordinal] = i;
		ranking->ordinal[i] = ordinal;
		ranking->stories[i] = facets->stories[ordinal];
		ranking->distinct[i] = facets_distinct(facets, ordinal);
	}
}

/* How many values are in more stories than that. */
static uint32_t
commoner_than(const struct ranking *ranking, uint32_t stories)
{
	uint32_t low = 0, high = ranking->n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (ranking->stories[middle] > stories)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The ranks below `end` of a story's values. */
static void
read_story(
	struct pairing *p, struct ranking *ranking, uint32_t row, uint32_t end)
{
	const uint32_t *ordinals;
	size_t n = facet_side_values(ranking->side, p->job->columns, row,
		&p->facets->values, &ordinals);
	uint32_t kept = 0;

	ranking->story.items = mem_grow(ranking->story.items,
		&ranking->story.cap, n, sizeof(*ranking->story.items));
	for (size_t i = 0; i < n; i++) {
		uint32_t rank = ranking->rank[ordinals[i]];

		if (rank < end) /* ORDINAL_NONE is not */
			ranking->story.items[kept++] = rank;
	}
	ranking->nstory = (uint32_t)ordinals_sort(ranking->story.items, kept);
}

/* ---- rounds ---- */

/* The pairs of one first value of the story. */
static bool
count_partners(struct pairing *p, uint32_t rank, uint32_t from, uint32_t text)
{
	const struct ranking *b = p->b;

	for (uint32_t j = from; j < b->nstory; j++) {
		if (b->story.items[j] >= p->round.end_second)
			break;
		pair_table_count(&p->table, rank, b->story.items[j], text);
		if (++p->work % WORK_BLOCK == 0 &&
			stop_now(p->job->stop) != STOP_NOT)
			return false;
	}
	return true;
}

static bool
count_story(void *ctx, uint32_t row, uint32_t text)
{
	struct pairing *p = ctx;
	const struct ranking *a = p->a;
	bool same = p->a == p->b;
	uint32_t end = p->round.end;

	if (same && end < p->round.end_second)
		end = p->round.end_second;
	read_story(p, p->a, row, end);
	if (!same)
		read_story(p, p->b, row, p->round.end_second);
	for (uint32_t i = 0; i < a->nstory; i++) {
		uint32_t rank = a->story.items[i];

		if (rank >= p->round.end)
			break;
		if (rank >= p->round.first &&
			!count_partners(p, rank, same ? i + 1 : 0, text))
			return false;
	}
	return true;
}

/* More stories first; ties by first value, then by second. */
static int
compare(const void *va, const void *vb)
{
	const struct pair_count *x = va, *y = vb;

	if (x->stories != y->stories)
		return x->stories < y->stories ? 1 : -1;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

/* Stories of the last of the n best; 0 when they are fewer. */
static uint32_t
least(const struct pairing *p)
{
	size_t n = p->job->ask->n;

	return p->nfound >= n ? p->found[n - 1].stories : 0;
}

/* Count the pairs of a round and keep the best of all. */
static bool
run_round(struct pairing *p, struct round round)
{
	const struct facet_job *job = p->job;
	uint32_t enough = least(p);

	p->round = round;
	pair_table_reset(&p->table);
	p->stopped = !text_walk(&p->facets->walk, job->columns, job->docids,
		job->n, job->stop, count_story, p);
	for (size_t i = 0; i < p->table.cap; i++)
		if (p->table.places[i].stories > enough)
			vec_push(p->found, p->nfound, p->cap) =
				p->table.places[i];
	if (p->nfound > 1)
		qsort(p->found, p->nfound, sizeof(*p->found), compare);
	if (p->nfound > job->ask->n)
		p->nfound = job->ask->n;
	return !p->stopped;
}

/* A story's part of the bounds. */
static bool
bound_story(void *ctx, uint32_t row, uint32_t text)
{
	struct pairing *p = ctx;
	const struct ranking *a = p->a;
	bool same = p->a == p->b;

	(void)text;
	read_story(p, p->a, row, p->round.end);
	if (!same)
		read_story(p, p->b, row, p->round.end_second);
	for (uint32_t i = 0; i < a->nstory; i++)
		p->bounds[a->story.items[i]] +=
			same ? a->nstory - 1 - i : p->b->nstory;
	return true;
}

/* How many pairs each first value may have: never more than partners, nor
 * than values that stand beside it. */
static bool
find_bounds(struct pairing *p, struct round round)
{
	const struct facet_job *job = p->job;

	p->bounds = arena_array(
		job->arena, (size_t)p->a->n + 1, sizeof(*p->bounds));
	p->round = round;
	if (!text_walk(&p->facets->walk, job->columns, job->docids, job->n,
		    job->stop, bound_story, p))
		return false;
	for (uint32_t i = 0; i < p->a->n; i++)
		if (p->bounds[i] > round.end_second)
			p->bounds[i] = round.end_second;
	return true;
}

/* As many first values as are sure to fit, and at least one. */
static uint32_t
round_end(const struct pairing *p, uint32_t first, uint32_t end)
{
	uint64_t pairs = 0;
	uint32_t at = first;

	do
		pairs += p->bounds[at++];
	while (at < end && pairs + p->bounds[at] <= p->facets->round_pairs);
	return at;
}

/* All pairs that can be among the n best, when those with `known` stories
 * are enough. */
static bool
run_rounds(struct pairing *p, uint32_t known)
{
	uint32_t below = known > 0 ? known - 1 : 0;
	struct round round = {
		.end = commoner_than(p->a, below),
		.end_second = commoner_than(p->b, below),
	};
	uint32_t first = 0;

	if (!find_bounds(p, round))
		return false;
	while (first < round.end) {
		struct round part = round;

		part.first = first;
		part.end = round_end(p, first, round.end);
		if (!run_round(p, part))
			return false;
		first = part.end;
		round.end = commoner_than(p->a, least(p));
		round.end_second = commoner_than(p->b, least(p));
	}
	return true;
}

/* How many values the first round takes, to be likely to have n pairs. */
static uint32_t
first_values(const struct facet_job *job)
{
	uint32_t k = FIRST_ROUND;

	while ((uint64_t)k * (k - 1) / 2 < 4ull * job->ask->n)
		k++;
	return k;
}

static bool
find_pairs(struct pairing *p)
{
	uint32_t k = first_values(p->job), known;
	const struct round round = { .end = k, .end_second = k };

	if (!run_round(p, round))
		return false;
	if (p->a->n <= k && p->b->n <= k)
		return true;
	known = least(p);
	p->nfound = 0;
	return run_rounds(p, known);
}

/* ---- the whole ---- */

static void
name_pairs(const struct pairing *p, struct facet_result *out)
{
	const struct facet_job *job = p->job;
	double texts = texts_count(
		&p->facets->seen, job->columns, job->docids, job->n);

	out->buckets =
		arena_array(job->arena, p->nfound, sizeof(*out->buckets));
	out->nbuckets = (uint32_t)p->nfound;
	for (size_t i = 0; i < p->nfound; i++) {
		const struct pair_count *pair = &p->found[i];
		struct facet_bucket *bucket = &out->buckets[i];
		double by_chance = (double)p->a->distinct[pair->a] *
				   p->b->distinct[pair->b] / texts;

		facet_side_name(p->a->side, p->a->ordinal[pair->a], job->arena,
			&bucket->value, &bucket->code);
		facet_side_name(p->b->side, p->b->ordinal[pair->b], job->arena,
			&bucket->with, &bucket->with_code);
		bucket->ordinal = p->a->ordinal[pair->a];
		bucket->stories = pair->stories;
		bucket->distinct = pair->distinct;
		bucket->score = pair->distinct / by_chance;
	}
}

/* Both sides tallied and ranked. */
static bool
rank_sides(struct pairing *p)
{
	const struct facet_job *job = p->job;
	const struct facet_ask *ask = job->ask;
	struct facet_sides *sides = &p->facets->sides;
	struct ranking *a = &p->rankings[0], *b = &p->rankings[1];

	a->side = facet_side(sides, job->columns, ask->field, ask->level);
	b->side = facet_side(sides, job->columns, ask->other, ask->other_level);
	p->a = a;
	p->b = a->side == b->side ? a : b;
	if (!facets_tally(p->facets, job, a->side))
		return false;
	rank_values(a, p->facets, job->arena);
	if (p->b == a)
		return true;
	if (!facets_tally(p->facets, job, b->side))
		return false;
	rank_values(b, p->facets, job->arena);
	return true;
}

bool
facets_count_pairs(struct facets *facets, const struct facet_job *job,
	struct facet_result *out)
{
	struct pairing p = { .facets = facets, .job = job };
	bool complete = rank_sides(&p);

	if (complete) {
		complete = find_pairs(&p);
		name_pairs(&p, out);
	}
	pair_table_release(&p.table);
	free(p.rankings[0].story.items);
	free(p.rankings[1].story.items);
	free(p.found);
	return complete;
}
