#include "indexer/build/commonest.h"

#include "base/mem.h"
#include "engine/index/terms.h"
#include "indexer/build/work.h"

#include <stdlib.h>

/* What one worker keeps from story to story. */
struct hand {
	const struct indexing *indexing;
	size_t step; /* from one story of the sample to the next */
	struct terms *terms;
	struct pair_counts counts;
	struct buf bytes;
	struct arena arena;
};

static bool
count_story(void *ctx, unsigned worker, size_t item, struct err *err)
{
	struct hand *h = (struct hand *)ctx + worker;
	const struct story_key *key = &h->indexing->keys[item * h->step];
	struct story story = { 0 };
	struct term_list list;

	arena_reset(&h->arena);
	if (!spool_fetch(&h->indexing->spools[key->spool], key, &h->bytes,
		    &h->arena, &story, err))
		return false;
	terms_of_story(h->terms, &story, &list);
	pair_counts_add(&h->counts, &list);
	return true;
}

bool
commonest_words(const struct indexing *indexing, struct pair_words *words,
	struct err *err)
{
	size_t step = indexing->count / COMMONEST_SAMPLE + 1;
	size_t n = (indexing->count + step - 1) / step;
	struct hand *hands = mem_array(NULL, indexing->workers, sizeof(*hands));
	struct pair_counts all = { 0 };
	bool ok;

	for (unsigned i = 0; i < indexing->workers; i++)
		hands[i] = (struct hand){
			.indexing = indexing,
			.step = step,
			.terms = terms_new(indexing->fallback_language),
		};
	ok = work_run(indexing->workers, n, count_story, hands, err);
	for (unsigned i = 0; i < indexing->workers; i++) {
		pair_counts_merge(&all, &hands[i].counts);
		pair_counts_release(&hands[i].counts);
		terms_free(hands[i].terms);
		buf_release(&hands[i].bytes);
		arena_release(&hands[i].arena);
	}
	if (ok)
		pair_counts_choose(&all, words);
	pair_counts_release(&all);
	free(hands);
	return ok;
}
