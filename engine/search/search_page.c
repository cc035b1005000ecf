/* search_page.c - the page of an answer in the order of days */
#include "engine/search/search_page.h"

/* Where on the way to the page we are. */
struct walk {
	struct page *page;
	const struct page_order *order;
	uint32_t skipped;
	bool passing; /* not yet behind order->after */
};

/* Put a story on the page, unless its text was there or it is before the
 * offset. */
static void
take_story(struct walk *walk, uint32_t docid, bool first)
{
	const struct page_order *order = walk->order;

	if (!first)
		return;
	if (walk->skipped < order->offset)
		walk->skipped++;
	else
		walk->page->hits[walk->page->n++] =
			(struct match_hit){ .docid = docid };
}

/* Take the next story in order; false when the page is full. */
static bool
walk_story(struct walk *walk, uint32_t docid)
{
	const struct page_order *order = walk->order;
	bool first;

	if (walk->page->n == order->limit)
		return false;
	first = !order->collapse || texts_seen_first(order->seen,
					    order->columns->cluster[docid - 1]);
	if (walk->passing)
		walk->passing = docid != order->after;
	else
		take_story(walk, docid, first);
	return true;
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

/* Days from the last to the first, the stories of each in their own order. */
static void
walk_oldest(struct walk *walk, const uint32_t *docids, uint32_t n)
{
	const struct columns *columns = walk->order->columns;
	uint32_t dated = walk->order->dated;

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
	struct walk walk = {
		.page = page,
		.order = order,
		.passing = order->after != 0,
	};

	texts_seen_reset(order->seen);
	if (order->oldest)
		walk_oldest(&walk, docids, n);
	else
		walk_stories(&walk, docids, 0, n);
}

/* ---- spans ---- */

/* The first and the last story of the day of a dated one. */
static uint32_t
day_first(const struct columns *columns, uint32_t docid)
{
	while (docid > 1 && columns->day[docid - 2] == columns->day[docid - 1])
		docid--;
	return docid;
}

static uint32_t
day_last(const struct columns *columns, uint32_t docid)
{
	while (docid < columns->dated &&
		columns->day[docid] == columns->day[docid - 1])
		docid++;
	return docid;
}

void
page_spans_begin(struct page_spans *spans, const struct columns *columns,
	bool oldest, uint32_t after)
{
	*spans = (struct page_spans){
		.columns = columns,
		.oldest = oldest,
		.up = after + 1,
		.up_end = columns->stories,
		.undated = true,
	};
	if (!oldest || after > columns->dated)
		return;
	spans->up_end = day_last(columns, after);
	spans->down = day_first(columns, after) - 1;
	spans->undated = false;
}

/* Up to `width` docids, upwards. */
static bool
span_upwards(struct page_spans *spans, uint32_t width)
{
	if (spans->up > spans->up_end)
		return false;
	spans->first = spans->up;
	spans->last = spans->up_end - spans->up < width ? spans->up_end
							: spans->up + width - 1;
	spans->up = spans->last + 1;
	return true;
}

/* Whole days of about `width` docids. */
static bool
span_downwards(struct page_spans *spans, uint32_t width)
{
	if (spans->down == 0)
		return false;
	spans->last = spans->down;
	spans->first = spans->down > width ? spans->down - width + 1 : 1;
	spans->first = day_first(spans->columns, spans->first);
	spans->down = spans->first - 1;
	return true;
}

bool
page_spans_next(struct page_spans *spans, uint32_t width)
{
	if (span_upwards(spans, width) || span_downwards(spans, width))
		return true;
	if (spans->undated)
		return false;
	spans->undated = true;
	spans->up = spans->columns->dated + 1;
	spans->up_end = spans->columns->stories;
	return span_upwards(spans, width);
}
