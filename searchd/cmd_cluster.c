/* cmd_cluster.c - CLUSTER: who ran a text, when, and what they made of it */
#include "engine/search/cluster.h"
#include "searchd/command.h"
#include "searchd/service.h"

void
verb_cluster(struct call *call)
{
	const struct params *params = &call->params;
	bool goes_on = params->given & KEY_AFTER;
	const struct cluster_ask ask = {
		.uri = call->word,
		.offset = goes_on ? call->cursor.place.shown
				  : (uint32_t)params->offset,
		/* all of them: one asks for a cluster to see who is in it */
		.limit = params->given & KEY_LIMIT ? (uint32_t)params->limit
						   : PARAM_LIMIT_MAX,
		.changes = (uint32_t)params->changes,
		.stop = call->stop,
	};
	struct cluster_results results = { 0 };
	struct search_results totals = { .distinct = 1 };
	struct err err = { 0 };

	if (!search_cluster(call->search, &ask, call->arena, &results, &err)) {
		reply_error(call->reply, &err);
		return;
	}
	reply_copies(call->reply, &results, ask.offset);
	reply_fact(call->reply, "outlets", "%u", results.outlets);
	totals.hits = results.stories;
	totals.partial = results.partial;
	totals.next.shown = ask.offset + results.npage;
	if (!results.partial && results.npage > 0 &&
		totals.next.shown < results.stories)
		call->reply->next = command_next(call, &totals.next);
	reply_counts(call->reply, &totals);
}
