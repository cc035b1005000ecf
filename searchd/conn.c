/* conn.c - a connection's life: events, time, beginning and end */
#include "searchd/conn.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/stop.h"
#include "searchd/conn_steps.h"

#include <event2/event.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <unistd.h>

#define TURNS_MAX 64	 /* steps in a row before others get a turn */
#define LINGER_SECONDS 2 /* for a client to close its side */
#define SCRATCH_SIZE 65536

#define SECOND ((int64_t)1000000000)

static void conn_advance(struct conn *conn);
static void conn_free(struct conn *conn);

static const struct settings *
settings_of(const struct conn *conn)
{
	return conn->conns->service->settings;
}

static struct counters *
counters_of(const struct conn *conn)
{
	return &conn->conns->service->counters;
}

/* ---- time ---- */

/* When the connection's patience ends, or 0. */
static int64_t
due_ns(const struct conn *conn)
{
	const struct settings *settings = settings_of(conn);

	if (conn->ends.timeless)
		return 0;
	if (conn->state == CONN_LINGERING || conn->hurried)
		return conn->began_ns + LINGER_SECONDS * SECOND;
	if (outbox_unsent(&conn->out) > 0)
		return conn->out.moved_ns +
		       settings->slow_reader_seconds * SECOND;
	if (conn->owed.count > 0)
		return 0;
	if (conn->nlines == 0)
		return conn->active_ns +
		       settings->first_request_seconds * SECOND;
	return conn->active_ns + settings->idle_seconds * SECOND;
}

/*
 * Set the timer.  One that would fire too early is left: it finds out and
 * sets itself again, so that requests in a row do not move it each time.
 */
static void
set_timer(struct conn *conn)
{
	int64_t due = due_ns(conn), left;
	struct timeval wait;

	if (due == 0 || (conn->timer_ns != 0 && conn->timer_ns <= due))
		return;
	conn->timer_ns = due;
	left = due - clock_ns();
	if (left < 0)
		left = 0;
	wait.tv_sec = left / SECOND;
	wait.tv_usec = left % SECOND / 1000 + 1;
	evtimer_add(&conn->timer, &wait);
}

/* Drop the answers but for a line that is half sent, and say why. */
static void
give_up_reader(struct conn *conn)
{
	log_line(LOG_INFO, "a client did not read its answers: %zu bytes wait",
		conn_unsent(conn));
	owed_cancel(&conn->owed);
	outbox_drop(&conn->out);
	conn_say(conn, FINAL_SLOW_READER, final_rows[FINAL_SLOW_READER].about);
	conn->hurried = true;
	conn_enter(conn, CONN_DRAINING);
}

static void
on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct conn *conn = arg;
	int64_t due;

	(void)fd;
	(void)what;
	conn->timer_ns = 0;
	due = due_ns(conn);
	if (due == 0 || due > clock_ns()) {
		set_timer(conn);
		return;
	}
	if (conn->state == CONN_LINGERING || conn->hurried) {
		conn_free(conn);
		return;
	}
	if (outbox_unsent(&conn->out) > 0)
		give_up_reader(conn);
	else
		conn_leave(conn, FINAL_IDLE);
	conn_advance(conn);
}

/* ---- the whole of it ---- */

static void
on_event(evutil_socket_t fd, short what, void *arg)
{
	struct conn *conn = arg;

	(void)fd;
	if (what & EV_READ)
		conn->can_read = true;
	if (what & EV_WRITE)
		conn->can_write = true;
	if (what & (EV_READ | EV_WRITE))
		conn->stirred = true;
	conn_advance(conn);
}

/* Let the loop come back to this connection after it has seen others. */
static void
resume(struct conn *conn)
{
	event_active(&conn->io, EV_TIMEOUT, 1);
}

/*
 * Take a connection as far as it can go without blocking.  Called when an
 * event comes, when a worker has finished, and when `resume` fires; so a
 * client that sends a thousand lines at once gets its turn, not the daemon.
 */
static void
conn_advance(struct conn *conn)
{
	for (int turn = 0; turn < TURNS_MAX; turn++) {
		switch (conn_step(conn)) {
		case STEP_AGAIN:
			continue;
		case STEP_WAIT:
			set_timer(conn);
			return;
		case STEP_END:
			conn_free(conn);
			return;
		}
	}
	if (conn_push(conn))
		resume(conn);
	else
		conn_free(conn);
}

static void
greet(struct conn *conn)
{
	struct buf line = { 0 };

	service_greeting(conn->conns->service, &line);
	outbox_add(&conn->out, line.data, line.len);
	buf_release(&line);
}

/* ---- beginning and end ---- */

/*
 * Can a descriptor be waited for?  Plain files cannot, and need not: they
 * are always ready.
 */
static bool
can_wait_for(int fd)
{
	struct epoll_event event = { .events = EPOLLIN };
	int probe = epoll_create1(EPOLL_CLOEXEC);
	bool can =
		probe < 0 || epoll_ctl(probe, EPOLL_CTL_ADD, fd, &event) == 0;

	if (probe >= 0)
		close(probe);
	return can;
}

/* Begin to watch the descriptors. */
static void
watch(struct conn *conn)
{
	struct event_base *base = conn->conns->base;
	const struct conn_ends *ends = &conn->ends;
	short both = ends->in_fd == ends->out_fd ? EV_WRITE : 0;

	event_assign(&conn->io, base, ends->in_fd,
		EV_READ | both | EV_PERSIST | EV_ET, on_event, conn);
	event_assign(&conn->out_io, base, ends->out_fd,
		EV_WRITE | EV_PERSIST | EV_ET, on_event, conn);
	evtimer_assign(&conn->timer, base, on_timer, conn);
	if (ends->socket || can_wait_for(ends->in_fd))
		event_add(&conn->io, NULL);
	if (!both && can_wait_for(ends->out_fd))
		event_add(&conn->out_io, NULL);
}

void
conn_open(struct conns *conns, const struct conn_ends *ends)
{
	struct conn *conn = mem_alloc(sizeof(*conn));

	conn->conns = conns;
	conn->ends = *ends;
	conn->can_read = conn->can_write = true;
	conn->session.admin = ends->admin;
	conn->in.max = (size_t)conns->service->settings->max_line;
	owed_init(&conn->owed, &conns->store);
	TAILQ_INSERT_TAIL(&conns->list, conn, link);
	conn->active_ns = clock_ns();
	conn_enter(conn, CONN_SERVING);
	counters_of(conn)->connections++;
	counters_of(conn)->accepted++;
	watch(conn);
	greet(conn);
	conn_advance(conn);
}

static void
conn_free(struct conn *conn)
{
	struct conns *conns = conn->conns;

	owed_cancel(&conn->owed);
	event_del(&conn->io);
	event_del(&conn->out_io);
	event_del(&conn->timer);
	TAILQ_REMOVE(&conns->list, conn, link);
	peers_remove(&conns->peers, &conn->ends.peer);
	counters_of(conn)->connections--;
	close(conn->ends.in_fd);
	if (conn->ends.out_fd != conn->ends.in_fd)
		close(conn->ends.out_fd);
	framing_release(&conn->in);
	outbox_release(&conn->out);
	free(conn);
	conns->on_closed(conns->ctx);
}

void
conn_finish(struct conns *conns, struct exchange *exchange)
{
	struct conn *conn = exchange->conn;

	exchange_finished(exchange);
	if (conn == NULL) {
		exchange_give(&conns->store, exchange);
		return;
	}
	conn->owed.running--;
	resume(conn);
}

void
conn_leave(struct conn *conn, enum final why)
{
	if (conn->state != CONN_SERVING)
		return;
	conn->farewell = why;
	conn_enter(conn, CONN_DRAINING);
	resume(conn);
}

void
conns_leave(struct conns *conns, enum final why)
{
	struct conn *conn;

	TAILQ_FOREACH(conn, &conns->list, link)
	conn_leave(conn, why);
}

void
conns_abort(struct conns *conns)
{
	struct conn *conn;

	while ((conn = TAILQ_FIRST(&conns->list)) != NULL)
		conn_free(conn);
}

void
conns_init(
	struct conns *conns, struct event_base *base, struct service *service)
{
	*conns = (struct conns){ .base = base, .service = service };
	TAILQ_INIT(&conns->list);
	exchange_store_init(&conns->store, service);
	if (getrandom(&conns->peers.seed, sizeof(conns->peers.seed), 0) < 0)
		conns->peers.seed = (uint64_t)clock_ns();
	conns->scratch_size = SCRATCH_SIZE;
	conns->scratch = mem_alloc(SCRATCH_SIZE);
}

void
conns_release(struct conns *conns)
{
	conns_abort(conns);
	exchange_store_release(&conns->store);
	peers_release(&conns->peers);
	free(conns->scratch);
}
