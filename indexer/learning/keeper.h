/*
 * keeper.h - what the archive's keeper has decided about single sentences
 *
 * A file of lines, columns separated by tabs; `#` begins a comment line:
 *
 *   keep or drop   whether the sentence is the story's or boilerplate
 *   outlet         its domain or name; empty: any
 *   sentence       compared by its words: case and punctuation aside
 *
 * It goes before everything that is learned.
 *
 * Thread: loaded once, then only read: any thread.
 */
#ifndef INDEXER_KEEPER_H
#define INDEXER_KEEPER_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct keeper_row {
	bool drop;
	char *outlet; /* bare: see group_key.h; "": any */
	char *text;
	uint64_t hash;
};

struct keeper {
	struct keeper_row *rows;
	size_t count, cap;
};

/* Error: ERR_INPUT with file and line. */
bool keeper_read(struct keeper *keeper, const char *path, struct err *err);
void keeper_release(struct keeper *keeper);

/* Is this row for the outlet of a group's key? */
bool keeper_row_is_for(const struct keeper_row *row, const char *group_key);

/* Has the keeper said that the sentence stays? */
bool keeper_keeps(
	const struct keeper *keeper, const char *group_key, uint64_t hash);

#endif
