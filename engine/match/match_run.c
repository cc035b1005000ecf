/* match_run.c - a question, window by window, into a page and a list */
#include "base/mem.h"
#include "engine/match/match_hopeful.h"
#include "engine/match/match_node.h"
#include "engine/match/match_page.h"

#include <stdlib.h>

/* ---- being stopped ---- */

void
match_failed(struct match_eval *eval)
{
	eval->ended =
		eval->err->kind != ERR_NONE ? eval->err->kind : ERR_INTERNAL;
}

bool
match_look(struct match_eval *eval)
{
	if (eval->ended != ERR_NONE)
		return false;
	switch (stop_now(eval->stop)) {
	case STOP_NOT:
		return true;
	case STOP_DEADLINE:
		err_set(eval->err, ERR_STOPPED, "the deadline came first");
		break;
	case STOP_KILLED:
		err_set(eval->err, ERR_KILLED, "stopped on request");
		break;
	case STOP_GONE:
		err_set(eval->err, ERR_KILLED, "nobody waits for it");
		break;
	}
	match_failed(eval);
	return false;
}

/* ---- one question ---- */

/* Where all that matches must lie, as far as ranges tell. */
static void
confine(const struct match_query *query, uint32_t *first, uint32_t *last)
{
	if (query->op == MATCH_RANGE) {
		if (query->first > *first)
			*first = query->first;
		if (query->last < *last)
			*last = query->last;
	}
	if (query->op == MATCH_AND || query->op == MATCH_FILTER)
		for (uint32_t i = 0; i < query->nkids; i++)
			confine(query->kids[i], first, last);
	if ((query->op == MATCH_AND_NOT || query->op == MATCH_MAYBE ||
		    query->op == MATCH_SCALED ||
		    query->op == MATCH_UNWEIGHTED) &&
		query->nkids > 0)
		confine(query->kids[0], first, last);
}

/* One run on its way. */
struct running {
	struct match_eval eval;
	const struct match_ask *ask;
	struct match_answer *answer;
	struct match_page page;
};

/* List what a window has. */
static void
list_window(struct running *run, const struct bits *found)
{
	uint32_t *docids = run->eval.reader->docids, n = run->answer->n;

	for (uint32_t i = 0; i < WINDOW_WORDS; i++) {
		uint32_t base = run->eval.base + i * 64;

		for (uint64_t left = found->words[i]; left != 0;
			left &= left - 1)
			docids[n++] = base + (uint32_t)__builtin_ctzll(left);
	}
	run->answer->n = n;
}

/* Offer it to the page; its scores are 0 again. */
static void
offer_window(struct running *run, const struct bits *found)
{
	double *scores = run->eval.reader->scores, least = run->page.least;

	for (uint32_t i = 0; i < WINDOW_WORDS; i++)
		for (uint64_t left = found->words[i]; left != 0;
			left &= left - 1) {
			uint32_t at = i * 64 + (uint32_t)__builtin_ctzll(left);
			double score = scores[at];

			scores[at] = 0;
			if (score <= least)
				continue;
			match_page_consider(
				&run->page, run->eval.base + at, score);
			least = run->page.least;
		}
}

static void
run_window(struct running *run, struct match_node *root)
{
	struct match_eval *eval = &run->eval;
	const struct bits *set = NULL;
	struct bits hopeful;

	match_find_in(eval, root, NULL);
	if (run->ask->list)
		list_window(run, root->found);
	if (run->ask->ranking == NULL)
		return;
	if (run->page.least > 0 &&
		match_hopeful(eval, root, run->page.least, &hopeful))
		set = &hopeful;
	if (eval->ended == ERR_NONE && (root->weight > 0 || root->nscored > 0))
		root->kind->weigh(eval, root, set);
	offer_window(run, set != NULL ? set : root->found);
}

/* ---- a term and nothing else ---- */

/* Its postings are the list, and most have it too seldom for the page. */
static void
run_term_window(struct running *run, struct match_node *root)
{
	struct match_eval *eval = &run->eval;
	struct match_room *room = root->room;
	struct match_page *page = &run->page;
	uint32_t least = match_least_frequency(eval, root->weight, page->least);

	room->n = 0;
	match_read(eval, &root->list, 0, NULL, KEEP_WDFS, room, NULL);
	if (run->ask->list) {
		memcpy(eval->reader->docids + run->answer->n, room->docids,
			room->n * sizeof(*room->docids));
		run->answer->n += room->n;
	}
	for (uint32_t i = 0; i < room->n; i++) {
		uint32_t docid = room->docids[i];
		double wdf = room->wdfs[i], before = page->least;

		if (room->wdfs[i] < least)
			continue;
		match_page_offer(page, docid,
			root->weight *
				(wdf / (match_damping(eval, docid) + wdf)));
		if (page->least > before)
			least = match_least_frequency(
				eval, root->weight, page->least);
	}
}

static void
run_windows(struct running *run, struct match_node *root, uint32_t first,
	uint32_t last)
{
	struct match_eval *eval = &run->eval;
	bool bare = root->kind == &match_term_kind && root->room != NULL &&
		    !root->confined && eval->reader->nparts == 1;
	uint32_t next = first;

	while (eval->ended == ERR_NONE && next <= last) {
		next = root->kind->next(eval, root, next);
		if (next > last)
			return;
		eval->base = next - next % WINDOW;
		eval->from = next;
		eval->end = last - eval->base < WINDOW ? last + 1
						       : eval->base + WINDOW;
		if (bare)
			run_term_window(run, root);
		else
			run_window(run, root);
		match_turn(eval, 64);
		next = eval->end;
	}
}

void
match_eval_begin(struct match_eval *eval)
{
	struct match_reader *reader = eval->reader;
	const struct match_ranking *r = eval->ranking;

	arena_reset(&reader->arena);
	reader->rooms_used = 0;
	eval->aside = match_room(reader);
	reader->length_factor = 0;
	if (r != NULL && r->k1 != 0 && r->b != 0 && reader->mean_length != 0)
		reader->length_factor = 1 / reader->mean_length;
	if (reader->docids == NULL)
		reader->docids = mem_array(
			NULL, reader->stories + 1ul, sizeof(*reader->docids));
}

/* What the caller is told of a question that ended early. */
static bool
tell_end(struct running *run, struct err *err)
{
	if (run->eval.ended != ERR_NONE && run->eval.ended != ERR_STOPPED) {
		*err = *run->eval.err;
		return false;
	}
	run->answer->complete = run->eval.ended == ERR_NONE;
	if (run->ask->ranking != NULL && run->answer->complete)
		run->answer->nhits =
			match_page_take(&run->page, run->answer->hits);
	run->answer->docids = run->eval.reader->docids;
	return true;
}

bool
match_run(struct match_reader *reader, const struct match_ask *ask,
	struct match_answer *answer, struct err *err)
{
	struct err why = { 0 };
	struct running run = {
		.eval = {
			.reader = reader,
			.ranking = ask->ranking,
			.stop = ask->stop,
			.err = &why,
		},
		.ask = ask,
		.answer = answer,
	};
	uint32_t first = 1, last = reader->stories;
	struct match_node *root;

	answer->nhits = answer->n = 0;
	match_eval_begin(&run.eval);
	if (ask->ranking != NULL)
		match_page_begin(&run.page, reader, ask->ranking, ask->behind);
	if (match_look(&run.eval)) {
		confine(ask->query, &first, &last);
		root = match_build(&run.eval, ask->query);
		run_windows(&run, root, first, last);
	}
	match_eval_end(&run.eval);
	return tell_end(&run, err);
}

bool
match_page_behind(struct match_reader *reader, const struct match_query *query,
	const struct match_ranking *ranking, const struct match_behind *behind,
	const struct stop *stop, struct match_hit *hits, uint32_t *n,
	struct err *err)
{
	const struct match_ask ask = {
		.query = query,
		.ranking = ranking,
		.behind = behind,
		.stop = stop,
	};
	struct match_answer answer = { .hits = hits };

	if (!match_run(reader, &ask, &answer, err))
		return false;
	*n = answer.nhits;
	return answer.complete ||
	       err_set(err, ERR_STOPPED, "the deadline came first");
}

bool
match_page(struct match_reader *reader, const struct match_query *query,
	const struct match_ranking *ranking, const struct stop *stop,
	struct match_hit *hits, uint32_t *n, struct err *err)
{
	return match_page_behind(
		reader, query, ranking, NULL, stop, hits, n, err);
}

bool
match_all(struct match_reader *reader, const struct match_query *query,
	const struct stop *stop, const uint32_t **docids, uint32_t *n,
	bool *complete, struct err *err)
{
	const struct match_ask ask = {
		.query = query,
		.list = true,
		.stop = stop,
	};
	struct match_answer answer = { 0 };

	if (!match_run(reader, &ask, &answer, err))
		return false;
	*docids = answer.docids;
	*n = answer.n;
	*complete = answer.complete;
	return true;
}

void
match_eval_end(struct match_eval *eval)
{
	for (struct match_node *node = eval->lists; node != NULL;
		node = node->next_list)
		match_list_close(eval->reader, &node->list);
	for (struct match_node *node = eval->phrases; node != NULL;
		node = node->next_phrase)
		match_phrase_close(eval, node);
	for (struct match_node *node = eval->placings; node != NULL;
		node = node->next_placing)
		match_placed_close(eval, node);
	if (eval->ended != ERR_NONE) /* in the middle of a window */
		memset(eval->reader->scores, 0,
			WINDOW * sizeof(*eval->reader->scores));
}
