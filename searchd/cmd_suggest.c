/* cmd_suggest.c - SUGGEST and COMPLETE: help with words */
#include "engine/hints/complete.h"
#include "engine/hints/suggest.h"
#include "searchd/command.h"

void
verb_suggest(struct call *call)
{
	struct suggestions found;
	struct search_ask ask;
	struct err err = { 0 };

	call_ask(call, false, &ask);
	if (!search_suggest(call->search, &ask, (uint32_t)call->params.limit,
		    call->arena, &found, &err)) {
		reply_error(call->reply, &err);
		return;
	}
	for (uint32_t i = 0; i < found.count; i++)
		reply_suggestion(call->reply, found.items[i].query,
			found.items[i].score, found.items[i].stories, NULL);
	reply_ok(call->reply);
}

void
verb_complete(struct call *call)
{
	const struct complete_ask ask = {
		.text = call->request.query,
		.len = call->request.query_len,
		.field = complete_fields[call->params.field],
		.limit = (uint32_t)call->params.limit,
	};
	struct completion *found;
	uint32_t n = complete_find(&search_generation(call->search)->columns,
		&ask, call->arena, &found);

	for (uint32_t i = 0; i < n; i++)
		reply_suggestion(call->reply, found[i].text, found[i].score,
			found[i].stories,
			found[i].field == FIELD_TEXT
				? "word"
				: fields[found[i].field].name);
	reply_ok(call->reply);
}
