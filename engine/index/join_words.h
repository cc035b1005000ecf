/*
 * join_words.h - the words of several segments as those of one archive
 *
 * For engine/index/columns_join.c alone.  Thread: any.
 */
#ifndef ENGINE_JOIN_WORDS_H
#define ENGINE_JOIN_WORDS_H

#include "engine/index/columns_join.h"

/* The vocabulary and the words of each story, of columns whose rows are
 * joined. */
bool join_words(const struct join_part *parts, uint32_t nparts,
	const struct join_homes *homes, struct columns *out, struct err *err);

#endif
