/* pair_table.c - counts by pairs of numbers */
#include "engine/counts/pair_table.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define PLACES_FIRST 1024

void
pair_table_release(struct pair_table *table)
{
	free(table->places);
	*table = (struct pair_table){ 0 };
}

void
pair_table_reset(struct pair_table *table)
{
	if (table->count > 0)
		memset(table->places, 0, table->cap * sizeof(*table->places));
	table->count = 0;
}

/* Where the pair is, or the free place where it goes; there is one. */
static struct pair_count *
place(struct pair_count *places, size_t cap, uint32_t a, uint32_t b)
{
	uint64_t hash = ((uint64_t)a << 32 | b) * 0x9e3779b97f4a7c15u;
	size_t at = (size_t)(hash >> 32) & (cap - 1);

	while (places[at].stories != 0 &&
		(places[at].a != a || places[at].b != b))
		at = (at + 1) & (cap - 1);
	return &places[at];
}

static void
grow(struct pair_table *table)
{
	size_t cap = table->cap == 0 ? PLACES_FIRST : table->cap * 2;
	struct pair_count *places = mem_alloc(cap * sizeof(*places));

	for (size_t i = 0; i < table->cap; i++) {
		const struct pair_count *old = &table->places[i];

		if (old->stories != 0)
			*place(places, cap, old->a, old->b) = *old;
	}
	free(table->places);
	table->places = places;
	table->cap = cap;
}

void
pair_table_count(
	struct pair_table *table, uint32_t a, uint32_t b, uint32_t text)
{
	struct pair_count *pair;

	if (table->count * 2 >= table->cap)
		grow(table);
	pair = place(table->places, table->cap, a, b);
	if (pair->stories == 0) {
		*pair = (struct pair_count){ .a = a, .b = b };
		table->count++;
	}
	pair->stories++;
	if (text != 0 && pair->text == text)
		return;
	pair->text = text;
	pair->distinct++;
}
