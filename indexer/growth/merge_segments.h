/*
 * merge_segments.h - a segment of what others hold
 *
 * Stories go from bundle to bundle, rows of columns are made of them again,
 * and words are merged as they stand (engine/index/words_merge.h): no text is
 * looked at.
 *
 * For indexer/growth/merge.c alone.
 * Thread: one.
 */
#ifndef INDEXER_MERGE_SEGMENTS_H
#define INDEXER_MERGE_SEGMENTS_H

#include "indexer/growth/growing.h"

/* Make database and columns in building/, of the living stories of these
 * segments (by number), in their order; g->keys and g->count are theirs.  The
 * kind of writer has list().  Errors: ERR_INDEX, a segment is damaged. */
bool merge_segments(struct growing *g, const bool *which, struct err *err);

#endif
