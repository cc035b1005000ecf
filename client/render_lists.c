/* render_lists.c - passages, explanations, requests, facts (client/render.h) */
#include "base/mem.h"
#include "client/command.h"
#include "client/grid.h"
#include "client/render.h"

#include <stdlib.h>
#include <string.h>

void
render_snippets(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out)
{
	const struct answer_table *table = &answer->tables[ANSWER_SNIPPET];
	struct buf text = { 0 };

	(void)options;
	for (size_t i = 0; i < table->count; i++) {
		const char *const *columns = table->rows[i].columns;
		struct wrap wrap = { STYLE_PLAIN, 0, true };

		buf_printf(out, "%s. ", columns[SNIPPET_RANK]);
		wrap.indent = strlen(columns[SNIPPET_RANK]) + 2;
		buf_reset(&text);
		text_marked(&text, columns[SNIPPET_TEXT]);
		look_wrap(out, look, wrap, buf_text(&text));
	}
	if (table->count == 0)
		look_put(out, look, STYLE_DIM, "no passages\n", 0);
	buf_release(&text);
}

/* The rows from `rows` on that are of one kind. */
static size_t
same_kind(const struct answer_row *rows, size_t left)
{
	size_t n = 1;

	while (n < left && strcmp(rows[n].columns[EXPLAIN_KIND],
				   rows[0].columns[EXPLAIN_KIND]) == 0)
		n++;
	return n;
}

/* What the columns behind the kind say, under each other. */
static void
put_group(const struct answer_row *rows, size_t count, const struct look *look,
	struct buf *out)
{
	const struct grid grid = {
		.rows = rows,
		.count = count,
		.first = EXPLAIN_FIRST,
		.columns = ANSWER_COLUMNS_MAX - EXPLAIN_FIRST,
		.indent = 2,
	};

	look_put_clean(
		out, look, STYLE_TITLE, rows[0].columns[EXPLAIN_KIND], 0);
	buf_putc(out, '\n');
	grid_put(&grid, look, out);
	buf_putc(out, '\n');
}

void
render_explanation(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out)
{
	const struct answer_table *table = &answer->tables[ANSWER_EXPLAIN];
	size_t n;

	for (size_t at = 0; at < table->count; at += n) {
		n = same_kind(table->rows + at, table->count - at);
		put_group(table->rows + at, n, look, out);
	}
	render_count(answer, options, look, out);
}

void
render_requests(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out)
{
	const struct answer_table *table = &answer->tables[ANSWER_EXPLAIN];
	const char *const *names = options->command->columns;
	struct answer_row head = { 0 };
	struct grid grid = {
		.first = EXPLAIN_FIRST,
		.style = STYLE_TITLE,
	};
	struct answer_row *rows = NULL;
	size_t count = 0, cap = 0;

	if (table->count == 0) {
		look_put(out, look, STYLE_DIM, "no requests\n", 0);
		return;
	}
	for (size_t i = 0; names[i] != NULL; i++)
		head.columns[i] = names[i];
	for (size_t i = 0; names[i] != NULL; i++)
		grid.columns = i;
	vec_push(rows, count, cap) = head;
	for (size_t i = 0; i < table->count; i++)
		vec_push(rows, count, cap) = table->rows[i];
	grid.rows = rows;
	grid.count = count;
	grid_put(&grid, look, out);
	free(rows);
}

void
render_infos(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out)
{
	const struct answer_table *table = &answer->tables[ANSWER_INFO];
	const struct grid grid = {
		.rows = table->rows,
		.count = table->count,
		.columns = 2,
		.style = STYLE_DIM,
	};

	(void)options;
	grid_put(&grid, look, out);
}

void
render_result(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out)
{
	const struct answer_table *table = &answer->tables[ANSWER_KEY];
	const struct grid grid = {
		.rows = table->rows,
		.count = table->count,
		.columns = 2,
		.style = STYLE_DIM,
	};

	(void)options;
	look_put_clean(out, look, STYLE_TITLE, answer->final.word, 0);
	buf_putc(out, '\n');
	grid_put(&grid, look, out);
}
