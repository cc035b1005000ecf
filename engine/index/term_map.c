#include "engine/index/term_map.h"

#include "base/mem.h"
#include "engine/index/term_list.h"

#include <stdlib.h>
#include <string.h>

uint32_t *
term_map_at(struct term_map *map, uint64_t dictionary, uint32_t number)
{
	if (dictionary == 0 || number == TERM_NO_ID)
		return NULL;
	if (map->dictionary != dictionary) {
		map->dictionary = dictionary;
		map->count = 0;
	}
	if (number >= map->count) {
		size_t more;

		map->at = mem_grow(map->at, &map->cap, (size_t)number + 1,
			sizeof(*map->at));
		more = map->cap - map->count;
		memset(map->at + map->count, 0xff, more * sizeof(*map->at));
		map->count = map->cap;
	}
	return &map->at[number];
}

void
term_map_reset(struct term_map *map)
{
	map->count = 0;
}

void
term_map_release(struct term_map *map)
{
	free(map->at);
	*map = (struct term_map){ 0 };
}
