/*
 * owed.h - the answers a connection owes, in the order they were asked for
 *
 * Decides which request goes to the workers next and which answer goes out:
 * untagged answers in the order of their requests, tagged ones as soon as
 * they are whole, a closing one after all others.
 *
 * Thread: whoever holds the loop.
 */
#ifndef SEARCHD_OWED_H
#define SEARCHD_OWED_H

#include "searchd/exchange.h"
#include "searchd/outbox.h"

#include <stdbool.h>
#include <stddef.h>

struct owed {
	struct exchange_store *store;
	struct exchange_list list;
	size_t count;
	size_t running;	   /* of them, in the pool */
	size_t held_bytes; /* of whole answers that wait for their turn */
	struct lane lane;  /* at the workers */
};

void owed_init(struct owed *owed, struct exchange_store *store);

/* One more, behind the others. */
void owed_add(struct owed *owed, struct exchange *exchange);

/* Is an answer with this tag owed?  "" never is. */
bool owed_has_tag(const struct owed *owed, const char *tag);

/*
 * Give requests to the workers, as many as one client may have there and as
 * long as it reads its answers, and put answers that may go out into the
 * outbox.  True: some did.
 */
bool owed_settle(struct owed *owed, struct outbox *out);

/* A worker has answered one of them. */
void owed_finished(struct owed *owed);

/* The client has gone: drop what waits, stop what runs. */
void owed_cancel(struct owed *owed);

#endif
