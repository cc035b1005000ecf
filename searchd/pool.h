/*
 * pool.h - the workers: threads that ask the index
 *
 * A worker takes the next job (lanes.h says whose turn it is), asks, and ends
 * the job itself, holding the loop again: the answer goes out from there.
 * Without a job it leads the loop (loop.h), or rests while another one does.
 *
 * Each worker has its own struct search on the generation it works with and
 * moves to another one between two jobs, or at once when it is idle; so a
 * generation is let go as soon as the last question to it has been answered.
 * For a job that names a generation before that one a worker opens a second
 * search, and leaves it open for the next such job as long as the generation
 * is kept.
 *
 * Thread: everything here is for the holder of the loop; job->run is called
 * by a worker that does not hold it.
 */
#ifndef SEARCHD_POOL_H
#define SEARCHD_POOL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/stop.h"
#include "engine/search/search.h"
#include "searchd/lanes.h"
#include "searchd/loop.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

struct job {
	/*
	 * Do the work.  search is NULL when the index could not be opened,
	 * and *err says why; the arena is emptied afterwards.
	 */
	void (*run)(struct job *job, struct search *search, struct arena *arena,
		const struct err *err);
	/* It has been run; holding the loop. */
	void (*done)(struct job *job);
	struct stop stop;
	/* To be asked, with a reference that the worker lets go; NULL: the
	 * one that the pool works on by then. */
	struct generation *generation;
	struct lane *lane;     /* of whoever asked; NULL: gone meanwhile */
	TAILQ_ENTRY(job) link; /* while it waits in the lane */
	bool taken;	       /* by a worker */
};

struct pool;

/* Start the workers; they open the generation by themselves. */
struct pool *pool_open(struct loop *loop, size_t workers,
	struct generation *generation, struct err *err);

/* End the workers, when all jobs are done; the loop is let go meanwhile. */
void pool_stop(struct pool *pool);
void pool_close(struct pool *pool); /* after that; NULL is fine */

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

/* Hand a job over, in the lane of whoever asks; it is the pool's until
 * job->done() is called. */
void pool_submit(
	struct pool *pool, struct lane *lane, struct job *job, int64_t now_ns);

/* Nobody waits for this job any more.  True: no worker had taken it, and none
 * will; else it is asked to stop. */
bool pool_cancel(struct pool *pool, struct job *job);

/* The lane goes; nothing of it waits.  NULL is fine. */
void pool_forget(struct pool *pool, struct lane *lane);

/* Jobs that no worker has taken yet. */
size_t pool_queued(const struct pool *pool);

#endif
