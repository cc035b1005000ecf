#include "indexer/build/work.h"

#include "base/must.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>

struct dealing {
	work_fn fn;
	void *ctx;
	size_t items;
	atomic_size_t next;
	atomic_bool failed;
};

struct worker {
	struct dealing *dealing;
	unsigned number;
	pthread_t thread;
	bool ok;
	struct err err;
};

/* Take items until there are none, or somebody has failed. */
static void *
worker_main(void *arg)
{
	struct worker *w = arg;
	struct dealing *d = w->dealing;

	w->ok = true;
	while (w->ok && !atomic_load(&d->failed)) {
		size_t item = atomic_fetch_add(&d->next, 1);
		if (item >= d->items)
			break;
		w->ok = d->fn(d->ctx, w->number, item, &w->err);
	}
	if (!w->ok)
		atomic_store(&d->failed, true);
	return NULL;
}

/* One needs no thread: memory that the caller gave back serves it at once,
 * where a thread has to ask the kernel for its own. */
static void
run_crew(struct worker *crew, unsigned workers)
{
	if (workers == 1) {
		worker_main(crew);
		return;
	}
	for (unsigned i = 0; i < workers; i++)
		must(pthread_create(&crew[i].thread, NULL, worker_main,
			     &crew[i]) == 0);
	for (unsigned i = 0; i < workers; i++)
		must(pthread_join(crew[i].thread, NULL) == 0);
}

bool
work_run(unsigned workers, size_t items, work_fn fn, void *ctx, struct err *err)
{
	struct dealing dealing = { .fn = fn, .ctx = ctx, .items = items };
	struct worker crew[WORKERS_MAX];
	bool ok = true;

	must(workers >= 1 && workers <= WORKERS_MAX);
	memset(crew, 0, workers * sizeof(*crew));
	for (unsigned i = 0; i < workers; i++) {
		crew[i].dealing = &dealing;
		crew[i].number = i;
	}
	run_crew(crew, workers);
	for (unsigned i = 0; i < workers && ok; i++) {
		if (crew[i].ok)
			continue;
		*err = crew[i].err;
		ok = false;
	}
	return ok;
}

unsigned
work_processors(void)
{
	cpu_set_t set;
	int n = 1;

	if (sched_getaffinity(0, sizeof(set), &set) == 0)
		n = CPU_COUNT(&set);
	return n > WORKERS_MAX ? WORKERS_MAX : n < 1 ? 1 : (unsigned)n;
}
