#include "indexer/names/name_words.h"

#include <string.h>

#define SLOTS_FIRST 512

/* The slot of a hash, or the empty one where it would go. */
static uint32_t *
slot_of(const struct name_words *w, uint64_t hash)
{
	size_t mask = w->nslots - 1;
	size_t i = (size_t)(hash >> 1) & mask;

	while (w->slots[i] != 0 && w->items[w->slots[i] - 1].hash != hash)
		i = (i + 1) & mask;
	return &w->slots[i];
}

static void
grow(struct name_words *w)
{
	struct name_word *old = w->items;

	w->nslots = w->nslots == 0 ? SLOTS_FIRST : w->nslots * 2;
	w->slots = arena_array(w->arena, w->nslots, sizeof(*w->slots));
	w->items = arena_room(w->arena, w->nslots / 2, sizeof(*w->items));
	if (w->count > 0)
		memcpy(w->items, old, w->count * sizeof(*old));
	for (uint32_t i = 0; i < w->count; i++)
		*slot_of(w, w->items[i].hash) = i + 1;
}

uint32_t
name_words_add(struct name_words *w, uint64_t hash, bool *added)
{
	uint32_t *slot;

	if ((size_t)w->count * 2 >= w->nslots)
		grow(w);
	slot = slot_of(w, hash);
	*added = *slot == 0;
	if (*added) {
		w->items[w->count] = (struct name_word){ .hash = hash };
		*slot = ++w->count;
	}
	return *slot - 1;
}

uint32_t
name_words_find(const struct name_words *w, uint64_t hash)
{
	return w->nslots == 0 ? NAME_WORD_NONE : *slot_of(w, hash) - 1;
}
