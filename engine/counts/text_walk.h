/*
 * text_walk.h - stories with the copies of one text side by side
 *
 * Who counts texts by some value need only remember the text that the value
 * was counted for last.
 *
 * Thread: one struct text_walk belongs to one worker; it keeps its memory.
 */
#ifndef ENGINE_TEXT_WALK_H
#define ENGINE_TEXT_WALK_H

#include "base/stop.h"
#include "engine/index/columns.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Stories between two looks at the clock. */
#define TEXT_WALK_BLOCK 16384

struct text_walk {
	uint32_t *head; /* [0..clusters]: its last story so far, from 1; 0 */
	uint32_t clusters;
	struct text_walk_story {
		uint32_t row, before;
	} * copies; /* the stories with copies, each with the one before */
	size_t cap;
};

void text_walk_init(struct text_walk *walk, uint32_t clusters);
void text_walk_release(struct text_walk *walk);

/* text: 0 for a story without copies; else the same for all of one text and
 * for no other.  False to go no further. */
typedef bool (*text_walk_fn)(void *ctx, uint32_t row, uint32_t text);

/*
 * Call fn for the stories docids[0..n), or for 1..n where docids is NULL.
 * Returns false when fn did, or when stop came first.
 */
bool text_walk(struct text_walk *walk, const struct columns *columns,
	const uint32_t *docids, uint32_t n, const struct stop *stop,
	text_walk_fn fn, void *ctx);

#endif
