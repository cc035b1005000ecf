/*
 * actors.h - who is named in a story
 *
 * Names of the registry in headline and body: the longest match, on word
 * boundaries, with regard to capitals.  A surname or another short form
 * counts only where the full name stands in the same story, and goes to the
 * one named in full last before it.  Nobody is found in what was set apart.
 *
 * Thread: any; the draft belongs to its thread.
 */
#ifndef INDEXER_ACTORS_H
#define INDEXER_ACTORS_H

#include "indexer/story/draft.h"

/* Add who is named to story.actors, most mentions first.  Uses the date of
 * publication, so that must be chosen before. */
void actors_find(struct draft *draft);

#endif
