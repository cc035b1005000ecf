/* cmd_search.c - SEARCH, COUNT, FACETS, TIMELINE: views of one question */
#include "engine/search/explain.h"
#include "searchd/command.h"
#include "searchd/service.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define PASSAGES_PRESET 3

void
call_ask(const struct call *call, bool page, struct search_ask *ask)
{
	const struct settings *settings = call->service->settings;
	const struct params *params = &call->params;

	*ask = (struct search_ask){
		.query = call->request.query,
		.query_len = call->request.query_len,
		.match_any = params->match != 0,
		.page = page,
		.offset = (uint32_t)params->offset,
		.limit = (uint32_t)params->limit,
		.after = params->given & KEY_AFTER ? &call->cursor.place : NULL,
		.sort = (enum search_sort)params->sort,
		.minconf = (uint32_t)params->minconf,
		.expand = params->expand != 0,
		.recency_days = (uint32_t)params->recency,
		.snippets = (uint32_t)params->snippets,
		.collapse = params->collapse != 0,
		.nfacets = params->nfacets,
		.limits = {
			.word_bytes = (uint32_t)settings->query_word_bytes,
			.words = (uint32_t)settings->query_words,
			.depth = (uint32_t)settings->query_depth,
			.pattern_letters =
				(uint32_t)settings->query_pattern_letters,
			.distance = (uint32_t)settings->query_distance,
			.expansions = (uint32_t)settings->query_expansions,
			.expansions_all =
				(uint32_t)settings->query_expansions_all,
		},
		.today = call->today,
		.stop = call->stop,
	};
	memcpy(ask->facets, params->facets, sizeof(ask->facets));
}

/* Say how the question was understood, where that is not plain. */
static void
put_notices(const struct call *call, const struct search_results *results)
{
	int64_t cap = call->service->settings->deadline_cap_ms;
	char text[64];

	if (call->params.deadline_ms > cap) {
		snprintf(text, sizeof(text), "lowered to %" PRId64 " ms", cap);
		reply_notice(call->reply, "deadline", text);
	}
	for (uint32_t i = 0; i < results->nnotices; i++)
		reply_notice(call->reply, results->notices[i].word,
			results->notices[i].text);
}

static void
run_ask(struct call *call, const struct search_ask *ask)
{
	struct search_results results = { 0 };
	struct err err = { 0 };

	if (!search_run(call->search, ask, call->arena, &results, &err)) {
		reply_error(call->reply, &err);
		return;
	}
	if (ask->page)
		reply_hits(call->reply, &results, results.shown);
	if (ask->nfacets > 0)
		reply_facets(call->reply, &results);
	if (ask->timeline != NULL)
		reply_timeline(call->reply, &results.timeline, ask->timeline);
	if (ask->words != NULL)
		reply_words(call->reply, &results);
	put_notices(call, &results);
	if (results.more)
		call->reply->next = command_next(call, &results.next);
	reply_counts(call->reply, &results);
}

static void
answer(struct call *call, bool page, const struct timeline_ask *timeline)
{
	struct search_ask ask;

	call_ask(call, page, &ask);
	ask.suggest = true;
	ask.timeline = timeline;
	run_ask(call, &ask);
}

void
verb_search(struct call *call)
{
	answer(call, true, NULL);
}

/* The same question as SEARCH asks; how it was answered, not with what. */
void
verb_explain(struct call *call)
{
	struct search_results results = { 0 };
	struct explained explained = { 0 };
	struct search_ask ask;
	struct err err = { 0 };

	call_ask(call, true, &ask);
	if (!search_explain(call->search, &ask, call->arena, &results,
		    &explained, &err)) {
		reply_error(call->reply, &err);
		return;
	}
	reply_explained(call->reply, &explained);
	put_notices(call, &results);
	reply_counts(call->reply, &results);
}

void
verb_words(struct call *call)
{
	const struct params *params = &call->params;
	const struct words_ask words = {
		.against = params->against,
		.against_len =
			params->against != NULL ? strlen(params->against) : 0,
		.limit = (uint32_t)params->limit,
		.least = (uint32_t)params->least,
		.sign = (enum words_sign)params->sign,
		.own = params->own != 0,
		.all_forms = params->forms != 0,
	};
	struct search_ask ask;

	call_ask(call, false, &ask);
	ask.words = &words;
	run_ask(call, &ask);
}

void
verb_like(struct call *call)
{
	struct search_ask ask;

	call_ask(call, true, &ask);
	ask.kin = true;
	ask.uri = call->word;
	if (ask.uri == NULL && ask.query_len == 0)
		reply_refuse(call->reply, FINAL_BAD_ARGUMENT, "",
			"LIKE needs the uri of a story, or a text behind "
			"\" :: \"");
	else
		run_ask(call, &ask);
}

void
verb_snippet(struct call *call)
{
	struct search_results results = { 0 };
	struct search_ask ask;
	struct err err = { 0 };

	call_ask(call, false, &ask);
	ask.uri = call->word;
	if (!(call->params.given & KEY_SNIPPETS))
		ask.snippets = PASSAGES_PRESET;
	if (!search_passages(call->search, &ask, call->arena, &results, &err)) {
		reply_error(call->reply, &err);
		return;
	}
	reply_passages(call->reply, results.page);
	put_notices(call, &results);
	reply_final(call->reply,
		results.page->nsnippets > 0 ? FINAL_OK : FINAL_NONE_FOUND, "%s",
		"");
}

void
verb_count(struct call *call)
{
	answer(call, false, NULL);
}

void
verb_facets(struct call *call)
{
	answer(call, false, NULL);
}

void
verb_timeline(struct call *call)
{
	const struct params *params = &call->params;
	const struct timeline_ask ask = {
		.unit = (enum day_unit)params->by,
		.norm = (enum timeline_norm)params->norm,
		.splits = params->given & KEY_SPLIT,
		.split = params->split,
	};

	answer(call, false, &ask);
}
