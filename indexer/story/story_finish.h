/*
 * story_finish.h - what every source does when a draft has been filled
 *
 * The uri, the dates that url and file name say, the choice among all dates,
 * the outlet, the dateline with its agency, and the actors.  Nothing is
 * invented: what the evidence does not say stays empty.
 *
 * Thread: any; the draft belongs to its thread.
 */
#ifndef INDEXER_STORY_FINISH_H
#define INDEXER_STORY_FINISH_H

#include "base/err.h"
#include "indexer/story/draft.h"

#include <stdbool.h>

/*
 * Conclude the draft and give it to the sink; a draft without a text is a
 * reject (no.text).  Returns false only when the sink did.
 */
bool story_finish(struct draft *draft, struct err *err);

/* The outlet of a draft, in outlets.c. */
void outlet_find(struct draft *draft);

#endif
