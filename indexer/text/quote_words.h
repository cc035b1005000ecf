/*
 * quote_words.h - the words that stand around quotes, in many languages
 *
 * Pure data.  Thread: any.
 */
#ifndef INDEXER_QUOTE_WORDS_H
#define INDEXER_QUOTE_WORDS_H

#include <stdbool.h>

enum quote_word_kind {
	QUOTE_SAYS = 1,	      /* said, sagte, a déclaré: a verb of saying */
	QUOTE_HELPS = 2,      /* also, has: may stand beside the verb */
	QUOTE_PRONOUN = 4,    /* he, she */
	QUOTE_BEFORE = 8,     /* in, for: what follows is not who speaks */
	QUOTE_ACCORDING = 16, /* according, laut, selon */
	QUOTE_WHO = 32,	      /* who, der: means the one just named */
	QUOTE_TITLE = 64,     /* before a name, and no part of it */
};

/* The kinds of a folded word (base/utf8.h), or 0. */
unsigned quote_word_kinds(const char *folded);

/* What quote_word_kinds() relies on. */
bool quote_words_are_sorted(void);

#endif
