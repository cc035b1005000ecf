/*
 * pair_table.h - counts by pairs of numbers
 *
 * Open addressing; a table of up to n pairs takes at most 120 n bytes while
 * it grows.
 *
 * Thread: belongs to one request.
 */
#ifndef ENGINE_PAIR_TABLE_H
#define ENGINE_PAIR_TABLE_H

#include <stddef.h>
#include <stdint.h>

struct pair_count {
	uint32_t a, b;
	uint32_t stories; /* 0: a free place */
	uint32_t distinct;
	uint32_t text; /* that it was counted for last */
};

struct pair_table {
	struct pair_count *places;
	size_t cap; /* a power of two, or 0 */
	size_t count;
};

void pair_table_release(struct pair_table *table);

/* Forget the counts; keeps the memory. */
void pair_table_reset(struct pair_table *table);

/* One more story with both; text as in text_walk_fn. */
void pair_table_count(
	struct pair_table *table, uint32_t a, uint32_t b, uint32_t text);

#endif
