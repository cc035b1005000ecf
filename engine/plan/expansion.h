/*
 * expansion.h - the words of the archive that a pattern stands for
 *
 * QUERY_PATTERN: `*` any letters or none, `?` one character.  QUERY_SIMILAR:
 * words within n edits (insertion, deletion, substitution, transposition of
 * neighbours), characters counted, not bytes.
 *
 * Pure over a vocabulary.  Thread: any.
 */
#ifndef ENGINE_EXPANSION_H
#define ENGINE_EXPANSION_H

#include "base/arena.h"
#include "base/err.h"
#include "engine/index/vocabulary.h"
#include "engine/query/query.h"

#include <stdbool.h>
#include <stdint.h>

struct expansion {
	uint32_t *words; /* ordinals, ascending; in the arena */
	uint32_t count;
};

/*
 * Error: ERR_BROAD with keys "col=N near=\"…\"" when more than `limit` words
 * match, with a text that says how many are allowed.
 */
bool expansion_find(const struct vocabulary *vocabulary,
	const struct query *word, uint32_t limit, struct arena *arena,
	struct expansion *out, struct err *err);

/* Is text[0..len), a folded word of any text, one that is meant? */
bool expansion_fits(const struct query *word, const char *text, size_t len);

#endif
