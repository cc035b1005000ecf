/* reply_explained.c - an explanation as E lines, and as members of J */
#include "engine/search/explain.h"
#include "searchd/reply.h"
#include "searchd/reply_lines.h"

#include <stdlib.h>
#include <string.h>

static void
explain_columns(struct reply *reply, const struct explain_line *line)
{
	struct buf text = { 0 };

	reply_letter(reply, 'E');
	reply_column(reply, line->kind);
	for (uint32_t i = 0; i < line->ncells; i++) {
		const struct explain_cell *cell = &line->cells[i];

		buf_reset(&text);
		if (cell->named)
			buf_printf(&text, "%s=", cell->name);
		buf_puts(&text, cell->text);
		reply_column(reply, buf_text(&text));
	}
	reply_line_end(reply);
	buf_release(&text);
}

/* Counts are whole, weights and times are not. */
static struct json *
number_json(const char *text)
{
	if (strchr(text, '.') == NULL)
		return json_new_integer(strtoll(text, NULL, 10));
	return json_new_real(strtod(text, NULL));
}

static struct json *
explain_json(const struct explain_line *line)
{
	struct json *object = json_new_object();

	json_set(object, "kind", reply_json_text(line->kind));
	for (uint32_t i = 0; i < line->ncells; i++) {
		const struct explain_cell *cell = &line->cells[i];

		json_set(object, cell->name,
			cell->number ? number_json(cell->text)
				     : reply_json_text(cell->text));
	}
	return object;
}

void
reply_explained(struct reply *reply, const struct explained *explained)
{
	struct json *lines = NULL;

	if (reply->json)
		lines = reply_member(reply, "explain", json_new_list);
	for (uint32_t i = 0; i < explained->count; i++)
		if (reply->json)
			json_append(lines, explain_json(&explained->lines[i]));
		else
			explain_columns(reply, &explained->lines[i]);
}
