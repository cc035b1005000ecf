#include "indexer/build/commonest.h"

#include "base/mem.h"
#include "engine/index/terms.h"
#include "indexer/build/wording.h"
#include "indexer/build/work.h"

#include <stdlib.h>

/* What one worker keeps from story to story. */
struct hand {
	const struct indexing *indexing;
	size_t step; /* from one story of the sample to the next */
	struct shorthand **shorthand; /* all have the same place for it */
	struct terms *terms;
	struct pair_counts counts;
	struct buf bytes;
	struct arena arena;
};

static bool
count_story(struct hand *h, size_t nth, struct err *err)
{
	const struct story_key *key = &h->indexing->keys[nth * h->step];
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

/* The shorthand takes longest, so it is dealt first. */
static bool
look_at(void *ctx, unsigned worker, size_t item, struct err *err)
{
	struct hand *h = (struct hand *)ctx + worker;
	const struct indexing *in = h->indexing;

	if (item > 0)
		return count_story(h, item - 1, err);
	*h->shorthand = wording_learn(in->spools, in->keys, in->count, err);
	return *h->shorthand != NULL;
}

bool
commonest_words(const struct indexing *indexing, struct pair_words *words,
	struct shorthand **shorthand, struct err *err)
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
			.shorthand = shorthand,
			.terms = terms_new(indexing->fallback_language),
		};
	ok = work_run(indexing->workers, n + 1, look_at, hands, err);
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
