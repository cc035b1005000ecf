/*
 * rank.h - what the order of a ranked answer is made of
 *
 * BM25 of the question's words; on request words of the best hits (expand.h)
 * and a bonus for newer stories (recency.h); and among the first hits how
 * near the words stand to each other (proximity.h).  All parts add up to the
 * score, and each is the same for a story whatever page it is shown on.
 *
 * For engine/search/search_run_page.c and explain.c.
 * Thread: as the run.
 */
#ifndef ENGINE_RANK_H
#define ENGINE_RANK_H

#include "engine/rank/proximity.h"
#include "engine/search/search_run.h"

struct rank {
	struct match_ranking ranking;  /* BM25 */
	struct match_query *words;     /* what matches: with the filters */
	struct match_query *expansion; /* NULL: none */
	struct match_query *recency;   /* NULL: none */
	struct match_query *whole;     /* words, with what only adds weight */
	const struct proximity *proximity; /* NULL: none */
};

/* Errors: ERR_STOPPED, ERR_KILLED, ERR_INDEX. */
bool rank_plan(struct run *run, struct rank *rank, struct err *err);

/* Are hits of this page among those that proximity orders? */
bool rank_near(const struct rank *rank, uint32_t offset);

/* Such a page: hits[0..*n), room for limit. */
bool rank_near_page(struct run *run, const struct rank *rank, uint32_t offset,
	struct match_hit *hits, uint32_t *n, struct err *err);

#endif
