/*
 * facets_side.h - what stories are counted by
 *
 * The values of a field, or for actors also groups of them: those whose codes
 * have their first letters in common, three a level.  Made when first asked
 * for, and kept as long as the generation.
 *
 * Thread: belongs to one worker.
 */
#ifndef ENGINE_FACETS_SIDE_H
#define ENGINE_FACETS_SIDE_H

#include "base/arena.h"
#include "engine/index/columns.h"
#include "engine/index/listed.h"
#include "engine/search/search.h"

#include <stddef.h>
#include <stdint.h>

struct facet_side {
	const struct listed *listed; /* NULL: not yet made */
	const struct dictionary *dictionary;
	uint32_t level;
	uint32_t count; /* of ordinals: of entries, or of groups */

	/* with a level alone */
	uint32_t *group; /* of an entry; ORDINAL_NONE: it has no code */
	uint32_t *entry; /* of a group, to be named by */

	/* what all the archive has, where that was asked for */
	uint32_t *texts; /* of an ordinal */
	bool counted;
};

/* Every field with a dictionary by itself, and the levels of actors. */
#define FACET_SIDES (LISTED_FIELDS + FACET_LEVELS_MAX)

struct facet_sides {
	struct facet_side sides[FACET_SIDES];
};

struct facet_side *facet_side(struct facet_sides *sides,
	const struct columns *columns, enum field_id field, uint32_t level);
void facet_sides_release(struct facet_sides *sides);

/*
 * The ordinals of the story of a row, with a level perhaps more than once:
 * in a column, or in the growing array `scratch`.  Returns how many.
 */
struct facet_values {
	uint32_t *items;
	size_t cap;
};
size_t facet_side_values(const struct facet_side *side,
	const struct columns *columns, uint32_t row,
	struct facet_values *scratch, const uint32_t **ordinals);

/* The name of an ordinal and an actor's code (NULL: none), in the arena. */
void facet_side_name(const struct facet_side *side, uint32_t ordinal,
	struct arena *arena, const char **name, const char **code);

#endif
