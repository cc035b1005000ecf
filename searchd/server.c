#include "searchd/server.h"

#include "base/log.h"
#include "searchd/conn.h"
#include "searchd/server_doors.h"

#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#define FDS_OWN 64	/* descriptors that are no clients */
#define FDS_A_WORKER 36 /* of three generations of the index */
#define SECOND ((int64_t)1000000000)

struct server {
	const struct settings *settings;
	struct service service;
	struct loop *loop;
	struct conns conns;
	struct doors doors;
	bool stdio;
	bool draining;
	struct alarm poll, drain, tidy;
	struct loop_fd signals;
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

/* ---- what else there is to do ---- */

static void
refresh(struct server *server)
{
	struct err err = { 0 };

	if (!service_reload(&server->service, NULL, &err))
		log_line(LOG_ERROR, "generation %s stays: %s",
			server->service.generation->name, err.text);
}

/* So long from now. */
static void
set_alarm(struct server *server, struct alarm *alarm, int64_t ns)
{
	loop_alarm(server->loop, alarm, clock_ns() + ns);
}

static void
on_poll(void *ctx)
{
	struct server *server = ctx;

	refresh(server);
	set_alarm(
		server, &server->poll, server->settings->poll_seconds * SECOND);
}

/* Let old generations go, now and when the next one is due. */
static void
tidy(void *ctx)
{
	struct server *server = ctx;
	int64_t ms = service_tidy(&server->service);

	if (ms > 0)
		set_alarm(server, &server->tidy, ms * 1000000);
}

static void
on_drained_long(void *ctx)
{
	struct server *server = ctx;

	log_line(LOG_WARNING, "%" PRIu64 " clients still have answers to get",
		server->service.counters.connections);
	loop_end(server->loop);
}

/* Take no more clients and no more requests, answer what was asked, end.
 * Asked a second time: end at once. */
static void
drain(struct server *server)
{
	if (server->draining) {
		loop_end(server->loop);
		return;
	}
	log_line(LOG_INFO, "shutting down");
	server->draining = true;
	doors_close(&server->doors);
	conns_leave(&server->conns, FINAL_SHUTTING_DOWN);
	set_alarm(server, &server->drain,
		server->settings->drain_seconds * SECOND);
	if (TAILQ_EMPTY(&server->conns.list))
		loop_end(server->loop);
}

static void
on_conn_closed(void *ctx)
{
	struct server *server = ctx;

	if ((server->draining || server->stdio) &&
		TAILQ_EMPTY(&server->conns.list))
		loop_end(server->loop);
}

static void
on_signals(void *ctx, uint32_t events)
{
	struct server *server = ctx;
	struct signalfd_siginfo info;

	(void)events;
	while (read(server->signals.fd, &info, sizeof(info)) == sizeof(info))
		if (info.ssi_signo == SIGHUP)
			refresh(server);
		else
			drain(server);
}

/* ---- beginning and end ---- */

/* Signals are read from a descriptor; no thread is interrupted by them. */
static bool
catch_signals(struct server *server, struct err *err)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	server->signals.fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	server->signals.ready = on_signals;
	server->signals.ctx = server;
	return (server->signals.fd >= 0 &&
		       loop_watch(server->loop, &server->signals, LOOP_READ)) ||
	       err_errno(err, "waiting for signals");
}

static void
make_alarms(struct server *server)
{
	int64_t poll_seconds = server->settings->poll_seconds;

	server->drain =
		(struct alarm){ .ring = on_drained_long, .ctx = server };
	server->poll = (struct alarm){ .ring = on_poll, .ctx = server };
	server->tidy = (struct alarm){ .ring = tidy, .ctx = server };
	server->service.on_kept = tidy;
	server->service.ctx = server;
	if (poll_seconds > 0)
		set_alarm(server, &server->poll, poll_seconds * SECOND);
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

/* Are both the same socket?  Then it is waited for as one. */
static bool
are_one_socket(int a, int b)
{
	struct stat one, other;

	return fstat(a, &one) == 0 && fstat(b, &other) == 0 &&
	       S_ISSOCK(one.st_mode) && one.st_dev == other.st_dev &&
	       one.st_ino == other.st_ino;
}

/* Reading and writing must not block; what the descriptors were like before
 * is restored at the end, since they may be shared with a terminal. */
static bool
open_stdio(struct server *server, int flags[2], struct err *err)
{
	struct conn_ends ends = {
		.in_fd = dup(STDIN_FILENO),
		.admin = true,
		.timeless = true,
	};

	ends.out_fd = ends.in_fd;
	if (!are_one_socket(STDIN_FILENO, STDOUT_FILENO))
		ends.out_fd = dup(STDOUT_FILENO);
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
stop_waiting(struct server *server)
{
	loop_no_alarm(&server->poll);
	loop_no_alarm(&server->drain);
	loop_no_alarm(&server->tidy);
	if (server->signals.fd >= 0) {
		loop_watch(server->loop, &server->signals, 0);
		close(server->signals.fd);
	}
	if (server->loop != NULL)
		loop_let_go(server->loop);
}

static void
server_release(struct server *server)
{
	server->stdio = false;
	server->draining = false;
	doors_close(&server->doors);
	if (server->conns.loop != NULL)
		conns_abort(&server->conns);
	service_close(&server->service);
	if (server->conns.loop != NULL)
		conns_release(&server->conns);
	stop_waiting(server);
	loop_close(server->loop);
}

static bool
server_start(struct server *server, int flags[2], struct err *err)
{
	server->loop = loop_open((size_t)server->settings->workers, err);
	if (server->loop == NULL)
		return false;
	loop_hold(server->loop, false);
	if (!catch_signals(server, err) ||
		!service_open(
			&server->service, server->settings, server->loop, err))
		return false;
	conns_init(&server->conns, server->loop, &server->service);
	server->conns.on_closed = on_conn_closed;
	server->conns.ctx = server;
	make_alarms(server);
	return server->stdio ? open_stdio(server, flags, err)
			     : open_doors(server, err);
}

bool
server_run(const struct settings *settings, bool stdio, struct err *err)
{
	struct server server = {
		.settings = settings, .stdio = stdio, .signals = { .fd = -1 }
	};
	int flags[2] = { -1, -1 };
	bool ok;

	signal(SIGPIPE, SIG_IGN);
	ok = server_start(&server, flags, err);
	if (ok && !(stdio && TAILQ_EMPTY(&server.conns.list)))
		loop_keep(server.loop);
	server_release(&server);
	close_stdio(flags);
	return ok;
}
