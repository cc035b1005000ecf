/*
 * search_run.h - one request on its way through the engine
 *
 * For engine/search/search.c, which tells the whole story, and the files that
 * have parts of it: search_run_page.c, search_words.c.
 *
 * Thread: as the struct search.
 */
#ifndef ENGINE_SEARCH_RUN_H
#define ENGINE_SEARCH_RUN_H

#include "engine/counts/facets.h"
#include "engine/counts/keyness.h"
#include "engine/plan/plan.h"
#include "engine/query/notices.h"
#include "engine/search/search.h"
#include "engine/search/search_hits.h"
#include "engine/search/search_page.h"

struct search {
	struct generation *generation;
	struct match_reader *reader;
	struct story_reader *stories;
	struct stemmers *stemmers;
	struct planner planner;
	struct facets facets;
	struct keyness keyness;
	struct hits hits;
	uint32_t *docids; /* of what needs no database to match */
	size_t docids_cap;
	uint32_t *arranged; /* with those of a sure date first */
	size_t arranged_cap;
};

/* One request on its way. */
struct run {
	struct search *search;
	const struct search_ask *ask;
	struct arena *arena;
	struct notices notices;
	struct query_parsed parsed;
	struct plan plan;
	const uint32_t *docids; /* of the last counting pass: those with a date
				   that counts, then the others, ascending */
	uint32_t n;
	uint32_t dated;
	bool matched;	/* the page's own walk has listed all that match */
	uint32_t limit; /* no more than there are stories */
	struct match_query *within; /* the only docids; NULL: all */
	struct page page;
	int64_t since_ns; /* the end of the stage before */
	struct search_results *out;
};

/* A stage of the run has ended: its time is what passed since the last one. */
void run_stage(struct run *run, enum search_stage stage);

/* Read and plan the query: run->parsed and run->plan. */
bool run_understand(struct run *run, struct err *err);

/* The words typical of the stories found. */
bool run_words(struct run *run, struct err *err);

/*
 * Find every story that matches, without the filters on a field, if not NULL:
 * run->docids, a loan until the next call.
 */
bool run_match(struct run *run, const struct field *without, struct err *err);

/*
 * A ranked page, as match_page_behind() (behind: NULL for one by its offset),
 * in a walk that also finds every story that matches, unless run_counted().
 */
struct rank_ask {
	const struct match_query *query;
	const struct match_ranking *ranking;
	const struct match_behind *behind;
};
bool run_rank_page(struct run *run, const struct rank_ask *ask,
	struct match_hit *hits, uint32_t *n, struct err *err);

/*
 * Fill run->page, if one is wanted, in the order that is asked for; and find
 * every story that matches, unless run_counted().
 */
bool run_page(struct run *run, struct err *err);

/* Were hits and texts counted with the page before, and need nothing else
 * know all that match? */
bool run_counted(const struct run *run);

/* Where the next page begins, if this one is whole and not the last; hits and
 * texts are known by now. */
void run_page_end(struct run *run);

#endif
