/*
 * server_doors.h - where clients come in
 *
 * Listens at every address of the settings, accepts within the limits, and
 * pauses when descriptors have run out instead of being woken for ever.
 *
 * Thread: whoever holds the loop.
 */
#ifndef SEARCHD_SERVER_DOORS_H
#define SEARCHD_SERVER_DOORS_H

#include "base/err.h"
#include "searchd/conn.h"
#include "searchd/listen.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DOORS_MAX 16

struct doors;

struct door {
	struct doors *doors;
	struct listener listener;
	struct loop_fd fd;
};

struct doors {
	struct conns *conns;
	size_t connections_max;
	struct door items[DOORS_MAX];
	size_t count;
	struct alarm pause;
	int64_t said_ns; /* when the log last spoke of refusals */
};

/*
 * Listen wherever settings->listen says, and let at most connections_max
 * clients in.  Errors: those of listener_open().
 */
bool doors_open(struct doors *doors, struct conns *conns,
	size_t connections_max, struct err *err);

/* Let nobody in any more; a zeroed struct is fine. */
void doors_close(struct doors *doors);

/* Append " ADDRESS" for each. */
void doors_print(const struct doors *doors, struct buf *out);

#endif
