/*
 * registry_table.h - the lists of conf/ as rows of columns
 *
 * Columns are separated by tabs, `#` begins a comment line, empty columns
 * are NULL.  A list in one column is separated by `|`.
 *
 * Thread: any.
 */
#ifndef INDEXER_REGISTRY_TABLE_H
#define INDEXER_REGISTRY_TABLE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define TABLE_COLUMNS 6

struct table_row {
	char *columns[TABLE_COLUMNS];
	size_t count;
	unsigned line;
	const char *path;
};

/* What is done with a row; its texts live as long as the call. */
typedef bool (*table_row_fn)(
	void *ctx, const struct table_row *row, struct err *err);

/* Errors name file and line. */
bool table_read(const char *path, table_row_fn fn, void *ctx, struct err *err);

/* "path:line: text", for fn to return. */
bool table_fault(
	const struct table_row *row, struct err *err, const char *text);

/* The next of a|b|c: *list goes on behind it, NULL at the end.  Blanks
 * around it are left out. */
char *table_next(char **list);

#endif
