/*
 * like.h - stories on the same matter
 *
 * The most telling words of a story, or of a text that was given, asked all
 * at once: a story is kin when it has words that make up a fair part of what
 * those tell together; kin are ranked by BM25, each word weighed by how often
 * the story says it.  The story itself and the copies of its text are none of
 * its kin.  Which words, and how many: docs/decisions.
 *
 * Thread: with the struct search that owns the hits.
 */
#ifndef ENGINE_LIKE_H
#define ENGINE_LIKE_H

#include "engine/plan/plan.h"
#include "engine/search/search_hits.h"

#include <stdbool.h>
#include <stddef.h>

struct like_ask {
	const char *uri; /* NULL: the text */
	const char *text;
	size_t text_len;
	const struct stop *stop;
};

struct like {
	struct query *words;	 /* QUERY_ANY of them, for snippets */
	struct match_query *any; /* what they weigh */
	struct match_query *kin; /* the stories, without weight */
	bool complete; /* no deadline came while they were looked for */
};

/* In the arena.  Errors: ERR_NOT_FOUND, ERR_STOPPED, ERR_KILLED,
 * ERR_INDEX. */
bool like_find(const struct hits *hits, const struct planner *planner,
	const struct like_ask *ask, struct arena *arena, struct like *out,
	struct err *err);

#endif
