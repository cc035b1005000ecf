/* search_run_page.c - the stories that match, and the page of them shown */
#include "base/mem.h"
#include "engine/rank/rank.h"
#include "engine/search/search_run.h"

/* Hits behind which a page is not numbered, but found by the hit before it. */
#define RANK_DEEP 10000

/* ---- matching ---- */

/* A docid beyond the columns would be a damaged index. */
static bool
check_docid(const struct search *search, uint32_t docid, struct err *err)
{
	if (docid > 0 && docid <= search->generation->columns.stories)
		return true;
	return err_set(err, ERR_INDEX, "story %u is not in the columns", docid);
}

/* The docids first..last, for which no database need be asked. */
static void
match_range(struct run *run, uint32_t first, uint32_t last)
{
	struct search *search = run->search;
	uint32_t n = first <= last ? last - first + 1 : 0;

	search->docids = mem_grow(search->docids, &search->docids_cap,
		(size_t)n + 1, sizeof(*search->docids));
	for (uint32_t i = 0; i < n; i++)
		search->docids[i] = first + i;
	run->docids = search->docids;
	run->n = n;
}

/* How many of the docids, ascending, have a day. */
static uint32_t
count_dated(const struct run *run)
{
	uint32_t dated = run->search->planner.columns->dated;
	uint32_t low = 0, high = run->n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (run->docids[middle] <= dated)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Stories whose date is too doubtful to count stand with the undated. */
static void
arrange(struct run *run)
{
	const uint8_t *confidence = run->search->planner.columns->confidence;
	struct search *search = run->search;
	uint32_t doubtful = 0, kept = 0;
	uint32_t *out;

	run->dated = count_dated(run);
	if (run->ask->minconf == 0)
		return;
	search->arranged = mem_grow(search->arranged, &search->arranged_cap,
		(size_t)run->n + 1, sizeof(*search->arranged));
	out = search->arranged;
	for (uint32_t i = 0; i < run->dated; i++)
		if (confidence[run->docids[i] - 1] >= run->ask->minconf)
			out[kept++] = run->docids[i];
	doubtful = kept;
	for (uint32_t i = 0; i < run->n; i++)
		if (i >= run->dated ||
			confidence[run->docids[i] - 1] < run->ask->minconf)
			out[doubtful++] = run->docids[i];
	run->docids = out;
	run->dated = kept;
}

/* A query, of the docids alone that a page is looked for in. */
static const struct match_query *
confined(const struct run *run, struct match_query *query)
{
	struct match_query *both;

	if (run->within == NULL)
		return query;
	if (query->op == MATCH_ALL)
		return run->within;
	both = arena_new(run->arena, struct match_query);
	both->op = MATCH_AND;
	both->kids = arena_array(run->arena, 2, sizeof(*both->kids));
	both->kids[0] = run->within;
	both->kids[1] = query;
	both->nkids = 2;
	return both;
}

/* Every story that matches, without the filters on a field, if not NULL. */
bool
run_match(struct run *run, const struct field *without, struct err *err)
{
	const struct match_query *query = confined(
		run, plan_query(&run->plan, PLAN_COUNT, without, run->arena));
	bool complete = true;

	if (query->op == MATCH_ALL)
		match_range(run, 1, run->search->planner.columns->stories);
	else if (query->op == MATCH_RANGE)
		match_range(run, query->first, query->last);
	else if (!match_all(run->search->reader, query, run->ask->stop,
			 &run->docids, &run->n, &complete, err))
		return false;
	run->out->partial |= !complete;
	if (run->n > 0 &&
		!check_docid(run->search, run->docids[run->n - 1], err))
		return false;
	arrange(run);
	return true;
}

/* ---- the page ---- */

static bool
page_wanted(const struct run *run)
{
	return run->ask->page && run->limit > 0;
}

static bool
page_ranked(const struct run *run)
{
	return page_wanted(run) && run->ask->sort == SORT_RANK &&
	       run->plan.ranks;
}

bool
run_rank_page(struct run *run, const struct rank_ask *asked,
	struct match_hit *hits, uint32_t *n, struct err *err)
{
	const struct match_ask ask = {
		.query = asked->query,
		.ranking = asked->ranking,
		.behind = asked->behind,
		.list = !run_counted(run),
		.stop = run->ask->stop,
	};
	struct match_answer answer = { .hits = hits };

	if (!match_run(run->search->reader, &ask, &answer, err))
		return false;
	*n = answer.nhits;
	if (ask.list) {
		run->matched = true;
		run->docids = answer.docids;
		run->n = answer.n;
	}
	return answer.complete ||
	       err_set(err, ERR_STOPPED, "the deadline came first");
}

/* A page at a number, or, when that is deep, behind the last hit before it. */
static bool
rank_page(struct run *run, const struct rank *rank, struct err *err)
{
	const struct search_place *after = run->ask->after;
	struct match_ranking ranking = rank->ranking;
	struct match_behind behind = { 0 };
	struct rank_ask ask = {
		.query = rank->whole,
		.ranking = &ranking,
	};

	ranking.offset = run->out->shown;
	ranking.limit = run->limit;
	if (rank_near(rank, ranking.offset))
		return rank_near_page(run, rank, ranking.offset, run->page.hits,
			&run->page.n, err);
	if (ranking.offset >= RANK_DEEP && after != NULL) {
		behind.last.docid = after->story;
		behind.last.weight = after->weight;
		ask.behind = &behind;
	}
	return run_rank_page(run, &ask, run->page.hits, &run->page.n, err);
}

/* The ranked page; when the deadline comes first there is none. */
static bool
rank(struct run *run, struct err *err)
{
	struct rank rank;
	struct err reason = { 0 };

	if (!rank_plan(run, &rank, &reason) ||
		!rank_page(run, &rank, &reason)) {
		if (reason.kind == ERR_STOPPED) {
			run->page.n = 0;
			run->out->partial = true;
			return true;
		}
		*err = reason;
		return false;
	}
	for (uint32_t i = 0; i < run->page.n; i++)
		if (!check_docid(run->search, run->page.hits[i].docid, err))
			return false;
	return true;
}

/* The page in the order of days. */
static void
order(struct run *run)
{
	const struct search_ask *ask = run->ask;
	const struct page_order how = {
		.columns = run->search->planner.columns,
		.seen = &run->search->facets.seen,
		.oldest = ask->sort == SORT_OLDEST,
		.dated = run->dated,
		.collapse = ask->collapse,
		.offset = ask->offset,
		.limit = run->limit,
		.after = ask->after != NULL && run->within == NULL
				 ? ask->after->story
				 : 0,
	};

	page_by_day(&run->page, &how, run->docids, run->n);
}

bool
run_counted(const struct run *run)
{
	const struct search_ask *ask = run->ask;

	return ask->after != NULL && ask->nfacets == 0 &&
	       ask->timeline == NULL &&
	       ((!ask->collapse && ask->minconf == 0) || page_ranked(run));
}

/* About as many stories as hold what is wanted of the page. */
static uint32_t
span_width(const struct run *run, uint32_t spans)
{
	uint64_t stories = run->search->planner.columns->stories;
	uint64_t wanted = run->limit - run->page.n + 16;
	uint64_t width = wanted * stories / (run->ask->after->hits + 1) + 1;

	width <<= spans < 16 ? spans : 16;
	return width < stories ? (uint32_t)width : (uint32_t)stories;
}

/* The page in the order of days behind the one before: it is looked for in
 * one span of stories after the other, until it is full. */
static bool
go_on(struct run *run, struct err *err)
{
	struct page_spans spans;
	uint32_t n = 0;

	page_spans_begin(&spans, run->search->planner.columns,
		run->ask->sort == SORT_OLDEST, run->ask->after->story);
	run->within = arena_new(run->arena, struct match_query);
	while (run->page.n < run->limit && !run->out->partial &&
		page_spans_next(&spans, span_width(run, n++))) {
		*run->within = (struct match_query){
			.op = MATCH_RANGE,
			.first = spans.first,
			.last = spans.last,
		};
		if (!run_match(run, NULL, err))
			return false;
		order(run);
	}
	run->within = NULL;
	return true;
}

/* Is it a place that an answer of this generation may have? */
static bool
check_place(const struct run *run, struct err *err)
{
	const struct search_place *after = run->ask->after;
	uint32_t stories = run->search->planner.columns->stories;

	if (after == NULL || (after->story > 0 && after->story <= stories &&
				     after->shown <= stories))
		return true;
	err_set(err, ERR_USAGE, "no page of this answer ends there");
	return err_keys(err, "key=after");
}

/* Room for the page, and where in the answer it is. */
static void
begin_page(struct run *run)
{
	const struct search_ask *ask = run->ask;

	run->limit = ask->limit;
	if (run->limit > run->search->planner.columns->stories)
		run->limit = run->search->planner.columns->stories;
	run->out->shown = ask->after != NULL ? ask->after->shown : ask->offset;
	if (page_wanted(run))
		run->page.hits = arena_array(
			run->arena, run->limit, sizeof(*run->page.hits));
}

void
run_page_end(struct run *run)
{
	struct search_results *out = run->out;
	uint32_t all = run->ask->collapse ? out->distinct : out->hits;
	uint32_t shown = out->shown + run->page.n;

	if (out->partial || run->page.n == 0 || shown >= all)
		return;
	out->more = true;
	out->next = (struct search_place){
		.shown = shown,
		.hits = out->hits,
		.distinct = out->distinct,
		.story = run->page.hits[run->page.n - 1].docid,
		.weight = run->page.hits[run->page.n - 1].weight,
	};
}

bool
run_page(struct run *run, struct err *err)
{
	if (!check_place(run, err))
		return false;
	begin_page(run);
	if (page_ranked(run) && !rank(run, err))
		return false;
	run_stage(run, STAGE_RANK);
	if (run->matched)
		arrange(run);
	else if (!run_counted(run) && !run_match(run, NULL, err))
		return false;
	if (!page_wanted(run) || page_ranked(run))
		return true;
	if (run_counted(run))
		return go_on(run, err);
	order(run);
	return true;
}
