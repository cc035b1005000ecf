/*
 * term_map.h - numbers of terms into those of who keeps something of each
 *
 * A list of terms (term_list.h) says of each which number it has where it was
 * made; who has met that number before need not look the text up.
 *
 * Thread: a map belongs to one thread.
 */
#ifndef ENGINE_TERM_MAP_H
#define ENGINE_TERM_MAP_H

#include <stddef.h>
#include <stdint.h>

#define TERM_MAP_NONE UINT32_MAX

/* Zeroed is valid and empty. */
struct term_map {
	uint64_t dictionary; /* whose numbers they are */
	uint32_t *at;
	size_t count, cap;
};

/* The place of a number of that dictionary: it holds TERM_MAP_NONE until
 * something is put there.  NULL for a term without a number. */
uint32_t *term_map_at(
	struct term_map *map, uint64_t dictionary, uint32_t number);

/* That place will be asked for soon: memory need not be waited for then. */
static inline void
term_map_expect(const struct term_map *map, uint32_t number)
{
	if (number < map->count)
		__builtin_prefetch(&map->at[number]);
}
/* How many places ahead that is worth it. */
#define TERM_MAP_AHEAD 16

void term_map_reset(struct term_map *map); /* empty */
void term_map_release(struct term_map *map);

#endif
