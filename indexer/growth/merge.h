/*
 * merge.h - which segments are merged as an archive grows
 *
 * Segments of about one size, a tier, are merged when there are MERGE_FAN_IN of
 * them, together with all smaller ones: so a story is merged once for each
 * power of MERGE_FAN_IN that the archive grows by, and there are few segments
 * of each size.  One that has lost a quarter of its stories is merged, too.
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_MERGE_H
#define INDEXER_MERGE_H

#include <stdbool.h>
#include <stdint.h>

#define MERGE_FAN_IN 32
#define MERGE_TIERS 12

/* Stories of a segment: living ones, and those that are gone. */
struct merge_size {
	uint64_t size, gone;
};

/* Mark the segments to merge in which[0..n); returns how many, 0 for none. */
uint32_t merge_choose(const struct merge_size *sizes, uint32_t n, bool *which);

#endif
