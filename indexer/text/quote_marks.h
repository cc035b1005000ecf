/*
 * quote_marks.h - where text stands between quotation marks
 *
 * The marks of all national styles, told from apostrophes and inches by what
 * stands beside them.  Only the outermost of nested quotes are given.  A
 * paragraph that opens a quote and does not close it counts if the next one
 * opens with the same mark: that is how long quotes go on.
 *
 * Pure; one pass.  Thread: any.
 */
#ifndef INDEXER_QUOTE_MARKS_H
#define INDEXER_QUOTE_MARKS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QUOTE_BYTES 4000 /* what is longer was never closed */

struct quoted {
	uint32_t open, close; /* with the marks, or to the paragraph's end */
	uint32_t start, end;  /* without them and without blanks */
	uint32_t paragraph;   /* where it begins */
	bool goes_on;	      /* the next one continues it */
};

/* Those of text[0..len), in their order, in the arena; returns how many. */
size_t quote_marks_find(
	const char *text, size_t len, struct arena *arena, struct quoted **out);

#endif
