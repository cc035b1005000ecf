/*
 * terms_kept.h - what was found out of words, for who reads stories next
 *
 * A struct terms remembers which number a word has and what its stem is
 * (engine/index/terms.h); to find that out again is a good part of an addition
 * of few stories.  So an addition has one for each of its workers, whatever
 * they are at, and `add --watch` those of the round before.
 *
 * Thread: one; what was taken belongs to whoever took it.
 */
#ifndef INDEXER_TERMS_KEPT_H
#define INDEXER_TERMS_KEPT_H

#include "base/err.h"
#include "engine/index/terms.h"

#include <stdbool.h>

struct terms_kept;

struct terms_kept *terms_kept_new(void);
void terms_kept_free(struct terms_kept *kept); /* NULL is fine */

/* From now on for an archive: dir has its columns.  What was kept is of use if
 * words of pairs and language are the same.  Errors: ERR_INDEX, ERR_IO. */
bool terms_kept_use(struct terms_kept *kept, const char *dir,
	const char *fallback_language, struct err *err);

/* One that was given back, or a new one. */
struct terms *terms_kept_take(struct terms_kept *kept);
void terms_kept_give(struct terms_kept *kept, struct terms *terms);

#endif
