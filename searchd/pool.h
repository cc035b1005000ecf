/*
 * pool.h - the workers: threads that ask the index
 *
 * A job owns all it needs; of what loop and workers both touch, only the two
 * queues are shared, under one lock.  Each worker has its own struct search
 * on the generation it works with and moves to another one between two jobs,
 * or at once when it is idle; so a generation is let go as soon as the last
 * question to it has been answered.  For a job that names a generation before
 * that one a worker opens a second search, and leaves it open for the next
 * such job as long as the generation is kept.
 *
 * Thread: everything here is the loop's; job->run is called on a worker.
 */
#ifndef SEARCHD_POOL_H
#define SEARCHD_POOL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/stop.h"
#include "engine/search/search.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct job {
	/*
	 * Do the work.  search is NULL when the index could not be opened,
	 * and *err says why; the arena is emptied afterwards.
	 */
	void (*run)(struct job *job, struct search *search, struct arena *arena,
		const struct err *err);
	struct stop stop;
	/* To be asked, with a reference that the worker lets go; NULL: the
	 * one that the pool works on by then. */
	struct generation *generation;
	struct job *next; /* the queue's */
};

struct pool;

/* Start the workers; they open the generation by themselves. */
struct pool *pool_open(
	size_t workers, struct generation *generation, struct err *err);

/* End the workers, when all jobs are done; then pool_finished() has them. */
void pool_stop(struct pool *pool);
void pool_close(struct pool *pool); /* NULL is fine */

/* Work on another generation from here on; takes a reference of its own. */
void pool_move(struct pool *pool, struct generation *generation);

/*
 * Let workers leave a search on this one open, for the next job that names
 * it; takes a reference of its own, until it is dropped.
 */
void pool_keep(struct pool *pool, struct generation *generation);
void pool_drop(struct pool *pool, struct generation *generation);

/* Let a reference go, on a worker: the last one may have files to remove. */
void pool_let_go(struct pool *pool, struct generation *generation);

/* Hand a job over; it is the pool's until pool_finished() gives it back. */
void pool_submit(struct pool *pool, struct job *job);

/* Jobs that no worker has taken yet. */
size_t pool_queued(struct pool *pool);

/* Readable when a job has finished; then call pool_heard(), and after that
 * pool_finished() until it gives NULL. */
int pool_wake_fd(const struct pool *pool);
void pool_heard(struct pool *pool);

/* A finished job, oldest first; NULL: no more. */
struct job *pool_finished(struct pool *pool);

#endif
