/* facets_values.c - counts by outlet, actor and language */
#include "base/mem.h"
#include "engine/index/listed.h"
#include "engine/search/facets.h"

#include <stdlib.h>
#include <string.h>

#define PAIRS_FIRST 1024
#define PAIRS_KEPT 65536 /* room that is kept whatever the last use was */

/* ---- a set of ordinals and clusters ---- */

static void
pairs_reset(struct facets *facets)
{
	bool sparse = facets->npairs < facets->pairs_cap / 16;

	if (facets->pairs_cap > PAIRS_KEPT && sparse) {
		free(facets->pairs);
		facets->pairs = NULL;
		facets->pairs_cap = 0;
	} else if (facets->npairs > 0) {
		memset(facets->pairs, 0,
			facets->pairs_cap * sizeof(*facets->pairs));
	}
	facets->npairs = 0;
}

/* The slot of a pair, or the free one where it goes; there is one. */
static size_t
pair_slot(const uint64_t *pairs, size_t cap, uint64_t pair)
{
	size_t slot = (size_t)((pair * 0x9e3779b97f4a7c15u) >> 32) & (cap - 1);

	while (pairs[slot] != 0 && pairs[slot] != pair)
		slot = (slot + 1) & (cap - 1);
	return slot;
}

static void
pairs_grow(struct facets *facets)
{
	size_t cap =
		facets->pairs_cap == 0 ? PAIRS_FIRST : facets->pairs_cap * 2;
	uint64_t *pairs = mem_alloc(cap * sizeof(*pairs));

	for (size_t i = 0; i < facets->pairs_cap; i++)
		if (facets->pairs[i] != 0)
			pairs[pair_slot(pairs, cap, facets->pairs[i])] =
				facets->pairs[i];
	free(facets->pairs);
	facets->pairs = pairs;
	facets->pairs_cap = cap;
}

/* Is it new?  A pair is never 0, since clusters are counted from 1. */
static bool
pair_add(struct facets *facets, uint32_t ordinal, uint32_t cluster)
{
	uint64_t pair = (uint64_t)ordinal << 32 | cluster;
	size_t slot;

	if (facets->npairs * 2 >= facets->pairs_cap)
		pairs_grow(facets);
	slot = pair_slot(facets->pairs, facets->pairs_cap, pair);
	if (facets->pairs[slot] == pair)
		return false;
	facets->pairs[slot] = pair;
	facets->npairs++;
	return true;
}

/* ---- fields with a dictionary ---- */

size_t
facets_row(const struct columns *columns, enum field_id field, uint32_t row,
	uint32_t *one, const uint32_t **ordinals)
{
	return listed_values(columns, listed_field(field), row, one, ordinals);
}

static void
count_story(struct facets *facets, const struct columns *columns,
	const struct listed *listed, uint32_t docid, struct facet_result *out)
{
	uint32_t cluster = columns->cluster[docid - 1];
	const uint32_t *ordinals;
	uint32_t one;
	size_t n = listed_values(columns, listed, docid - 1, &one, &ordinals);

	out->unknown += n == 0;
	for (size_t i = 0; i < n; i++) {
		facets->stories[ordinals[i]]++;
		if (cluster == 0 || pair_add(facets, ordinals[i], cluster))
			facets->distinct[ordinals[i]]++;
	}
}

/* The n largest of what was counted, named. */
static void
name_buckets(struct facets *facets, const struct facet_job *job,
	const struct dictionary *dictionary, struct facet_result *out)
{
	struct arena *arena = job->arena;
	uint32_t n = job->ask->n;
	uint32_t room = n == 0 || n > dictionary->count ? dictionary->count : n;
	uint32_t *top = arena_array(arena, room, sizeof(*top));
	size_t found =
		facets_top(facets->stories, dictionary->count, room, top);

	out->buckets = arena_array(arena, found, sizeof(*out->buckets));
	for (size_t i = 0; i < found; i++) {
		struct facet_bucket *bucket = &out->buckets[out->nbuckets++];
		struct dictionary_entry entry;

		dictionary_entry(dictionary, top[i], &entry);
		bucket->value = arena_string(arena, entry.name);
		bucket->code = arena_string(arena, entry.code);
		bucket->stories = facets->stories[top[i]];
		bucket->distinct = facets->distinct[top[i]];
		bucket->ordinal = top[i];
	}
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
facets_count_values(struct facets *facets, const struct facet_job *job,
	struct facet_result *out)
{
	const struct listed *row = listed_field(job->ask->field);
	const struct dictionary *dictionary =
		listed_dictionary(job->columns, row);
	bool complete = true;

	facets->stories =
		zeros(facets->stories, &facets->stories_cap, dictionary->count);
	facets->distinct = zeros(
		facets->distinct, &facets->distinct_cap, dictionary->count);
	pairs_reset(facets);
	for (uint32_t i = 0; i < job->n && complete; i++) {
		count_story(facets, job->columns, row, job->docids[i], out);
		if (i % FACETS_BLOCK == FACETS_BLOCK - 1)
			complete = stop_now(job->stop) == STOP_NOT;
	}
	name_buckets(facets, job, dictionary, out);
	return complete;
}
