/*
 * expand.h - words that the best hits have in common
 *
 * Pseudo relevance feedback: what the best hits of a question speak of, the
 * question was probably about.  Their words are weighed by Bo1, the divergence
 * of a word's use in them from its use in the archive, and added to the
 * question with a fraction of the weight of its own words.  They re-order the
 * stories that match and add none, so counts, facets and filters stay what
 * they are.
 *
 * Source: G. Amati, Probability models for information retrieval based on
 * divergence from randomness, thesis, Glasgow 2003, chapter 6.  Why so and not
 * otherwise: docs/decisions/0032.
 *
 * Thread: with the struct search whose hits they are.
 */
#ifndef ENGINE_EXPAND_H
#define ENGINE_EXPAND_H

#include "base/arena.h"
#include "base/err.h"
#include "base/stop.h"
#include "engine/match/match.h"
#include "engine/search/search_hits.h"

#include <stdint.h>

#define EXPAND_STORIES 15 /* so many best hits are read */

struct expand_ask {
	const struct hits *hits;
	const struct match_query *ranked; /* whose words get company */
	const struct match_hit *best;
	uint32_t nbest; /* of EXPAND_STORIES */
	const struct stop *stop;
};

/* *out is an MATCH_OR of scaled terms, most telling first; NULL when the hits
 * have nothing in common.  Errors: ERR_STOPPED, ERR_KILLED, ERR_INDEX. */
bool expand_find(const struct expand_ask *ask, struct arena *arena,
	struct match_query **out, struct err *err);

#endif
