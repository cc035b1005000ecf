/* explain.c - how a question was understood, asked and ranked */
#include "engine/plan/plan_build.h"
#include "engine/rank/rank.h"
#include "engine/rank/rank_leaves.h"
#include "engine/search/explain_lines.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Of a pattern, beside a hit: the term line has them all. */
#define WORDS_SHOWN 3

/* What one part of a ranking adds to the hits of the page. */
struct part {
	const char *word; /* NULL: not a word of the question */
	double *weights;  /* one a hit */
};

/* One explanation on its way. */
struct telling_how {
	struct explain_writer writer;
	struct run *run;
	struct rank rank;
	struct rank_leaves leaves;
	uint32_t *docids; /* of the page, ascending */
	struct part *words;
	struct part expansion, recency, proximity;
};

/* ---- read and asked ---- */

static void
tell_parse(struct telling_how *t)
{
	struct buf text = { 0 };

	query_print(t->run->parsed.root, &text);
	explain_line(&t->writer, "parse", 1);
	explain_bare(&t->writer, "tree", false, "%s", buf_text(&text));
	buf_release(&text);
}

static void
tell_plan(
	struct telling_how *t, const char *use, const struct match_query *query)
{
	struct buf text = { 0 };

	explain_query(query, &text);
	explain_line(&t->writer, "plan", 2);
	explain_bare(&t->writer, "use", false, "%s", use);
	explain_bare(&t->writer, "asked", false, "%s", buf_text(&text));
	buf_release(&text);
}

static void
tell_plans(struct telling_how *t, bool ranked)
{
	if (ranked)
		tell_plan(t, "rank", t->rank.words);
	if (t->rank.expansion != NULL)
		tell_plan(t, "expand", t->rank.expansion);
	tell_plan(t, "count",
		plan_query(&t->run->plan, PLAN_COUNT, NULL, t->run->arena));
}

/* ---- words ---- */

static const char *
leaf_text(struct telling_how *t, const struct rank_leaf *leaf, uint32_t most)
{
	struct buf text = { 0 };
	const char *copy;

	rank_leaf_print(leaf, most, &text);
	copy = arena_copy(t->run->arena, text.data, text.len);
	buf_release(&text);
	return copy;
}

static bool
tell_term(struct telling_how *t, const struct rank_leaf *leaf, const char *from,
	struct err *err)
{
	const uint32_t *docids;
	uint32_t stories;
	bool complete;

	if (!match_all(t->run->search->reader, leaf->word, t->run->ask->stop,
		    &docids, &stories, &complete, err))
		return false;
	t->run->out->partial |= !complete;
	explain_line(&t->writer, "term", 4);
	explain_bare(&t->writer, "word", false, "%s",
		leaf_text(t, leaf, UINT32_MAX));
	explain_named(&t->writer, "stories", true, "%" PRIu32, stories);
	explain_named(&t->writer, "factor", true, "%.3f", leaf->factor);
	explain_named(&t->writer, "from", false, "%s", from);
	return true;
}

static bool
tell_terms(struct telling_how *t, struct err *err)
{
	struct rank_leaves more = { 0 };

	for (uint32_t i = 0; i < t->leaves.count; i++)
		if (!tell_term(t, &t->leaves.items[i], "query", err))
			return false;
	if (t->rank.expansion == NULL)
		return true;
	rank_leaves_find(t->rank.expansion, t->run->arena, &more);
	for (uint32_t i = 0; i < more.count; i++)
		if (!tell_term(t, &more.items[i], "expand", err))
			return false;
	return true;
}

/* ---- hits ---- */

static int
compare(const void *va, const void *vb)
{
	const uint32_t *a = va, *b = vb;

	return *a < *b ? -1 : *a > *b;
}

static void
sort_docids(struct telling_how *t)
{
	const struct page *page = &t->run->page;

	t->docids = arena_array(t->run->arena, page->n, sizeof(*t->docids));
	for (uint32_t i = 0; i < page->n; i++)
		t->docids[i] = page->hits[i].docid;
	if (page->n > 0)
		qsort(t->docids, page->n, sizeof(*t->docids), compare);
}

/* What a question weighs in the stories of the page, where all that it is
 * within matches. */
static bool
ask_part(struct telling_how *t, const struct match_query *query, double factor,
	const struct rank_within *within, struct part *part, struct err *err)
{
	const struct page *page = &t->run->page;
	struct match_ranking ranking = t->rank.ranking;
	struct match_query *scaled = plan_node(t->run->arena, MATCH_SCALED, 1);
	struct match_query *stories = plan_node(t->run->arena, MATCH_DOCIDS, 0);
	struct match_query *asked;
	struct match_hit *hits =
		arena_array(t->run->arena, page->n, sizeof(*hits));
	uint32_t n, depth = 0;

	for (const struct rank_within *w = within; w != NULL; w = w->outer)
		depth++;
	asked = plan_node(t->run->arena, MATCH_FILTER, depth + 2);
	scaled->factor = factor;
	plan_add(scaled, (struct match_query *)query);
	plan_add(asked, scaled);
	stories->docids = t->docids;
	stories->ndocids = page->n;
	plan_add(asked, stories);
	for (const struct rank_within *w = within; w != NULL; w = w->outer)
		plan_add(asked, (struct match_query *)w->query);
	ranking.offset = 0;
	ranking.limit = page->n;
	ranking.collapse = false;
	part->weights =
		arena_array(t->run->arena, page->n, sizeof(*part->weights));
	if (!match_page(t->run->search->reader, asked, &ranking,
		    t->run->ask->stop, hits, &n, err))
		return false;
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = 0; j < page->n; j++)
			if (page->hits[j].docid == hits[i].docid)
				part->weights[j] = hits[i].weight;
	return true;
}

static bool
ask_proximity(struct telling_how *t, struct err *err)
{
	const struct page *page = &t->run->page;
	double *bonuses = arena_array(t->run->arena, page->n, sizeof(*bonuses));

	t->proximity.weights = arena_array(
		t->run->arena, page->n, sizeof(*t->proximity.weights));
	if (!rank_near(&t->rank, t->run->out->shown))
		return true;
	if (!proximity_bonuses(
		    t->rank.proximity, t->docids, page->n, bonuses, err))
		return false;
	for (uint32_t i = 0; i < page->n; i++)
		for (uint32_t j = 0; j < page->n; j++)
			if (t->docids[j] == page->hits[i].docid &&
				rank_near(&t->rank, t->run->out->shown + i))
				t->proximity.weights[i] = bonuses[j];
	return true;
}

static bool
ask_parts(struct telling_how *t, struct err *err)
{
	t->words =
		arena_array(t->run->arena, t->leaves.count, sizeof(*t->words));
	for (uint32_t i = 0; i < t->leaves.count; i++) {
		const struct rank_leaf *leaf = &t->leaves.items[i];

		t->words[i].word = leaf_text(t, leaf, WORDS_SHOWN);
		if (!ask_part(t, leaf->word, leaf->factor, leaf->within,
			    &t->words[i], err))
			return false;
	}
	if (t->rank.expansion != NULL &&
		!ask_part(t, t->rank.expansion, 1, NULL, &t->expansion, err))
		return false;
	if (t->rank.recency != NULL &&
		!ask_part(t, t->rank.recency, 1, NULL, &t->recency, err))
		return false;
	return ask_proximity(t, err);
}

/* "dock:2.31 strike:4.02", of those that are in it. */
static double
tell_words(struct telling_how *t, uint32_t hit, struct buf *text)
{
	double sum = 0;

	for (uint32_t i = 0; i < t->leaves.count; i++) {
		double weight = t->words[i].weights[hit];

		sum += weight;
		if (weight > 0)
			buf_printf(text, "%s%s:%.4f", text->len > 0 ? " " : "",
				t->words[i].word, weight);
	}
	return sum;
}

static void
tell_part(struct telling_how *t, const char *name, const struct part *part,
	uint32_t hit)
{
	explain_named(&t->writer, name, true, "%.4f",
		part->weights != NULL ? part->weights[hit] : 0);
}

static void
tell_hit(struct telling_how *t, uint32_t i, bool ranked)
{
	struct explain_writer *writer = &t->writer;
	struct buf text = { 0 };
	double words = ranked ? tell_words(t, i, &text) : 0;

	explain_line(writer, "hit", 8);
	explain_bare(
		writer, "rank", true, "%" PRIu32, t->run->out->shown + i + 1);
	explain_bare(writer, "uri", false, "%s", t->run->out->page[i].uri);
	explain_named(
		writer, "score", true, "%.4f", t->run->page.hits[i].weight);
	if (ranked) {
		explain_named(writer, "bm25", true, "%.4f", words);
		tell_part(t, "expand", &t->expansion, i);
		tell_part(t, "proximity", &t->proximity, i);
		tell_part(t, "recency", &t->recency, i);
		explain_named(writer, "words", false, "%s", buf_text(&text));
	}
	buf_release(&text);
}

/* ---- the whole ---- */

static void
tell_times(struct telling_how *t)
{
	static const char *const names[SEARCH_STAGES] = {
		[STAGE_PARSE] = "parse",
		[STAGE_PLAN] = "plan",
		[STAGE_RANK] = "rank",
		[STAGE_COUNT] = "count",
		[STAGE_FACETS] = "facets",
		[STAGE_READ] = "read",
	};

	explain_line(&t->writer, "time", SEARCH_STAGES);
	for (size_t i = 0; i < SEARCH_STAGES; i++)
		explain_named(&t->writer, names[i], true, "%.3f",
			(double)t->run->out->stage_ns[i] / 1e6);
}

bool
explain_run(struct run *run, struct explained *out, struct err *err)
{
	struct telling_how t = {
		.writer = { .arena = run->arena, .out = out },
		.run = run,
	};
	bool ranked = run->ask->sort == SORT_RANK && run->plan.ranks;

	tell_parse(&t);
	if (ranked) {
		if (!rank_plan(run, &t.rank, err))
			return false;
		rank_leaves_find(t.rank.words, run->arena, &t.leaves);
	}
	tell_plans(&t, ranked);
	sort_docids(&t);
	if (ranked && (!tell_terms(&t, err) || !ask_parts(&t, err)))
		return false;
	for (uint32_t i = 0; i < run->out->npage; i++)
		tell_hit(&t, i, ranked);
	tell_times(&t);
	return true;
}
