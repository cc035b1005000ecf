/*
 * supply.h - questions of several lists, by turns
 *
 * Thread: supply_next() may be called by many.
 */
#ifndef BENCH_SUPPLY_H
#define BENCH_SUPPLY_H

#include "tests/bench/peers/peer.h"

#include <stdatomic.h>
#include <stddef.h>

struct supply {
	struct question *questions;
	size_t count, room;
	atomic_size_t next;
};

/* The first of each of FOLDER/LIST, then the second of each, ...  Questions
 * live as long as the program. */
void supply_read(struct supply *supply, const char *folder, char **lists);

/* The next one; behind the last comes the first. */
const struct question *supply_next(struct supply *supply);

#endif
