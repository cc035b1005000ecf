/* conn.c - a connection's life: events, time, beginning and end */
#include "searchd/conn.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/stop.h"
#include "searchd/conn_steps.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

#define TURNS_MAX 64	 /* steps in a row before others get a turn */
#define LINGER_SECONDS 2 /* for a client to close its side */
#define SCRATCH_SIZE 65536

#define SECOND ((int64_t)1000000000)
#define LOOK_NS (SECOND / 5) /* between two looks whether it is there */

/* What is always waited for: bytes, and the end of them. */
#define READING (LOOP_READ | LOOP_END | LOOP_EDGE)

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

/* When the connection's patience ends, or it is time to look whether the client
 * is still there; or 0. */
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
		return (conn->looked_ns > conn->active_ns ? conn->looked_ns
							  : conn->active_ns) +
		       LOOK_NS;
	if (conn->nlines == 0)
		return conn->active_ns +
		       settings->first_request_seconds * SECOND;
	return conn->active_ns + settings->idle_seconds * SECOND;
}

/*
 * Set the alarm.  One that would ring too early is left: it finds out and sets
 * itself again, so that requests in a row do not move it each time.
 */
static void
set_alarm(struct conn *conn)
{
	int64_t due = due_ns(conn);

	if (due == 0 || (conn->alarm.due_ns != 0 && conn->alarm.due_ns <= due))
		return;
	loop_alarm(conn->conns->loop, &conn->alarm, due);
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

/*
 * Has the connection broken, so that nothing arrives that is sent?  Events do
 * not tell that from bytes.  To read or to write would, and this does while a
 * client waits for its answers.
 */
static void
look(struct conn *conn)
{
	struct pollfd about = { .fd = conn->ends.out_fd };

	conn->gone = poll(&about, 1, 0) > 0;
	conn->looked_ns = clock_ns();
}

static void
on_alarm(void *ctx)
{
	struct conn *conn = ctx;
	int64_t due = due_ns(conn);

	if (due == 0 || due > clock_ns()) {
		set_alarm(conn);
		return;
	}
	if (conn->state == CONN_LINGERING || conn->hurried) {
		conn_free(conn);
		return;
	}
	if (outbox_unsent(&conn->out) > 0)
		give_up_reader(conn);
	else if (conn->owed.count > 0)
		look(conn);
	else
		conn_leave(conn, FINAL_IDLE);
	conn_advance(conn);
}

/* ---- the whole of it ---- */

static void
on_event(void *ctx, uint32_t events)
{
	struct conn *conn = ctx;

	if (events & (LOOP_READ | LOOP_END))
		conn->can_read = true;
	if (events & LOOP_WRITE)
		conn->can_write = true;
	if (events & LOOP_END)
		conn->ending = true;
	if (conn->ending && conn->ends.in_fd == conn->ends.out_fd)
		look(conn);
	conn_advance(conn);
}

/* That there is room again, or that nobody reads any more. */
static void
on_out_event(void *ctx, uint32_t events)
{
	struct conn *conn = ctx;

	(void)events;
	conn->can_write = true;
	look(conn);
	conn_advance(conn);
}

/* Come back to this connection after others have had their turn. */
static void
resume(struct conn *conn)
{
	loop_later(conn->conns->loop, &conn->again);
}

/*
 * Take a connection as far as it can go without blocking.  Called when an
 * event comes, when a worker has finished, and later when it was not done
 * then; so a client that sends a thousand lines at once gets its turn, not the
 * daemon.
 */
static void
conn_advance(struct conn *conn)
{
	for (int turn = 0; turn < TURNS_MAX; turn++) {
		switch (conn_step(conn)) {
		case STEP_AGAIN:
			continue;
		case STEP_WAIT:
			set_alarm(conn);
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

static void
advance(void *ctx)
{
	conn_advance(ctx);
}

void
conn_watch_writing(struct conn *conn, bool watch)
{
	if (conn->io.events != 0 && conn->ends.in_fd == conn->ends.out_fd)
		loop_watch(conn->conns->loop, &conn->io,
			READING | (watch ? LOOP_WRITE : 0));
}

/*
 * Begin to watch the descriptors.  Plain files cannot be watched, and need not
 * be: they are always ready.
 */
static void
watch(struct conn *conn)
{
	struct loop *loop = conn->conns->loop;
	const struct conn_ends *ends = &conn->ends;

	conn->io = (struct loop_fd){
		.fd = ends->in_fd, .ready = on_event, .ctx = conn
	};
	conn->out_io = (struct loop_fd){
		.fd = ends->out_fd, .ready = on_out_event, .ctx = conn
	};
	conn->again = (struct loop_task){ .run = advance, .ctx = conn };
	conn->alarm = (struct alarm){ .ring = on_alarm, .ctx = conn };
	loop_watch(loop, &conn->io, READING);
	if (ends->in_fd != ends->out_fd)
		loop_watch(loop, &conn->out_io, LOOP_WRITE | LOOP_EDGE);
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
	loop_watch(conns->loop, &conn->io, 0);
	loop_watch(conns->loop, &conn->out_io, 0);
	loop_no_alarm(&conn->alarm);
	loop_not_later(&conn->again);
	TAILQ_REMOVE(&conns->list, conn, link);
	peers_remove(&conns->peers, &conn->ends.peer);
	counters_of(conn)->connections--;
	close(conn->ends.in_fd);
	if (conn->ends.out_fd != conn->ends.in_fd)
		close(conn->ends.out_fd);
	framing_release(&conn->in);
	outbox_release(&conn->out);
	loop_bury(conns->loop, &conn->grave);
	conns->on_closed(conns->ctx);
}

/* A worker has answered: the answer goes out, if it is its turn. */
static void
on_finished(struct exchange *exchange)
{
	struct conn *conn = exchange->conn;

	owed_finished(&conn->owed);
	conn_advance(conn);
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
conns_init(struct conns *conns, struct loop *loop, struct service *service)
{
	*conns = (struct conns){ .loop = loop, .service = service };
	TAILQ_INIT(&conns->list);
	exchange_store_init(&conns->store, service);
	conns->store.finished = on_finished;
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
