#include "engine/index/batch.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Bits of a number that decide in one pass. */
enum { DIGIT = 10, DIGITS = 1 << DIGIT };

bool
batch_add(struct batch *batch, uint32_t number, uint32_t a, uint32_t b)
{
	if (batch->items == NULL) {
		batch->items =
			mem_array(NULL, BATCH_ITEMS, sizeof(*batch->items));
		batch->spare =
			mem_array(NULL, BATCH_ITEMS, sizeof(*batch->spare));
	}
	batch->items[batch->count++] = (struct batch_item){ number, a, b };
	if (number >= batch->numbers)
		batch->numbers = number + 1;
	return batch->count < BATCH_ITEMS;
}

static void
sort_by_digit(const struct batch_item *from, struct batch_item *to, uint32_t n,
	unsigned shift)
{
	uint32_t at[DIGITS] = { 0 }, sum = 0;

	for (uint32_t i = 0; i < n; i++)
		at[from[i].number >> shift & (DIGITS - 1)]++;
	for (uint32_t i = 0; i < DIGITS; i++) {
		uint32_t count = at[i];

		at[i] = sum;
		sum += count;
	}
	for (uint32_t i = 0; i < n; i++)
		to[at[from[i].number >> shift & (DIGITS - 1)]++] = from[i];
}

void
batch_sort(struct batch *batch)
{
	for (unsigned shift = 0;
		shift < 32 && (batch->numbers - 1) >> shift > 0 &&
		batch->count > 1;
		shift += DIGIT) {
		struct batch_item *sorted = batch->spare;

		sort_by_digit(batch->items, sorted, batch->count, shift);
		batch->spare = batch->items;
		batch->items = sorted;
	}
}

uint32_t
batch_same(const struct batch *batch, uint32_t i)
{
	uint32_t end = i + 1;

	while (end < batch->count &&
		batch->items[end].number == batch->items[i].number)
		end++;
	return end - i;
}

void
batch_reset(struct batch *batch)
{
	batch->count = batch->numbers = 0;
}

void
batch_release(struct batch *batch)
{
	free(batch->items);
	free(batch->spare);
	*batch = (struct batch){ 0 };
}
