/*
 * outbox.h - bytes on their way to a client
 *
 * A zeroed struct is a valid empty outbox; an empty one holds hardly any
 * memory.  What is added ends with LF.
 *
 * Thread: one outbox belongs to one thread.
 */
#ifndef SEARCHD_OUTBOX_H
#define SEARCHD_OUTBOX_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct outbox {
	struct buf bytes;
	size_t sent;	  /* of them; what is before may be dropped */
	int64_t moved_ns; /* when some went out, or the first came in */
};

void outbox_add(struct outbox *outbox, const char *data, size_t len);
size_t outbox_unsent(const struct outbox *outbox);

/*
 * Write what fd takes without blocking; *sent says how much that was.
 * False: nothing will go that way any more.
 */
bool outbox_send(struct outbox *outbox, int fd, uint64_t *sent);

/* Drop all but the rest of a line that is half sent. */
void outbox_drop(struct outbox *outbox);

void outbox_release(struct outbox *outbox);

#endif
