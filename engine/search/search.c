/* search.c - questions asked of a generation */
#include "engine/search/search.h"

#include "base/mem.h"
#include "engine/counts/timeline.h"
#include "engine/hints/suggest.h"
#include "engine/rank/like.h"
#include "engine/search/cluster.h"
#include "engine/search/explain.h"
#include "engine/search/search_run.h"

#include <stdlib.h>
#include <string.h>

/* ---- opening ---- */

/* The language that stories without one were stemmed by; NULL: none. */
static const char *
fallback_language(const struct search *search)
{
	const char *tag = search->generation->manifest.fallback_language;

	return tag != NULL && *tag != '\0' ? tag : NULL;
}

/* A segment as the reader wants it; its path is kept in `paths`. */
static void
describe_segment(const struct generation *generation, uint32_t i,
	struct arena *paths, struct match_segment *out)
{
	const struct segment *segment = generation->segments[i];

	*out = (struct match_segment){
		.database = arena_printf(paths, "%s/database", segment->path),
		.vocabulary = &segment->columns.vocabulary,
		.positions = &segment->columns.positions,
		.pairs = &segment->columns.pairs,
	};
	if (generation->joined) {
		out->docids = generation->docids[i];
		out->ndocids = segment->columns.stories;
	}
}

static bool
open_reader(struct search *search, struct err *err)
{
	const struct generation *generation = search->generation;
	uint32_t n = generation->nsegments;
	struct match_segment *segments = mem_alloc(n * sizeof(*segments));
	struct arena paths = { 0 };

	for (uint32_t i = 0; i < n; i++)
		describe_segment(generation, i, &paths, &segments[i]);
	search->reader = match_open(segments, n, &generation->columns, err);
	arena_release(&paths);
	free(segments);
	return search->reader != NULL;
}

struct search *
search_open(struct generation *generation, struct err *err)
{
	struct search *search = mem_alloc(sizeof(*search));

	search->generation = generation_ref(generation);
	if (!open_reader(search, err)) {
		search_close(search);
		return NULL;
	}
	search->stemmers = stemmers_new();
	search->stories = story_reader_new(&generation->columns);
	planner_init(&search->planner, &generation->columns, search->stemmers,
		fallback_language(search));
	search->planner.reader = search->reader;
	facets_init(
		&search->facets, &generation->columns, &generation->frequent);
	keyness_init(&search->keyness, &generation->columns);
	search->hits = (struct hits){
		.columns = &generation->columns,
		.reader = search->reader,
		.stories = search->stories,
		.stemmers = search->stemmers,
		.fallback_language = fallback_language(search),
	};
	return search;
}

void
search_close(struct search *search)
{
	if (search == NULL)
		return;
	facets_release(&search->facets);
	keyness_release(&search->keyness);
	planner_release(&search->planner);
	stemmers_free(search->stemmers);
	story_reader_free(search->stories);
	match_close(search->reader);
	generation_unref(search->generation);
	free(search->docids);
	free(search->arranged);
	free(search);
}

const struct generation *
search_generation(const struct search *search)
{
	return search->generation;
}

/* ---- counting ---- */

/*
 * Hits and different texts.  When the deadline left less of the counting
 * pass than of the page, the page is what we know of.
 */
static void
count(struct run *run)
{
	const struct columns *columns = run->search->planner.columns;
	struct texts_seen *seen = &run->search->facets.seen;

	if (run_counted(run)) {
		run->out->hits = run->ask->after->hits;
		run->out->distinct = run->ask->after->distinct;
		return;
	}
	run->out->hits = run->n;
	run->out->distinct = texts_count(seen, columns, run->docids, run->n);
	if (run->n >= run->page.n)
		return;
	run->out->hits = run->page.n;
	run->out->distinct = 0;
	texts_seen_reset(seen);
	for (uint32_t i = 0; i < run->page.n; i++)
		run->out->distinct += texts_seen_first(
			seen, columns->cluster[run->page.hits[i].docid - 1]);
}

static void
notice_undated(struct run *run, const struct facet_result *facet)
{
	if (facet->field != FIELD_DATE || facet->undated == 0)
		return;
	notices_add(&run->notices, "undated", "%u of %u %s no usable date",
		facet->undated, run->n,
		facet->undated == 1 ? "stories has" : "stories have");
}

static void
count_facet(struct run *run, uint32_t i)
{
	const struct facet_job job = {
		.columns = run->search->planner.columns,
		.ask = &run->ask->facets[i],
		.docids = run->docids,
		.n = run->n,
		.dated = run->dated,
		.least = (uint8_t)run->ask->minconf,
		.stop = run->ask->stop,
		.arena = run->arena,
	};
	struct facet_result *out = &run->out->facets[i];

	if (!facets_count(&run->search->facets, &job, out))
		run->out->partial = true;
	notice_undated(run, out);
}

/* Does this facet need stories that its own field's filter leaves out? */
static bool
own_pass(const struct run *run, const struct facet_ask *ask)
{
	return !ask->own_filter &&
	       plan_filters(&run->plan, &fields[ask->field]);
}

/* First those that share the counting pass, whose docids are a loan. */
static bool
count_facets(struct run *run, struct err *err)
{
	const struct search_ask *ask = run->ask;

	run->out->nfacets = ask->nfacets;
	run->out->facets = arena_array(
		run->arena, ask->nfacets, sizeof(*run->out->facets));
	for (uint32_t i = 0; i < ask->nfacets; i++)
		if (!own_pass(run, &ask->facets[i]))
			count_facet(run, i);
	for (uint32_t i = 0; i < ask->nfacets; i++) {
		if (!own_pass(run, &ask->facets[i]))
			continue;
		if (!run_match(run, &fields[ask->facets[i].field], err))
			return false;
		count_facet(run, i);
	}
	return true;
}

static bool
count_timeline(struct run *run, struct err *err)
{
	bool complete = true;
	const struct timeline_job job = {
		.ask = run->ask->timeline,
		.stories = {
			.columns = run->search->planner.columns,
			.ask = &run->ask->timeline->split,
			.docids = run->docids,
			.n = run->n,
			.dated = run->dated,
			.least = (uint8_t)run->ask->minconf,
			.stop = run->ask->stop,
			.arena = run->arena,
		},
	};

	if (!timeline_count(&run->search->facets, &job, &run->notices,
		    &run->out->timeline, &complete, err))
		return false;
	run->out->partial |= !complete;
	return true;
}

/* ---- hits ---- */

/* Was the request given up?  Then nobody wants the rest. */
static bool
given_up(const struct run *run, struct err *err)
{
	switch (stop_now(run->ask->stop)) {
	case STOP_KILLED:
		err_set(err, ERR_KILLED, "stopped on request");
		return true;
	case STOP_GONE:
		err_set(err, ERR_KILLED, "nobody waits for the answer");
		return true;
	case STOP_DEADLINE:
	case STOP_NOT:
		break;
	}
	return false;
}

/* The passages of a hit, for which its story must be read. */
static bool
cut_snippets(struct run *run, uint32_t docid, struct search_hit *hit,
	struct err *err)
{
	const struct hits *hits = &run->search->hits;
	struct story story;

	if (!hit_story(hits, docid, run->arena, &story, err))
		return false;
	hit_snippets(hits, &story, run->parsed.root, SNIPPETS_BEST,
		run->ask->snippets, run->arena, hit);
	return true;
}

/* Past the deadline hits are still read, which takes little, since they are
 * what was found; but no more snippets are cut. */
static bool
fill_page(struct run *run, struct err *err)
{
	const struct match_hit *hits = run->page.hits;
	struct search_results *out = run->out;
	bool cut = run->ask->snippets > 0;

	out->npage = run->page.n;
	out->page = arena_array(run->arena, out->npage, sizeof(*out->page));
	for (uint32_t i = 0; i < out->npage; i++) {
		if (given_up(run, err) ||
			!hit_read(&run->search->hits, &hits[i], run->arena,
				&out->page[i], err))
			return false;
		if (cut && stop_now(run->ask->stop) == STOP_DEADLINE) {
			out->partial = true;
			cut = false;
		}
		if (cut &&
			!cut_snippets(run, hits[i].docid, &out->page[i], err))
			return false;
	}
	return true;
}

/* ---- the whole ---- */

static bool
read_query(struct run *run, struct err *err)
{
	const struct search_ask *ask = run->ask;
	const struct query_context context = {
		.limits = ask->limits,
		.match_any = ask->match_any,
		.today = ask->today,
	};

	if (!query_parse(ask->query, ask->query_len, &context, run->arena,
		    &run->parsed, err))
		return false;
	for (uint32_t i = 0; i < run->parsed.nnotices; i++)
		notices_add(&run->notices, run->parsed.notices[i].word, "%s",
			run->parsed.notices[i].text);
	return true;
}

void
run_stage(struct run *run, enum search_stage stage)
{
	int64_t now = clock_ns();

	run->out->stage_ns[stage] += now - run->since_ns;
	run->since_ns = now;
}

bool
run_understand(struct run *run, struct err *err)
{
	run->search->planner.limits = run->ask->limits;
	run->search->planner.least = (uint8_t)run->ask->minconf;
	if (!read_query(run, err))
		return false;
	run_stage(run, STAGE_PARSE);
	return plan_make(&run->search->planner, run->parsed.root, &run->notices,
		&run->plan, err);
}

/* The kin of a text, or those of a story that match the query as well. */
static bool
understand_kin(struct run *run, struct err *err)
{
	const struct search_ask *ask = run->ask;
	const struct like_ask about = {
		.uri = ask->uri,
		.text = ask->query,
		.text_len = ask->query_len,
		.stop = ask->stop,
	};
	struct like like;

	if (ask->uri != NULL && !run_understand(run, err))
		return false;
	if (!like_find(&run->search->hits, &run->search->planner, &about,
		    run->arena, &like, err))
		return false;
	run->out->judged = true;
	run->out->partial |= !like.complete;
	run->parsed.root = like.words;
	plan_rank_among(&run->plan, like.any, like.kin, run->arena);
	return true;
}

static bool
understand(struct run *run, struct err *err)
{
	run->notices.arena = run->arena;
	return run->ask->kin ? understand_kin(run, err)
			     : run_understand(run, err);
}

/* The page first: it is what a deadline should leave. */
static bool
answer(struct run *run, struct err *err)
{
	if (!run_page(run, err))
		return false;
	count(run);
	run_page_end(run);
	run_stage(run, STAGE_COUNT);
	if (run->ask->timeline != NULL && !count_timeline(run, err))
		return false;
	if (run->ask->words != NULL && !run_words(run, err))
		return false;
	if (!count_facets(run, err))
		return false;
	run_stage(run, STAGE_FACETS);
	if (!fill_page(run, err))
		return false;
	run_stage(run, STAGE_READ);
	return true;
}

/* Is there something in the answer, for somebody? */
static bool
worth_telling(const struct run *run, struct err *err)
{
	if (given_up(run, err))
		return false;
	if (run->out->partial &&
		(run->out->hits == 0 || (run_counted(run) && run->page.n == 0)))
		return err_set(err, ERR_STOPPED,
			"the deadline came before the first story");
	return true;
}

/* Nothing was found: say what may have been meant.  A failure here is none of
 * the answer. */
static void
notice_meant(struct run *run)
{
	struct suggestions found;
	struct err err = { 0 };

	if (!run->ask->suggest || run->out->hits > 0 || run->out->partial)
		return;
	if (search_suggest(
		    run->search, run->ask, 1, run->arena, &found, &err) &&
		found.count > 0)
		notices_add(&run->notices, "did-you-mean", "%s",
			found.items[0].query);
}

static bool
run_whole(struct run *run, struct err *err)
{
	*run->out = (struct search_results){ 0 };
	run->since_ns = clock_ns();
	if (!understand(run, err))
		return false;
	run_stage(run, STAGE_PLAN);
	if (!answer(run, err))
		return false;
	notice_meant(run);
	run->out->notices = run->notices.items;
	run->out->nnotices = run->notices.count;
	return worth_telling(run, err);
}

bool
search_run(struct search *search, const struct search_ask *ask,
	struct arena *arena, struct search_results *out, struct err *err)
{
	struct run run = {
		.search = search,
		.ask = ask,
		.arena = arena,
		.out = out,
	};

	return run_whole(&run, err);
}

bool
search_explain(struct search *search, const struct search_ask *ask,
	struct arena *arena, struct search_results *out,
	struct explained *explained, struct err *err)
{
	struct run run = {
		.search = search,
		.ask = ask,
		.arena = arena,
		.out = out,
	};

	*explained = (struct explained){ 0 };
	return run_whole(&run, err) && explain_run(&run, explained, err);
}

bool
search_get(struct search *search, const char *uri, struct arena *arena,
	struct story *out, struct err *err)
{
	uint32_t docid;

	if (!hit_find(&search->hits, uri, &docid, err))
		return false;
	return hit_story(&search->hits, docid, arena, out, err);
}

bool
search_passages(struct search *search, const struct search_ask *ask,
	struct arena *arena, struct search_results *out, struct err *err)
{
	struct run run = {
		.search = search,
		.ask = ask,
		.arena = arena,
		.notices = { .arena = arena },
		.out = out,
	};
	struct story story;

	*out = (struct search_results){ .npage = 1 };
	out->page = arena_new(arena, struct search_hit);
	if (!read_query(&run, err) ||
		!search_get(search, ask->uri, arena, &story, err))
		return false;
	hit_snippets(&search->hits, &story, run.parsed.root, SNIPPETS_TEXT,
		ask->snippets, arena, out->page);
	out->notices = run.notices.items;
	out->nnotices = run.notices.count;
	return !given_up(&run, err);
}

bool
search_cluster(struct search *search, const struct cluster_ask *ask,
	struct arena *arena, struct cluster_results *out, struct err *err)
{
	return cluster_read(&search->hits, ask, arena, out, err);
}
