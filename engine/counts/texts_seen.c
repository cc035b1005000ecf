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

uint32_t
texts_count(struct texts_seen *seen, const struct columns *columns,
	const uint32_t *docids, uint32_t n)
{
	uint32_t texts = 0;

	texts_seen_reset(seen);
	for (uint32_t i = 0; i < n; i++)
		texts +=
			texts_seen_first(seen, columns->cluster[docids[i] - 1]);
	return texts;
}
