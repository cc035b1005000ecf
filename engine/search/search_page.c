/* search_page.c - the page of an answer in the order of days */
#include "engine/search/search_page.h"

/* Where on the way to the page we are. */
struct walk {
	struct page *page;
	const struct page_order *order;
	uint32_t skipped;
};

/* Take the next story in order; false when the page is full. */
static bool
walk_story(struct walk *walk, uint32_t docid)
{
	const struct page_order *order = walk->order;
	struct page *page = walk->page;

	if (order->collapse && !texts_seen_first(order->seen,
				       order->columns->cluster[docid - 1]))
		return true;
	if (walk->skipped < order->offset) {
		walk->skipped++;
		return true;
	}
	if (page->n < order->limit)
		page->hits[page->n++] = (struct xap_hit){ .docid = docid };
	return page->n < order->limit;
}

static bool
walk_stories(
	struct walk *walk, const uint32_t *docids, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++)
		if (!walk_story(walk, docids[i]))
			return false;
	return true;
}

/* How many of docids[0..n), ascending, have a day. */
static uint32_t
dated_count(const struct columns *columns, const uint32_t *docids, uint32_t n)
{
	uint32_t low = 0, high = n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (docids[middle] <= columns->dated)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Days from the last to the first, the stories of each in their own order. */
static void
walk_oldest(struct walk *walk, const uint32_t *docids, uint32_t n)
{
	const struct columns *columns = walk->order->columns;
	uint32_t dated = dated_count(columns, docids, n);

	for (uint32_t end = dated; end > 0;) {
		day d = columns->day[docids[end - 1] - 1];
		uint32_t first = end;

		while (first > 0 && columns->day[docids[first - 1] - 1] == d)
			first--;
		if (!walk_stories(walk, docids, first, end))
			return;
		end = first;
	}
	walk_stories(walk, docids, dated, n);
}

void
page_by_day(struct page *page, const struct page_order *order,
	const uint32_t *docids, uint32_t n)
{
	struct walk walk = { .page = page, .order = order };

	texts_seen_reset(order->seen);
	if (order->oldest)
		walk_oldest(&walk, docids, n);
	else
		walk_stories(&walk, docids, 0, n);
}
