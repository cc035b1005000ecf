/*
 * cache.h - answers that may be asked for again
 *
 * An answer is kept under a key that says all it depends on
 * (command_key()), as it was sent but for its tag; its ms= is written anew
 * each time.  What has been asked for once stands in a part of its own and
 * goes first; what has been asked for again has four fifths of the room, so
 * that many questions that come once do not flush those that come often.
 *
 * A zeroed struct is a valid cache that keeps nothing.
 * Pure.  Thread: one struct belongs to one thread at a time.
 */
#ifndef SEARCHD_CACHE_H
#define SEARCHD_CACHE_H

#include "base/buf.h"
#include "searchd/final.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

struct generation;
struct cached;
TAILQ_HEAD(cached_list, cached);

enum cache_part { CACHE_ONCE, CACHE_AGAIN, CACHE_PARTS };

struct cache {
	size_t most_bytes, bytes; /* all that entries take, keys and all */
	size_t part_bytes[CACHE_PARTS];
	struct cached_list parts[CACHE_PARTS]; /* latest first */
	struct cached **buckets;	       /* a power of two */
	size_t nbuckets, entries;
	uint64_t seed; /* so that nobody can choose keys that collide */
	uint64_t hits, misses, evicted;
};

/* Keep answers of at most so many bytes together; 0: none. */
void cache_init(struct cache *cache, size_t most_bytes);
void cache_release(struct cache *cache);

/* How an answer is looked up: its key, and what it is an answer of. */
struct cache_key {
	const void *data;
	size_t len;
	const struct generation *generation;
};

/*
 * Append the answer that is kept under a key, with a tag ("" for none) before
 * each line and the time that it took now; *final says how it ends.  False:
 * there is none.
 */
bool cache_answer(struct cache *cache, const struct cache_key *key,
	const char *tag, double ms, struct buf *out, enum final *final);

/*
 * Keep a whole answer, with its tag before each line, if there is room for one
 * of its size.  There is none under this key, or it is the same.
 */
void cache_keep(struct cache *cache, const struct cache_key *key,
	const char *tag, const struct buf *answer, enum final final);

/* Drop all answers of a generation, which goes. */
void cache_forget(struct cache *cache, const struct generation *generation);

#endif
