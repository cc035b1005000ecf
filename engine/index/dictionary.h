/*
 * dictionary.h - how dictionaries of outlets, actors, languages are made
 *
 * While rows come in, a value's ordinal is that of its first appearance;
 * when all are there, dictionary_draft_write() sorts by name and says what
 * became of each ordinal.  What is known of one value from many stories (its
 * spellings, its code) is united.  Reading: engine/index/columns.h.
 *
 * For engine/index/, and for who walks over lookups (lookups.h).
 * Thread: a draft belongs to one thread.
 */
#ifndef ENGINE_DICTIONARY_H
#define ENGINE_DICTIONARY_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/names.h"
#include "engine/index/columns.h"

/* Map dir/name and check that every entry can be read. */
bool dictionary_open(const char *dir, const char *name,
	struct dictionary *dictionary, struct err *err);
void dictionary_close(struct dictionary *dictionary);

/*
 * Texts by which entries are found: a kind and what the text came to after
 * folding.  Sorted together, so codes with one beginning lie together.
 */
enum lookup_kind {
	LOOKUP_CODE = 'C',
	LOOKUP_SOUND = 'K',   /* name_key() of a name not in Latin letters */
	LOOKUP_NAME = 'N',    /* name or alias */
	LOOKUP_FAMILY = 'R',  /* LOOKUP_SOUND of its last word, of a person */
	LOOKUP_SURNAME = 'S', /* the last word of a person's name or alias */
	LOOKUP_WORD = 'W'     /* each word of either, also romanised */
};
void lookup_name(struct buf *out, const char *text);
void lookup_code(struct buf *out, const char *text);

/* Hears a lookup, its kind in front. */
typedef void (*lookup_fn)(void *ctx, const char *text, size_t len);

/* All lookups of a name or an alias but that by its code. */
void lookups_of_spelling(
	const char *text, bool person, lookup_fn fn, void *ctx);

/* Sort ascending and drop doubles; returns how many are left. */
size_t ordinals_sort(uint32_t *items, size_t n);

struct draft_entry;

struct dictionary_draft {
	struct names keys; /* their ordinals number the entries */
	struct draft_entry *entries;
	size_t cap;
	struct names seen; /* ordinal and spelling: each alias once */
	struct arena arena;
};

/*
 * The ordinal of seen->key.  The first name is kept, other names and the
 * aliases are united, the first code and type that any story has are kept.
 */
uint32_t dictionary_draft_add(
	struct dictionary_draft *draft, const struct dictionary_entry *seen);

/* Every entry of `more`; map[its ordinal] becomes the ordinal here. */
void dictionary_draft_merge(struct dictionary_draft *draft,
	const struct dictionary_draft *more, uint32_t *map);

/* Write dir/name; rank[ordinal] becomes the ordinal in the file. */
bool dictionary_draft_write(const struct dictionary_draft *draft,
	const char *dir, const char *name, uint32_t *rank, struct err *err);

void dictionary_draft_release(struct dictionary_draft *draft);

#endif
