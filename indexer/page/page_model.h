/*
 * page_model.h - how likely a block is the story, by its features
 *
 * Boosted trees, learned by scripts/train-page from pages whose texts are
 * known.  Each tree asks up to seven questions of the form "is this feature
 * at most so much?" and adds what the leaf says where it ends.
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_PAGE_MODEL_H
#define INDEXER_PAGE_MODEL_H

#include "indexer/page/page_features.h"

#include <stddef.h>

#define PAGE_LEAVES 8

struct page_split {
	uint8_t feature;
	int16_t border; /* in thousandths */
	int8_t yes, no; /* a split of this tree, or -1 - n for leaf n */
};

struct page_tree {
	struct page_split splits[PAGE_LEAVES - 1];
	int16_t leaves[PAGE_LEAVES]; /* in ten-thousandths */
};

extern const struct page_tree page_trees[];
extern const size_t page_trees_count;

/* The sum over all trees: above 0 is more likely story than not. */
double page_score(const float features[FEATURES]);

#endif
