#include "indexer/build/order.h"

#include <stdlib.h>
#include <string.h>

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

/* The order in which the keeper gave the stories. */
static int
compare_given(const struct story_key *a, const struct story_key *b)
{
	int c = COMPARE(a->input, b->input);

	return c != 0 ? c : COMPARE(a->nth, b->nth);
}

static int
compare_uri(const void *va, const void *vb)
{
	const struct story_key *a = va, *b = vb;
	int c = strcmp(a->uri, b->uri);

	return c != 0 ? c : compare_given(a, b);
}

size_t
order_drop_duplicates(
	struct story_key *keys, size_t count, duplicate_fn fn, void *ctx)
{
	size_t kept = 0;

	qsort(keys, count, sizeof(*keys), compare_uri);
	for (size_t i = 0; i < count; i++) {
		if (kept > 0 && strcmp(keys[kept - 1].uri, keys[i].uri) == 0)
			fn(ctx, &keys[i], &keys[kept - 1]);
		else
			keys[kept++] = keys[i];
	}
	return kept;
}

static int
compare_day(const void *va, const void *vb)
{
	const struct story_key *a = va, *b = vb;
	int c = COMPARE(b->day, a->day); /* DAY_UNKNOWN is below all days */

	return c != 0 ? c : strcmp(a->uri, b->uri);
}

void
order_by_day(struct story_key *keys, size_t count)
{
	qsort(keys, count, sizeof(*keys), compare_day);
}

size_t
order_slices(const struct story_key *keys, size_t count, struct slice *slices,
	size_t max)
{
	uint64_t total = 0, sum = 0;
	size_t n = 0, begin = 0;

	for (size_t i = 0; i < count; i++)
		total += keys[i].text_bytes + 1;
	for (size_t i = 0; i < count; i++) {
		sum += keys[i].text_bytes + 1;
		/* the n-th slice ends where its share of the text does */
		if (sum * max * max < total * (n + 1) * (2 * max - n - 1) &&
			i + 1 < count)
			continue;
		slices[n++] = (struct slice){ begin, i + 1 };
		begin = i + 1;
	}
	return n;
}
