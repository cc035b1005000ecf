/*
 * story_bundle_parts.h - what writing and reading a bundle share
 *
 * Each member of the record has a stream, and so has each member of a record
 * in it: they are numbered as the tables stand (story_shape.c), those of a
 * record right behind the member that holds it.  A number is LEB128, a list
 * its count; a text ends with a NUL.  A stream of nothing but zeros and
 * missing texts is left empty.
 *
 * For engine/story/story_bundle*.c alone.  Thread: any.
 */
#ifndef ENGINE_STORY_BUNDLE_PARTS_H
#define ENGINE_STORY_BUNDLE_PARTS_H

#include "base/buf.h"
#include "engine/story/story_shape.h"
#include "engine/text/shorthand.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Streams there may be: more than there are. */
#define STREAMS_MAX 96

/* What a text is when it is none in shorthand. */
#define TEXT_NONE '\2'
#define TEXT_ECHO '\3' /* and the number of the guess, from 1 */

/* How many streams a record has. */
static inline uint32_t
bundle_streams(const struct shape *shape)
{
	uint32_t n = 0;

	for (const struct member *m = shape->members; m->number != 0; m++)
		n += 1 + (m->shape != NULL ? bundle_streams(m->shape) : 0);
	return n;
}

/* Where spans are counted from: the first of a list from that of the list
 * before, each other one from the end of the one before it. */
struct places {
	uint32_t first, last;
	bool begins; /* the next span is the first of its list */
};

static inline uint32_t
place_before(const struct places *places)
{
	return places->begins ? places->first : places->last;
}

static inline void
place_put(struct places *places, uint32_t start)
{
	if (places->begins)
		places->first = start;
	places->begins = false;
	places->last = start;
}

/* Where the span begins that ends at a member. */
static inline uint32_t
start_of(const struct member *m, const char *record)
{
	uint32_t start;

	memcpy(&start, record + m->at - sizeof(start), sizeof(start));
	return start;
}

/* One that is written. */
struct stream {
	struct buf bytes;
	bool used; /* has anything but zeros and missing texts */
};

struct story_bundle {
	const struct shorthand *shorthand;
	struct stream streams[STREAMS_MAX];
	uint32_t nstreams;
	uint32_t stories;
	struct echoing echoing;
	struct places places;
};

#endif
