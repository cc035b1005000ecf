/*
 * name_words.h - the words of a person's name
 *
 * Initials are kept apart (George W. Bush has two words and one initial), and
 * so is what follows behind (Jr., III).
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_NAME_WORDS_H
#define INDEXER_NAME_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#define NAME_WORDS_MAX 6

struct name_word {
	const char *text; /* in the name */
	size_t len;
};

struct name_words {
	struct name_word items[NAME_WORDS_MAX];
	size_t count;
	char initials[NAME_WORDS_MAX + 1]; /* of those between: "HW" */
	const char *suffix; /* "jr": father and son are two; "" if none */
};

/* A name of more words than that has none: it is a title, not a name. */
void name_words_read(struct name_words *words, const char *name);

/* How much it takes to believe that two names are one person's. */
enum name_likeness {
	NAMES_DIFFER,
	NAMES_NEED_WITNESS, /* a neighbour of both */
	NAMES_NEED_RARITY,  /* that, or a surname that nobody else has */
	NAMES_ALIKE	    /* nothing more: both words are spelt anew */
};

/* Are two names spellings of one? */
enum name_likeness names_compare(const char *a, const char *b);

#endif
