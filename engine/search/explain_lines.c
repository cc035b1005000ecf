/* explain_lines.c - lines of an explanation, being written */
#include "engine/search/explain_lines.h"

#include "base/must.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A pattern stands for up to a thousand words. */
#define KIDS_SHOWN 20

void
explain_line(struct explain_writer *writer, const char *kind, uint32_t room)
{
	struct explained *out = writer->out;
	struct explain_line *lines;

	if (out->count == out->cap) {
		out->cap = out->cap == 0 ? 16 : out->cap * 2;
		lines = arena_array(writer->arena, out->cap, sizeof(*lines));
		if (out->count > 0)
			memcpy(lines, out->lines, out->count * sizeof(*lines));
		out->lines = lines;
	}
	out->lines[out->count++] = (struct explain_line){
		.kind = kind,
		.cells = arena_array(
			writer->arena, room, sizeof(struct explain_cell)),
	};
}

static void
add_cell(struct explain_writer *writer, struct explain_cell cell,
	const char *fmt, va_list args)
{
	struct explained *out = writer->out;
	struct explain_line *line = &out->lines[out->count - 1];
	char *text = NULL;
	int len = vasprintf(&text, fmt, args);

	must(len >= 0);
	cell.text = arena_copy(writer->arena, text, (size_t)len);
	free(text);
	line->cells[line->ncells++] = cell;
}

void
explain_bare(struct explain_writer *writer, const char *name, bool number,
	const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add_cell(writer,
		(struct explain_cell){ .name = name, .number = number }, fmt,
		args);
	va_end(args);
}

void
explain_named(struct explain_writer *writer, const char *name, bool number,
	const char *fmt, ...)
{
	const struct explain_cell cell = {
		.name = name,
		.number = number,
		.named = true,
	};
	va_list args;

	va_start(args, fmt);
	add_cell(writer, cell, fmt, args);
	va_end(args);
}

static const char *const ops[] = {
	[MATCH_ALL] = "ALL",
	[MATCH_NOTHING] = "NOTHING",
	[MATCH_TERM] = "",
	[MATCH_AND] = "AND",
	[MATCH_OR] = "OR",
	[MATCH_SYNONYM] = "SYNONYM",
	[MATCH_AND_NOT] = "AND_NOT",
	[MATCH_FILTER] = "FILTER",
	[MATCH_PHRASE] = "PHRASE",
	[MATCH_UNWEIGHTED] = "UNWEIGHTED",
	[MATCH_SCALED] = "SCALED",
	[MATCH_MAYBE] = "MAYBE",
	[MATCH_LEVELS] = "LEVELS",
	[MATCH_DOCIDS] = "STORIES",
	[MATCH_RANGE] = "RANGE",
	[MATCH_QUORUM] = "QUORUM",
	[MATCH_PLACED] = "PLACED",
};

void
explain_query(const struct match_query *query, struct buf *out)
{
	uint32_t shown = query->nkids;

	if (shown > KIDS_SHOWN)
		shown = KIDS_SHOWN;
	if (query->nkids > 0)
		buf_putc(out, '(');
	if ((size_t)query->op < sizeof(ops) / sizeof(*ops))
		buf_puts(out, ops[query->op]);
	buf_add(out, query->term, query->term_len);
	if (query->op == MATCH_TERM && query->docids != NULL)
		buf_printf(out, "@%u", query->ndocids);
	if (query->op == MATCH_RANGE)
		buf_printf(out, " %u..%u", query->first, query->last);
	if (query->op == MATCH_DOCIDS)
		buf_printf(out, " %u", query->ndocids);
	if (query->op == MATCH_SCALED)
		buf_printf(out, " %.3f", query->factor);
	for (uint32_t i = 0; i < shown; i++) {
		buf_putc(out, ' ');
		explain_query(query->kids[i], out);
	}
	if (shown < query->nkids)
		buf_printf(out, " and %u more", query->nkids - shown);
	if (query->nkids > 0)
		buf_putc(out, ')');
}
