#include "indexer/copies/sort.h"

#include <string.h>

enum { DIGITS = sizeof(uint64_t), VALUES = 256 };

/* Hashes are put on heaps by their upper bits, about one on each. */
enum { HEAP_BITS_MOST = 10, HEAP_MOST = 32 };

/* One pass: by the byte at `shift`, otherwise in the order they are in. */
static void
by_digit(const uint64_t *from, size_t n, unsigned shift, size_t counts[VALUES],
	uint64_t *to)
{
	size_t at = 0;

	for (size_t i = 0; i < VALUES; i++) {
		size_t count = counts[i];

		counts[i] = at;
		at += count;
	}
	for (size_t i = 0; i < n; i++)
		to[counts[from[i] >> shift & 0xff]++] = from[i];
}

void
sort_numbers(uint64_t *numbers, size_t n, uint64_t *scratch)
{
	size_t counts[DIGITS][VALUES] = { 0 };
	uint64_t *from = numbers, *to = scratch;

	for (size_t i = 0; i < n; i++)
		for (unsigned d = 0; d < DIGITS; d++)
			counts[d][numbers[i] >> 8 * d & 0xff]++;
	for (unsigned d = 0; n > 0 && d < DIGITS; d++) {
		uint64_t *done = to;

		if (counts[d][from[0] >> 8 * d & 0xff] == n)
			continue; /* all have the same byte */
		by_digit(from, n, 8 * d, counts[d], to);
		to = from;
		from = done;
	}
	if (from != numbers)
		memcpy(numbers, from, n * sizeof(*numbers));
}

/* Put each where it belongs; most are there, or next to it. */
static void
insert_all(uint64_t *numbers, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		uint64_t number = numbers[i];
		size_t at = i;

		for (; at > 0 && numbers[at - 1] > number; at--)
			numbers[at] = numbers[at - 1];
		numbers[at] = number;
	}
}

void
sort_hashes(uint64_t *hashes, size_t n, uint64_t *scratch)
{
	size_t counts[1 << HEAP_BITS_MOST] = { 0 }, at = 0, most = 0;
	unsigned bits = 1;

	while (bits < HEAP_BITS_MOST && (size_t)1 << bits < n)
		bits++;
	for (size_t i = 0; i < n; i++)
		counts[hashes[i] >> (64 - bits)]++;
	for (size_t i = 0; i < (size_t)1 << bits; i++) {
		size_t count = counts[i];

		most = count > most ? count : most;
		counts[i] = at;
		at += count;
	}
	/* Many of one value: no matter of chance after all. */
	if (most > HEAP_MOST) {
		sort_numbers(hashes, n, scratch);
		return;
	}
	for (size_t i = 0; i < n; i++)
		scratch[counts[hashes[i] >> (64 - bits)]++] = hashes[i];
	insert_all(scratch, n);
	if (n > 0)
		memcpy(hashes, scratch, n * sizeof(*hashes));
}

size_t
sort_unique(uint64_t *numbers, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (kept == 0 || numbers[kept - 1] != numbers[i])
			numbers[kept++] = numbers[i];
	return kept;
}
