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

#include "engine/index/columns.h"
#include "engine/search/texts_seen.h"
#include "engine/xap/xap.h"

#include <stdbool.h>
#include <stdint.h>

struct page {
	struct xap_hit *hits; /* room for limit */
	uint32_t n;
};

struct page_order {
	const struct columns *columns;
	struct texts_seen *seen; /* scratch */
	bool oldest;
	bool collapse; /* the first story of each text only */
	uint32_t offset, limit;
};

/* Fill the page from docids[0..n), ascending.  Oldest first also has ties by
 * uri, and undated stories last. */
void page_by_day(struct page *page, const struct page_order *order,
	const uint32_t *docids, uint32_t n);

#endif
