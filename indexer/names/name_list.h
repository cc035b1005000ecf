/*
 * name_list.h - where a story has names of the lists
 *
 * Every stretch of tokens that is a phrase of the registry, with its capitals
 * as the list wants them, initials left out.  Stretches may overlap: which of
 * them count is decided later.
 *
 * Thread: belongs to one thread; memory is that of the story's arena.
 */
#ifndef INDEXER_NAME_LIST_H
#define INDEXER_NAME_LIST_H

#include "indexer/names/name_text.h"

/* What a phrase is in the lists, or'ed. */
enum name_listed {
	LISTED_COUNTRY = 1,
	LISTED_PERSON = 2, /* in full */
	LISTED_BRIEF = 4,  /* a surname or another short form */
	LISTED_BODY = 8,   /* an organisation or group */
	LISTED_CITY = 16,
	LISTED_REGION = 32, /* a state, region, continent, island */
	LISTED_LAND = 64,   /* water, mountain, street */
	LISTED_NATION = 128,
	LISTED_SURE = 256, /* a place that its bare name means */
	LISTED_VALUES = 512
};

struct name_match {
	uint32_t first; /* token */
	uint16_t listed;
	uint8_t words; /* tokens, initials among them */
	const struct actor_phrase *actors;
	const struct place_phrase *places;
};

struct name_matches {
	struct name_match *items; /* by first, then by words, ascending */
	uint32_t count;
	size_t cap;
	uint32_t *of; /* of token i: items [of[i], of[i + 1]) */
};

void name_list_find(const struct name_story *story,
	const struct name_text *text, struct name_matches *out);

/* What exactly these tokens are in the lists; NULL: nothing. */
const struct name_match *name_list_at(
	const struct name_matches *matches, uint32_t first, uint32_t words);

#endif
