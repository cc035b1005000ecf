/*
 * registry.h - what is known about outlets, actors and places beforehand
 *
 * Read from the lists of conf/, columns separated by tabs, each explained at
 * its top: outlets.tsv, actors.tsv, places.tsv, names.tsv (the words that
 * names are made of).  Errors name file, line and what was expected.
 *
 * Thread: loaded once, then only read: any thread.  Nothing that looks a
 * phrase or a word up allocates.
 */
#ifndef INDEXER_REGISTRY_H
#define INDEXER_REGISTRY_H

#include "base/buf.h"
#include "base/err.h"
#include "engine/story/day.h"
#include "engine/story/story.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct registry;

/* Where the lists are; NULL: nothing known of that. */
struct registry_files {
	const char *outlets;
	const char *actors;
	const char *places;
	const char *words;
};

/*
 * Find and load all of them.  A path that is not "" is taken as it is; else
 * (also NULL) the file is looked for from the folder of the program, in
 * ../conf and in ../share/dateline, and when it is in neither nothing is
 * known.
 */
struct registry *registry_open(
	const struct registry_files *files, struct err *err);

/* The path that is meant by one, in `out` if it was looked for; NULL when
 * there is no such file. */
const char *registry_find(const char *path, const char *name, struct buf *out);

struct registry *registry_load(
	const struct registry_files *files, struct err *err);

/* All of it into an image (base/image.h), to be read from there. */
struct image;
void registry_take(const struct registry *registry, struct image *image);
void registry_free(struct registry *registry);

/*
 * The list of actors may also be a CAMEO dictionary (NAME_ [CODE], +ALIAS_,
 * dated roles).  Those hold entries that make no sense; they are left out and
 * told here, each as "path:line: what was expected", i in [0, how many).  So
 * are lists that registry_open() looked for and did not find.
 */
size_t registry_faults(const struct registry *registry);
const char *registry_fault(const struct registry *registry, size_t i);

/* ---- outlets ---- */

struct known_outlet {
	const char *domain;
	const char *name;
	const char *country; /* ISO 3166 alpha-2, or NULL */
	const char *kind;    /* "paper", "agency" …, or NULL */
};

/* By domain (a subdomain finds its parent; www. is ignored), or by name or
 * alias after folding; NULL if unknown. */
const struct known_outlet *registry_outlet_by_domain(
	const struct registry *registry, const char *domain);
const struct known_outlet *registry_outlet_by_name(
	const struct registry *registry, const char *name);

/* ---- actors ---- */

struct known_actor {
	const char *code;
	const char *name;
	enum actor_type type;
	size_t number; /* among the actors, from 0 */
};

/* An actor by any of its full names after folding, or by code; NULL if
 * unknown or if several are called so. */
const struct known_actor *registry_actor(
	const struct registry *registry, const char *name_or_code);

/* The actor of exactly this code, or NULL. */
const struct known_actor *registry_by_code(
	const struct registry *registry, const char *code);

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
/* Words of the longest phrase, of an actor or a place, that begins with
 * this word; 0: none does. */
unsigned registry_phrase_words(
	const struct registry *registry, const char *word, size_t len);

/*
 * What the keeper of the archive decided: the name under which a name is to
 * be merged (an actor's code or another name), NULL if nothing was said; and
 * whether two names must stay apart.  Compared after folding.
 */
const char *registry_same(const struct registry *registry, const char *name);
bool registry_apart(
	const struct registry *registry, const char *a, const char *b);

/* ---- places ---- */

enum place_kind {
	PLACE_UNKNOWN,
	PLACE_CITY,
	PLACE_STATE,
	PLACE_REGION,
	PLACE_CONTINENT,
	PLACE_ISLAND,
	PLACE_WATER, /* sea, river, lake, strait, canal */
	PLACE_MOUNTAIN,
	PLACE_SPOT, /* a street, an airport, a venue */
	PLACE_KINDS
};
extern const char *const place_kinds[PLACE_KINDS]; /* "city" … */

struct known_place {
	const char *name;
	const char *code; /* of its country, as in actors; NULL: several */
	enum place_kind kind;
	/* How sure the bare name means it, 0..9: 9 London, 5 a town in the
	 * news, 2 mostly something else, 0 nothing without a witness. */
	int weight;
	size_t number; /* among the places, from 0 */
};

/* One way to name a place. */
struct place_phrase {
	const struct known_place *place;
	uint32_t capitals; /* as in actor_phrase */
	bool acronym;
	bool brief; /* "Ill.": only behind a comma and another name */
	const struct place_phrase *next; /* another one, no heavier */
};

/* Which places may be called so, the heaviest first; NULL: none. */
const struct place_phrase *registry_place(
	const struct registry *registry, const char *phrase, size_t len);

/* Both at one look-up. */
struct registry_meanings {
	const struct actor_phrase *actors;
	const struct place_phrase *places;
};
struct registry_meanings registry_means(
	const struct registry *registry, const char *phrase, size_t len);

/* registry_place() of a name as it is written. */
const struct place_phrase *registry_place_phrases(
	const struct registry *registry, const char *name);
/* The place so called in that country (NULL: in none); NULL: unknown. */
const struct known_place *registry_place_named(
	const struct registry *registry, const char *name, const char *code);
size_t registry_places(const struct registry *registry); /* how many */

/* ---- words that names are made of ---- */

enum word_kind {
	WORD_GIVEN = 1 << 0,	/* first names */
	WORD_SURNAME = 1 << 1,	/* family names, the frequent ones */
	WORD_TITLE = 1 << 2,	/* before a person: president, mr, gen */
	WORD_ROLE = 1 << 3,	/* what a person is: spokesman, striker */
	WORD_PARTICLE = 1 << 4, /* inside a person's name: van, al, bin */
	WORD_COMPANY = 1 << 5,	/* ends a company: inc, plc, gmbh */
	WORD_HEAD = 1 << 6,	/* of an organisation: ministry, bank, united */
	WORD_SAYING = 1 << 7,	/* verbs of saying: said, told */
	WORD_DEMONYM = 1 << 8,	/* of a country: see registry_demonym() */
	WORD_FEATURE = 1 << 9,	/* of a place: lake, county, street */
	WORD_COMMON = 1 << 10,	/* begins with a capital, names nobody */
	WORD_MONEY = 1 << 11,	/* of a country: dollars, yen */
	WORD_MARKET = 1 << 12,	/* ends the code of a share: see below */
};

/* The row that the list and the program agree on; ends with name NULL. */
struct word_kind_row {
	const char *name;
	enum word_kind kind;
};
extern const struct word_kind_row word_kinds[];

/* What a word (or some words, a phrase) may be: kinds or'ed, 0: unknown. */
unsigned registry_word(
	const struct registry *registry, const char *phrase, size_t len);
/* What a list says of a single word. */
struct registry_word {
	const char *text;
	size_t len;
	unsigned kinds;	 /* as registry_word() */
	unsigned phrase; /* as registry_phrase_words() */
};
/* Every single word that is in the lists of words or begins a phrase; what is
 * both comes twice, each time with what that list says. */
void registry_each_word(const struct registry *registry,
	void (*fn)(void *ctx, const struct registry_word *word), void *ctx);
/* Every phrase of the lists, of whatever kind; and how many there are. */
void registry_each_phrase(const struct registry *registry,
	void (*fn)(void *ctx, const char *phrase, size_t len), void *ctx);
size_t registry_phrases(const struct registry *registry);
/* The code of the country whose adjective or inhabitants it is, or NULL. */
const char *registry_demonym(
	const struct registry *registry, const char *phrase, size_t len);
/* The country of a demonym, a company's form or money; NULL: of none. */
const char *registry_word_country(
	const struct registry *registry, const char *phrase, size_t len);
/* The country of a share by what its code ends in: ".l" of <VOD.L>; "." where
 * nothing follows. */
const char *registry_market(const struct registry *registry, const char *end);

#endif
