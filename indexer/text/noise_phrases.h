/*
 * noise_phrases.h - the words by which noise gives itself away, as a table
 *
 * Pure data.  Thread: any.
 */
#ifndef INDEXER_NOISE_PHRASES_H
#define INDEXER_NOISE_PHRASES_H

enum noise_place {
	NOISE_HEADING, /* the whole line, or all before its colon */
	NOISE_BEGINS,  /* the beginning of the line */
	NOISE_HOLDS    /* anywhere in the line */
};

struct noise_phrase {
	const char *kind; /* NULL ends the table */
	enum noise_place place;
	const char *phrase;  /* folded; also the name of the rule */
	const char *besides; /* what the line must hold too, or NULL */
};

extern const struct noise_phrase noise_phrases[];

#endif
