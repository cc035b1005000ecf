#include "client/grid.h"

#include "base/utf8.h"

#include <string.h>

#define GAP 2
#define LAST_MIN 12   /* the least that the last column is given */
#define COLUMN_MAX 48 /* a longer cell pushes only its own line */

/* What is known of one column. */
struct column {
	size_t width;
	bool figures; /* nothing but numbers */
};

static bool
is_figure(const char *text)
{
	return strspn(text, "0123456789.-") == strlen(text);
}

/* A cell without what a stranger might have put into it; its width. */
static size_t
make_cell(const char *text, struct buf *cell)
{
	buf_reset(cell);
	if (answer_known(text))
		text_clean(cell, text, strlen(text), false);
	return utf8_width(buf_text(cell), cell->len);
}

static struct column
measure(const struct grid *grid, size_t at)
{
	struct column column = { 0, true };
	struct buf cell = { 0 };

	for (size_t i = 0; i < grid->count; i++) {
		const char *text = grid->rows[i].columns[grid->first + at];
		size_t width = make_cell(text, &cell);

		if (width > column.width && width <= COLUMN_MAX)
			column.width = width;
		column.figures = column.figures && is_figure(text);
	}
	buf_release(&cell);
	return column;
}

/* Is a column of this row, or one behind it, filled? */
static size_t
last_filled(const struct grid *grid, const struct answer_row *row)
{
	size_t last = 0;

	for (size_t i = 0; i < grid->columns; i++)
		if (answer_known(row->columns[grid->first + i]))
			last = i;
	return last;
}

/* Do the cells before the last one leave it some room? */
static bool
row_fits(const struct column *columns, size_t last, size_t indent,
	const struct look *look)
{
	size_t taken = indent + LAST_MIN;

	for (size_t i = 0; i < last; i++)
		taken += columns[i].width > 0 ? columns[i].width + GAP : 0;
	return look->width == 0 || taken <= look->width;
}

/* A row that is too wide: its cells one behind the other, below the second. */
static void
put_paragraph(const struct grid *grid, const struct answer_row *row,
	size_t first_width, size_t last, const struct look *look,
	struct buf *out)
{
	struct buf cell = { 0 }, text = { 0 };
	struct wrap wrap = { STYLE_PLAIN, grid->indent, true };
	size_t width = make_cell(row->columns[grid->first], &cell);

	look_pad(out, grid->indent);
	look_put(out, look, grid->style, buf_text(&cell), 0);
	look_pad(out, GAP + (first_width > width ? first_width - width : 0));
	wrap.indent += GAP + (first_width > width ? first_width : width);
	for (size_t i = 1; i <= last; i++) {
		if (make_cell(row->columns[grid->first + i], &cell) == 0)
			continue;
		buf_puts(&text, text.len > 0 ? " " : "");
		buf_puts(&text, buf_text(&cell));
	}
	look_wrap(out, look, wrap, buf_text(&text));
	buf_release(&cell);
	buf_release(&text);
}

static void
put_row(const struct grid *grid, const struct answer_row *row,
	const struct column *columns, const struct look *look, struct buf *out)
{
	size_t last = last_filled(grid, row), at = grid->indent, pad = at;
	struct buf cell = { 0 };

	if (!row_fits(columns, last, grid->indent, look)) {
		put_paragraph(grid, row, columns[0].width, last, look, out);
		return;
	}
	for (size_t i = 0; i <= last; i++) {
		size_t width = make_cell(row->columns[grid->first + i], &cell);
		size_t rest =
			columns[i].width > width ? columns[i].width - width : 0;
		enum style style = i == 0 ? grid->style : STYLE_PLAIN;
		struct wrap wrap = { style, at, true };

		if (columns[i].width == 0 && width == 0)
			continue;
		look_pad(out, pad + (columns[i].figures ? rest : 0));
		if (i == last) {
			look_wrap(out, look, wrap, buf_text(&cell));
			break;
		}
		look_put(out, look, style, buf_text(&cell), 0);
		pad = GAP + (columns[i].figures ? 0 : rest);
		at += width + rest + GAP;
	}
	buf_release(&cell);
}

void
grid_put(const struct grid *grid, const struct look *look, struct buf *out)
{
	struct column columns[ANSWER_COLUMNS_MAX];

	for (size_t i = 0; i < grid->columns; i++)
		columns[i] = measure(grid, i);
	for (size_t i = 0; i < grid->count; i++)
		put_row(grid, &grid->rows[i], columns, look, out);
}
