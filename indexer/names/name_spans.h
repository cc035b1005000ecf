/*
 * name_spans.h - which words of a text are names, and of what
 *
 * Runs of capitalised words (with of, and, de between them) are regions.  A
 * region is cut into spans so that their scores by the model add up to the
 * most; words of no name are spans of type NAME_NONE and not given.  Then the
 * mentions of one word hear what the others of the story are taken for.
 *
 * Thread: belongs to one thread; memory is that of the story's arena.
 */
#ifndef INDEXER_NAME_SPANS_H
#define INDEXER_NAME_SPANS_H

#include "indexer/names/name_list.h"
#include "indexer/names/name_model.h"

#define SPAN_WORDS 8	/* of a name at most */
#define REGION_WORDS 40 /* a longer run is cut */

struct name_region {
	uint32_t first, count; /* tokens */
};

/* The next region from token *at on; false: no more. */
bool name_region_next(const struct name_story *story,
	const struct name_text *text, uint32_t *at, struct name_region *out);

/* May a name be exactly these tokens of a region? */
bool name_span_possible(
	const struct name_text *text, uint32_t first, uint32_t words);

struct name_span {
	uint32_t first; /* token */
	uint8_t words;
	uint8_t type;		  /* enum name_type */
	float margin;		  /* over the next best type */
	float scores[NAME_TYPES]; /* NAME_NONE: of its words as no name */
};

struct name_spans {
	struct name_span *items;
	uint32_t count;
	size_t cap;
};

void name_spans_find(const struct name_model *model,
	const struct name_story *story, const struct name_text *text,
	const struct name_matches *matches, struct name_spans *out);

/*
 * What the mentions of a story say for one another, by word: how often it is
 * a name of each type alone, and at the end and beginning of longer ones.
 */
struct name_votes {
	struct arena *arena;
	struct name_word_votes *items; /* 0: of the words without any */
	uint32_t count;
	size_t cap;
	uint32_t *of; /* of each word: its item */
};
struct name_word_votes {
	float alone[NAME_TYPES], last[NAME_TYPES], first[NAME_TYPES];
};
void name_votes_init(const struct name_story *story, struct name_votes *votes);
void name_votes_add(struct name_votes *votes, const struct name_text *text,
	const struct name_spans *spans);
/* The features of what the others say of a span. */
void name_votes_features(const struct name_votes *votes,
	const struct name_text *text, const struct name_span *span,
	struct name_feature_list *out);
/* Judge all spans again. */
void name_votes_apply(const struct name_votes *votes,
	const struct name_model *model, const struct name_text *text,
	struct name_spans *spans);

#endif
