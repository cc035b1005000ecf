/*
 * plan_languages.h - which stories are stemmed by which stemmers
 *
 * Stemmers are those of a planner, by their numbers; a set of them is a bit
 * for each.
 *
 * Thread: belongs to one worker, as its planner.
 */
#ifndef ENGINE_PLAN_LANGUAGES_H
#define ENGINE_PLAN_LANGUAGES_H

#include "base/arena.h"
#include "engine/index/columns.h"

#include <stdint.h>

struct plan_languages;

/* columns must outlive it; stemmer_of as in struct planner: copied. */
struct plan_languages *plan_languages_new(
	const struct columns *columns, const uint8_t *stemmer_of);
void plan_languages_free(struct plan_languages *languages);

/* How many stories a stemmer has stemmed. */
uint32_t plan_languages_stories(
	const struct plan_languages *languages, uint32_t stemmer);

/*
 * The stories that one of the stemmers has stemmed: *n docids, ascending.  A
 * loan; for a question that asks for many sets, of its arena, else of the
 * languages.
 */
const uint32_t *plan_languages_docids(struct plan_languages *languages,
	uint32_t stemmers, struct arena *arena, uint32_t *n);

#endif
