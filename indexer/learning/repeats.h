/*
 * repeats.h - the sentences that an outlet repeats, and which are no news
 *
 * A sentence is boilerplate if it stands in enough stories of one outlet that
 * are otherwise different texts (copies of one story count once), not in the
 * first third of most, and if either its words say so (cues.h) or nothing
 * ties it to the stories that it stands below.  In doubt it is news.
 *
 * Thread: any, each group on one.
 */
#ifndef INDEXER_REPEATS_H
#define INDEXER_REPEATS_H

#include "base/arena.h"
#include "indexer/learning/keeper.h"
#include "indexer/learning/learner.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The story of a place, as it was read; loans from bytes and arena. */
typedef bool (*learning_fetch_fn)(void *ctx, const struct pile_place *place,
	struct buf *bytes, struct arena *arena, struct story *out,
	struct err *err);

struct repeats_rules {
	unsigned least;	  /* stories that a sentence must stand in, */
	unsigned percent; /* and such a share of the outlet's */
	const struct keeper *keeper;
	learning_fetch_fn fetch;
	void *fetch_ctx;
};

struct repeat {
	uint64_t hash;	   /* of the unit, the lowest bit set */
	const char *kind;  /* of boilerplate */
	const char *rule;  /* "learned" or "keeper" */
	char *text;	   /* as a story has it */
	atomic_uint taken; /* stories that it was taken out of */
};

struct repeats {
	struct repeat *items; /* by hash */
	size_t count, cap;
};

/* What a group repeats, into *out. */
bool repeats_find(const struct learner *learner, uint32_t group,
	const struct repeats_rules *rules, struct repeats *out,
	struct err *err);
/* One more, unless it is there; kind and rule are loans. */
void repeats_take(struct repeats *repeats, uint64_t hash, const char *kind,
	const char *rule, const char *text);
void repeats_release(struct repeats *repeats);

/* The row of a unit, or NULL. */
struct repeat *repeats_row(const struct repeats *repeats, uint64_t hash);

#endif
