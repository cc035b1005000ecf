#include "engine/index/batch.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Bits of a number that decide in one pass, at most: two passes do for four
 * million numbers, and the counts of one stay near the processor. */
enum { DIGIT_MOST = 11 };

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
	unsigned shift, unsigned bits)
{
	uint32_t at[1 << DIGIT_MOST], sum = 0, digits = 1u << bits;

	memset(at, 0, digits * sizeof(*at));
	for (uint32_t i = 0; i < n; i++)
		at[from[i].number >> shift & (digits - 1)]++;
	for (uint32_t i = 0; i < digits; i++) {
		uint32_t count = at[i];

		at[i] = sum;
		sum += count;
	}
	for (uint32_t i = 0; i < n; i++)
		to[at[from[i].number >> shift & (digits - 1)]++] = from[i];
}

/* How many bits the numbers have. */
static unsigned
bits_of(uint32_t numbers)
{
	return numbers > 1 ? 32 - (unsigned)__builtin_clz(numbers - 1) : 0;
}

void
batch_sort(struct batch *batch)
{
	unsigned bits = batch->count > 1 ? bits_of(batch->numbers) : 0;
	unsigned passes = (bits + DIGIT_MOST - 1) / DIGIT_MOST;

	for (unsigned shift = 0, digit; passes > 0; shift += digit, passes--) {
		struct batch_item *sorted = batch->spare;

		digit = (bits - shift + passes - 1) / passes;
		sort_by_digit(batch->items, sorted, batch->count, shift, digit);
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
