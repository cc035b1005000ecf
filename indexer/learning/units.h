/*
 * units.h - a text as the sentences that may be found in other stories too
 *
 * A unit is a sentence, or what stands of one on a line: paragraphs end it.
 * Two units are the same when their words are, whatever their case, blanks
 * and punctuation; a hash of the words stands for them.
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_UNITS_H
#define INDEXER_UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct unit {
	uint32_t start, end; /* bytes of the text, no blank at either side */
	uint32_t words;
	uint64_t hash; /* never 0 */
	bool early;    /* begins in the first third of the text */
	bool digits;   /* holds one */
};

struct unit_walk {
	const char *text;
	size_t len, at;
	size_t line_end; /* of the line that `at` is in */
};

void unit_walk_start(struct unit_walk *walk, const char *text);

/* The next unit that has a word; false at the end. */
bool unit_next(struct unit_walk *walk, struct unit *out);

#endif
