#include "indexer/copies/candidates.h"

#include "base/mem.h"
#include "indexer/copies/sort.h"

#include <stdlib.h>

/* Hashes sorted at a time: 256 MB, and as much again while they are. */
#define POSTINGS_MAX ((uint64_t)1 << 25)

/* Pairs found before those found twice are dropped. */
#define PAIRS_LOOSE ((size_t)1 << 20)

/* ---- pairs ---- */

static void
sort_into(struct candidates *c, uint64_t *numbers, size_t n)
{
	c->sorting =
		mem_grow(c->sorting, &c->sorting_cap, n, sizeof(*c->sorting));
	sort_numbers(numbers, n, c->sorting);
}

/* All pairs in order, each once. */
static void
settle(struct candidates *c)
{
	sort_into(c, c->pairs, c->npairs);
	c->npairs = sort_unique(c->pairs, c->npairs);
	c->unsorted = 0;
}

/* Do these two share enough?  Then they are a pair. */
static bool
consider(struct candidates *c, uint32_t a, uint32_t b)
{
	if (a == b || sketch_shared(c->sketch(c->ctx, a),
			      c->sketch(c->ctx, b)) < CANDIDATE_SHARED)
		return false;
	/* two out of three found anew: time to look for equal ones */
	if (c->unsorted > PAIRS_LOOSE && c->unsorted > c->npairs / 3 * 2)
		settle(c);
	vec_push(c->pairs, c->npairs, c->pairs_cap) =
		a < b ? PAIR(a, b) : PAIR(b, a);
	c->unsorted++;
	return true;
}

/* ---- the texts that have one hash, in ascending order ---- */

static void
each_against_each(struct candidates *c, const uint64_t *postings, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = 0; k < i; k++)
			consider(c, (uint32_t)postings[k],
				(uint32_t)postings[i]);
}

static void
each_against_leaders(struct candidates *c, const uint64_t *postings, size_t n)
{
	uint32_t leaders[CANDIDATE_LEADERS];
	size_t nleaders = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t text = (uint32_t)postings[i];
		bool led = false;

		for (size_t k = 0; k < nleaders; k++)
			led |= consider(c, leaders[k], text);
		if (!led && nleaders < CANDIDATE_LEADERS)
			leaders[nleaders++] = text;
	}
}

/* ---- rounds ---- */

/* The hashes of this round, each with its text behind it. */
static void
gather(struct candidates *c)
{
	c->npostings = 0;
	for (uint32_t t = 0; t < c->ntexts; t++) {
		const struct sketch *sketch = c->sketch(c->ctx, t);

		for (size_t i = 0; i < SKETCH_HASHES; i++) {
			uint32_t hash = sketch->hashes[i];

			if (hash != 0 && hash % c->rounds == c->round)
				vec_push(c->postings, c->npostings,
					c->postings_cap) = PAIR(hash, t);
		}
	}
	sort_into(c, c->postings, c->npostings);
}

bool
candidates_next(struct candidates *c)
{
	if (c->rounds == 0)
		c->rounds = (unsigned)((uint64_t)c->ntexts * SKETCH_HASHES /
					       POSTINGS_MAX +
				       1);
	if (c->round == c->rounds)
		return false;
	c->npairs = 0;
	gather(c);
	for (size_t i = 0, end; i < c->npostings; i = end) {
		for (end = i + 1; end < c->npostings; end++)
			if (PAIR_A(c->postings[i]) != PAIR_A(c->postings[end]))
				break;
		if (end - i <= CANDIDATE_FEW)
			each_against_each(c, c->postings + i, end - i);
		else
			each_against_leaders(c, c->postings + i, end - i);
	}
	settle(c);
	c->round++;
	return true;
}

void
candidates_release(struct candidates *c)
{
	free(c->pairs);
	free(c->postings);
	free(c->sorting);
	*c = (struct candidates){ 0 };
}
