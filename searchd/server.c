#include "searchd/server.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/stop.h"
#include "searchd/conn.h"
#include "searchd/listen.h"

#include <errno.h>
#include <event2/event.h>
#include <fcntl.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define ACCEPTS_MAX 64	 /* in a row, before others get a turn */
#define CALLBACKS_MAX 64 /* between two looks at what the kernel has */
#define PAUSE_MS 100	 /* of accepting, when descriptors have run out */
#define FDS_OWN 64	 /* descriptors that are no clients */
#define FDS_A_WORKER 24	 /* of two generations of the index */
#define LISTENERS_MAX 16
#define SIGNALS 3

struct door {
	struct server *server;
	struct listener listener;
	struct event *event;
};

struct server {
	const struct settings *settings;
	struct service service;
	struct event_base *base;
	struct conns conns;
	struct door doors[LISTENERS_MAX];
	size_t ndoors;
	size_t connections_max; /* as settings and descriptors allow */
	bool stdio;
	bool draining;
	struct event *wake, *pause, *poll, *drain;
	struct event *signals[SIGNALS];
	int64_t refusals_said_ns; /* when the log last spoke of them */
};

/* ---- limits of the process ---- */

/* As many descriptors as the system lets us have. */
static void
raise_descriptors(struct server *server)
{
	int64_t own = FDS_OWN + FDS_A_WORKER * server->settings->workers;
	struct rlimit limit;

	server->connections_max = (size_t)server->settings->connections;
	if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
		return;
	limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) < 0 ||
		getrlimit(RLIMIT_NOFILE, &limit) < 0)
		return;
	if (limit.rlim_cur >= (rlim_t)(server->settings->connections + own))
		return;
	server->connections_max = limit.rlim_cur > (rlim_t)own
					  ? (size_t)limit.rlim_cur - (size_t)own
					  : 1;
	log_line(LOG_WARNING,
		"%" PRIu64 " descriptors are enough for %zu connections only",
		(uint64_t)limit.rlim_cur, server->connections_max);
}

/* ---- accepting ---- */

/* Log what was refused, but not each of a flood. */
static void
log_refusal(struct server *server)
{
	int64_t now = clock_ns();

	if (now - server->refusals_said_ns < 1000000000)
		return;
	server->refusals_said_ns = now;
	log_line(LOG_WARNING,
		"too many connections: %" PRIu64 " open, %" PRIu64
		" refused since the start",
		server->service.counters.connections,
		server->service.counters.refused);
}

/* Say why, read what the client may have sent already, close. */
static void
refuse(struct server *server, int fd)
{
	struct buf line = { 0 };
	struct reply reply = { .out = &line, .tag = "" };

	server->service.counters.refused++;
	server->service.counters.finals[FINAL_TOO_MANY]++;
	reply_refuse(&reply, FINAL_TOO_MANY, "", "try again later");
	send(fd, line.data, line.len, MSG_DONTWAIT | MSG_NOSIGNAL);
	shutdown(fd, SHUT_WR);
	recv(fd, server->conns.scratch, server->conns.scratch_size,
		MSG_DONTWAIT);
	close(fd);
	buf_release(&line);
	log_refusal(server);
}

static bool
within_limits(struct server *server, struct peer *peer)
{
	int64_t most = server->settings->connections_per_address;
	uint32_t count;

	if (server->service.counters.connections >= server->connections_max)
		return false;
	count = peers_add(&server->conns.peers, peer);
	if (most == 0 || count <= (uint32_t)most)
		return true;
	peers_remove(&server->conns.peers, peer);
	return false;
}

static void
welcome(struct server *server, const struct listener *listener, int fd,
	const struct sockaddr *address)
{
	struct conn_ends ends = {
		.in_fd = fd,
		.out_fd = fd,
		.socket = true,
		.admin = listener->local ||
			 (server->settings->admin_tcp && listener->loopback),
		.peer = peer_of(address),
	};
	int one = 1;

	if (!within_limits(server, &ends.peer)) {
		refuse(server, fd);
		return;
	}
	if (!listener->local)
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	conn_open(&server->conns, &ends);
}

static void
watch_doors(struct server *server, bool open)
{
	for (size_t i = 0; i < server->ndoors; i++)
		if (open)
			event_add(server->doors[i].event, NULL);
		else
			event_del(server->doors[i].event);
}

/* Descriptors or memory of the kernel have run out: look again later,
 * instead of being woken at once for the client that still waits. */
static void
pause_accepting(struct server *server)
{
	struct timeval wait = { .tv_usec = PAUSE_MS * 1000 };

	log_line(LOG_WARNING, "accepting pauses: %s", strerror(errno));
	watch_doors(server, false);
	event_add(server->pause, &wait);
}

static void
on_pause_over(evutil_socket_t fd, short what, void *arg)
{
	struct server *server = arg;

	(void)fd;
	(void)what;
	if (!server->draining)
		watch_doors(server, true);
}

static void
on_knock(evutil_socket_t fd, short what, void *arg)
{
	struct door *door = arg;

	(void)what;
	for (int i = 0; i < ACCEPTS_MAX; i++) {
		struct sockaddr_storage address = { 0 };
		socklen_t len = sizeof(address);
		int client = accept4(fd, (void *)&address, &len,
			SOCK_NONBLOCK | SOCK_CLOEXEC);

		if (client >= 0)
			welcome(door->server, &door->listener, client,
				(void *)&address);
		else if (errno == EMFILE || errno == ENFILE ||
			 errno == ENOBUFS || errno == ENOMEM) {
			pause_accepting(door->server);
			return;
		} else if (errno == EAGAIN || errno == EWOULDBLOCK)
			return;
		/* Else that client has gone already: the next one. */
	}
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
	for (size_t i = 0; i < server->ndoors; i++) {
		event_del(server->doors[i].event);
		listener_close(&server->doors[i].listener);
	}
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
	server->pause = evtimer_new(base, on_pause_over, server);
	server->drain = evtimer_new(base, on_drained_long, server);
	server->poll = event_new(base, -1, EV_PERSIST, on_poll, server);
	ok = server->wake && server->pause && server->drain && server->poll &&
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

static bool
open_door(struct server *server, const char *address, struct err *err)
{
	struct door *door = &server->doors[server->ndoors];

	if (server->ndoors == LISTENERS_MAX)
		return err_set(
			err, ERR_USAGE, "at most %d addresses", LISTENERS_MAX);
	if (!listener_open(address, server->settings->allow_public,
		    &door->listener, err))
		return false;
	door->server = server;
	door->event = event_new(server->base, door->listener.fd,
		EV_READ | EV_PERSIST, on_knock, door);
	server->ndoors++;
	if (door->event == NULL || event_add(door->event, NULL) < 0)
		return err_set(err, ERR_INTERNAL, "the event loop fails");
	return true;
}

/* Listen wherever the list says, then tell whoever waits for it. */
static bool
open_doors(struct server *server, struct err *err)
{
	char *list = mem_string(server->settings->listen);
	struct buf ready = { 0 };
	char *rest = NULL;
	bool ok = true;

	for (char *address = strtok_r(list, ", ", &rest); ok && address;
		address = strtok_r(NULL, ", ", &rest))
		ok = open_door(server, address, err);
	if (ok && server->ndoors == 0)
		ok = err_set(err, ERR_USAGE, "there is nowhere to listen");
	for (size_t i = 0; ok && i < server->ndoors; i++) {
		buf_putc(&ready, ' ');
		listener_print(&server->doors[i].listener, &ready);
	}
	if (ok) {
		printf("ready%s\n", buf_text(&ready));
		fflush(stdout);
		log_line(LOG_INFO, "listening at%s", buf_text(&ready));
	}
	buf_release(&ready);
	free(list);
	return ok;
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
	for (size_t i = 0; i < server->ndoors; i++) {
		free_event(server->doors[i].event);
		listener_close(&server->doors[i].listener);
	}
	for (size_t i = 0; i < SIGNALS; i++)
		free_event(server->signals[i]);
	free_event(server->wake);
	free_event(server->pause);
	free_event(server->drain);
	free_event(server->poll);
	if (server->base != NULL)
		event_base_free(server->base);
	service_close(&server->service);
}

static bool
server_start(struct server *server, int flags[2], struct err *err)
{
	raise_descriptors(server);
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
