/*
 * match_page.h - the best hits of a question, while they are met
 *
 * For engine/match alone.  Thread: as the reader.
 */
#ifndef ENGINE_MATCH_PAGE_H
#define ENGINE_MATCH_PAGE_H

#include "engine/match/match_reader.h"

struct match_page {
	struct match_reader *reader;
	const uint32_t *cluster; /* by docid - 1; NULL: copies are hits */
	const struct match_behind *behind;
	struct match_hit *heap; /* the hindmost on top */
	uint32_t n, room;
	uint32_t offset;
	double least; /* what weighs no more comes too late; under 0: nothing
			 does */
	uint32_t nmet;
};

/* The heap is the reader's. */
void match_page_begin(struct match_page *page, struct match_reader *reader,
	const struct match_ranking *ranking, const struct match_behind *behind);

/* Docids ascend. */
void match_page_consider(
	struct match_page *page, uint32_t docid, double weight);

static inline void
match_page_offer(struct match_page *page, uint32_t docid, double weight)
{
	if (weight > page->least)
		match_page_consider(page, docid, weight);
}

/* The page in its order, into hits; returns how many. */
uint32_t match_page_take(struct match_page *page, struct match_hit *hits);

#endif
