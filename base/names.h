/*
 * names.h - strings numbered in the order of their first appearance
 *
 * A set of byte strings (they may hold NULs); each has an ordinal 0, 1, 2, …
 * Used for term dictionaries, stem caches, outlets and actors.  Ordinals and
 * the bytes given back stay valid until names_reset() or names_release().
 * A zeroed struct is a valid empty set.
 *
 * Thread: reading is safe from many threads while nobody adds.
 */
#ifndef BASE_NAMES_H
#define BASE_NAMES_H

#include "base/arena.h"
#include "base/must.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NAMES_NONE UINT32_MAX

/* What tells a text apart stands here too, so that the text of a short name
 * need not be looked at.  For names.c alone, but for names_text(). */
struct names_entry {
	uint64_t head;
	const char *text; /* in the arena */
	uint32_t len;
};
struct names_slot;

struct names {
	struct names_entry *entries; /* [0..count) */
	uint32_t count;
	size_t cap;
	struct names_slot *slots; /* open addressing, a power of two */
	size_t nslots;
	uint64_t seed; /* of the hash: no input can be made to collide */
	struct arena arena;
};

/* The ordinal of text[0..len), added when new; *added (may be NULL) says so. */
uint32_t names_add(
	struct names *names, const char *text, size_t len, bool *added);

/* The same for n texts, one after the other: memory is asked for what several
 * of them need at once, which is what a large set mostly waits for.  Of each
 * the set is told first, by names_call(), which fills the hash. */
struct names_text {
	const char *text;
	size_t len;
	uint32_t hash;
};
void names_call(struct names *names, struct names_text *text);
void names_add_all(struct names *names, const struct names_text *texts,
	size_t n, uint32_t *ordinals);

/* One that is not there, for who knows that: without a look. From then on
 * nothing may be added or found by its text. */
uint32_t names_append(struct names *names, const char *text, size_t len);

/* The ordinal, or NAMES_NONE. */
uint32_t names_find(const struct names *names, const char *text, size_t len);

/* The bytes of an ordinal < count, with a NUL behind; *len may be NULL. */
static inline const char *
names_text(const struct names *names, uint32_t ordinal, size_t *len)
{
	must(ordinal < names->count);
	if (len != NULL)
		*len = names->entries[ordinal].len;
	return names->entries[ordinal].text;
}

/* names_text() will be asked for that ordinal soon. */
void names_expect(const struct names *names, uint32_t ordinal);

/* Bytes of memory that they take. */
size_t names_size(const struct names *names);

/* What they hold into an image (image.h); the struct itself is the caller's. */
struct image;
void names_take(const struct names *names, struct image *image);

void names_reset(struct names *names); /* empty; keeps the memory */
void names_release(struct names *names);

#endif
