/* command_cursor.c - requests that go on where an answer ended */
#include "searchd/command.h"
#include "searchd/service.h"

#include <string.h>

void
command_question(const struct call *call, struct cursor_question *out)
{
	struct buf params = { 0 }, query = { 0 };

	params_print(&call->params, &params);
	command_query(call, &query);
	cursor_ask(out, call->command->name,
		call->word != NULL ? call->word : "", buf_text(&params),
		buf_text(&query));
	buf_release(&params);
	buf_release(&query);
}

static bool
refuse(struct err *err, const char *why)
{
	err_set(err, ERR_USAGE, "%s", why);
	return err_keys(err, "key=after");
}

bool
command_go_on(struct call *call, const struct cursor_key *key, struct err *err)
{
	struct cursor_question question;

	call->today = day_today();
	if (!(call->params.given & KEY_AFTER))
		return true;
	if (call->params.given & KEY_OFFSET)
		return refuse(err, "a page is named by after= or by offset=");
	command_question(call, &question);
	if (!cursor_take(
		    call->params.after, key, &question, &call->cursor, err))
		return false;
	if (call->params.gen != NULL &&
		strcmp(call->params.gen, call->cursor.generation) != 0)
		return refuse(err, "that cursor is of another generation");
	call->today = call->cursor.today;
	return true;
}

const char *
command_next(const struct call *call, const struct search_place *place)
{
	const struct generation *generation = search_generation(call->search);
	struct cursor cursor = {
		.made = generation->manifest.crc,
		.today = call->today,
		.place = *place,
	};
	struct cursor_question question;
	struct buf text = { 0 };
	const char *copy;

	memcpy(cursor.generation, generation->name, sizeof(cursor.generation));
	command_question(call, &question);
	cursor_put(&text, &call->service->cursor_key, &question, &cursor);
	copy = arena_copy(call->arena, text.data, text.len);
	buf_release(&text);
	return copy;
}
