/* command_key.c - what the answer to a request depends on */
#include "searchd/command.h"
#include "searchd/service.h"

#include <string.h>

/*
 * Blanks elsewhere are significant, if only because notices name columns; so
 * are these where the answer repeats the query, or goes on from it.
 */
void
command_query(const struct call *call, struct buf *out)
{
	const char *text = call->request.query;
	size_t len = call->request.query_len;

	if (!(call->command->flags & COMMAND_BLANKS))
		while (len > 0 && text[len - 1] == ' ')
			len--;
	buf_add(out, text, len);
}

void
command_key(const struct call *call, struct buf *out)
{
	const struct settings *settings = call->service->settings;
	const char head[] = {
		(char)command_number(call->command),
		call->reply->json,
		/* A notice says so. */
		call->params.deadline_ms > settings->deadline_cap_ms,
	};

	buf_add(out, head, sizeof(head));
	buf_add(out, &call->today, sizeof(call->today));
	params_key(&call->params, out);
	if (call->word != NULL)
		buf_puts(out, call->word);
	buf_putc(out, '\0');
	command_query(call, out);
}
