/*
 * date_choice.h - which of the dates met is the day of publication
 *
 * A date of publication is a conclusion (docs/story.md section 3).  The best
 * kind of evidence wins; independent kinds that agree raise it; a strong one
 * that disagrees halves it, or takes its share where more than one agree; what
 * is later than a bound is out.  Candidates
 * that lose stay, and nothing is made finer than the evidence is.
 *
 * Pure.  Thread: any; the draft belongs to its thread.
 */
#ifndef INDEXER_DATE_CHOICE_H
#define INDEXER_DATE_CHOICE_H

#include "indexer/story/draft.h"

/* Fill story.published from story.candidates by the rules of the source. */
void date_choose(struct draft *draft);

#endif
