#include "engine/index/signposts.h"

#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define STRIDE 64

/* The first eight bytes as a number that compares as they do; what is missing
 * is NUL, which stands before all that texts have. */
static uint64_t
head_of(const char *text, size_t len)
{
	unsigned char bytes[8] = { 0 };
	uint64_t head = 0;

	memcpy(bytes, text, len < sizeof(bytes) ? len : sizeof(bytes));
	for (size_t i = 0; i < sizeof(bytes); i++)
		head = head << 8 | bytes[i];
	return head;
}

void
signposts_make(struct signposts *posts, const char *bytes, const uint32_t *at,
	uint32_t n)
{
	posts->n = n / STRIDE + (n % STRIDE > 0);
	posts->heads = mem_array(NULL, posts->n, sizeof(*posts->heads));
	for (uint32_t i = 0; i < posts->n; i++) {
		uint32_t text = i * STRIDE;

		posts->heads[i] =
			head_of(bytes + at[text], at[text + 1] - at[text]);
	}
}

void
signposts_release(struct signposts *posts)
{
	free(posts->heads);
	*posts = (struct signposts){ 0 };
}

/* How many of the signposts are below the head, or not above it. */
static uint32_t
count_below(const struct signposts *posts, uint64_t head, bool or_same)
{
	uint32_t low = 0, left = posts->n;

	while (left > 0) {
		uint32_t half = left / 2;
		bool below = posts->heads[low + half] < head ||
			     (or_same && posts->heads[low + half] == head);

		low += below ? half + 1 : 0;
		left = below ? left - half - 1 : half;
	}
	return low;
}

void
signposts_find(const struct signposts *posts, uint32_t n, const char *text,
	size_t len, uint32_t *low, uint32_t *high)
{
	uint64_t head = head_of(text, len);
	uint32_t below = count_below(posts, head, false);
	uint32_t not_above = count_below(posts, head, true);

	*low = below > 0 ? (below - 1) * STRIDE : 0;
	*high = not_above < posts->n ? not_above * STRIDE : n;
}
