/*
 * words_merge.h - the words of several segments as those of one
 *
 * What stands in segments is not found out again from their stories: all
 * databases are walked side by side, term by term, and the postings of a term
 * are those of each with their new docids, in the order of these; so are the
 * positions of a word, and the words of each story.  The outcome is what would
 * be if the living stories were indexed once more.
 *
 * Thread: any.
 */
#ifndef ENGINE_WORDS_MERGE_H
#define ENGINE_WORDS_MERGE_H

#include "base/err.h"
#include "engine/index/columns.h"
#include "engine/index/columns_join.h"
#include "engine/index/writer.h"

#include <stdint.h>

struct words_part {
	const char *path; /* of the generation that the segment is in */
	struct columns columns;
	uint32_t *docid; /* of docid d, [d - 1] is the new one; 0: gone */
	bool gone;	 /* is there one that is? */
};

struct words_merge {
	const struct words_part *parts;
	uint32_t nparts;
	uint32_t stories;
	const struct join_homes *homes; /* of the new docids */
	const char *fallback_language;
	/* what gets the words: rows and documents have them already */
	const struct writer_kind *kind; /* which has list() */
	struct writer *writer;
	struct columns_writer *columns;
};

/* Errors: ERR_INDEX, a segment is damaged; ERR_IO. */
bool words_merge(const struct words_merge *merge, struct err *err);

#endif
