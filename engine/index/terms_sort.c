#include "engine/index/terms_sort.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* The first bytes of a term as a number that sorts as they do. */
struct terms_sort_key {
	uint64_t head;
	const struct term *term;
};

static uint64_t
head_of(const struct term *term)
{
	uint64_t head = 0;

	for (uint32_t i = 0; i < 8; i++)
		head = head << 8 |
		       (i < term->len ? (unsigned char)term->text[i] : 0);
	return head;
}

/* Sort by one byte of the heads, stably; false if all have the same, and
 * nothing was moved. */
static bool
sort_by_byte(const struct terms_sort_key *from, struct terms_sort_key *to,
	uint32_t n, int shift)
{
	uint32_t at[256] = { 0 }, sum = 0;

	for (uint32_t i = 0; i < n; i++)
		at[from[i].head >> shift & 0xff]++;
	if (at[from[0].head >> shift & 0xff] == n)
		return false;
	for (uint32_t i = 0; i < 256; i++) {
		uint32_t count = at[i];

		at[i] = sum;
		sum += count;
	}
	for (uint32_t i = 0; i < n; i++)
		to[at[from[i].head >> shift & 0xff]++] = from[i];
	return true;
}

static int
key_compare(const void *a, const void *b)
{
	const struct term *x = ((const struct terms_sort_key *)a)->term;
	const struct term *y = ((const struct terms_sort_key *)b)->term;
	int order = memcmp(x->text, y->text, x->len < y->len ? x->len : y->len);

	return order != 0 ? order : (x->len > y->len) - (x->len < y->len);
}

/* Put those in order whose heads are equal. */
static void
sort_runs(struct terms_sort_key *keys, uint32_t n)
{
	uint32_t end;

	for (uint32_t i = 0; i < n; i = end) {
		for (end = i + 1; end < n && keys[end].head == keys[i].head;)
			end++;
		if (end - i > 1)
			qsort(keys + i, end - i, sizeof(*keys), key_compare);
	}
}

const struct term *
terms_sort(struct terms_sort *sort, const struct term *terms, uint32_t n)
{
	struct terms_sort_key *keys, *spare, *swap;

	if (n == 0)
		return terms;
	sort->keys =
		mem_grow(sort->keys, &sort->keys_cap, n, sizeof(*sort->keys));
	sort->spare = mem_grow(
		sort->spare, &sort->spare_cap, n, sizeof(*sort->spare));
	sort->sorted = mem_grow(
		sort->sorted, &sort->sorted_cap, n, sizeof(*sort->sorted));
	keys = sort->keys;
	spare = sort->spare;
	for (uint32_t i = 0; i < n; i++) {
		keys[i].head = head_of(&terms[i]);
		keys[i].term = &terms[i];
	}
	for (int shift = 0; shift < 64; shift += 8) {
		if (!sort_by_byte(keys, spare, n, shift))
			continue;
		swap = keys;
		keys = spare;
		spare = swap;
	}
	sort_runs(keys, n);
	for (uint32_t i = 0; i < n; i++)
		sort->sorted[i] = *keys[i].term;
	return sort->sorted;
}

void
terms_sort_release(struct terms_sort *sort)
{
	free(sort->keys);
	free(sort->spare);
	free(sort->sorted);
	*sort = (struct terms_sort){ 0 };
}
