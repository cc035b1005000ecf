/*
 * quotes.h - what is said in a story, and by whom
 *
 * What stands between quotation marks, with the speaker where the sentence
 * around it, or the quote before it, states one.  A pronoun is the one person
 * named shortly before, if there is but one.  A speaker among the actors of
 * the story has that actor's name; else the name as stated, in full if the
 * story has it in full.  Mere irony is a quote that nobody says.
 *
 * Thread: any; the draft belongs to its thread.
 */
#ifndef INDEXER_QUOTES_H
#define INDEXER_QUOTES_H

#include "indexer/story/draft.h"

/* Fill story.quotes from the body.  To be called when the actors are known. */
void quotes_find(struct draft *draft);

#endif
