/*
 * grid.h - rows of an answer under each other, their columns aligned
 *
 * Columns that no row fills are left out.  Whole numbers and figures stand at
 * the right of their column; the last column is wrapped below itself, and so is
 * all of a row that has no room for it.
 *
 * Pure.  Thread: any.
 */
#ifndef CLIENT_GRID_H
#define CLIENT_GRID_H

#include "client/answer.h"
#include "client/look.h"

#include <stddef.h>

struct grid {
	const struct answer_row *rows;
	size_t count;
	size_t first, columns; /* columns first..first+columns-1 are shown */
	size_t indent;	       /* blanks before each line */
	enum style style;      /* of the first column */
};

void grid_put(
	const struct grid *grid, const struct look *look, struct buf *out);

#endif
