/*
 * cuts.h - sentences out of a text, and everything that points into it
 *
 * Cuts are ranges of the old text, ascending and apart from each other.
 *
 * Thread: any; a struct cuts belongs to one thread.
 */
#ifndef INDEXER_CUTS_H
#define INDEXER_CUTS_H

#include "base/arena.h"
#include "engine/story/story.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cut {
	uint32_t start, end;
	uint32_t before; /* bytes that the cuts before it take */
};

struct cuts {
	struct cut *items;
	size_t count, cap;
};

/* Add text[start, end), behind those there are, with the blanks or the line
 * that it leaves empty. */
void cuts_add(struct cuts *cuts, struct arena *arena, const char *text,
	uint32_t start, uint32_t end);

/*
 * Take them out of body_text, and move spans along: of actors, places, quotes
 * and dates.  What was named only there is named no more: counts go down, and
 * who is left with none goes, but for those that a field named.
 */
void cuts_apply(
	const struct cuts *cuts, struct arena *arena, struct story *story);

#endif
