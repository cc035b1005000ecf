/*
 * language_choice.h - the language of a story
 *
 * What the input states, unless the text plainly contradicts it: a page whose
 * template says English may hold a German story.  Without a statement, what
 * the text says; unsure is no language at all.
 *
 * Pure.  Thread: any; the draft belongs to its thread.
 */
#ifndef INDEXER_LANGUAGE_CHOICE_H
#define INDEXER_LANGUAGE_CHOICE_H

#include "indexer/story/draft.h"

/* Settle story.language; what was stated and is not so is a warning.  Rules
 * without a model leave it alone. */
void language_choose(struct draft *draft);

#endif
