/*
 * loop.h - waiting for clients and for time, by whoever has nothing to ask
 *
 * The loop has no thread of its own.  It is a lock that covers all that
 * clients are served with (connections, queues, counters), and whoever is to
 * touch that holds it.  A worker without a job leads: it waits for events,
 * serves them, and then asks the index itself what they brought, so that a
 * question costs no change of threads; what it found it sends itself, too.
 * Nobody holds the loop while waiting or asking.
 *
 * One thread keeps it: it leads when no worker has done so for a tick, that is
 * while all of them are asking, so that nobody waits behind questions who has
 * not asked one.
 *
 * What waits is libevent, and this is the door to it.
 *
 * Thread: everything but loop_hold() and loop_open() is for the holder.
 */
#ifndef SEARCHD_LOOP_H
#define SEARCHD_LOOP_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct loop;
struct event; /* of libevent */

/* For so many workers. */
struct loop *loop_open(size_t workers, struct err *err);
/* When all other threads have ended; NULL is fine. */
void loop_close(struct loop *loop);

/* ---- the lock ---- */

/* works: the caller takes a job, if there is one, before it waits. */
void loop_hold(struct loop *loop, bool works);
void loop_let_go(struct loop *loop);

/* ---- what is waited for ---- */

/* What all that follows begins with; the loop's own, zeroed before. */
struct loop_sign {
	struct event *event; /* NULL: it is not waited for */
	struct loop *loop;
	void (*serve)(struct loop_sign *sign, uint32_t events);
};

/* What a descriptor is watched for, and what comes of it. */
enum {
	LOOP_READ = 0x02,  /* there are bytes, or an error */
	LOOP_WRITE = 0x04, /* there is room for bytes, or an error */
	LOOP_END = 0x80,   /* the other side will send no more */
	LOOP_EDGE = 0x20   /* tell each once, when it comes to be so */
};

/* A descriptor; zeroed but for fd, ready and ctx. */
struct loop_fd {
	struct loop_sign sign;
	int fd;
	void (*ready)(void *ctx, uint32_t events);
	void *ctx;
	uint32_t events; /* that are watched for; 0: none */
};

/* Watch for these, and for no others any more; 0: for none.  False: this
 * descriptor cannot be waited for, as plain files cannot. */
bool loop_watch(struct loop *loop, struct loop_fd *fd, uint32_t events);

/* Something to do at a time; zeroed but for ring and ctx. */
struct alarm {
	struct loop_sign sign;
	void (*ring)(void *ctx);
	void *ctx;
	int64_t due_ns; /* on clock_ns(), and not before; 0: it is not set */
};

/* Set it, or move it when it is set already. */
void loop_alarm(struct loop *loop, struct alarm *alarm, int64_t due_ns);
/* Fine for one that is not set. */
void loop_no_alarm(struct alarm *alarm);

/* Something to go on with, when others have had their turn; zeroed but for
 * run and ctx. */
struct loop_task {
	struct loop_sign sign;
	void (*run)(void *ctx);
	void *ctx;
};
void loop_later(struct loop *loop, struct loop_task *task);
/* Fine for one that does not wait. */
void loop_not_later(struct loop_task *task);

/* Free memory with any of these in it, as soon as no event that has come
 * already can speak of it. */
struct loop_grave {
	struct loop_grave *next;
};
void loop_bury(struct loop *loop, struct loop_grave *memory);

/* ---- who does it ---- */

/* Wait for something to do and serve it.  False: another thread leads. */
bool loop_lead(struct loop *loop);

/* Rest until there may be a job. */
void loop_rest(struct loop *loop);

/*
 * One more job waits; one has been taken, or withdrawn.  More workers than
 * there are processors are got up only when no job has been taken for a tick:
 * that many are busy for long, and new questions should not wait for that.
 */
void loop_more_work(struct loop *loop);
void loop_less_work(struct loop *loop);

/*
 * Let go, as a worker that has taken a job.  When clients have been found
 * waiting meanwhile, another worker gets up to lead, if a processor is free;
 * where questions come one by one that would only cost.
 */
void loop_ask(struct loop *loop);
/* It has asked, and holds the loop again. */
void loop_asked(struct loop *loop);

/* All workers look around. */
void loop_rouse_all(struct loop *loop);

/* Lead whenever nobody else does, until loop_end(). */
void loop_keep(struct loop *loop);
void loop_end(struct loop *loop);

#endif
