/*
 * page_text.h - what can be said of a block by its words
 *
 * Pure.  Thread: any; memory of the caller's arena.
 */
#ifndef INDEXER_PAGE_TEXT_H
#define INDEXER_PAGE_TEXT_H

#include "indexer/page/page_features.h"

/* A set of hashes: open addressing, 0 is free. */
struct page_set {
	uint64_t *slots;
	size_t mask;
	size_t count;
};

/* What the texts of a page are compared with. */
struct page_texts {
	struct page_set claimed; /* runs of words of the claimed body */
	struct page_set described;
	struct page_set once, twice; /* whole blocks */
	uint64_t titles[3];	     /* what the headline may be; 0: none */
};

void page_texts_init(struct page_texts *texts, const struct page *page,
	const struct page_claims *claims, struct arena *arena);

/* The features of a block that its text decides. */
void page_text_features(const struct page_texts *texts,
	const struct page_block *block, float *features);

#endif
