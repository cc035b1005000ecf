/*
 * quote_tokens.h - the words around a quote, and what is known of each
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_QUOTE_TOKENS_H
#define INDEXER_QUOTE_TOKENS_H

#include <stdbool.h>
#include <stdint.h>

#define QUOTE_REACH 320 /* bytes beside a quote that may tell of it */
#define QUOTE_WORDS_MAX (QUOTE_REACH / 2 + 1)

struct quote_word {
	uint32_t start, end; /* without 's */
	unsigned kinds;	     /* of quote_words.h */
	bool capital;
	bool possessive; /* 's stood behind it */
	bool apart;	 /* a comma, bracket or dash stands before it */
};

struct quote_words {
	const char *text;
	struct quote_word items[QUOTE_WORDS_MAX];
	int count;
};

/* The words of text[from..to), the first QUOTE_WORDS_MAX of them. */
void quote_words_split(struct quote_words *words, const char *text,
	uint32_t from, uint32_t to);

/* Words between two places of a text; no more than `most` are counted. */
unsigned quote_count_words(
	const char *text, uint32_t from, uint32_t to, unsigned most);

/* Might anybody else than `name` (or NULL) be named between two places?  Far
 * apart anybody might. */
bool quote_names_others(
	const char *text, uint32_t from, uint32_t to, const char *name);

#endif
