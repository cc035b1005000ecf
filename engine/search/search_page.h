/*
 * search_page.h - the page of an answer in the order of days
 *
 * Docids run from the newest story to the oldest, undated stories last, ties
 * by uri: newest first is their own order.
 *
 * Thread: as its request.
 */
#ifndef ENGINE_SEARCH_PAGE_H
#define ENGINE_SEARCH_PAGE_H

#include "engine/counts/texts_seen.h"
#include "engine/index/columns.h"
#include "engine/match/match.h"

#include <stdbool.h>
#include <stdint.h>

struct page {
	struct match_hit *hits; /* room for limit */
	uint32_t n;
};

struct page_order {
	const struct columns *columns;
	struct texts_seen *seen; /* scratch */
	bool oldest;
	uint32_t dated; /* docids that have a day; they come first */
	bool collapse;	/* the first story of each text only */
	uint32_t offset, limit;
	uint32_t after; /* docid: pass over all up to it; 0: over none */
};

/* Fill the page from docids[0..n): the dated ones, then the others, each
 * ascending.  Oldest first also has ties by
 * uri, and undated stories last. */
void page_by_day(struct page *page, const struct page_order *order,
	const uint32_t *docids, uint32_t n);

/*
 * Spans of docids that hold, one after the other, all stories behind one of
 * them in the order of days: what a page that goes on there is looked for in,
 * when all that match need not be known.
 */
struct page_spans {
	const struct columns *columns;
	bool oldest;
	uint32_t first, last; /* the span */
	uint32_t up, up_end;  /* to come, the first ones first */
	uint32_t down;	      /* then, oldest: days up to this docid */
	bool undated;	      /* these are in up, or need not be */
};
void page_spans_begin(struct page_spans *spans, const struct columns *columns,
	bool oldest, uint32_t after);

/* The next one, of about so many stories; false when none is left. */
bool page_spans_next(struct page_spans *spans, uint32_t width);

#endif
