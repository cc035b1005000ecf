/* text_walk.c - stories with the copies of one text side by side */
#include "engine/counts/text_walk.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void
text_walk_init(struct text_walk *walk, uint32_t clusters)
{
	size_t size = ((size_t)clusters + 1) * sizeof(*walk->head);

	*walk = (struct text_walk){
		.head = mem_alloc(size),
		.clusters = clusters,
	};
}

void
text_walk_release(struct text_walk *walk)
{
	free(walk->head);
	free(walk->copies);
	*walk = (struct text_walk){ 0 };
}

/* Put a story with copies aside, behind the others of its text. */
static void
put_aside(struct text_walk *walk, size_t *n, uint32_t row, uint32_t cluster)
{
	walk->copies = mem_grow(
		walk->copies, &walk->cap, *n + 1, sizeof(*walk->copies));
	walk->copies[*n] = (struct text_walk_story){
		.row = row,
		.before = walk->head[cluster],
	};
	walk->head[cluster] = (uint32_t)++ * n;
}

/* The stories of a text, from the last one put aside. */
static bool
walk_text(struct text_walk *walk, uint32_t cluster, text_walk_fn fn, void *ctx)
{
	uint32_t at = walk->head[cluster];
	bool on = true;

	walk->head[cluster] = 0;
	for (; on && at != 0; at = walk->copies[at - 1].before)
		on = fn(ctx, walk->copies[at - 1].row, cluster);
	return on;
}

static bool
time_is_up(const struct stop *stop, size_t i)
{
	return i % TEXT_WALK_BLOCK == TEXT_WALK_BLOCK - 1 &&
	       stop_now(stop) != STOP_NOT;
}

bool
text_walk(struct text_walk *walk, const struct columns *columns,
	const uint32_t *docids, uint32_t n, const struct stop *stop,
	text_walk_fn fn, void *ctx)
{
	size_t copies = 0;
	bool on = true;

	for (uint32_t i = 0; on && i < n; i++) {
		uint32_t row = docids != NULL ? docids[i] - 1 : i;
		uint32_t cluster = columns->cluster[row];

		if (cluster == 0)
			on = fn(ctx, row, 0);
		else
			put_aside(walk, &copies, row, cluster);
		on &= !time_is_up(stop, i);
	}
	for (size_t i = 0; i < copies; i++) {
		uint32_t cluster = columns->cluster[walk->copies[i].row];

		if (!on)
			walk->head[cluster] = 0;
		else if (walk->head[cluster] != 0)
			on = walk_text(walk, cluster, fn, ctx) &&
			     !time_is_up(stop, i);
	}
	return on;
}
