/* facets_values.c - counts by outlet, actor and language */
#include "base/mem.h"
#include "base/must.h"
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

/* The ordinals of a story, in its column or in *one; returns how many. */
typedef size_t (*values_fn)(const struct columns *columns, uint32_t row,
	uint32_t *one, const uint32_t **ordinals);

static size_t
outlet_values(const struct columns *columns, uint32_t row, uint32_t *one,
	const uint32_t **ordinals)
{
	(void)one;
	*ordinals = &columns->outlet[row];
	return columns->outlet[row] != ORDINAL_NONE;
}

static size_t
actor_values(const struct columns *columns, uint32_t row, uint32_t *one,
	const uint32_t **ordinals)
{
	uint64_t start = columns->actor_start[row];

	(void)one;
	*ordinals = columns->actor + start;
	return (size_t)(columns->actor_start[row + 1] - start);
}

static size_t
language_values(const struct columns *columns, uint32_t row, uint32_t *one,
	const uint32_t **ordinals)
{
	*one = columns->language[row];
	*ordinals = one;
	return columns->language[row] != UINT16_MAX;
}

static const struct counted {
	enum field_id field;
	size_t dictionary; /* its place in struct columns */
	values_fn values;
} counted[] = {
	{ FIELD_OUTLET, offsetof(struct columns, outlets), outlet_values },
	{ FIELD_ACTOR, offsetof(struct columns, actors), actor_values },
	{ FIELD_LANGUAGE, offsetof(struct columns, languages),
		language_values },
};

static const struct counted *
counted_field(enum field_id field)
{
	for (size_t i = 0; i < sizeof(counted) / sizeof(*counted); i++)
		if (counted[i].field == field)
			return &counted[i];
	must(!"a field with a dictionary");
	return NULL;
}

size_t
facets_row(const struct columns *columns, enum field_id field, uint32_t row,
	uint32_t *one, const uint32_t **ordinals)
{
	return counted_field(field)->values(columns, row, one, ordinals);
}

static void
count_story(struct facets *facets, const struct columns *columns,
	const struct counted *row, uint32_t docid, struct facet_result *out)
{
	uint32_t cluster = columns->cluster[docid - 1];
	const uint32_t *ordinals;
	uint32_t one;
	size_t n = row->values(columns, docid - 1, &one, &ordinals);

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
	const struct counted *row = counted_field(job->ask->field);
	const struct dictionary *dictionary =
		(const void *)((const char *)job->columns + row->dictionary);
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
