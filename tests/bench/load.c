/*
 * load - many clients at a time, or as many threads in process
 *
 *   load socket HOST:PORT LIGHT HEAVY SECONDS QUESTIONS LIST...
 *   load engine INDEX THREADS SECONDS QUESTIONS LIST...
 *
 * A light client asks, waits for the answer and asks again; a heavy one has
 * as many requests under way as a connection may.  Prints
 *
 *   QUESTIONS-A-SECOND MEAN MEDIAN P99
 *
 * in milliseconds, of the light ones.
 */
#include "base/mem.h"
#include "tests/bench/engine.h"
#include "tests/bench/line.h"
#include "tests/bench/supply.h"
#include "tests/bench/wording.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>

#define HEAVY_REQUESTS 64
#define READY_MAX 256

struct times {
	int64_t *ns;
	size_t count, room;
};

struct client {
	struct line line;
	struct answer answer;
	bool heavy;
	int64_t asked; /* when; of a light one */
};

static int64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int
compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void
report(struct times *times, double seconds)
{
	double sum = 0;

	if (times->count == 0)
		peer_die("load: nothing was answered");
	qsort(times->ns, times->count, sizeof(*times->ns), compare);
	for (size_t i = 0; i < times->count; i++)
		sum += (double)times->ns[i];
	printf("%.1f %.4f %.4f %.4f\n", (double)times->count / seconds,
		sum / (double)times->count / 1e6,
		(double)times->ns[times->count / 2] / 1e6,
		(double)times->ns[times->count * 99 / 100] / 1e6);
}

/* ---- over the socket ---- */

static void
ask(struct client *client, struct supply *supply, size_t n)
{
	struct buf requests = { 0 };

	while (n-- > 0)
		wording_request(&requests, supply_next(supply));
	client->asked = now();
	line_send(&client->line, &requests);
	buf_release(&requests);
}

/* What came may end one answer, of a heavy client several. */
static void
take(struct client *client, struct supply *supply, struct times *times)
{
	size_t answers = 0;

	line_fill(&client->line);
	while (line_take(&client->line, &client->answer))
		answers++;
	if (answers == 0)
		return;
	if (!client->heavy)
		vec_push(times->ns, times->count, times->room) =
			now() - client->asked;
	ask(client, supply, answers);
}

static void
serve(int poll, double seconds, struct supply *supply, struct times *times)
{
	int64_t end = now() + (int64_t)(seconds * 1e9);
	struct epoll_event ready[READY_MAX];

	while (now() < end) {
		int n = epoll_wait(poll, ready, READY_MAX, 100);

		for (int i = 0; i < n; i++)
			take(ready[i].data.ptr, supply, times);
	}
}

/* Whoever waits for an answer is let in at once where the daemon computes, and
 * then sleeps again: that would count the scheduler's turns.  So where
 * throughput is measured the clients wait until a processor is free. */
static void
give_way(void)
{
	const struct sched_param none = { 0 };

	sched_setscheduler(0, SCHED_BATCH, &none);
}

static void
over_socket(char **argv)
{
	size_t light = strtoul(argv[1], NULL, 10);
	size_t count = light + strtoul(argv[2], NULL, 10);
	struct client *clients = mem_alloc(count * sizeof(*clients));
	struct supply supply = { 0 };
	struct times times = { 0 };
	int poll = epoll_create1(0);

	if (count == light)
		give_way();
	supply_read(&supply, argv[4], argv + 5);
	for (size_t i = 0; i < count; i++) {
		struct epoll_event event = { .events = EPOLLIN,
			.data.ptr = &clients[i] };

		clients[i].heavy = i >= light;
		line_open(&clients[i].line, argv[0]);
		epoll_ctl(poll, EPOLL_CTL_ADD, clients[i].line.fd, &event);
	}
	for (size_t i = 0; i < count; i++)
		ask(&clients[i], &supply,
			clients[i].heavy ? HEAVY_REQUESTS : 1);
	serve(poll, atof(argv[3]), &supply, &times);
	for (size_t i = 0; i < count; i++)
		line_close(&clients[i].line);
	report(&times, atof(argv[3]));
	free(times.ns);
	free(clients);
}

/* ---- in process ---- */

struct asker {
	pthread_t thread;
	struct generation *generation;
	struct supply *supply;
	int64_t end;
	struct times times;
};

static void *
asker_main(void *arg)
{
	struct asker *asker = arg;
	struct engine engine;
	int64_t began;

	engine_open(&engine, asker->generation);
	while ((began = now()) < asker->end) {
		struct answer answer = { 0 };

		engine_ask(&engine, supply_next(asker->supply), &answer);
		vec_push(asker->times.ns, asker->times.count,
			asker->times.room) = now() - began;
	}
	engine_close(&engine);
	return NULL;
}

static void
in_process(char **argv)
{
	struct generation *generation = engine_generation(argv[0]);
	size_t count = strtoul(argv[1], NULL, 10);
	struct asker *askers = mem_alloc(count * sizeof(*askers));
	struct supply supply = { 0 };
	struct times all = { 0 };
	int64_t end;

	supply_read(&supply, argv[3], argv + 4);
	end = now() + (int64_t)(atof(argv[2]) * 1e9);
	for (size_t i = 0; i < count; i++) {
		askers[i] = (struct asker){
			.generation = generation, .supply = &supply, .end = end
		};
		if (pthread_create(&askers[i].thread, NULL, asker_main,
			    &askers[i]) != 0)
			peer_die("load: no thread");
	}
	for (size_t i = 0; i < count; i++) {
		pthread_join(askers[i].thread, NULL);
		for (size_t n = 0; n < askers[i].times.count; n++)
			vec_push(all.ns, all.count, all.room) =
				askers[i].times.ns[n];
		free(askers[i].times.ns);
	}
	report(&all, atof(argv[2]));
	free(all.ns);
	free(askers);
	generation_unref(generation);
}

int
main(int argc, char **argv)
{
	if (argc > 7 && strcmp(argv[1], "socket") == 0)
		over_socket(argv + 2);
	else if (argc > 6 && strcmp(argv[1], "engine") == 0)
		in_process(argv + 2);
	else
		peer_die("usage: load socket|engine WHERE ...");
	return 0;
}
