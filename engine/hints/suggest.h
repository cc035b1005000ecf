/*
 * suggest.h - did you mean: a query as the archive would have spelt it
 *
 * Words of the query that no story has, or hardly any, are replaced by similar
 * words of the archive (engine/plan/similar.h): near ones first, common ones
 * before rare ones, and those before all that keep the company of the other
 * words, since every suggestion is counted and must find stories.  Quotes,
 * operators, brackets, patterns and filters stay as they were written.
 *
 * Thread: as search.h.
 */
#ifndef ENGINE_SUGGEST_H
#define ENGINE_SUGGEST_H

#include "base/arena.h"
#include "base/err.h"
#include "engine/search/search.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- words of a query that may be misspelt ---- */

struct suggest_word {
	uint32_t start, end; /* bytes of the query */
	const char *text;    /* folded; in the arena */
	uint32_t len;
};

/* Every plain word of the text, in its order: no operator, no field's name, no
 * filter's value, no pattern, no number.  Returns how many.  Pure. */
uint32_t suggest_words(const char *text, size_t len, struct arena *arena,
	struct suggest_word **out);

/* ---- the suggestions ---- */

struct suggestion {
	const char *query;
	double score;	  /* 0..1 */
	uint32_t stories; /* that match it */
};

struct suggestions {
	struct suggestion *items; /* best first; in the arena */
	uint32_t count;
};

/*
 * At most `limit` suggestions for ask->query, of which the limits, the
 * deadline and match_any hold too; none, when there is nothing to put right.
 * Errors: those of search_run().
 */
bool search_suggest(struct search *search, const struct search_ask *ask,
	uint32_t limit, struct arena *arena, struct suggestions *out,
	struct err *err);

#endif
