/*
 * page_jsonld.h - what schema.org metadata in a page says of the story
 *
 * Thread: any; the draft belongs to its thread.
 */
#ifndef INDEXER_PAGE_JSONLD_H
#define INDEXER_PAGE_JSONLD_H

#include "indexer/page/page.h"
#include "indexer/story/draft.h"

#include <stdbool.h>

/* Dates, authors, section and language go into the draft, the rest into
 * claims.  False if no article is described. */
bool page_jsonld_read(struct draft *draft, const struct page *page,
	struct page_claims *claims);

#endif
