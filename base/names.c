#include "base/names.h"

#include "base/mem.h"
#include "base/must.h"
#include "base/stop.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS_FIRST 64 /* a power of two */

struct names_entry {
	const char *text; /* in the arena */
	uint32_t len;
	uint32_t hash;
};

/* The hash is here, too: most look-ups end at it. */
struct names_slot {
	uint32_t ordinal; /* NAMES_NONE: empty */
	uint32_t hash;
};

/* Spread every bit of h over all of it. */
static uint64_t
mix(uint64_t h)
{
	h ^= h >> 32;
	h *= 0x9e3779b97f4a7c15u;
	h ^= h >> 29;
	return h;
}

/* Eight bytes at a time: the words of a text are short. */
static uint32_t
hash_of(uint64_t seed, const char *text, size_t len)
{
	uint64_t h = seed ^ (len * 0xff51afd7ed558ccdu);
	uint64_t word;

	for (; len >= sizeof(word); text += sizeof(word), len -= sizeof(word)) {
		memcpy(&word, text, sizeof(word));
		h = mix(h ^ word);
	}
	word = 0;
	if (len > 0)
		memcpy(&word, text, len);
	return (uint32_t)mix(mix(h ^ word));
}

/* The slot that holds the text, or the empty one where it would go. */
static struct names_slot *
slot_of(const struct names *names, const char *text, size_t len, uint32_t hash)
{
	size_t mask = names->nslots - 1;
	const struct names_entry *entry;
	size_t i;

	for (i = hash & mask; names->slots[i].ordinal != NAMES_NONE;
		i = (i + 1) & mask) {
		if (names->slots[i].hash != hash)
			continue;
		entry = &names->entries[names->slots[i].ordinal];
		if (entry->len == len &&
			(len == 0 || memcmp(entry->text, text, len) == 0))
			break;
	}
	return &names->slots[i];
}

/* Twice the slots, all entries in them again. */
static void
grow(struct names *names)
{
	size_t n = names->nslots ? names->nslots * 2 : SLOTS_FIRST;
	size_t at;

	names->slots = mem_array(names->slots, n, sizeof(*names->slots));
	memset(names->slots, 0xff, n * sizeof(*names->slots));
	names->nslots = n;
	if (names->seed == 0)
		names->seed =
			mix((uintptr_t)names->slots ^ (uint64_t)clock_ns()) | 1;
	for (uint32_t i = 0; i < names->count; i++) {
		at = names->entries[i].hash & (n - 1);
		while (names->slots[at].ordinal != NAMES_NONE)
			at = (at + 1) & (n - 1);
		names->slots[at] = (struct names_slot){
			.ordinal = i,
			.hash = names->entries[i].hash,
		};
	}
}

uint32_t
names_add(struct names *names, const char *text, size_t len, bool *added)
{
	struct names_entry *entry;
	uint32_t hash;
	struct names_slot *slot;

	must(len < UINT32_MAX && names->count < NAMES_NONE - 1);
	/* Never more than half full: chains stay short. */
	if ((size_t)names->count * 2 >= names->nslots)
		grow(names);
	hash = hash_of(names->seed, text, len);
	slot = slot_of(names, text, len, hash);
	if (added != NULL)
		*added = slot->ordinal == NAMES_NONE;
	if (slot->ordinal != NAMES_NONE)
		return slot->ordinal;
	names->entries = mem_grow(names->entries, &names->cap,
		(size_t)names->count + 1, sizeof(*names->entries));
	entry = &names->entries[names->count];
	entry->text = arena_copy(&names->arena, text, len);
	entry->len = (uint32_t)len;
	entry->hash = hash;
	*slot = (struct names_slot){ names->count, hash };
	return names->count++;
}

uint32_t
names_find(const struct names *names, const char *text, size_t len)
{
	if (names->count == 0 || len >= UINT32_MAX)
		return NAMES_NONE;
	return slot_of(names, text, len, hash_of(names->seed, text, len))
		->ordinal;
}

const char *
names_text(const struct names *names, uint32_t ordinal, size_t *len)
{
	must(ordinal < names->count);
	if (len != NULL)
		*len = names->entries[ordinal].len;
	return names->entries[ordinal].text;
}

void
names_reset(struct names *names)
{
	if (names->nslots > 0)
		memset(names->slots, 0xff,
			names->nslots * sizeof(*names->slots));
	names->count = 0;
	arena_reset(&names->arena);
}

void
names_release(struct names *names)
{
	free(names->entries);
	free(names->slots);
	arena_release(&names->arena);
	*names = (struct names){ 0 };
}
