/*
 * page_dates.h - what a page says of when it was published
 *
 * Everything a page shows or hides of its date goes into the draft's
 * candidates; date_choice.h draws the conclusion from them.  What says that
 * it is of an update goes into date_modified.
 *
 * Thread: any; the draft belongs to its thread.
 */
#ifndef INDEXER_PAGE_DATES_H
#define INDEXER_PAGE_DATES_H

#include "indexer/page/page.h"
#include "indexer/story/draft.h"

#include <stdbool.h>

struct json;

/* The dates of an article that schema.org metadata describes. */
void page_dates_jsonld(struct draft *draft, const struct json *article);

/* The dates of the rest of the page; chosen is what page_choose() said. */
void page_dates_read(
	struct draft *draft, const struct page *page, const bool *chosen);

#endif
