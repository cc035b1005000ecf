/*
 * order.h - which stories an index holds, and in which order
 *
 * Pure: keys in, keys out; the result depends only on what was given and in
 * which order, never on the number of workers.
 *
 * Thread: any.
 */
#ifndef INDEXER_ORDER_H
#define INDEXER_ORDER_H

#include "indexer/build/spool.h"

#include <stddef.h>
#include <stdint.h>

/* Told of each story that is left out because its uri was there before. */
typedef void (*duplicate_fn)(void *ctx, const struct story_key *left_out,
	const struct story_key *kept);

/*
 * Of stories with one uri only the first given stays.  Returns how many
 * keys are left, moved to the front.
 */
size_t order_drop_duplicates(
	struct story_key *keys, size_t count, duplicate_fn fn, void *ctx);

/* The order of docids: newest day first, undated last, then by uri. */
void order_by_day(struct story_key *keys, size_t count);

/* Consecutive keys for one shard. */
struct slice {
	size_t begin, end;
};

/*
 * Cut into at most max slices, none empty; slices has room for max.  Each has
 * less text than the one before: of x of all slices the first have x(2 - x) of
 * the text, so that nobody waits long for who takes the last.  Returns how
 * many.
 */
size_t order_slices(const struct story_key *keys, size_t count,
	struct slice *slices, size_t max);

#endif
