/* rank.c - what the order of a ranked answer is made of */
#include "engine/rank/rank.h"

#include "engine/plan/plan_build.h"
#include "engine/rank/expand.h"
#include "engine/rank/recency.h"

#include <string.h>

/*
 * BM25.  k1 as Robertson has it, b a little less; a floor under the normalised
 * length, since a story of two lines is not worth twice one of four; k3 does
 * not matter, as a word asked twice counts as two.  Measured:
 * docs/decisions/0032.
 */
static const struct match_ranking ranking_preset = {
	.k1 = 1.2,
	.b = 0.7,
	.min_normlen = 0.5,
	.k3 = 1,
};

/* A story of today is given so much of what the best hit weighs. */
#define RECENCY_SHARE 0.5

/* The best hits by words alone: what feedback and recency begin with. */
static bool
best_by_words(struct run *run, const struct rank *rank,
	struct match_hit best[EXPAND_STORIES], uint32_t *n, struct err *err)
{
	struct match_ranking ranking = rank->ranking;

	ranking.limit = run->ask->expand ? EXPAND_STORIES : 1;
	return match_page(run->search->reader, rank->words, &ranking,
		run->ask->stop, best, n, err);
}

/* What only adds weight. */
static bool
plan_more(struct run *run, struct rank *rank, struct err *err)
{
	const struct search_ask *ask = run->ask;
	struct match_hit best[EXPAND_STORIES];
	struct expand_ask expand = {
		.hits = &run->search->hits,
		.ranked = rank->words,
		.best = best,
		.stop = ask->stop,
	};
	struct recency recency = {
		.today = ask->today,
		.half_life = ask->recency_days,
	};

	if (!best_by_words(run, rank, best, &expand.nbest, err))
		return false;
	if (ask->expand &&
		!expand_find(&expand, run->arena, &rank->expansion, err))
		return false;
	recency.bonus = expand.nbest > 0 ? RECENCY_SHARE * best[0].weight : 0;
	if (ask->recency_days > 0 && recency.bonus > 0)
		rank->recency = recency_query(
			&recency, run->search->planner.columns, run->arena);
	if (rank->recency != NULL && run->plan.sure != NULL)
		rank->recency = plan_pair(run->arena, MATCH_FILTER,
			rank->recency, run->plan.sure);
	return true;
}

bool
rank_plan(struct run *run, struct rank *rank, struct err *err)
{
	const struct search_ask *ask = run->ask;
	struct search *search = run->search;
	struct match_query *whole = plan_node(run->arena, MATCH_MAYBE, 3);

	*rank = (struct rank){ .ranking = ranking_preset };
	rank->ranking.collapse = ask->collapse;
	rank->ranking.cluster = search->planner.columns->cluster;
	rank->ranking.clusters = search->planner.columns->clusters;
	rank->words = plan_query(&run->plan, PLAN_RANK, NULL, run->arena);
	if ((ask->expand || ask->recency_days > 0) &&
		!plan_more(run, rank, err))
		return false;
	plan_add(whole, rank->words);
	if (rank->expansion != NULL)
		plan_add(whole, rank->expansion);
	if (rank->recency != NULL)
		plan_add(whole, rank->recency);
	rank->whole = plan_unwrapped(whole);
	if (run->out->judged) /* kin of a story: its words have no order */
		return true;
	return proximity_find(&search->planner, search->reader,
		run->parsed.root, run->arena, &rank->proximity, err);
}

bool
rank_near(const struct rank *rank, uint32_t offset)
{
	return rank->proximity != NULL && offset < PROXIMITY_HITS;
}

/* All hits from the first are needed, at least those that are ordered anew. */
bool
rank_near_page(struct run *run, const struct rank *rank, uint32_t offset,
	struct match_hit *hits, uint32_t *n, struct err *err)
{
	struct match_ranking ranking = rank->ranking;
	const struct rank_ask ask = {
		.query = rank->whole,
		.ranking = &ranking,
	};
	uint32_t wanted = offset + run->limit, found, first;
	struct match_hit *all;

	ranking.limit = wanted > PROXIMITY_HITS ? wanted : PROXIMITY_HITS;
	all = arena_array(run->arena, ranking.limit, sizeof(*all));
	if (!run_rank_page(run, &ask, all, &found, err))
		return false;
	first = found < PROXIMITY_HITS ? found : PROXIMITY_HITS;
	if (!proximity_order(rank->proximity, all, first, err))
		return false;
	*n = found > offset ? found - offset : 0;
	if (*n > run->limit)
		*n = run->limit;
	if (*n > 0)
		memcpy(hits, all + offset, *n * sizeof(*hits));
	return true;
}
