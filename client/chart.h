/*
 * chart.h - numbers drawn with blocks, a column of cells each
 *
 * A chart of columns with an axis, or one line as high as a letter.  Blocks
 * are eighths of a cell; with ascii, characters that every terminal has.
 *
 * Pure.  Thread: any.
 */
#ifndef CLIENT_CHART_H
#define CLIENT_CHART_H

#include "base/buf.h"
#include "client/look.h"

#include <stdbool.h>
#include <stddef.h>

/* One column: what it shows, and what is marked below it. */
struct chart_column {
	double value; /* 0 or more */
	bool burst;
	bool gap; /* nothing is known: not the same as 0 */
};

struct chart {
	const struct chart_column *columns;
	size_t count;
	size_t cells; /* how wide a column is, its space included; 1 or more */
	bool ascii;
	bool percent; /* values are shares of 1 */
};

/* Cells that the axis takes at the left. */
#define CHART_AXIS 10

/* Rows of columns, the base line with gaps, bursts below it if any. */
void chart_draw(
	const struct chart *chart, const struct look *look, struct buf *out);

/* One line of the columns, against the largest of them. */
void chart_line(
	const struct chart *chart, const struct look *look, struct buf *out);

#endif
