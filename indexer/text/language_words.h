/*
 * language_words.h - by what a language is known, as a table
 *
 * Words that hold its sentences together, endings of its other words, and
 * the letters that not every language of its script has.  All in small
 * letters, separated by blanks.  What several languages share stands in the
 * rows of all of them.
 *
 * Pure data.  Thread: any.
 */
#ifndef INDEXER_LANGUAGE_WORDS_H
#define INDEXER_LANGUAGE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#define LANGUAGE_WORDS_MAX 64 /* rows at most: a set of them is one number */

struct language_words {
	const char *tag; /* BCP 47 */
	/* Languages of one kin are told apart by few words: a text in one of
	 * them does not plainly contradict another.  NULL: alone. */
	const char *kin;
	bool rare; /* in piles of news: a few words are not enough */
	const char *words;
	const char *ends;    /* of words of five letters and more; or NULL */
	const char *letters; /* or NULL */
};

extern const struct language_words language_words_latin[];
extern const size_t language_words_latin_count;
extern const struct language_words language_words_other[]; /* scripts */
extern const size_t language_words_other_count;

#endif
