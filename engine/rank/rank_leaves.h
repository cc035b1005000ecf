/*
 * rank_leaves.h - the words of a ranked question, one by one
 *
 * The weight of a story is the sum of what its words weigh, each where the
 * part of the question that it belongs to matches.  Feedback asks which words
 * there are, EXPLAIN what each of them weighs.
 *
 * Pure.  Thread: any.
 */
#ifndef ENGINE_RANK_LEAVES_H
#define ENGINE_RANK_LEAVES_H

#include "base/arena.h"
#include "base/buf.h"
#include "engine/match/match_query.h"

#include <stdint.h>

/* A part of the question that must match for a word in it to count. */
struct rank_within {
	const struct match_query *query;
	const struct rank_within *outer; /* NULL: none */
};

struct rank_leaf {
	const struct match_query *word; /* a term, synonyms or levels */
	double factor;
	const struct rank_within *within;
};

struct rank_leaves {
	struct rank_leaf *items; /* in the arena, in the order asked */
	uint32_t count;
	size_t cap;
};

void rank_leaves_find(const struct match_query *query, struct arena *arena,
	struct rank_leaves *leaves);

/* The word as "lukashenko", or "releas|release" for synonyms; of more than
 * `most` the first ones, and how many more: "a|b|+17". */
void rank_leaf_print(
	const struct rank_leaf *leaf, uint32_t most, struct buf *out);

#endif
