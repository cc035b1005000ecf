#include "indexer/copies/pairs.h"

#include "base/mem.h"
#include "indexer/build/work.h"
#include "indexer/copies/candidates.h"

#include <stdlib.h>

/* Pairs dealt to a worker at a time. */
#define PAIRS_A_DEAL 64

/* What one worker keeps from pair to pair. */
struct hand {
	const struct pairs *job;
	struct terms *terms;
	struct buf bytes;
	struct arena arena;
	struct shingles a, b;
	uint32_t a_text; /* whose shingles a holds, if any */
	bool a_known;
};

static bool
read_text(struct hand *h, uint32_t text, struct shingles *out, struct err *err)
{
	const struct texts *texts = h->job->texts;
	const struct story_key *key = &texts->keys[texts->first[text]];
	struct story story = { 0 };

	arena_reset(&h->arena);
	if (!spool_fetch(&texts->spools[key->spool], key, &h->bytes, &h->arena,
		    &story, err))
		return false;
	shingles_of(out, h->terms, &story);
	return true;
}

static bool
compare_pair(struct hand *h, size_t i, struct err *err)
{
	uint64_t pair = h->job->pairs[i];

	if (!h->a_known || h->a_text != PAIR_A(pair)) {
		h->a_text = PAIR_A(pair);
		h->a_known = read_text(h, h->a_text, &h->a, err);
		if (!h->a_known)
			return false;
	}
	if (!read_text(h, PAIR_B(pair), &h->b, err))
		return false;
	h->job->overlaps[i] = shingles_overlap(&h->a, &h->b);
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

	for (unsigned i = 0; i < job->workers; i++)
		hands[i] = (struct hand){
			.job = job,
			.terms = terms_new(job->fallback_language),
		};
	ok = work_run(job->workers, deals, compare_deal, hands, err);
	for (unsigned i = 0; i < job->workers; i++) {
		terms_free(hands[i].terms);
		buf_release(&hands[i].bytes);
		arena_release(&hands[i].arena);
		shingles_release(&hands[i].a);
		shingles_release(&hands[i].b);
	}
	free(hands);
	return ok;
}
