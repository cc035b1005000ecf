/*
 * page_claims.h - what the <meta> elements of a page say of the story
 *
 * Pure.  Thread: any; the draft belongs to its thread.
 */
#ifndef INDEXER_PAGE_CLAIMS_H
#define INDEXER_PAGE_CLAIMS_H

#include "indexer/page/page.h"
#include "indexer/story/draft.h"

/* Into the draft what is plain, into claims what is still to be weighed;
 * what either has already stays. */
void page_claims_read(struct draft *draft, const struct page *page,
	struct page_claims *claims);

#endif
