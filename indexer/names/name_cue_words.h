/*
 * name_cue_words.h - the words and endings that name_cues.c knows by itself
 *
 * Pure data.
 */
#ifndef INDEXER_NAME_CUE_WORDS_H
#define INDEXER_NAME_CUE_WORDS_H

#include "indexer/names/name_cues.h"

struct cue_words {
	enum cue_class class;
	const char *words; /* folded, parted by blanks; NULL ends the list */
};
extern const struct cue_words cue_words[];

/* What the last words of names end with; longer ones first. */
extern const char *const cue_endings[CUE_ENDINGS];

#endif
