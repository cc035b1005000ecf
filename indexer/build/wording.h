/*
 * wording.h - the words that an archive says most, learned from a sample
 *
 * Before stories are stored, some of them, spread over the whole order, give
 * the shorthand that all are written in (engine/text/shorthand.h).  The same
 * stories give the same shorthand.
 *
 * Thread: any; the spools are only read.
 */
#ifndef INDEXER_WORDING_H
#define INDEXER_WORDING_H

#include "base/err.h"
#include "engine/text/shorthand.h"
#include "indexer/build/spool.h"

#include <stddef.h>

/* Of keys[0..n); the caller frees it. */
struct shorthand *wording_learn(const struct spool *spools,
	const struct story_key *keys, size_t n, struct err *err);

/* The same of stories that are read in another way: about `bytes` of text; so
 * many a word are a fair guess. */
#define WORDING_BYTES_A_WORD 6
struct wording {
	size_t stories;
	uint64_t bytes;
	/* story i, whose texts live as long as the arena */
	bool (*read)(void *ctx, size_t i, struct arena *arena,
		struct story *story, struct err *err);
	void *ctx;
};
struct shorthand *wording_learn_of(
	const struct wording *wording, struct err *err);

#endif
