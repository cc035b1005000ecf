#include "indexer/copies/pairs.h"

#include "base/mem.h"
#include "indexer/build/work.h"
#include "indexer/copies/candidates.h"

#include <stdlib.h>
#include <string.h>

/* Pairs dealt to a worker at a time. */
#define PAIRS_A_DEAL 64

/* Hashes kept of all texts: 128 MB. */
#define KEPT_MOST ((size_t)1 << 24)

/* What one worker keeps from pair to pair. */
struct hand {
	struct pairs *job;
	struct terms *terms;
	struct buf bytes;
	struct shingles a, b;
};

static bool
read_text(struct hand *h, uint32_t text, struct shingles *out, struct err *err)
{
	const struct texts *texts = h->job->texts;
	const struct story_key *key = &texts->keys[texts->first[text]];
	struct story story;

	if (!spool_fetch_texts(
		    &texts->spools[key->spool], key, &h->bytes, &story, err))
		return false;
	shingles_of(out, h->terms, &story);
	return true;
}

/* Keep what was read of a text, if there is room.  Of two workers that do so at
 * once the first one's stays. */
static void
keep_shingles(struct pairs *job, uint32_t text, const struct shingles *s)
{
	struct kept_shingles *kept, *none = NULL;
	size_t bytes = s->count * sizeof(*s->hashes);

	if (atomic_fetch_add(&job->nkept, s->count) + s->count > KEPT_MOST)
		return;
	kept = mem_array(NULL, sizeof(*kept) + bytes, 1);
	kept->count = (uint32_t)s->count;
	kept->words = (uint32_t)s->words;
	kept->numbers = (uint32_t)s->numbers;
	if (bytes > 0)
		memcpy(kept->hashes, s->hashes, bytes);
	if (!atomic_compare_exchange_strong(&job->kept[text], &none, kept))
		free(kept);
}

/* The shingles of a text, without their sequence where they were kept. */
static bool
shingles_for(struct hand *h, uint32_t text, struct shingles *room,
	struct shingles *out, struct err *err)
{
	struct kept_shingles *kept = atomic_load(&h->job->kept[text]);

	if (kept == NULL) {
		if (!read_text(h, text, room, err))
			return false;
		keep_shingles(h->job, text, room);
		*out = *room;
		return true;
	}
	*out = (struct shingles){
		.hashes = kept->hashes,
		.count = kept->count,
		.words = kept->words,
		.numbers = kept->numbers,
	};
	return true;
}

/* The overlap of two texts, of which the shorter one is read again where its
 * sequence was not kept and matters: that of the other one never does. */
static bool
compare_pair(struct hand *h, size_t i, struct err *err)
{
	uint32_t a = PAIR_A(h->job->pairs[i]), b = PAIR_B(h->job->pairs[i]);
	struct overlap *overlap = &h->job->overlaps[i];
	struct shingles of_a, of_b;
	bool first_is_shorter;

	if (!shingles_for(h, a, &h->a, &of_a, err) ||
		!shingles_for(h, b, &h->b, &of_b, err))
		return false;
	*overlap = shingles_overlap(&of_a, &of_b);
	if (!overlap->vague)
		return true;
	first_is_shorter = of_a.count < of_b.count;
	if (first_is_shorter ? !read_text(h, a, &h->a, err)
			     : !read_text(h, b, &h->b, err))
		return false;
	*overlap = first_is_shorter ? shingles_overlap(&h->a, &of_b)
				    : shingles_overlap(&of_a, &h->b);
	return true;
}

static bool
compare_deal(void *ctx, unsigned worker, size_t item, struct err *err)
{
	struct hand *h = (struct hand *)ctx + worker;
	size_t begin = item * PAIRS_A_DEAL, end = begin + PAIRS_A_DEAL;

	for (size_t i = begin; i < end && i < h->job->count; i++)
		if (!compare_pair(h, i, err))
			return false;
	return true;
}

bool
pairs_compare(struct pairs *job, struct err *err)
{
	struct hand *hands = mem_array(NULL, job->workers, sizeof(*hands));
	size_t deals = (job->count + PAIRS_A_DEAL - 1) / PAIRS_A_DEAL;
	bool ok;

	if (job->kept == NULL)
		job->kept = mem_alloc(job->texts->count * sizeof(*job->kept));
	for (unsigned i = 0; i < job->workers; i++)
		hands[i] = (struct hand){
			.job = job,
			.terms = terms_new(job->fallback_language),
		};
	ok = work_run(job->workers, deals, compare_deal, hands, err);
	for (unsigned i = 0; i < job->workers; i++) {
		terms_free(hands[i].terms);
		buf_release(&hands[i].bytes);
		shingles_release(&hands[i].a);
		shingles_release(&hands[i].b);
	}
	free(hands);
	return ok;
}

void
pairs_release(struct pairs *job)
{
	for (uint32_t t = 0; job->kept != NULL && t < job->texts->count; t++)
		free(atomic_load(&job->kept[t]));
	free((void *)job->kept);
	job->kept = NULL;
	atomic_store(&job->nkept, 0);
}
