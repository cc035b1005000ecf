/*
 * deck.h - is a summary a deck, or only the story once more?
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_DECK_H
#define INDEXER_DECK_H

#include <stdbool.h>

/*
 * Does a summary say more than the headline, perhaps with a slug before it, and
 * more than how the body begins?  Headline and body may be NULL.
 */
bool deck_says_more(
	const char *summary, const char *headline, const char *body);

#endif
