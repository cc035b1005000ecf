#include "indexer/copies/shingles.h"

#include "base/mem.h"
#include "indexer/copies/sketch.h"
#include "indexer/copies/sort.h"

#include <stdlib.h>
#include <string.h>

/* From here on it does not matter where the shared shingles stand. */
#define RESEMBLANCE_SURE 0.6

/* So much of a text is as good as the whole: all but a changed sentence. */
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

/* What a form needs, whatever its length; and what makes a text a form: it is
 * shorter than the longest texts, and one of so many words is a number. */
#define RESEMBLANCE_FORM 0.9
#define WORDS_A_NUMBER 8

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

	s->words++;
	s->numbers += len > 0 && *word >= '0' && *word <= '9';
	if (shingling_word(&making->shingling, word, len, &hash))
		vec_push(s->sequence, s->length, s->sequence_cap) = hash;
}

void
shingles_of(struct shingles *shingles, struct terms *terms,
	const struct story *story)
{
	struct making making = { .shingles = shingles };

	shingles->length = shingles->words = shingles->numbers = 0;
	terms_compared(terms, story, take_word, &making);
	shingles->count = shingles->length;
	/* twice the room: the second half is for sorting */
	shingles->hashes = mem_grow(shingles->hashes, &shingles->cap,
		2 * shingles->count, sizeof(*shingles->hashes));
	if (shingles->count == 0)
		return;
	memcpy(shingles->hashes, shingles->sequence,
		shingles->count * sizeof(*shingles->hashes));
	sort_hashes(shingles->hashes, shingles->count,
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

/* One passage of a text: what of it the other one lacks.  *covered is the
 * first word that no shared shingle has reached yet. */
static void
look_at_passage(const struct shingles *other, const uint64_t *sequence,
	size_t begin, size_t end, size_t *covered, struct overlap *overlap)
{
	size_t shared = 0;

	for (size_t i = begin; i < end; i++) {
		if (!has_shingle(other, sequence[i]))
			continue;
		shared++;
		if (i > *covered)
			overlap->alone += (uint32_t)(i - *covered);
		*covered = i + SHINGLE_WORDS;
	}
	if ((double)shared < PASSAGE_SHARED * (double)(end - begin))
		overlap->missing++;
}

/* Where in a text stands what it shares with the other. */
static void
look_at_places(const struct shingles *text, const struct shingles *other,
	struct overlap *overlap)
{
	size_t words = text->length + SHINGLE_WORDS - 1, covered = 0;
	uint32_t n = (uint32_t)(text->length / PASSAGE_SHINGLES);

	overlap->passages = n > 0 ? n : 1;
	for (uint32_t i = 0; i < overlap->passages; i++)
		look_at_passage(other, text->sequence,
			text->length * i / overlap->passages,
			text->length * (i + 1) / overlap->passages, &covered,
			overlap);
	overlap->alone += (uint32_t)(words - covered);
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
	overlap.form = shorter->count < steps[0].shingles &&
		       shorter->numbers * WORDS_A_NUMBER >= shorter->words;
	/* where it stands is asked only where it can matter */
	if (overlap.resemblance < steps[0].resemblance)
		return overlap;
	overlap.vague = shorter->sequence == NULL;
	if (!overlap.vague)
		look_at_places(shorter, longer, &overlap);
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

/* Does the shorter text stand whole in the other, in one piece or several? */
static bool
is_whole(const struct overlap *overlap)
{
	return overlap->alone == 0 ||
	       (!overlap->form && overlap->containment >= CONTAINMENT_WHOLE);
}

/* The resemblance that makes these two copies. */
static double
needed(const struct overlap *overlap)
{
	size_t step = 0;

	if (is_whole(overlap))
		return steps[0].resemblance;
	if (overlap->form)
		return RESEMBLANCE_FORM;
	while (overlap->shingles < steps[step].shingles)
		step++;
	return steps[step].resemblance;
}

bool
overlap_is_copy(const struct overlap *overlap)
{
	return overlap->resemblance >= steps[0].resemblance &&
	       overlap->resemblance >= needed(overlap) && is_spread(overlap);
}
