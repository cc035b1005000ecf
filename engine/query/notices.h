/*
 * notices.h - what a person should read beside a valid answer
 *
 * A list in the arena of the request; the same is said once, and no more
 * than a person would read.
 *
 * Thread: as its arena.
 */
#ifndef ENGINE_NOTICES_H
#define ENGINE_NOTICES_H

#include "base/arena.h"
#include "engine/query/query.h"

#include <stdint.h>

struct notices {
	struct arena *arena;
	struct query_notice *items;
	uint32_t count;
};

/* word is a constant; the text is cut when it is very long. */
void notices_add(struct notices *notices, const char *word, const char *fmt,
	...) __attribute__((format(printf, 3, 4)));

#endif
