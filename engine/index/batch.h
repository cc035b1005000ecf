/*
 * batch.h - things of many numbers, put in the order of their numbers
 *
 * An inversion that takes each posting to the list of its term as it comes
 * waits for memory every time.  So postings are gathered, as many as a cache
 * holds, sorted by their number, and those of one number go to its list
 * together.
 *
 * Thread: a batch belongs to one thread.
 */
#ifndef ENGINE_BATCH_H
#define ENGINE_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BATCH_ITEMS (1u << 16)

/* Whose item it is, and two things that its maker knows. */
struct batch_item {
	uint32_t number, a, b;
};

/* Zeroed is valid and empty. */
struct batch {
	struct batch_item *items;
	struct batch_item *spare;
	uint32_t count;
	uint32_t numbers; /* above all of the items */
};

/* One more; false if it was the last that fits. */
bool batch_add(struct batch *batch, uint32_t number, uint32_t a, uint32_t b);

/* Sort by number, those of one number as they came. */
void batch_sort(struct batch *batch);

/* Whose item i is, of any i: UINT32_MAX behind the last. */
static inline uint32_t
batch_number(const struct batch *batch, uint32_t i)
{
	return i < batch->count ? batch->items[i].number : UINT32_MAX;
}

/* How many items from i on have the number of item i. */
uint32_t batch_same(const struct batch *batch, uint32_t i);

void batch_reset(struct batch *batch); /* empty */
void batch_release(struct batch *batch);

#endif
