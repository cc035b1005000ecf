/*
 * proximity.h - words of a question that stand near each other
 *
 * Of two stories with the same words the one is better where they stand
 * together.  The first PROXIMITY_HITS of a ranking are given a bonus for each
 * pair of words that follow each other in the question and stand within a few
 * words of each other in the story, and are ordered anew; whatever is behind
 * them keeps its place.  So it is the same order however it is paged.
 *
 * Source: Y. Rasolofo and J. Savoy, Term proximity scoring for keyword-based
 * retrieval systems, ECIR 2003; here with 1/distance.  Measured:
 * docs/decisions/0032.
 *
 * Thread: with the struct search whose reader it is.
 */
#ifndef ENGINE_PROXIMITY_H
#define ENGINE_PROXIMITY_H

#include "base/arena.h"
#include "base/err.h"
#include "engine/match/match.h"
#include "engine/plan/plan.h"
#include "engine/query/query.h"

#include <stdint.h>

#define PROXIMITY_HITS 20

struct proximity;

/* The pairs of a question; NULL when it has none. */
bool proximity_find(const struct planner *planner, struct match_reader *reader,
	const struct query *root, struct arena *arena,
	const struct proximity **out, struct err *err);

/* The bonus of each story, whose docids ascend. */
bool proximity_bonuses(const struct proximity *proximity,
	const uint32_t *docids, uint32_t n, double *bonuses, struct err *err);

/* Add it to the weights of hits[0..n), and order them anew. */
bool proximity_order(const struct proximity *proximity, struct match_hit *hits,
	uint32_t n, struct err *err);

#endif
