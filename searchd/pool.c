#include "searchd/pool.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/must.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct queue {
	struct job *first;
	struct job **end;
	size_t count;
};

struct worker {
	struct pool *pool;
	pthread_t thread;
	struct search *search; /* NULL: could not be opened */
	struct err why;	       /* then */
	struct search *older;  /* on a kept generation; NULL: not yet */
	struct arena arena;
};

struct pool {
	pthread_mutex_t lock; /* of all below but the workers' insides */
	pthread_cond_t work;  /* waiting, generation or closing changed */
	struct queue waiting, finished;
	struct generation *generation;
	struct generation **kept, **let_go; /* references */
	size_t nkept, kept_cap, nlet_go, let_go_cap;
	bool closing;
	int wake_fd;
	struct worker *workers;
	size_t nworkers;
};

static void
queue_init(struct queue *queue)
{
	queue->first = NULL;
	queue->end = &queue->first;
	queue->count = 0;
}

static void
queue_push(struct queue *queue, struct job *job)
{
	job->next = NULL;
	*queue->end = job;
	queue->end = &job->next;
	queue->count++;
}

static struct job *
queue_pop(struct queue *queue)
{
	struct job *job = queue->first;

	if (job == NULL)
		return NULL;
	queue->first = job->next;
	if (queue->first == NULL)
		queue->end = &queue->first;
	queue->count--;
	return job;
}

/* ---- worker threads ---- */

/* Does the worker have to do with another generation than the pool's?  Under
 * the lock. */
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

/* Is its older generation kept no longer?  Under the lock. */
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
 * unless that was tried already, let older ones go.  Under the lock, which is
 * given up meanwhile; false: there was nothing to do.
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
	pthread_mutex_unlock(&pool->lock);
	if (moves)
		worker_move(worker, generation);
	search_close(older);
	generation_unref(generation);
	pthread_mutex_lock(&pool->lock);
	return true;
}

/*
 * Wait for a job, tidying between two and while there is none; a generation
 * that cannot be opened is tried again with the next job only.  NULL: the
 * pool closes.
 */
static struct job *
worker_wait(struct worker *worker)
{
	struct pool *pool = worker->pool;
	struct generation *tried = NULL;
	struct job *job = NULL;

	pthread_mutex_lock(&pool->lock);
	for (;;) {
		if (worker_tidy(worker, &tried))
			continue;
		job = queue_pop(&pool->waiting);
		if (job != NULL || pool->closing)
			break;
		pthread_cond_wait(&pool->work, &pool->lock);
	}
	pthread_mutex_unlock(&pool->lock);
	return job;
}

/* Give a job back and wake the loop, once for all that it has not seen. */
static void
worker_finish(struct worker *worker, struct job *job)
{
	struct pool *pool = worker->pool;
	uint64_t one = 1;
	bool first;

	pthread_mutex_lock(&pool->lock);
	first = pool->finished.count == 0;
	queue_push(&pool->finished, job);
	pthread_mutex_unlock(&pool->lock);
	if (first)
		must(write(pool->wake_fd, &one, sizeof(one)) == sizeof(one));
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

static void *
worker_main(void *arg)
{
	struct worker *worker = arg;
	struct job *job;

	while ((job = worker_wait(worker)) != NULL) {
		struct err why = { 0 };
		struct search *search = worker_search(worker, job, &why);

		job->run(job, search, &worker->arena, &why);
		arena_reset(&worker->arena);
		generation_unref(job->generation);
		job->generation = NULL;
		worker_finish(worker, job);
	}
	search_close(worker->search);
	search_close(worker->older);
	arena_release(&worker->arena);
	return NULL;
}

/* ---- the loop's side ---- */

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
pool_open(size_t workers, struct generation *generation, struct err *err)
{
	struct pool *pool = mem_alloc(sizeof(*pool));

	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->work, NULL);
	queue_init(&pool->waiting);
	queue_init(&pool->finished);
	pool->generation = generation_ref(generation);
	pool->workers = mem_alloc(workers * sizeof(*pool->workers));
	pool->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (pool->wake_fd < 0)
		err_errno(err, "making an eventfd");
	else if (start_workers(pool, workers, err))
		return pool;
	pool_close(pool);
	return NULL;
}

void
pool_stop(struct pool *pool)
{
	pthread_mutex_lock(&pool->lock);
	pool->closing = true;
	pthread_cond_broadcast(&pool->work);
	pthread_mutex_unlock(&pool->lock);
	for (size_t i = 0; i < pool->nworkers; i++)
		pthread_join(pool->workers[i].thread, NULL);
	pool->nworkers = 0;
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
	if (pool->wake_fd >= 0)
		close(pool->wake_fd);
	pthread_cond_destroy(&pool->work);
	pthread_mutex_destroy(&pool->lock);
	free(pool->workers);
	free(pool);
}

void
pool_move(struct pool *pool, struct generation *generation)
{
	struct generation *old;

	pthread_mutex_lock(&pool->lock);
	old = pool->generation;
	pool->generation = generation_ref(generation);
	pthread_cond_broadcast(&pool->work);
	pthread_mutex_unlock(&pool->lock);
	generation_unref(old);
}

void
pool_keep(struct pool *pool, struct generation *generation)
{
	pthread_mutex_lock(&pool->lock);
	vec_push(pool->kept, pool->nkept, pool->kept_cap) =
		generation_ref(generation);
	pthread_mutex_unlock(&pool->lock);
}

void
pool_let_go(struct pool *pool, struct generation *generation)
{
	pthread_mutex_lock(&pool->lock);
	vec_push(pool->let_go, pool->nlet_go, pool->let_go_cap) = generation;
	pthread_cond_broadcast(&pool->work);
	pthread_mutex_unlock(&pool->lock);
}

void
pool_drop(struct pool *pool, struct generation *generation)
{
	size_t i = 0;

	pthread_mutex_lock(&pool->lock);
	while (i < pool->nkept && pool->kept[i] != generation)
		i++;
	must(i < pool->nkept);
	pool->kept[i] = pool->kept[--pool->nkept];
	pthread_mutex_unlock(&pool->lock);
	pool_let_go(pool, generation);
}

void
pool_submit(struct pool *pool, struct job *job)
{
	pthread_mutex_lock(&pool->lock);
	must(!pool->closing);
	queue_push(&pool->waiting, job);
	pthread_cond_signal(&pool->work);
	pthread_mutex_unlock(&pool->lock);
}

size_t
pool_queued(struct pool *pool)
{
	size_t count;

	pthread_mutex_lock(&pool->lock);
	count = pool->waiting.count;
	pthread_mutex_unlock(&pool->lock);
	return count;
}

int
pool_wake_fd(const struct pool *pool)
{
	return pool->wake_fd;
}

void
pool_heard(struct pool *pool)
{
	uint64_t times;

	/* Nothing to read is fine: somebody else has heard it. */
	if (read(pool->wake_fd, &times, sizeof(times)) < 0)
		must(errno == EAGAIN);
}

struct job *
pool_finished(struct pool *pool)
{
	struct job *job;

	pthread_mutex_lock(&pool->lock);
	job = queue_pop(&pool->finished);
	pthread_mutex_unlock(&pool->lock);
	return job;
}
