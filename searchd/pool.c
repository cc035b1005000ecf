#include "searchd/pool.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/must.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

struct worker {
	struct pool *pool;
	pthread_t thread;
	struct search *search; /* NULL: could not be opened */
	struct err why;	       /* then */
	struct search *older;  /* on a kept generation; NULL: not yet */
	struct arena arena;
};

struct pool {
	struct loop *loop; /* its lock covers all but the workers' insides */
	struct lanes lanes;
	struct generation *generation;
	struct generation **kept, **let_go; /* references */
	size_t nkept, kept_cap, nlet_go, let_go_cap;
	bool closing;
	struct worker *workers;
	size_t nworkers;
};

/* ---- worker threads ---- */

/* Does the worker have to do with another generation than the pool's?  Holding
 * the loop. */
static bool
must_move(const struct worker *worker)
{
	return worker->search == NULL ||
	       search_generation(worker->search) != worker->pool->generation;
}

/*
 * Open a search of its own on a generation, then let the old one go.  When
 * that fails the old one is kept: true answers from an old generation are
 * better than none.
 */
static void
worker_move(struct worker *worker, struct generation *generation)
{
	struct search *search = search_open(generation, &worker->why);

	if (search == NULL)
		log_line(LOG_ERROR, "a worker cannot open generation %s: %s",
			generation->name, worker->why.text);
	if (search == NULL && worker->search != NULL)
		return;
	search_close(worker->search);
	worker->search = search;
}

/* Is its older generation kept no longer?  Holding the loop. */
static bool
must_close(const struct worker *worker)
{
	const struct pool *pool = worker->pool;

	for (size_t i = 0; worker->older != NULL && i < pool->nkept; i++)
		if (search_generation(worker->older) == pool->kept[i])
			return false;
	return worker->older != NULL;
}

/*
 * One thing that is done between two jobs: move to the pool's generation,
 * unless that was tried already, let older ones go.  Holding the loop, which
 * is let go meanwhile; false: there was nothing to do.
 */
static bool
worker_tidy(struct worker *worker, struct generation **tried)
{
	struct pool *pool = worker->pool;
	struct generation *generation = NULL;
	struct search *older = NULL;
	bool moves = must_move(worker) && *tried != pool->generation;

	if (moves)
		*tried = generation = generation_ref(pool->generation);
	else if (must_close(worker)) {
		older = worker->older;
		worker->older = NULL;
	} else if (pool->nlet_go > 0)
		generation = pool->let_go[--pool->nlet_go];
	else
		return false;
	loop_let_go(pool->loop);
	if (moves)
		worker_move(worker, generation);
	search_close(older);
	generation_unref(generation);
	loop_hold(pool->loop, true);
	return true;
}

/* The search on the generation that a job names. */
static struct search *
worker_search(struct worker *worker, const struct job *job, struct err *why)
{
	struct search *search = worker->search;

	*why = worker->why;
	if (job->generation == NULL ||
		(search != NULL &&
			search_generation(search) == job->generation))
		return search;
	search = worker->older;
	if (search != NULL && search_generation(search) == job->generation)
		return search;
	search_close(search);
	worker->older = search_open(job->generation, why);
	return worker->older;
}

/* Ask the index; the loop is let go meanwhile. */
static void
worker_ask(struct worker *worker, struct job *job)
{
	struct loop *loop = worker->pool->loop;
	struct err why = { 0 };
	struct search *search;

	job->taken = true;
	loop_less_work(loop);
	loop_ask(loop);
	search = worker_search(worker, job, &why);
	job->run(job, search, &worker->arena, &why);
	arena_reset(&worker->arena);
	generation_unref(job->generation);
	job->generation = NULL;
	loop_asked(loop);
	if (job->lane != NULL)
		lanes_done(job->lane);
	job->done(job);
}

/*
 * Jobs first, tidying between two and while there is none; then what clients
 * want of the loop.  A generation that cannot be opened is tried again behind
 * the next job only.
 */
static void
worker_work(struct worker *worker)
{
	struct pool *pool = worker->pool;
	struct generation *tried = NULL;
	struct job *job;

	for (;;) {
		if (worker_tidy(worker, &tried))
			continue;
		job = lanes_next(&pool->lanes, clock_ns());
		if (job != NULL) {
			worker_ask(worker, job);
			tried = NULL;
		} else if (pool->closing)
			return;
		else if (!loop_lead(pool->loop))
			loop_rest(pool->loop);
	}
}

static void *
worker_main(void *arg)
{
	struct worker *worker = arg;

	loop_hold(worker->pool->loop, true);
	worker_work(worker);
	loop_let_go(worker->pool->loop);
	search_close(worker->search);
	search_close(worker->older);
	arena_release(&worker->arena);
	return NULL;
}

/* ---- beginning and end ---- */

/* Signals are the loop's business: workers start with all of them blocked. */
static bool
start_workers(struct pool *pool, size_t n, struct err *err)
{
	sigset_t all, old;
	int failed = 0;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	for (; pool->nworkers < n && failed == 0;) {
		struct worker *worker = &pool->workers[pool->nworkers];

		worker->pool = pool;
		failed = pthread_create(
			&worker->thread, NULL, worker_main, worker);
		if (failed == 0)
			pool->nworkers++;
	}
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	errno = failed;
	return failed == 0 ||
	       err_errno(err, "starting worker %zu", pool->nworkers + 1);
}

struct pool *
pool_open(struct loop *loop, size_t workers, struct generation *generation,
	struct err *err)
{
	struct pool *pool = mem_alloc(sizeof(*pool));

	pool->loop = loop;
	lanes_init(&pool->lanes, workers);
	pool->generation = generation_ref(generation);
	pool->workers = mem_alloc(workers * sizeof(*pool->workers));
	if (start_workers(pool, workers, err))
		return pool;
	pool_close(pool);
	return NULL;
}

void
pool_stop(struct pool *pool)
{
	pool->closing = true;
	loop_rouse_all(pool->loop);
	loop_let_go(pool->loop);
	for (size_t i = 0; i < pool->nworkers; i++)
		pthread_join(pool->workers[i].thread, NULL);
	pool->nworkers = 0;
	loop_hold(pool->loop, false);
}

void
pool_close(struct pool *pool)
{
	if (pool == NULL)
		return;
	pool_stop(pool);
	generation_unref(pool->generation);
	for (size_t i = 0; i < pool->nkept; i++)
		generation_unref(pool->kept[i]);
	for (size_t i = 0; i < pool->nlet_go; i++)
		generation_unref(pool->let_go[i]);
	free(pool->kept);
	free(pool->let_go);
	free(pool->workers);
	free(pool);
}

/* ---- generations ---- */

void
pool_move(struct pool *pool, struct generation *generation)
{
	generation_unref(pool->generation);
	pool->generation = generation_ref(generation);
	loop_rouse_all(pool->loop);
}

void
pool_keep(struct pool *pool, struct generation *generation)
{
	vec_push(pool->kept, pool->nkept, pool->kept_cap) =
		generation_ref(generation);
}

void
pool_let_go(struct pool *pool, struct generation *generation)
{
	vec_push(pool->let_go, pool->nlet_go, pool->let_go_cap) = generation;
	loop_rouse_all(pool->loop);
}

void
pool_drop(struct pool *pool, struct generation *generation)
{
	size_t i = 0;

	while (i < pool->nkept && pool->kept[i] != generation)
		i++;
	must(i < pool->nkept);
	pool->kept[i] = pool->kept[--pool->nkept];
	pool_let_go(pool, generation);
}

/* ---- jobs ---- */

void
pool_submit(
	struct pool *pool, struct lane *lane, struct job *job, int64_t now_ns)
{
	must(!pool->closing);
	job->lane = lane;
	job->taken = false;
	lanes_add(&pool->lanes, lane, job, now_ns);
	loop_more_work(pool->loop);
}

bool
pool_cancel(struct pool *pool, struct job *job)
{
	if (!job->taken) {
		lanes_withdraw(&pool->lanes, job->lane, job);
		loop_less_work(pool->loop);
	} else
		stop_request(&job->stop, STOP_GONE);
	job->lane = NULL;
	return !job->taken;
}

void
pool_forget(struct pool *pool, struct lane *lane)
{
	if (pool != NULL)
		lanes_forget(&pool->lanes, lane);
}

size_t
pool_queued(const struct pool *pool)
{
	return pool->lanes.count;
}
