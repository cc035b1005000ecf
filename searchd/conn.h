/*
 * conn.h - one client: a state, and a step for each state
 *
 * Bytes in become lines, lines become exchanges, finished exchanges become
 * bytes out: untagged answers in the order of their requests, tagged ones as
 * they finish, each in one piece.  Sockets are watched edge-triggered: an
 * event says that something may be possible again, conn_advance() finds out.
 * Whether a socket can be written is found out by writing; only when it could
 * not is that watched for, too.
 *
 * Thread: whoever holds the loop.
 */
#ifndef SEARCHD_CONN_H
#define SEARCHD_CONN_H

#include "searchd/exchange.h"
#include "searchd/peers.h"
#include "searchd/service.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

struct conn;
TAILQ_HEAD(conn_list, conn);

/* What all connections of a loop share. */
struct conns {
	struct loop *loop;
	struct service *service;
	struct conn_list list;
	struct exchange_store store;
	char *scratch; /* what is read goes through here */
	size_t scratch_size;
	struct peers peers;
	void (*on_closed)(void *ctx); /* after one has gone */
	void *ctx;
};

void conns_init(
	struct conns *conns, struct loop *loop, struct service *service);
void conns_release(struct conns *conns);

/* How a client is connected. */
struct conn_ends {
	int in_fd, out_fd; /* the same for a socket; owned from here on */
	bool socket;
	bool admin;    /* may use admin verbs */
	bool timeless; /* no limits on time: --stdio */
	struct peer peer;
};

/* Greet a client and serve it from here on. */
void conn_open(struct conns *conns, const struct conn_ends *ends);

/* Take no more requests, answer those that came, say why, and close. */
void conn_leave(struct conn *conn, enum final why);

/* The same for all of them; or end them now, whatever they wait for. */
void conns_leave(struct conns *conns, enum final why);
void conns_abort(struct conns *conns);

#endif
