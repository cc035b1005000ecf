#include "engine/match/match_page.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* The order of hits: ties by docid. */
static inline bool
before(const struct match_hit *a, const struct match_hit *b)
{
	return a->weight != b->weight ? a->weight > b->weight
				      : a->docid < b->docid;
}

/* No weight is less. */
#define NOTHING_YET (-1.0)

static void
begin_clusters(struct match_reader *reader)
{
	size_t n = reader->columns->clusters + (size_t)1;

	if (reader->clusters == NULL) {
		reader->clusters = mem_alloc(n * sizeof(*reader->clusters));
		reader->met = mem_array(NULL, n, sizeof(*reader->met));
	}
	if (++reader->round == 0) {
		memset(reader->clusters, 0, n * sizeof(*reader->clusters));
		reader->round = 1;
	}
}

void
match_page_begin(struct match_page *page, struct match_reader *reader,
	const struct match_ranking *ranking, const struct match_behind *behind)
{
	uint64_t room = ranking->limit;

	if (behind == NULL)
		room += ranking->offset;
	if (room > reader->stories)
		room = reader->stories;
	reader->heap = mem_grow(reader->heap, &reader->heap_cap,
		(size_t)room + 1, sizeof(*reader->heap));
	*page = (struct match_page){
		.reader = reader,
		.behind = behind,
		.heap = reader->heap,
		.room = (uint32_t)room,
		.offset = behind == NULL ? ranking->offset : 0,
		.least = NOTHING_YET,
	};
	if (!ranking->collapse)
		return;
	page->cluster = reader->columns->cluster;
	begin_clusters(reader);
}

/* ---- the heap ---- */

/* Put a hit where it belongs under the root, which is free. */
static void
sift(struct match_hit *heap, uint32_t n, struct match_hit hit)
{
	uint32_t at = 0;

	for (;;) {
		uint32_t kid = 2 * at + 1;

		if (kid >= n)
			break;
		if (kid + 1 < n && before(&heap[kid], &heap[kid + 1]))
			kid++;
		if (!before(&hit, &heap[kid]))
			break;
		heap[at] = heap[kid];
		at = kid;
	}
	heap[at] = hit;
}

/* And from the end up. */
static void
rise(struct match_hit *heap, uint32_t at, struct match_hit hit)
{
	while (at > 0 && before(&heap[(at - 1) / 2], &hit)) {
		heap[at] = heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	heap[at] = hit;
}

static void
put(struct match_page *page, struct match_hit hit)
{
	if (page->room == 0 ||
		(page->behind != NULL && !before(&page->behind->last, &hit)))
		return;
	if (page->n < page->room)
		rise(page->heap, page->n++, hit);
	else if (before(&hit, &page->heap[0]))
		sift(page->heap, page->n, hit);
	if (page->n == page->room)
		page->least = page->heap[0].weight;
}

/* The best of its cluster is put at the end, when it is known. */
static void
meet(struct match_page *page, uint32_t cluster, struct match_hit hit)
{
	struct match_reader *reader = page->reader;
	struct match_cluster *met = &reader->clusters[cluster];

	if (met->round != reader->round) {
		met->round = reader->round;
		met->best = hit;
		reader->met[page->nmet++] = cluster;
	} else if (before(&hit, &met->best)) {
		met->best = hit;
	}
}

void
match_page_consider(struct match_page *page, uint32_t docid, double weight)
{
	struct match_hit hit = { .docid = docid, .weight = weight };
	uint32_t cluster = page->cluster != NULL ? page->cluster[docid - 1] : 0;

	if (cluster == 0)
		put(page, hit);
	else
		meet(page, cluster, hit);
}

static int
compare(const void *a, const void *b)
{
	return before(a, b) ? -1 : before(b, a);
}

uint32_t
match_page_take(struct match_page *page, struct match_hit *hits)
{
	struct match_reader *reader = page->reader;

	for (uint32_t i = 0; i < page->nmet; i++)
		put(page, reader->clusters[reader->met[i]].best);
	if (page->n <= page->offset)
		return 0;
	qsort(page->heap, page->n, sizeof(*page->heap), compare);
	memcpy(hits, page->heap + page->offset,
		(page->n - page->offset) * sizeof(*hits));
	return page->n - page->offset;
}
