/* facets.c - counting a facet, and picking its largest buckets */
#include "engine/counts/facets.h"

#include <stdlib.h>

#define ROUND_PAIRS (1u << 18) /* 30 MB while they are counted */

void
facets_init(struct facets *facets, const struct columns *columns,
	frequent_cell *frequent)
{
	*facets = (struct facets){
		.frequent = frequent,
		.frequent_from = FACETS_FREQUENT_FROM,
		.round_pairs = ROUND_PAIRS,
	};
	texts_seen_init(&facets->seen, columns->clusters);
	text_walk_init(&facets->walk, columns->clusters);
}

void
facets_release(struct facets *facets)
{
	free(facets->stories);
	free(facets->again);
	free(facets->text);
	free(facets->touched);
	free(facets->copied);
	free(facets->ranked);
	free(facets->pick);
	free(facets->picked);
	free(facets->copies.items);
	free(facets->values.items);
	facet_sides_release(&facets->sides);
	texts_seen_release(&facets->seen);
	text_walk_release(&facets->walk);
	*facets = (struct facets){ 0 };
}

bool
facets_count(struct facets *facets, const struct facet_job *job,
	struct facet_result *out)
{
	const struct facet_ask *ask = job->ask;

	*out = (struct facet_result){
		.name = facets_name(ask, job->arena),
		.coded = ask->field == FIELD_ACTOR || ask->pairs ||
			 ask->significant,
		.scored = ask->pairs || ask->significant,
		.paired = ask->pairs,
		.field = ask->field,
	};
	if (fields[ask->field].flags & FIELD_RANGE)
		return facets_count_days(facets, job, out);
	if (ask->pairs)
		return facets_count_pairs(facets, job, out);
	if (ask->significant)
		return facets_count_unusual(facets, job, out);
	return facets_count_values(facets, job, out);
}

/* ---- the largest ---- */

/* Is bucket a behind bucket b?  Largest first, ties by ordinal. */
static bool
behind(const uint32_t *counts, uint32_t a, uint32_t b)
{
	if (counts[a] != counts[b])
		return counts[a] < counts[b];
	return a > b;
}

/* Put ordinal where it belongs in heap[0..n), whose root is free and which
 * has the hindmost on top. */
static void
sift(const uint32_t *counts, uint32_t *heap, size_t n, uint32_t ordinal)
{
	size_t at = 0;

	for (;;) {
		size_t kid = 2 * at + 1;

		if (kid >= n)
			break;
		if (kid + 1 < n && behind(counts, heap[kid + 1], heap[kid]))
			kid++;
		if (!behind(counts, heap[kid], ordinal))
			break;
		heap[at] = heap[kid];
		at = kid;
	}
	heap[at] = ordinal;
}

/* Put ordinal at the end of heap[0..n) and up to where it belongs. */
static void
rise(const uint32_t *counts, uint32_t *heap, size_t n, uint32_t ordinal)
{
	size_t at = n;

	while (at > 0 && behind(counts, ordinal, heap[(at - 1) / 2])) {
		heap[at] = heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	heap[at] = ordinal;
}

size_t
facets_top_of(const uint32_t *counts, const uint32_t *among, size_t namong,
	size_t n, uint32_t *ordinals)
{
	uint32_t least = 1; /* fewer are too few */
	size_t found = 0;

	for (size_t i = 0; i < namong && n > 0; i++) {
		uint32_t ordinal = among != NULL ? among[i] : (uint32_t)i;

		if (counts[ordinal] < least)
			continue;
		if (found < n)
			rise(counts, ordinals, found++, ordinal);
		else if (behind(counts, ordinals[0], ordinal))
			sift(counts, ordinals, n, ordinal);
		if (found == n)
			least = counts[ordinals[0]];
	}
	for (size_t left = found; left > 1; left--) {
		uint32_t hindmost = ordinals[0];

		sift(counts, ordinals, left - 1, ordinals[left - 1]);
		ordinals[left - 1] = hindmost;
	}
	return found;
}

size_t
facets_top(const uint32_t *counts, size_t ncounts, size_t n, uint32_t *ordinals)
{
	return facets_top_of(counts, NULL, ncounts, n, ordinals);
}
