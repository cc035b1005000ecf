/*
 * snippet_match.h - where the words of a query stand in a text
 *
 * Words, phrases and groups of the query are numbered.  Every place where one
 * stands is a match, in the order of the text.
 *
 * Pure.  Thread: one struct matches belongs to one thread.
 */
#ifndef ENGINE_SNIPPET_MATCH_H
#define ENGINE_SNIPPET_MATCH_H

#include "base/arena.h"
#include "base/names.h"
#include "engine/passages/snippet.h"
#include "engine/plan/placed.h"
#include "engine/query/query.h"
#include "engine/text/stem.h"
#include "engine/text/token.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct match {
	uint32_t start, end; /* bytes of the text */
	uint32_t position;   /* of its first word */
	uint32_t sought;     /* which word or phrase */
	bool in_phrase;	     /* of a phrase or a group that stands here */
};

/* A word or a phrase that is looked for. */
struct sought {
	uint32_t matches;
	uint32_t weight; /* the more, the fewer matches */
	/* a word */
	bool loose;	/* asked for by itself */
	bool wanted;	/* and not only under NOT */
	bool in_phrase; /* some phrase or group with it stands in the text */
	uint32_t first; /* phrase that begins with it */
	/* a phrase */
	uint32_t *words;
	uint32_t nwords;
	uint32_t next; /* phrase that begins with the same word */
};

/* Words that say where they stand together: snippet_groups.h. */
struct match_group {
	struct placed *tree;
	bool *has;	 /* by number: is it one of its words? */
	uint32_t words;	 /* numbers up to here */
	uint32_t sought; /* its own number */
};

/* The spans of one scope, in bytes, and in positions of words. */
struct match_scope {
	const struct story_span *spans;
	size_t nspans, at;
	bool open; /* the last window is that of spans[at] */
	struct placed_window *windows;
	size_t nwindows, cap;
};

#define SOUGHT_NONE UINT32_MAX
#define MATCH_LIKES_MAX 32 /* patterns and similar words that are marked */

struct matches {
	enum field_id field; /* whose words count: FIELD_TEXT or FIELD_BOILER */
	struct match *items;
	size_t count, cap;
	struct sought *sought;
	uint32_t nsought;
	size_t sought_cap;
	/* words by their form and by their stem, and their numbers */
	struct names forms, stems;
	uint32_t *form_ids, *stem_ids;
	size_t form_ids_cap, stem_ids_cap;
	/* words that only look so, and their numbers */
	const struct query *likes[MATCH_LIKES_MAX];
	uint32_t like_ids[MATCH_LIKES_MAX];
	uint32_t nlikes;
	struct match_group *groups;
	uint32_t ngroups;
	size_t groups_cap;
	struct match_scope scopes[SCOPES];
	struct placed_word *words; /* scratch of snippet_groups.c */
	struct placed_scratch scratch;
	uint32_t tests;
	struct arena arena;
};

/* Set the field and zero the rest first; release it after. */
void matches_find(struct matches *matches, const struct query *query,
	struct stemmer *stemmer, const struct snippet_text *text);
void matches_release(struct matches *matches);

/* For snippet_groups.c.  The number of a word of the query; SOUGHT_NONE: it is
 * not sought in this text. */
uint32_t matches_word_number(
	struct matches *m, struct stemmer *stemmer, const struct query *word);
uint32_t matches_sought_new(struct matches *m);
void matches_add(struct matches *m, const struct match *match);

#endif
