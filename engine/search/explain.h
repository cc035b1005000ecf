/*
 * explain.h - how a question was understood, asked and ranked
 *
 * The same run as search_run(), and beside its results lines of a kind: the
 * tree that was read (parse), what the matcher was asked (plan), the words that
 * are weighed with how many stories have them (term), of each hit of the page
 * the parts that its score is the sum of (hit), and where the time went (time).
 *
 * What a word adds to a hit is asked of the matcher itself, word by word: no
 * formula is written twice.
 *
 * Thread: as search.h.
 */
#ifndef ENGINE_EXPLAIN_H
#define ENGINE_EXPLAIN_H

#include "engine/search/search.h"

/* A column; those with a name are shown as name=text. */
struct explain_cell {
	const char *name; /* never NULL: members of JSON have it */
	const char *text;
	bool named;
	bool number; /* the text is one */
};

struct explain_line {
	const char *kind;
	struct explain_cell *cells;
	uint32_t ncells;
};

struct explained {
	struct explain_line *lines; /* in the arena */
	uint32_t count, cap;
};

/* Tell of a run that has been answered.  Errors: those of search_run(). */
struct run;
bool explain_run(struct run *run, struct explained *out, struct err *err);

#endif
