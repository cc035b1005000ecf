/*
 * exchange.h - one request and its answer
 *
 * Everything that lives as long as a request: its text, its parameters, the
 * bytes of its answer.  The connection keeps its exchanges in the order they
 * came; those that read the index visit a worker meanwhile.
 *
 * Thread: whoever holds the loop, but for the time that a worker asks.
 */
#ifndef SEARCHD_EXCHANGE_H
#define SEARCHD_EXCHANGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "searchd/command.h"
#include "searchd/pool.h"
#include "searchd/service.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

struct conn;

enum exchange_state {
	EXCHANGE_WAITING, /* for its turn at the workers */
	EXCHANGE_RUNNING, /* in the pool */
	EXCHANGE_DONE	  /* the answer is whole */
};

struct exchange {
	struct job job;	   /* the first member: the pool knows only this */
	struct conn *conn; /* NULL: the client has gone */
	struct exchange_store *store;
	TAILQ_ENTRY(exchange) link;    /* of its connection, or in the store */
	TAILQ_ENTRY(exchange) at_work; /* of the watch, while RUNNING */
	enum exchange_state state;
	bool last; /* its answer closes: it waits for all others */
	/* Under which its answer may be kept; empty: it may not be. */
	struct buf key;
	const struct generation *asked; /* that the key speaks of; a loan */
	bool true_to_key;		/* that one was asked */
	const char *line; /* the request without its tag; in the arena */
	struct arena arena;
	struct call call;
	struct reply reply;
	struct buf answer;
};
TAILQ_HEAD(exchange_list, exchange);

/* Used exchanges, kept for the next requests with what memory they have. */
struct exchange_store {
	struct service *service;
	/* A worker has answered, and the client is still there. */
	void (*finished)(struct exchange *exchange);
	struct exchange_list spare;
	size_t count;
};

void exchange_store_init(struct exchange_store *store, struct service *service);
void exchange_store_release(struct exchange_store *store);

/* One as good as new, for a request that has just come. */
struct exchange *exchange_take(struct exchange_store *store, struct conn *conn);
void exchange_give(struct exchange_store *store, struct exchange *exchange);

/*
 * Read the request line.  False: the answer, a refusal, is done already.
 */
bool exchange_read(struct exchange *exchange, const char *line, size_t len);

/*
 * Run the request if the loop can answer it, else leave it WAITING.
 */
void exchange_start(struct exchange *exchange, struct session *session);

/* Answer with a refusal. */
void exchange_refuse(struct exchange *exchange, enum final final,
	const char *keys, const char *text);

/* Refuse a whole line: too long, or not ended; head is how it began. */
void exchange_refuse_line(struct exchange *exchange, enum final final,
	const char *head, size_t len);

/* Hand it to the workers, in a client's lane, or refuse it when their queue is
 * full. */
void exchange_submit(struct exchange *exchange, struct lane *lane);

/* The client has gone while the workers had it.  True: none had begun, and it
 * can be given to the store. */
bool exchange_abandon(struct exchange *exchange);

bool exchange_tagged(const struct exchange *exchange);

#endif
