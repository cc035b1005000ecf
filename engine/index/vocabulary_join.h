/*
 * vocabulary_join.h - the vocabularies of several segments as one
 *
 * Every word and stem of any of them.  The numbers of stories and texts are
 * sums: what deleted stories and copies in several segments make too much of
 * them is the caller's to take off (columns_join.c).  A word or a stem that
 * only deleted stories had stays, with no story, until segments are merged.
 *
 * For engine/index/columns_join.c and tests.  Pure.  Thread: any.
 */
#ifndef ENGINE_VOCABULARY_JOIN_H
#define ENGINE_VOCABULARY_JOIN_H

#include "engine/index/vocabulary.h"

struct vocabulary_part {
	const struct vocabulary *vocabulary;
	uint32_t *map; /* filled: its ordinals to those of the joined one */
};

/* stories and distinct of the joined one are its own, to be changed.  Error:
 * ERR_UNAVAILABLE, more than 4 GiB of words. */
bool vocabulary_join(const struct vocabulary_part *parts, size_t n,
	struct vocabulary *out, struct err *err);

#endif
