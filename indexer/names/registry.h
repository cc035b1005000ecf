/*
 * registry.h - what is known about outlets and actors beforehand
 *
 * Read from conf/outlets.tsv (domain, name, aliases, country, kind) and
 * conf/actors.tsv (code, type, name, aliases, from, to); `#` begins a comment
 * line.  Aliases are separated by `|`.  Errors name file and line.
 *
 * Thread: loaded once, then only read: any thread.
 */
#ifndef INDEXER_REGISTRY_H
#define INDEXER_REGISTRY_H

#include "base/err.h"
#include "engine/day.h"
#include "engine/story.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct registry;

struct known_outlet {
	const char *domain;
	const char *name;
	const char *country; /* ISO 3166 alpha-2, or NULL */
	const char *kind;    /* "paper", "agency" …, or NULL */
};

struct known_actor {
	const char *code;
	const char *name;
	enum actor_type type;
	day from, to;  /* DAY_UNKNOWN: open */
	size_t number; /* among the actors, from 0 */
};

/*
 * Find and load both files.  A path that is not "" is taken as it is; else
 * the file is looked for from the folder of the program, in ../conf and in
 * ../share/dateline, and when it is in neither nothing is known.
 */
struct registry *registry_open(
	const char *outlets, const char *actors, struct err *err);

/* Either path may be NULL: nothing known of that. */
struct registry *registry_load(
	const char *outlets_path, const char *actors_path, struct err *err);
void registry_free(struct registry *registry);

/* By domain (a subdomain finds its parent; www. is ignored), or by name or
 * alias after folding; NULL if unknown. */
const struct known_outlet *registry_outlet_by_domain(
	const struct registry *registry, const char *domain);
const struct known_outlet *registry_outlet_by_name(
	const struct registry *registry, const char *name);

/* An actor by any of its full names after folding, or by code; NULL if
 * unknown or if several are called so. */
const struct known_actor *registry_actor(
	const struct registry *registry, const char *name_or_code);

/*
 * One way to name an actor.  Phrases are made of the words of actor_words.h:
 * folded, initials left out, joined by one blank.
 */
struct actor_phrase {
	const struct known_actor *actor;
	day from, to;	   /* days it holds; DAY_UNKNOWN: open */
	uint32_t capitals; /* bit i: word i begins with a capital */
	bool acronym;	   /* one word in capitals: so it must be met */
	bool brief;	   /* counts only behind a full name */
	const struct actor_phrase *next; /* another actor so called */
};

/* Who may be called so; NULL: nobody. */
const struct actor_phrase *registry_phrase(
	const struct registry *registry, const char *phrase, size_t len);
/* Words of the longest phrase that begins with this word; 0: none does. */
unsigned registry_phrase_words(
	const struct registry *registry, const char *word, size_t len);
size_t registry_actors(const struct registry *registry); /* how many */

#endif
