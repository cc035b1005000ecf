/* texts_seen.c - which texts were seen: copies of one story count once */
#include "engine/counts/texts_seen.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void
texts_seen_init(struct texts_seen *seen, uint32_t clusters)
{
	*seen = (struct texts_seen){
		.marks = mem_array(
			NULL, (size_t)clusters + 1, sizeof(*seen->marks)),
		.clusters = clusters,
	};
	memset(seen->marks, 0, ((size_t)clusters + 1) * sizeof(*seen->marks));
}

void
texts_seen_release(struct texts_seen *seen)
{
	free(seen->marks);
	*seen = (struct texts_seen){ 0 };
}

void
texts_seen_reset(struct texts_seen *seen)
{
	if (++seen->round != 0)
		return;
	memset(seen->marks, 0,
		((size_t)seen->clusters + 1) * sizeof(*seen->marks));
	seen->round = 1;
}

bool
texts_seen_first(struct texts_seen *seen, uint32_t cluster)
{
	if (cluster == 0)
		return true;
	if (seen->marks[cluster] == seen->round)
		return false;
	seen->marks[cluster] = seen->round;
	return true;
}

/* Most stories have no copies: those that do are picked first, without a
 * branch, and the marks are looked at for them alone. */
uint32_t
texts_again(struct texts_seen *seen, const struct columns *columns,
	const uint32_t *docids, uint32_t n)
{
	enum { BLOCK = 256 };
	uint32_t clusters[BLOCK], again = 0;

	for (uint32_t i = 0, end; i < n; i = end) {
		uint32_t copied = 0;

		end = n - i > BLOCK ? i + BLOCK : n;
		for (uint32_t j = i; j < end; j++) {
			clusters[copied] = columns->cluster[docids[j] - 1];
			copied += clusters[copied] != 0;
		}
		for (uint32_t j = 0; j < copied; j++)
			again += !texts_seen_first(seen, clusters[j]);
	}
	return again;
}

uint32_t
texts_count(struct texts_seen *seen, const struct columns *columns,
	const uint32_t *docids, uint32_t n)
{
	texts_seen_reset(seen);
	return n - texts_again(seen, columns, docids, n);
}
