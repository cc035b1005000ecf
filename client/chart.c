#include "client/chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ROWS 8
#define STEPS 8 /* of a block, in a cell */

static const char *const blocks[STEPS + 1] = { " ", "▁", "▂", "▃", "▄", "▅",
	"▆", "▇", "█" };
static const char *const plain[STEPS + 1] = { " ", ".", ".", ":", ":", "|", "|",
	"#", "#" };

static double
largest(const struct chart *chart)
{
	double most = 0;

	for (size_t i = 0; i < chart->count; i++)
		most = fmax(most, chart->columns[i].value);
	return most;
}

/* A column's cell, with the space that parts it from the next one. */
static void
put_cell(struct buf *out, const struct chart *chart, const char *cell)
{
	size_t cells = chart->cells > 1 ? chart->cells - 1 : 1;

	for (size_t i = 0; i < cells; i++)
		buf_puts(out, cell);
	look_pad(out, chart->cells - cells);
}

/* How much of a cell a value fills that begins at its bottom. */
static const char *
cell_of(const struct chart *chart, double eighths)
{
	int n = eighths <= 0 ? 0 : eighths >= STEPS ? STEPS : (int)eighths;

	return chart->ascii ? plain[n] : blocks[n];
}

/* What is at all there is seen. */
static double
eighths_of(double value, double most, unsigned rows)
{
	double n = most > 0 ? round(value / most * rows * STEPS) : 0;

	return value > 0 && n < 1 ? 1 : n;
}

/* "    1200 ┤" at the top and the middle, else the bare line. */
static void
put_axis(struct buf *out, const struct chart *chart, double value, bool named)
{
	char text[32] = "";

	if (named && chart->percent)
		snprintf(text, sizeof(text), "%.*f%%", value < 0.0995 ? 2 : 1,
			value * 100);
	else if (named)
		snprintf(text, sizeof(text), "%.10g", value);
	look_pad(out, strlen(text) < CHART_AXIS - 2
			      ? CHART_AXIS - 2 - strlen(text)
			      : 0);
	buf_puts(out, text);
	if (chart->ascii)
		buf_puts(out, named ? " +" : " |");
	else
		buf_puts(out, named ? " ┤" : " │");
}

static void
put_row(struct buf *out, const struct chart *chart, const struct look *look,
	double most, unsigned row)
{
	bool named = row == ROWS ||
		     (row == ROWS / 2 && (chart->percent || most >= 2));

	put_axis(out, chart,
		chart->percent ? most * row / ROWS : round(most * row / ROWS),
		named);
	buf_puts(out, look_on(look, STYLE_BAR));
	for (size_t i = 0; i < chart->count; i++)
		put_cell(out, chart,
			cell_of(chart, eighths_of(chart->columns[i].value, most,
					       ROWS) -
					       (row - 1.0) * STEPS));
	buf_puts(out, look_off(look));
	buf_putc(out, '\n');
}

/* The base line, broken where nothing is known. */
static void
put_base(struct buf *out, const struct chart *chart)
{
	look_pad(out, CHART_AXIS - 3);
	buf_puts(out, chart->ascii ? "0 +" : "0 ┼");
	for (size_t i = 0; i < chart->count; i++)
		for (size_t c = 0; c < chart->cells; c++)
			if (chart->columns[i].gap)
				buf_puts(out, chart->ascii ? "." : "·");
			else
				buf_puts(out, chart->ascii ? "-" : "─");
	buf_putc(out, '\n');
}

static void
put_bursts(struct buf *out, const struct chart *chart, const struct look *look)
{
	size_t last = chart->count;

	while (last > 0 && !chart->columns[last - 1].burst)
		last--;
	if (last == 0)
		return;
	look_pad(out, CHART_AXIS);
	buf_puts(out, look_on(look, STYLE_MATCH));
	for (size_t i = 0; i < last; i++)
		put_cell(out, chart,
			!chart->columns[i].burst ? " "
			: chart->ascii		 ? "^"
						 : "▲");
	buf_puts(out, look_off(look));
	buf_putc(out, '\n');
}

void
chart_draw(const struct chart *chart, const struct look *look, struct buf *out)
{
	double most = largest(chart);

	for (unsigned row = ROWS; row > 0; row--)
		put_row(out, chart, look, most, row);
	put_base(out, chart);
	put_bursts(out, chart, look);
}

void
chart_line(const struct chart *chart, const struct look *look, struct buf *out)
{
	double most = largest(chart);

	buf_puts(out, look_on(look, STYLE_BAR));
	for (size_t i = 0; i < chart->count; i++)
		put_cell(out, chart,
			cell_of(chart,
				eighths_of(chart->columns[i].value, most, 1)));
	buf_puts(out, look_off(look));
}
