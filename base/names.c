#include "base/names.h"

#include "base/mem.h"
#include "base/must.h"
#include "base/stop.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS_FIRST 64 /* a power of two */

/* Texts whose memory is asked for together. */
enum { NAMES_AT_ONCE = 32 };

/* The first bytes stand here too, so that the text of a short name need not
 * be looked at. */
struct names_entry {
	uint64_t head;
	const char *text; /* in the arena */
	uint32_t len;
};

/* The hash stands here, so that only a text that is likely the same is looked
 * at: what is met of a large set is seldom in a cache. */
struct names_slot {
	uint32_t hash;
	uint32_t ordinal; /* NAMES_NONE: empty */
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

static uint64_t
head_of(const char *text, size_t len)
{
	uint64_t head = 0;

	if (len >= sizeof(head))
		memcpy(&head, text, sizeof(head));
	else if (len > 0)
		memcpy(&head, text, len);
	return head;
}

/* The slot that holds the text, or the empty one where it would go. */
static struct names_slot *
slot_of(const struct names *names, const char *text, size_t len, uint32_t hash)
{
	size_t mask = names->nslots - 1;
	uint64_t head = head_of(text, len);
	struct names_slot *slot;
	const struct names_entry *entry;

	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		slot = &names->slots[i];
		if (slot->ordinal == NAMES_NONE)
			return slot;
		if (slot->hash != hash)
			continue;
		entry = &names->entries[slot->ordinal];
		if (entry->len == len && entry->head == head &&
			(len <= sizeof(head) ||
				memcmp(entry->text, text, len) == 0))
			return slot;
	}
}

/* Twice the slots, all entries in them again. */
static void
grow(struct names *names)
{
	size_t n = names->nslots ? names->nslots * 2 : SLOTS_FIRST;
	struct names_slot *old = names->slots;
	size_t at;

	names->slots = mem_array(NULL, n, sizeof(*names->slots));
	memset(names->slots, 0xff, n * sizeof(*names->slots));
	if (names->seed == 0)
		names->seed =
			mix((uintptr_t)names->slots ^ (uint64_t)clock_ns()) | 1;
	for (size_t i = 0; i < names->nslots; i++) {
		if (old[i].ordinal == NAMES_NONE)
			continue;
		at = old[i].hash & (n - 1);
		while (names->slots[at].ordinal != NAMES_NONE)
			at = (at + 1) & (n - 1);
		names->slots[at] = old[i];
	}
	names->nslots = n;
	free(old);
}

uint32_t
names_append(struct names *names, const char *text, size_t len)
{
	struct names_entry *entry;

	must(len < UINT32_MAX && names->count < NAMES_NONE - 1);
	names->entries = mem_grow(names->entries, &names->cap,
		(size_t)names->count + 1, sizeof(*names->entries));
	entry = &names->entries[names->count];
	entry->head = head_of(text, len);
	entry->text = arena_copy(&names->arena, text, len);
	entry->len = (uint32_t)len;
	return names->count++;
}

static uint32_t
add(struct names *names, const char *text, size_t len, uint32_t hash,
	bool *added)
{
	struct names_slot *slot;

	/* Never more than half full: chains stay short. */
	if ((size_t)names->count * 2 >= names->nslots)
		grow(names);
	slot = slot_of(names, text, len, hash);
	if (added != NULL)
		*added = slot->ordinal == NAMES_NONE;
	if (slot->ordinal != NAMES_NONE)
		return slot->ordinal;
	*slot = (struct names_slot){ hash, names->count };
	return names_append(names, text, len);
}

uint32_t
names_add(struct names *names, const char *text, size_t len, bool *added)
{
	if (names->nslots == 0) /* the seed comes with the slots */
		grow(names);
	return add(names, text, len, hash_of(names->seed, text, len), added);
}

/* What is looked at first for each hash: all slots, then all entries that
 * they lead to. */
static void
prefetch(const struct names *names, const uint32_t *hashes, size_t n)
{
	const struct names_slot *slots[NAMES_AT_ONCE];

	for (size_t i = 0; i < n; i++) {
		slots[i] = &names->slots[hashes[i] & (names->nslots - 1)];
		__builtin_prefetch(slots[i]);
	}
	for (size_t i = 0; i < n; i++)
		if (slots[i]->hash == hashes[i] &&
			slots[i]->ordinal != NAMES_NONE)
			__builtin_prefetch(&names->entries[slots[i]->ordinal]);
}

void
names_add_all(struct names *names, const struct names_text *texts, size_t n,
	uint32_t *ordinals)
{
	uint32_t hashes[NAMES_AT_ONCE];

	if (names->nslots == 0)
		grow(names);
	while (n > 0) {
		size_t some = n < NAMES_AT_ONCE ? n : NAMES_AT_ONCE;

		for (size_t i = 0; i < some; i++)
			hashes[i] = hash_of(
				names->seed, texts[i].text, texts[i].len);
		prefetch(names, hashes, some);
		for (size_t i = 0; i < some; i++)
			ordinals[i] = add(names, texts[i].text, texts[i].len,
				hashes[i], NULL);
		texts += some;
		ordinals += some;
		n -= some;
	}
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

size_t
names_size(const struct names *names)
{
	return names->arena.used + names->cap * sizeof(*names->entries) +
	       names->nslots * sizeof(*names->slots);
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
