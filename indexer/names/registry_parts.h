/*
 * registry_parts.h - the inside of the registry: registry*.c only
 *
 * Every way to name somebody or some place is a phrase: its words folded,
 * initials left out, joined by one blank.  One set of phrases serves actors
 * and places, one set of words the word lists.
 *
 * Thread: filled by the one that loads, then only read.
 */
#ifndef INDEXER_REGISTRY_PARTS_H
#define INDEXER_REGISTRY_PARTS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/names.h"
#include "indexer/names/registry.h"
#include "indexer/names/registry_table.h"

/* A name of more words than this cannot be told from a sentence. */
#define PHRASE_WORDS 12

/* Strings with a number each. */
struct registry_keys {
	struct names names;
	uint32_t *values;
	size_t cap;
};

struct registry {
	struct arena arena;
	struct known_outlet *outlets;
	size_t noutlets, cap_outlets;
	struct registry_keys domains, outlet_names; /* to outlets */

	struct names codes;
	const struct known_actor **of_code;
	size_t cap_code;
	struct names phrases;
	struct registry_meanings *of_phrase;
	size_t cap_phrase;
	struct registry_keys firsts; /* words to the longest phrase's */
	uint32_t nplaces;
	struct registry_keys words; /* to enum word_kind, or'ed */
	struct names lands;	    /* words that are of a country */
	const char **of_land;
	size_t cap_land;
	struct registry_keys same; /* folded names to of_same */
	const char **of_same;
	size_t nsame, cap_same;
	const char **faults;
	size_t nfaults, cap_faults;
	struct names apart; /* pairs of folded names, LF between */
	struct buf phrase;  /* of the name that is being read */
};

/* The number of a key; the first that gives it one keeps it. */
void registry_key(struct registry_keys *keys, const char *key, size_t len,
	uint32_t value);
/* The same, or the value given when it is new: a place for its value. */
uint32_t *registry_key_value(
	struct registry_keys *keys, const char *key, size_t len);
void registry_keys_release(struct registry_keys *keys);

/* The folded form of a text in `out`, which is emptied first. */
void registry_fold(struct buf *out, const char *text);

/* How a name is written, beside its phrase. */
struct phrase_form {
	unsigned words;
	size_t first; /* bytes of the first word */
	uint32_t capitals;
	bool acronym;
};
void registry_form(const char *name, struct buf *out, struct phrase_form *form);

/* The meanings of a phrase, to be added to. */
struct registry_meanings *registry_meanings(struct registry *registry,
	const struct buf *phrase, const struct phrase_form *form);

/* "(Xi)" is a short form: the parentheses go. */
bool registry_is_brief(char **name);

/* One row of each list: table_row_fn with the registry as ctx. */
bool registry_add_outlet(
	void *registry, const struct table_row *row, struct err *err);
bool registry_add_actor(
	void *registry, const struct table_row *row, struct err *err);
bool registry_add_place(
	void *registry, const struct table_row *row, struct err *err);
bool registry_add_words(
	void *registry, const struct table_row *row, struct err *err);

/* An actor under several names, the first of which is shown. */
struct registry_actor_row {
	const char *code;
	enum actor_type type;
	const char *const *names;
	size_t nnames;
	day from, to;
};
void registry_give_actor(
	struct registry *registry, const struct registry_actor_row *row);

/* CAMEO dictionaries: by the first line that says something; and read. */
bool registry_is_petrarch(const char *path);
bool registry_read_petrarch(
	struct registry *registry, const char *path, struct err *err);
void registry_fault_add(struct registry *registry, const char *path,
	unsigned line, const char *what);

/* A list that nobody named and that is not where it is looked for. */
void registry_fault_missing(
	struct registry *registry, const char *file, const char *of);

/* The rows = and ! of the actors' list. */
bool registry_add_merge(struct registry *registry, const struct table_row *row,
	struct err *err);

#endif
