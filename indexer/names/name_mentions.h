/*
 * name_mentions.h - where a story names somebody or some place
 *
 * What the lists know and what the recogniser found, made one: the longer
 * stretch wins, and where both are of the same words the lists say who, the
 * recogniser whether it is meant so here.  Mentions do not overlap.
 *
 * Thread: belongs to one thread; memory is that of the story's arena.
 */
#ifndef INDEXER_NAME_MENTIONS_H
#define INDEXER_NAME_MENTIONS_H

#include "indexer/names/name_list.h"
#include "indexer/names/name_spans.h"

struct name_mention {
	const struct name_text *text;
	uint32_t first; /* token */
	uint32_t words;
	enum name_type type;
	float margin; /* of the recogniser; 0: it did not say this */
	/* As the lists have it; both NULL: found. */
	const struct known_actor *actor;
	const struct place_phrase *places;
	const struct actor_phrase *briefs; /* a short form of one of these */
};

struct name_mentions {
	struct name_mention *items; /* body first, then headline */
	uint32_t count;
	size_t cap;
};

/*
 * All mentions of a story that was read, published on that day (DAY_UNKNOWN:
 * unknown).  Without weights in the model, or when `recognise` is false, only
 * the lists speak.
 */
void name_mentions_find(const struct name_model *model,
	const struct name_story *story, day published, bool recognise,
	struct name_mentions *out);

#endif
