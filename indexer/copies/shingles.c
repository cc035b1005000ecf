#include "indexer/copies/shingles.h"

#include "base/mem.h"
#include "indexer/copies/sketch.h"
#include "indexer/copies/sort.h"

#include <stdlib.h>
#include <string.h>

/* From here on it does not matter where the shared shingles stand. */
#define RESEMBLANCE_SURE 0.6

/* A text that stands whole in the other needs to resemble it no more than the
 * longest texts do. */
#define CONTAINMENT_WHOLE 0.9

/* The resemblance that makes a copy, by the shorter text's shingles. */
static const struct {
	uint32_t shingles; /* so many or more */
	double resemblance;
} steps[] = {
	{ 256, 0.35 },
	{ 64, 0.5 },
	{ 0, 0.7 },
};

/* A passage is missing that has less of the other text than this part. */
#define PASSAGE_SHARED 0.1

/* Passages that may be missing: one, or this part of all. */
#define MISSING_PART 8

/* A text on its way to its shingles. */
struct making {
	struct shingles *shingles;
	struct shingling shingling;
};

static void
take_word(void *ctx, const char *word, size_t len)
{
	struct making *making = ctx;
	struct shingles *s = making->shingles;
	uint64_t hash;

	if (shingling_word(&making->shingling, word, len, &hash))
		vec_push(s->sequence, s->length, s->sequence_cap) = hash;
}

void
shingles_of(struct shingles *shingles, struct terms *terms,
	const struct story *story)
{
	struct making making = { .shingles = shingles };

	shingles->length = 0;
	terms_compared(terms, story, take_word, &making);
	shingles->count = shingles->length;
	/* twice the room: the second half is for sorting */
	shingles->hashes = mem_grow(shingles->hashes, &shingles->cap,
		2 * shingles->count, sizeof(*shingles->hashes));
	if (shingles->count == 0)
		return;
	memcpy(shingles->hashes, shingles->sequence,
		shingles->count * sizeof(*shingles->hashes));
	sort_numbers(shingles->hashes, shingles->count,
		shingles->hashes + shingles->count);
	shingles->count = sort_unique(shingles->hashes, shingles->count);
}

void
shingles_release(struct shingles *shingles)
{
	free(shingles->hashes);
	free(shingles->sequence);
	*shingles = (struct shingles){ 0 };
}

static size_t
count_shared(const struct shingles *a, const struct shingles *b)
{
	size_t shared = 0;

	for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
		uint64_t x = a->hashes[i], y = b->hashes[k];

		shared += x == y;
		i += x <= y;
		k += y <= x;
	}
	return shared;
}

static bool
has_shingle(const struct shingles *shingles, uint64_t hash)
{
	size_t low = 0, high = shingles->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (shingles->hashes[middle] < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low < shingles->count && shingles->hashes[low] == hash;
}

/* The passages of a text, and how many of them the other one lacks. */
static void
count_passages(const struct shingles *text, const struct shingles *other,
	struct overlap *overlap)
{
	uint32_t n = (uint32_t)(text->length / PASSAGE_SHINGLES);

	overlap->passages = n > 0 ? n : 1;
	for (uint32_t i = 0; i < overlap->passages; i++) {
		size_t begin = text->length * i / overlap->passages;
		size_t end = text->length * (i + 1) / overlap->passages;
		size_t shared = 0;

		for (size_t k = begin; k < end; k++)
			shared += has_shingle(other, text->sequence[k]);
		if ((double)shared < PASSAGE_SHARED * (double)(end - begin))
			overlap->missing++;
	}
}

struct overlap
shingles_overlap(const struct shingles *a, const struct shingles *b)
{
	const struct shingles *shorter = a->count < b->count ? a : b;
	const struct shingles *longer = shorter == a ? b : a;
	double shared = (double)count_shared(a, b);
	struct overlap overlap = { .shingles = (uint32_t)shorter->count };

	if (shorter->count == 0)
		return overlap;
	overlap.resemblance =
		shared / ((double)a->count + (double)b->count - shared);
	overlap.containment = shared / (double)shorter->count;
	/* where it stands is asked only where it can matter */
	if (overlap.resemblance >= steps[0].resemblance)
		count_passages(shorter, longer, &overlap);
	return overlap;
}

/* Is what they share all over the text? */
static bool
is_spread(const struct overlap *overlap)
{
	return overlap->resemblance >= RESEMBLANCE_SURE ||
	       overlap->missing <= 1 ||
	       overlap->missing <= overlap->passages / MISSING_PART;
}

bool
overlap_is_copy(const struct overlap *overlap)
{
	size_t step = 0;

	while (overlap->shingles < steps[step].shingles &&
		overlap->containment < CONTAINMENT_WHOLE)
		step++;
	return overlap->resemblance >= steps[step].resemblance &&
	       is_spread(overlap);
}
