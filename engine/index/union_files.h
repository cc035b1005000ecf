/*
 * union_files.h - how a generation puts its segments together, on disk
 *
 * Of a generation that stands on others, the pack union has the order in
 * which its segments take turns, and of each segment the stories that are
 * gone.  File format: docs/index-format.md.
 *
 * Thread: any.
 */
#ifndef ENGINE_UNION_FILES_H
#define ENGINE_UNION_FILES_H

#include "base/err.h"
#include "engine/index/columns_join.h"

#include <stdbool.h>
#include <stdint.h>

/* In the manifest of a generation that is not one whole segment. */
#define UNION_PART "union"

/* Docids, ascending. */
struct gone {
	uint32_t *docids;
	size_t count, cap;
};

/* Into dir/union, which is made. */
bool union_write_order(
	const char *dir, const struct join_order *order, struct err *err);
bool union_write_gone(const char *dir, const char *segment,
	const struct gone *gone, struct err *err);

/* Back; *order and *gone are empty before.  Error: ERR_INDEX. */
bool union_read_order(
	const char *dir, struct join_order *order, struct err *err);
/* A segment without such a file has lost nothing. */
bool union_read_gone(const char *dir, const char *segment, struct gone *gone,
	struct err *err);

#endif
