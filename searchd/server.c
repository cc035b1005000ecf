#include "searchd/server.h"

#include "base/log.h"
#include "searchd/conn.h"
#include "searchd/server_doors.h"

#include <event2/event.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define CALLBACKS_MAX 64 /* between two looks at what the kernel has */
#define FDS_OWN 64	 /* descriptors that are no clients */
#define FDS_A_WORKER 36	 /* of three generations of the index */
#define SIGNALS 3

struct server {
	const struct settings *settings;
	struct service service;
	struct event_base *base;
	struct conns conns;
	struct doors doors;
	bool stdio;
	bool draining;
	struct event *wake, *poll, *drain, *tidy;
	struct event *signals[SIGNALS];
};

/* ---- limits of the process ---- */

/*
 * Ask the system for descriptors enough for all connections of the settings,
 * and return how many connections there may be with what it gives.
 */
static size_t
connections_max(const struct settings *settings)
{
	rlim_t own = FDS_OWN + FDS_A_WORKER * (rlim_t)settings->workers;
	rlim_t wanted = own + (rlim_t)settings->connections;
	struct rlimit limit;
	size_t most;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
		return (size_t)settings->connections;
	if (limit.rlim_cur < wanted) {
		limit.rlim_cur =
			limit.rlim_max < wanted ? limit.rlim_max : wanted;
		setrlimit(RLIMIT_NOFILE, &limit);
		getrlimit(RLIMIT_NOFILE, &limit);
	}
	if (limit.rlim_cur >= wanted)
		return (size_t)settings->connections;
	most = limit.rlim_cur > own ? (size_t)(limit.rlim_cur - own) : 1;
	log_line(LOG_WARNING,
		"%" PRIu64 " descriptors are enough for %zu connections only",
		(uint64_t)limit.rlim_cur, most);
	return most;
}

/* ---- what else wakes the loop ---- */

static void
take_finished(struct server *server)
{
	struct job *job;

	while ((job = pool_finished(server->service.pool)) != NULL)
		conn_finish(&server->conns, (struct exchange *)job);
}

static void
on_wake(evutil_socket_t fd, short what, void *arg)
{
	struct server *server = arg;

	(void)fd;
	(void)what;
	pool_heard(server->service.pool);
	take_finished(server);
}

static void
refresh(struct server *server)
{
	struct err err = { 0 };

	if (!service_reload(&server->service, NULL, &err))
		log_line(LOG_ERROR, "generation %s stays: %s",
			server->service.generation->name, err.text);
}

static void
on_poll(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	refresh(arg);
}

/* Let old generations go, now and when the next one is due. */
static void
tidy(void *arg)
{
	struct server *server = arg;
	int64_t ms = service_tidy(&server->service);
	struct timeval wait = {
		.tv_sec = ms / 1000,
		.tv_usec = ms % 1000 * 1000,
	};

	if (ms > 0)
		event_add(server->tidy, &wait);
}

static void
on_tidy(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	tidy(arg);
}

static void
end_loop(struct server *server)
{
	event_base_loopbreak(server->base);
}

static void
on_drained_long(evutil_socket_t fd, short what, void *arg)
{
	struct server *server = arg;

	(void)fd;
	(void)what;
	log_line(LOG_WARNING, "%" PRIu64 " clients still have answers to get",
		server->service.counters.connections);
	end_loop(server);
}

/* Take no more clients and no more requests, answer what was asked, end.
 * Asked a second time: end at once. */
static void
drain(struct server *server)
{
	struct timeval wait = { .tv_sec = server->settings->drain_seconds };

	if (server->draining) {
		end_loop(server);
		return;
	}
	log_line(LOG_INFO, "shutting down");
	server->draining = true;
	doors_close(&server->doors);
	conns_leave(&server->conns, FINAL_SHUTTING_DOWN);
	event_add(server->drain, &wait);
	if (TAILQ_EMPTY(&server->conns.list))
		end_loop(server);
}

static void
on_conn_closed(void *ctx)
{
	struct server *server = ctx;

	if ((server->draining || server->stdio) &&
		TAILQ_EMPTY(&server->conns.list))
		end_loop(server);
}

static void
on_signal(evutil_socket_t number, short what, void *arg)
{
	(void)what;
	if (number == SIGHUP)
		refresh(arg);
	else
		drain(arg);
}

/* ---- beginning and end ---- */

/* A loop that looks at the kernel between callbacks, so that a client with
 * much to do cannot keep others waiting. */
static struct event_base *
make_base(void)
{
	struct event_config *config = event_config_new();
	struct event_base *base = NULL;

	if (config == NULL)
		return NULL;
	if (event_config_require_features(config, EV_FEATURE_ET) == 0 &&
		event_config_set_max_dispatch_interval(
			config, NULL, CALLBACKS_MAX, 0) == 0)
		base = event_base_new_with_config(config);
	event_config_free(config);
	return base;
}

static bool
make_events(struct server *server, struct err *err)
{
	static const int numbers[SIGNALS] = { SIGTERM, SIGINT, SIGHUP };
	struct timeval every = { .tv_sec = server->settings->poll_seconds };
	struct event_base *base = server->base;
	bool ok;

	server->wake = event_new(base, pool_wake_fd(server->service.pool),
		EV_READ | EV_PERSIST, on_wake, server);
	server->drain = evtimer_new(base, on_drained_long, server);
	server->poll = event_new(base, -1, EV_PERSIST, on_poll, server);
	server->tidy = evtimer_new(base, on_tidy, server);
	server->service.on_kept = tidy;
	server->service.ctx = server;
	ok = server->wake && server->drain && server->poll && server->tidy &&
	     event_add(server->wake, NULL) == 0;
	for (size_t i = 0; ok && i < SIGNALS; i++) {
		server->signals[i] =
			evsignal_new(base, numbers[i], on_signal, server);
		ok = server->signals[i] != NULL &&
		     event_add(server->signals[i], NULL) == 0;
	}
	if (ok && every.tv_sec > 0)
		ok = event_add(server->poll, &every) == 0;
	return ok || err_set(err, ERR_INTERNAL, "the event loop fails");
}

/* Listen, then tell whoever waits for it. */
static bool
open_doors(struct server *server, struct err *err)
{
	struct buf ready = { 0 };

	if (!doors_open(&server->doors, &server->conns,
		    connections_max(server->settings), err))
		return false;
	doors_print(&server->doors, &ready);
	printf("ready%s\n", buf_text(&ready));
	fflush(stdout);
	log_line(LOG_INFO, "listening at%s", buf_text(&ready));
	buf_release(&ready);
	return true;
}

/* Reading and writing must not block; what the descriptors were like before
 * is restored at the end, since they may be shared with a terminal. */
static bool
open_stdio(struct server *server, int flags[2], struct err *err)
{
	struct conn_ends ends = {
		.in_fd = dup(STDIN_FILENO),
		.out_fd = dup(STDOUT_FILENO),
		.admin = true,
		.timeless = true,
	};

	/* Both first: they may be one and the same. */
	for (int fd = 0; fd < 2; fd++)
		flags[fd] = fcntl(fd, F_GETFL);
	for (int fd = 0; fd < 2; fd++)
		if (flags[fd] < 0 ||
			fcntl(fd, F_SETFL, flags[fd] | O_NONBLOCK) < 0)
			return err_errno(err, "standard input or output");
	if (ends.in_fd < 0 || ends.out_fd < 0)
		return err_errno(err, "standard input or output");
	conn_open(&server->conns, &ends);
	return true;
}

static void
close_stdio(const int flags[2])
{
	for (int fd = 0; fd < 2; fd++)
		if (flags[fd] >= 0)
			fcntl(fd, F_SETFL, flags[fd]);
}

static void
free_event(struct event *event)
{
	if (event != NULL)
		event_free(event);
}

static void
server_release(struct server *server)
{
	server->stdio = false;
	server->draining = false;
	if (server->base != NULL) {
		conns_abort(&server->conns);
		pool_stop(server->service.pool);
		take_finished(server);
		conns_release(&server->conns);
	}
	doors_close(&server->doors);
	for (size_t i = 0; i < SIGNALS; i++)
		free_event(server->signals[i]);
	free_event(server->wake);
	free_event(server->drain);
	free_event(server->poll);
	free_event(server->tidy);
	if (server->base != NULL)
		event_base_free(server->base);
	service_close(&server->service);
}

static bool
server_start(struct server *server, int flags[2], struct err *err)
{
	if (!service_open(&server->service, server->settings, err))
		return false;
	server->base = make_base();
	if (server->base == NULL)
		return err_set(err, ERR_INTERNAL, "the event loop fails");
	conns_init(&server->conns, server->base, &server->service);
	server->conns.on_closed = on_conn_closed;
	server->conns.ctx = server;
	if (!make_events(server, err))
		return false;
	return server->stdio ? open_stdio(server, flags, err)
			     : open_doors(server, err);
}

bool
server_run(const struct settings *settings, bool stdio, struct err *err)
{
	struct server server = { .settings = settings, .stdio = stdio };
	int flags[2] = { -1, -1 };
	bool ok;

	signal(SIGPIPE, SIG_IGN);
	ok = server_start(&server, flags, err);
	if (ok && !(stdio && TAILQ_EMPTY(&server.conns.list)))
		event_base_dispatch(server.base);
	server_release(&server);
	close_stdio(flags);
	return ok;
}
