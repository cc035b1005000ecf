/*
 * cast.h - who is named in the stories of a pile, and beside whom
 *
 * Of every name of an actor (countries aside) is kept in how many stories it
 * stands, whether a list knows it, and a few of its neighbours: the names that
 * stand in the same stories.  All pairs of neighbours are kept in a filter
 * that forgets none and now and then remembers one too many.
 *
 * The bound: CAST_MOST names of some 150 bytes, and 32 MB for the filter.
 * When there are more names, only every second spelling family is kept (all
 * spellings of one key or none), then every fourth, and so on: that depends
 * on the names alone, not on their order.
 *
 * Thread: cast_see() from any; the rest when all are read.
 */
#ifndef INDEXER_CAST_H
#define INDEXER_CAST_H

#include "base/arena.h"
#include "base/names.h"
#include "engine/story/story.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CAST_MOST (1u << 20)
#define CAST_NEIGHBOURS 8

struct person {
	uint32_t stories;
	uint32_t as_person; /* of them; others take it for something else */
	uint32_t id;	    /* a hash of the name */
	enum actor_type type;
	const char *code;		      /* of a list; NULL: none */
	uint32_t neighbours[CAST_NEIGHBOURS]; /* ids, the lowest, ascending */
	uint32_t nneighbours;
};

struct cast {
	struct names names;
	struct person *persons; /* by ordinal of the name */
	size_t cap;
	size_t most;
	unsigned level;	  /* one family in 2^level is kept */
	uint32_t stories; /* that were seen */
	atomic_ullong *pairs;
	struct arena arena;
	pthread_mutex_t lock;
};

void cast_init(struct cast *cast, size_t most);
void cast_release(struct cast *cast);

/* Look at the actors of a story; returns a bit for each (see cast_bit()). */
uint64_t cast_see(struct cast *cast, const struct story *story);

/* One of 64 bits that a name has: whose bit a story lacks is not in it. */
uint64_t cast_bit(const char *name);
uint32_t cast_id(const char *name);

/* Is it a person to most stories? */
bool cast_is_person(const struct person *person);

/* Did two names stand in one story? */
bool cast_met(const struct cast *cast, uint32_t a, uint32_t b);

/*
 * The family of a name's spellings: the keys of its first and its last word.
 * Appended; false, adding nothing, for names of one word or without a key.
 */
bool cast_family(struct buf *out, const char *name);

#endif
