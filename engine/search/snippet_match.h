/*
 * snippet_match.h - where the words of a query stand in a text
 *
 * Words and phrases of the query are numbered; phrases follow the words.
 * Every place where one stands is a match, in the order of the text.
 *
 * Pure.  Thread: one struct matches belongs to one thread.
 */
#ifndef ENGINE_SNIPPET_MATCH_H
#define ENGINE_SNIPPET_MATCH_H

#include "base/arena.h"
#include "base/names.h"
#include "engine/query/query.h"
#include "engine/text/stem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct match {
	uint32_t start, end; /* bytes of the text */
	uint32_t position;   /* of its first word */
	uint32_t sought;     /* which word or phrase */
	bool in_phrase;	     /* a word of a phrase that stands here */
};

/* A word or a phrase that is looked for. */
struct sought {
	uint32_t matches;
	uint32_t weight; /* the more, the fewer matches */
	/* a word */
	bool loose;	/* asked for by itself */
	bool in_phrase; /* some phrase with it stands in the text */
	uint32_t first; /* phrase that begins with it */
	/* a phrase */
	uint32_t *words;
	uint32_t nwords;
	uint32_t next; /* phrase that begins with the same word */
};

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
	struct arena arena;
};

/* Set the field and zero the rest first; release it after. */
void matches_find(struct matches *matches, const struct query *query,
	struct stemmer *stemmer, const char *text, size_t len);
void matches_release(struct matches *matches);

#endif
