/*
 * actor_words.h - a text as the words that names are made of
 *
 * Words are letters, digits and marks.  U.S. is the word us in capitals; the
 * possessive of Kellogg's is left out; a single letter with a stop (the G. of
 * Aleksandr G. Lukashenko) is an initial.
 *
 * Pure.  Thread: one struct actor_words belongs to one thread.
 */
#ifndef INDEXER_ACTOR_WORDS_H
#define INDEXER_ACTOR_WORDS_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What stood before a word, or'ed. */
enum word_gap {
	GAP_BLANK = 1,
	GAP_HYPHEN = 2,
	GAP_LINE = 4,
	GAP_COMMA = 8,
	GAP_STOP = 16, /* . ! ? */
	GAP_OPEN = 32, /* ( [ */
	GAP_CLOSE = 64,
	GAP_QUOTE = 128,
	GAP_COLON = 256, /* : ; */
	GAP_SLASH = 512,
	GAP_AND = 1024, /* & */
	GAP_OTHER = 2048,
	GAP_INDENT = 4096 /* two blanks or more */
};

struct actor_word {
	uint32_t start, end; /* bytes of the text, without the possessive */
	uint32_t next;	     /* where the text goes on */
	uint16_t gap;	     /* enum word_gap */
	bool capital;	     /* begins with a capital */
	bool capitals;	     /* two letters or more, all capitals */
	bool initial;
	bool possessive;
	bool number;   /* digits only */
	bool plain;    /* nothing but ASCII letters and digits */
	bool joined;   /* only a blank or a hyphen before it */
	bool sentence; /* first of a sentence or line */
};

struct actor_words {
	const char *text;
	uint32_t len, at;
	bool stopped; /* a sentence has ended, or none has begun */
};

void actor_words_start(struct actor_words *words, const char *text, size_t len);
bool actor_words_next(struct actor_words *words, struct actor_word *out);

/* The folded form of n ASCII letters and digits: these have the bit of small
 * letters already. */
static inline void
actor_word_fold_plain(char *out, const char *word, size_t n)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (char)(word[i] | 0x20);
}

/* The folded form of a word, appended. */
void actor_word_fold(
	const char *text, const struct actor_word *word, struct buf *out);

#endif
