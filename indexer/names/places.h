/*
 * places.h - where a story is, beyond the places that it names
 *
 * Works on what is known already: the actors and places of the story, with
 * the codes of their countries.
 *
 * Thread: any; the draft belongs to its thread.
 */
#ifndef INDEXER_PLACES_H
#define INDEXER_PLACES_H

#include "indexer/story/draft.h"

/*
 * Of several places of one name give the one whose country the story is
 * about: Birmingham is in Alabama when the rest is.  Then give the countries
 * that nobody names but that the story is plainly about, as places without
 * count or spans; docs/story.md says by what evidence.
 */
void places_settle(struct draft *draft);

#endif
