/*
 * cues.h - words that no news has: what a sentence says of itself
 *
 * The noise tables know lines that are noise in any story.  A sentence that
 * an outlet repeats needs less to be told from news: it speaks to the reader,
 * of the outlet, or of who made the page.
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_CUES_H
#define INDEXER_CUES_H

#include <stddef.h>

/* The kind of boilerplate (docs/story.md) that a repeated sentence is by its
 * words; NULL if they do not tell. */
const char *cue_of(const char *text, size_t len);

#endif
