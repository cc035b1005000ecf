/*
 * page_weights.h - where the prose of a page is
 *
 * Pure.  Thread: any; memory of the caller's arena.
 */
#ifndef INDEXER_PAGE_WEIGHTS_H
#define INDEXER_PAGE_WEIGHTS_H

#include "indexer/page/page.h"

struct page_weights {
	uint32_t *prose;    /* bytes, by element with all below it */
	uint32_t *own;	    /* by element, of its own blocks only */
	uint32_t container; /* the element that holds the story, by its names */
	uint32_t core;	    /* the lowest that holds half of the prose */
	bool hints;	    /* are class names to be believed? */
};

void page_weigh(const struct page *page, struct arena *arena,
	struct page_weights *weights);

/* Is it text that goes on for a while, and no noise by where it stands? */
bool page_is_prose(
	const struct page_weights *weights, const struct page_block *block);

#endif
