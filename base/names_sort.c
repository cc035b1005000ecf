#include "base/names_sort.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* The first bytes of a name as a number that sorts as they do. */
struct key {
	uint64_t head;
	uint32_t ordinal;
	uint32_t len;
};

static uint64_t
head_of(const char *text, size_t len)
{
	uint64_t head = 0;

	for (size_t i = 0; i < sizeof(head); i++)
		head = head << 8 | (i < len ? (unsigned char)text[i] : 0);
	return head;
}

/* Sort by one byte of the heads, stably; false if all have the same, and
 * nothing was moved. */
static bool
sort_by_byte(const struct key *from, struct key *to, uint32_t n, int shift)
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

/* qsort_r() gives the names as context. */
static int
compare(const void *a, const void *b, void *names)
{
	const struct key *x = a, *y = b;
	uint32_t shorter = x->len < y->len ? x->len : y->len;
	int order = memcmp(names_text(names, x->ordinal, NULL),
		names_text(names, y->ordinal, NULL), shorter);

	return order != 0 ? order : (x->len > y->len) - (x->len < y->len);
}

/* Put those in order whose heads are equal. */
static void
sort_runs(struct key *keys, uint32_t n, const struct names *names)
{
	uint32_t end;

	for (uint32_t i = 0; i < n; i = end) {
		for (end = i + 1; end < n && keys[end].head == keys[i].head;)
			end++;
		if (end - i > 1)
			qsort_r(keys + i, end - i, sizeof(*keys), compare,
				(void *)(uintptr_t)names);
	}
}

void
names_sort(const struct names *names, uint32_t *ordinals, uint32_t n)
{
	struct key *keys = mem_array(NULL, n, sizeof(*keys));
	struct key *spare = mem_array(NULL, n, sizeof(*spare));

	for (uint32_t i = 0; i < n; i++) {
		size_t len;
		const char *text = names_text(names, ordinals[i], &len);

		keys[i] = (struct key){ head_of(text, len), ordinals[i],
			(uint32_t)len };
	}
	for (int shift = 0; n > 0 && shift < 64; shift += 8) {
		struct key *swap = keys;

		if (!sort_by_byte(keys, spare, n, shift))
			continue;
		keys = spare;
		spare = swap;
	}
	sort_runs(keys, n, names);
	for (uint32_t i = 0; i < n; i++)
		ordinals[i] = keys[i].ordinal;
	free(keys);
	free(spare);
}

uint32_t *
names_sorted(const struct names *names)
{
	uint32_t *sorted = mem_array(NULL, names->count, sizeof(*sorted));

	for (uint32_t i = 0; i < names->count; i++)
		sorted[i] = i;
	names_sort(names, sorted, names->count);
	return sorted;
}
