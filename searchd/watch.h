/*
 * watch.h - what the workers are at, and what kept them long
 *
 * Requests at the workers stand in a list, so that LIST can show and KILL can
 * stop them; of those that took long the last few are remembered for SLOWLOG.
 * A request is known by its number, which is also the ref= of its faults.
 *
 * Thread: whoever holds the loop (loop.h).
 */
#ifndef SEARCHD_WATCH_H
#define SEARCHD_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

struct exchange;
TAILQ_HEAD(watch_list, exchange);

#define WATCH_TEXT 512 /* bytes of a request that are remembered */

struct slow_request {
	uint64_t ref;
	double ms;
	int code; /* of its final line */
	char text[WATCH_TEXT];
};

struct watch {
	struct watch_list running; /* oldest first */
	struct slow_request *slow; /* a ring of `kept` */
	size_t kept;
	uint64_t nslow; /* ever; number n is at slow[n % kept] */
	double slow_ms;
};

/* Remember the last `kept` requests that took slow_ms or more; kept may be
 * 0. */
void watch_init(struct watch *watch, size_t kept, double slow_ms);
void watch_release(struct watch *watch);

/* The request goes to the workers; it has come back, with its answer. */
void watch_enter(struct watch *watch, struct exchange *exchange);
void watch_leave(struct watch *watch, struct exchange *exchange, double ms);

/* The one with that number; NULL: it is not at the workers. */
struct exchange *watch_find(const struct watch *watch, uint64_t ref);

/* The i-th of the slow ones, newest first; NULL: there are not so many. */
const struct slow_request *watch_slow(const struct watch *watch, size_t i);

#endif
