#include "base/names.h"

#include "base/image.h"
#include "base/mem.h"
#include "base/stop.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS_FIRST 64 /* a power of two */

/* Texts whose memory is asked for together. */
enum { NAMES_AT_ONCE = 32 };

/* The hash stands here, so that only a text that is likely the same is looked
 * at: what is met of a large set is seldom in a cache. */
struct names_slot {
	uint32_t hash;
	uint32_t ordinal; /* NAMES_NONE: empty */
};

/* Spread every bit of h over all of it. */
static inline uint64_t
mix(uint64_t h)
{
	h ^= h >> 32;
	h *= 0x9e3779b97f4a7c15u;
	h ^= h >> 29;
	return h;
}

static uint64_t
eight_bytes(const char *text)
{
	uint64_t word;

	memcpy(&word, text, sizeof(word));
	return word;
}

/* Fewer than eight bytes in a number: of one length, each text has its own.
 * They are loaded from both ends, as a copy of any length would be a call. */
static inline uint64_t
few_bytes(const char *text, size_t len)
{
	uint32_t first, last;

	if (len >= sizeof(first)) {
		memcpy(&first, text, sizeof(first));
		memcpy(&last, text + len - sizeof(last), sizeof(last));
		return first | (uint64_t)last << 32;
	}
	if (len == 0)
		return 0;
	return (unsigned char)text[0] |
	       (uint32_t)(unsigned char)text[len / 2] << 8 |
	       (uint32_t)(unsigned char)text[len - 1] << 16;
}

/* Eight bytes at a time: the words of a text are short. */
static inline uint32_t
hash_of(uint64_t seed, const char *text, size_t len)
{
	uint64_t h = seed ^ (len * 0xff51afd7ed558ccdu);

	for (; len >= 8; text += 8, len -= 8)
		h = mix(h ^ eight_bytes(text));
	return (uint32_t)mix(mix(h ^ few_bytes(text, len)));
}

/* What tells most texts of one length apart, and all of up to eight bytes. */
static inline uint64_t
head_of(const char *text, size_t len)
{
	return len >= 8 ? eight_bytes(text) : few_bytes(text, len);
}

/* The slot that holds the text, or the empty one where it would go. */
static inline struct names_slot *
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

void
names_call(struct names *names, struct names_text *text)
{
	if (names->nslots == 0) /* the seed comes with the slots */
		grow(names);
	text->hash = hash_of(names->seed, text->text, text->len);
	__builtin_prefetch(&names->slots[text->hash & (names->nslots - 1)]);
}

/* All entries that slots lead to, then the texts of those that their heads do
 * not tell apart. */
static void
prefetch(const struct names *names, const struct names_text *texts, size_t n)
{
	const struct names_entry *entries[NAMES_AT_ONCE];
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		const struct names_slot *slot =
			&names->slots[texts[i].hash & (names->nslots - 1)];

		if (slot->hash != texts[i].hash || slot->ordinal == NAMES_NONE)
			continue;
		entries[found] = &names->entries[slot->ordinal];
		__builtin_prefetch(entries[found++]);
	}
	for (size_t i = 0; i < found; i++)
		if (entries[i]->len > sizeof(entries[i]->head))
			__builtin_prefetch(entries[i]->text);
}

void
names_add_all(struct names *names, const struct names_text *texts, size_t n,
	uint32_t *ordinals)
{
	while (n > 0) {
		size_t some = n < NAMES_AT_ONCE ? n : NAMES_AT_ONCE;

		prefetch(names, texts, some);
		for (size_t i = 0; i < some; i++)
			ordinals[i] = add(names, texts[i].text, texts[i].len,
				texts[i].hash, NULL);
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

void
names_expect(const struct names *names, uint32_t ordinal)
{
	__builtin_prefetch(&names->entries[ordinal]);
}

size_t
names_size(const struct names *names)
{
	return names->arena.used + names->cap * sizeof(*names->entries) +
	       names->nslots * sizeof(*names->slots);
}

void
names_take(const struct names *names, struct image *image)
{
	if (names->count == 0)
		return;
	arena_take(&names->arena, image);
	image_take(image, names->slots, names->nslots * sizeof(*names->slots));
	image_link(image, &names->slots);
	image_take(
		image, names->entries, names->count * sizeof(*names->entries));
	image_link(image, &names->entries);
	for (uint32_t i = 0; i < names->count; i++)
		image_link(image, &names->entries[i].text);
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
