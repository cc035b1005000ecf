/*
 * kept.h - the generations before the live one, for who is not done with them
 *
 * After a move to a new generation the one before can still be asked, by a
 * cursor or by gen=: the last few are kept, each until nobody has asked for it
 * for some time.  What that takes is disk space; the memory of its columns is
 * the system's to take back.
 *
 * Pure but for the references, which are the caller's.  Thread: one.
 */
#ifndef SEARCHD_KEPT_H
#define SEARCHD_KEPT_H

#include "engine/index/archive.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KEPT_MAX 16

struct kept_generation {
	struct generation *generation;
	int64_t used_ns; /* when it was last asked for */
};

struct kept {
	struct kept_generation items[KEPT_MAX]; /* oldest first */
	size_t count;
};

/* Keep one more; there must be room. */
void kept_add(struct kept *kept, struct generation *generation, int64_t now_ns);

/* The newest one of that name, which is used now; NULL: it is not kept. */
struct generation *kept_find(
	struct kept *kept, const char *name, int64_t now_ns);

bool kept_has(const struct kept *kept, const struct generation *generation);

/* Take out the oldest; NULL: there is none. */
struct generation *kept_pop(struct kept *kept);

/* Take out one that was last used idle_ns ago or earlier; NULL: there is
 * none. */
struct generation *kept_pop_idle(
	struct kept *kept, int64_t idle_ns, int64_t now_ns);

/* When the next one may be idle for so long; 0: none is kept. */
int64_t kept_due_ns(const struct kept *kept, int64_t idle_ns);

#endif
