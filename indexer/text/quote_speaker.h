/*
 * quote_speaker.h - who is stated to say what stands in quotation marks
 *
 *     "...," said X        X said: "..."          according to X, "..."
 *
 * within the sentence around the quote, in the languages of quote_words.h.
 * What is found is where the name stands, or that it is a pronoun; who that
 * is, is not for this module.  In doubt nobody is.
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_QUOTE_SPEAKER_H
#define INDEXER_QUOTE_SPEAKER_H

#include "indexer/text/quote_marks.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum stated_kind {
	STATED_NOBODY,
	STATED_NAME,
	STATED_PRONOUN, /* he, she */
};

struct stated {
	enum stated_kind kind;
	uint32_t start, end; /* of the name, or the pronoun */
	bool behind;	     /* it stands behind the quote */
	bool article;	     /* "the" stands before it: a name of many? */
};

/* A text, and how much of it may tell of one quote: not what lies beyond
 * [from, to), the quotes beside it or the ends of its paragraph. */
struct quote_place {
	const char *text;
	const struct quoted *quote;
	uint32_t from, to;
};

void quote_speaker_stated(const struct quote_place *place, struct stated *out);

/* The name that ends with the word text[start..end): with first names before
 * it, if there are any from `from` on.  Returns where it begins. */
uint32_t quote_name_begin(
	const char *text, uint32_t from, uint32_t start, uint32_t end);

#endif
