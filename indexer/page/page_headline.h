/*
 * page_headline.h - the headline of a page's story
 *
 * A page says it in several places, and not always alike: as it is to be
 * shared, in its own heading, in the data for machines, in its title.  What
 * is shared is what the paper calls the story; the title is often made for
 * search engines and has the site's name behind it.
 *
 * Pure.  Thread: any; the draft belongs to its thread.
 */
#ifndef INDEXER_PAGE_HEADLINE_H
#define INDEXER_PAGE_HEADLINE_H

#include "indexer/page/page.h"
#include "indexer/story/draft.h"

/* Into the draft: headline, headline_raw where the title differs, and the
 * site's name if the title has one. */
void page_headline_choose(struct draft *draft, const struct page *page,
	const struct page_claims *claims);

#endif
