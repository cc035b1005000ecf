/*
 * placed_match.h - what the two halves of the matcher share
 *
 * For engine/search/placed*.c alone.  Thread: as the scratch.
 */
#ifndef ENGINE_PLACED_MATCH_H
#define ENGINE_PLACED_MATCH_H

#include "engine/plan/placed.h"

#define NOWHERE UINT32_MAX

/* One story being looked at. */
struct matcher {
	const struct placed_story *story;
	struct placed_scratch *scratch;
	const struct stop *stop;
	uint32_t end;		   /* no word stands behind it */
	enum placed_verdict ended; /* PLACED_NO: goes on */
};

/* Another step; false when the matching is to end. */
bool matcher_turn(struct matcher *m);

/* The first of the word's positions from there on, as its index. */
uint32_t word_from(const struct placed_word *word, uint32_t from);

/* The first window that does not lie before a position, as its index. */
uint32_t window_from(const struct placed_windows *windows, uint32_t from);

/*
 * A position that whatever holds for the node from `from` on must reach:
 * no earlier window will do.  NOWHERE: nothing holds.
 */
uint32_t placed_reach(
	const struct matcher *m, const struct placed *node, uint32_t from);

/* Has the node a stretch within [first, last]? */
bool placed_stands(struct matcher *m, const struct placed *node, uint32_t first,
	uint32_t last);

#endif
