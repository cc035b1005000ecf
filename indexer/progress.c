#include "indexer/progress.h"

#include "base/mem.h"
#include "base/stop.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define TERMINAL_SECONDS 0.2
#define PIPE_SECONDS 10

struct progress {
	FILE *out;
	bool quiet;
	bool terminal;
	atomic_ullong stories, bytes;

	pthread_mutex_t lock; /* what follows */
	pthread_cond_t changed;
	pthread_t thread;
	const char *phase; /* NULL: none begun */
	uint64_t total;
	int64_t began_ns;
	bool ending;
};

/* 1234567 as 1,234,567. */
static const char *
grouped(uint64_t n, char out[32])
{
	char plain[24];
	int len = snprintf(plain, sizeof(plain), "%llu", (unsigned long long)n);
	char *at = out;

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			*at++ = ',';
		*at++ = plain[i];
	}
	*at = '\0';
	return out;
}

int
progress_words(char *out, size_t size, const char *phase, uint64_t stories,
	uint64_t done, uint64_t total, double seconds)
{
	double mb = (double)done / 1e6;
	double rate = seconds > 0 ? mb / seconds : 0;
	char count[32], of[40] = "", left[40] = "";

	if (total > 0)
		snprintf(of, sizeof(of), " of %.1f", (double)total / 1e6);
	if (total > done && rate > 0)
		snprintf(left, sizeof(left), ", %.0f s left",
			((double)total / 1e6 - mb) / rate);
	if (stories == 0 && done == 0)
		return snprintf(out, size, "%-8s %.1f s", phase, seconds);
	return snprintf(out, size, "%-8s %s stories, %.1f%s MB, %.1f MB/s%s",
		phase, grouped(stories, count), mb, of, rate, left);
}

/* Say how far the phase is; the lock is held. */
static void
draw(struct progress *p, bool closing)
{
	char words[200];
	double seconds = (double)(clock_ns() - p->began_ns) / 1e9;

	progress_words(words, sizeof(words), p->phase, atomic_load(&p->stories),
		atomic_load(&p->bytes), closing ? 0 : p->total, seconds);
	if (p->terminal)
		fprintf(p->out, "\r\033[K%s%s", words, closing ? "\n" : "");
	else
		fprintf(p->out, "%s\n", words);
	fflush(p->out);
}

/* Draw now and then until the end. */
static void *
progress_main(void *arg)
{
	struct progress *p = arg;
	double every = p->terminal ? TERMINAL_SECONDS : PIPE_SECONDS;

	pthread_mutex_lock(&p->lock);
	while (!p->ending) {
		struct timespec until;
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += (long)(every * 1e9) % 1000000000;
		until.tv_sec += (time_t)every + until.tv_nsec / 1000000000;
		until.tv_nsec %= 1000000000;
		if (pthread_cond_timedwait(&p->changed, &p->lock, &until) !=
				0 &&
			p->phase != NULL && !p->ending)
			draw(p, false);
	}
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

struct progress *
progress_new(FILE *out, bool quiet)
{
	struct progress *p = mem_alloc(sizeof(*p));

	p->out = out;
	p->terminal = isatty(fileno(out));
	p->quiet = quiet;
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->changed, NULL);
	if (!quiet && pthread_create(&p->thread, NULL, progress_main, p) != 0)
		p->quiet = true;
	return p;
}

void
progress_phase(struct progress *p, const char *name, uint64_t bytes)
{
	pthread_mutex_lock(&p->lock);
	if (p->phase != NULL && !p->quiet)
		draw(p, true);
	p->phase = name;
	p->total = bytes;
	p->began_ns = clock_ns();
	atomic_store(&p->stories, 0);
	atomic_store(&p->bytes, 0);
	pthread_mutex_unlock(&p->lock);
}

void
progress_total(struct progress *p, uint64_t bytes)
{
	pthread_mutex_lock(&p->lock);
	p->total = bytes;
	pthread_mutex_unlock(&p->lock);
}

void
progress_add(struct progress *p, uint64_t stories, uint64_t bytes)
{
	atomic_fetch_add(&p->stories, stories);
	atomic_fetch_add(&p->bytes, bytes);
}

void
progress_free(struct progress *p)
{
	if (p == NULL)
		return;
	pthread_mutex_lock(&p->lock);
	if (p->phase != NULL && !p->quiet)
		draw(p, true);
	p->ending = true;
	pthread_cond_signal(&p->changed);
	pthread_mutex_unlock(&p->lock);
	if (!p->quiet)
		pthread_join(p->thread, NULL);
	pthread_cond_destroy(&p->changed);
	pthread_mutex_destroy(&p->lock);
	free(p);
}
