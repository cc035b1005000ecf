/*
 * merges.h - which names across the archive are one actor
 *
 * Two names of people are one if surname and first name are spellings of each
 * other and a witness says so: both words are spelt apart alike, or nobody
 * else in the archive has the surname, or they share a neighbour who is not
 * everybody's.  Names that stood in one story are two people.  A surname alone
 * is the one well known bearer of it, in a story where one of the bearer's
 * neighbours stands too.  The keeper's word (= and ! in actors.tsv) goes
 * before all evidence.  The list's name wins, else the commonest spelling.
 *
 * Thread: drawn on one; then only read, but for the counts.
 */
#ifndef INDEXER_MERGES_H
#define INDEXER_MERGES_H

#include "engine/story/story.h"
#include "indexer/learning/cast.h"
#include "indexer/learning/learned.h"
#include "indexer/names/registry.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* What became of one name. */
struct merge {
	const char *name; /* the one to show; NULL: it stays */
	const char *code; /* of a list */
	enum actor_type type;
	const char *why;   /* "spelling", "keeper", "surname" */
	bool if_met;	   /* only in stories where a neighbour stands */
	atomic_uint taken; /* stories */
};

struct merges {
	const struct cast *cast;
	struct merge *items; /* one a name of the cast */
	uint64_t bits;	     /* cast_bit() of all that change */
	uint32_t *common;    /* ids of who is everybody's neighbour, sorted */
	size_t ncommon;
};

/* Is this name too common for a witness? */
bool merges_is_common(const struct merges *merges, uint32_t id);

void merges_draw(const struct cast *cast, const struct registry *registry,
	struct merges *out);
void merges_release(struct merges *merges);

/* Give the actors of a story their names; those that become one are added
 * up.  Returns whether any changed. */
bool merges_apply(
	const struct merges *merges, struct arena *arena, struct story *story);

void merges_list(const struct merges *merges, struct learned *out);

#endif
