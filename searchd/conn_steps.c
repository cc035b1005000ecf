/* conn_steps.c - what a connection does in each of its states */
#include "searchd/conn_steps.h"

#include "base/log.h"
#include "base/stop.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

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

/* ---- bytes out ---- */

size_t
conn_unsent(const struct conn *conn)
{
	return outbox_unsent(&conn->out) + conn->owed.held_bytes;
}

/* Begin what may begin, and send off what may go. */
static void
settle(struct conn *conn)
{
	if (owed_settle(&conn->owed, &conn->out))
		conn->active_ns = clock_ns();
}

/* Send what the kernel takes.  False: the client has gone. */
static bool
flush(struct conn *conn)
{
	uint64_t sent = 0;
	bool ok;

	if (!conn->can_write || outbox_unsent(&conn->out) == 0)
		return true;
	ok = outbox_send(&conn->out, conn->ends.out_fd, &sent);
	counters_of(conn)->sent_bytes += sent;
	conn->can_write = outbox_unsent(&conn->out) == 0;
	conn_watch_writing(conn, !conn->can_write);
	return ok;
}

void
conn_say(struct conn *conn, enum final final, const char *text)
{
	struct buf line = { 0 };
	struct reply reply = { .out = &line, .tag = "" };

	reply_refuse(&reply, final, "", text);
	counters_of(conn)->finals[final]++;
	outbox_add(&conn->out, line.data, line.len);
	buf_release(&line);
}

/* ---- steps ---- */

void
conn_enter(struct conn *conn, enum conn_state state)
{
	conn->state = state;
	conn->began_ns = clock_ns();
}

bool
conn_push(struct conn *conn)
{
	settle(conn);
	return flush(conn);
}

/* Nothing to do but to send: wait for events, or go on if sending helped. */
static enum step
rest(struct conn *conn)
{
	size_t before = conn_unsent(conn);

	if (!flush(conn) || conn->gone)
		return STEP_END;
	return conn_unsent(conn) < before ? STEP_AGAIN : STEP_WAIT;
}

static bool
may_take_more(const struct conn *conn)
{
	const struct settings *settings = settings_of(conn);

	return conn->owed.count < (size_t)settings->outstanding &&
	       conn_unsent(conn) <= (size_t)settings->unsent_bytes;
}

static void
enlist(struct conn *conn, struct exchange *exchange)
{
	owed_add(&conn->owed, exchange);
	conn->active_ns = clock_ns();
}

/* Refuse a line as a whole. */
static void
refuse_line(struct conn *conn, enum final final, const char *head, size_t len)
{
	struct exchange *exchange = exchange_take(&conn->conns->store, conn);

	exchange_refuse_line(exchange, final, head, len);
	enlist(conn, exchange);
}

/* The end of what the client sends; an unfinished line is no request. */
static enum step
end_of_input(struct conn *conn)
{
	const char *text;
	size_t len;

	conn->ended = true;
	if (conn->state != CONN_SERVING)
		return STEP_AGAIN;
	switch (framing_end(&conn->in, &text, &len)) {
	case LINE_TOO_LONG:
		refuse_line(conn, FINAL_LINE_TOO_LONG, text, len);
		break;
	case LINE_WHOLE:
		if (!request_empty(text, len))
			refuse_line(conn, FINAL_BAD_LINE, text, len);
		break;
	case LINE_NOT_YET:
		break;
	}
	conn_enter(conn, CONN_DRAINING);
	return STEP_AGAIN;
}

/*
 * Was that all there is?  To read again would tell, but costs a call.  Behind a
 * whole request there is no need: if the connection broke at once, to answer
 * shows it.
 */
static bool
was_all(const struct conn *conn, const char *bytes, size_t n)
{
	const char *line;

	if (!conn->ends.socket || conn->ending || conn->state != CONN_SERVING ||
		bytes[n - 1] != '\n')
		return false;
	line = memrchr(bytes, '\n', n - 1);
	line = line == NULL ? bytes : line + 1;
	return !request_empty(line, (size_t)(bytes + n - 1 - line));
}

/* Read once.  STEP_WAIT: there is nothing now. */
static enum step
read_some(struct conn *conn, size_t room)
{
	struct conns *conns = conn->conns;
	ssize_t n;

	if (!conn->can_read)
		return STEP_WAIT;
	if (room > conns->scratch_size)
		room = conns->scratch_size;
	n = read(conn->ends.in_fd, conns->scratch, room);
	if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
		conn->can_read = false;
		return STEP_WAIT;
	}
	if (n < 0 && errno != EINTR)
		return STEP_END;
	if (n == 0)
		return end_of_input(conn);
	if (n > 0 && (size_t)n < room &&
		was_all(conn, conns->scratch, (size_t)n))
		conn->can_read = false;
	if (n > 0 && conn->state == CONN_SERVING)
		framing_add(&conn->in, conns->scratch, (size_t)n);
	if (n > 0)
		counters_of(conn)->received_bytes += (uint64_t)n;
	return STEP_AGAIN;
}

/* One whole line. */
static enum step
take_line(struct conn *conn, const char *line, size_t len)
{
	struct exchange *exchange;

	if (request_empty(line, len))
		return STEP_AGAIN;
	if (conn->nlines++ == 0 && request_is_http(line, len)) {
		counters_of(conn)->http_closed++;
		log_line(LOG_INFO, "a client that speaks HTTP is closed");
		return STEP_END;
	}
	exchange = exchange_take(&conn->conns->store, conn);
	if (exchange_read(exchange, line, len)) {
		if (owed_has_tag(&conn->owed, exchange->reply.tag))
			exchange_refuse(exchange, FINAL_BAD_TAG, "",
				"a request with this tag is running");
		else
			exchange_start(exchange, &conn->session);
	}
	enlist(conn, exchange);
	if (conn->session.closing)
		conn_enter(conn, CONN_DRAINING);
	return STEP_AGAIN;
}

/* Take requests, line by line; read when there is no whole line. */
static enum step
conn_serve(struct conn *conn)
{
	const char *line;
	size_t len;
	enum step step;

	if (!may_take_more(conn)) {
		settle(conn);
		return may_take_more(conn) ? STEP_AGAIN : rest(conn);
	}
	switch (framing_next(&conn->in, &line, &len)) {
	case LINE_WHOLE:
		return take_line(conn, line, len);
	case LINE_TOO_LONG:
		conn->nlines++;
		refuse_line(conn, FINAL_LINE_TOO_LONG, line, len);
		return STEP_AGAIN;
	case LINE_NOT_YET:
		break;
	}
	step = read_some(conn, framing_room(&conn->in));
	if (step != STEP_WAIT)
		return step;
	settle(conn);
	return rest(conn);
}

/* Answer what came, then say farewell and shut our side. */
static enum step
conn_drain(struct conn *conn)
{
	enum step step;

	settle(conn);
	if (conn->owed.count == 0 && conn->farewell != FINAL_OK) {
		conn_say(
			conn, conn->farewell, final_rows[conn->farewell].about);
		conn->farewell = FINAL_OK;
	}
	step = rest(conn);
	if (step != STEP_WAIT || conn->owed.count > 0 || conn_unsent(conn) > 0)
		return step;
	if (conn->ended || !conn->ends.socket)
		return STEP_END;
	shutdown(conn->ends.out_fd, SHUT_WR);
	conn_enter(conn, CONN_LINGERING);
	return STEP_AGAIN;
}

/*
 * Closing a socket with unread bytes resets it, and the client may lose
 * answers that are on their way: so read to the end, for a while.
 */
static enum step
conn_linger(struct conn *conn)
{
	enum step step = read_some(conn, conn->conns->scratch_size);

	return conn->ended ? STEP_END : step;
}

static enum step (*const conn_steps[CONN_STATES])(struct conn *) = {
	[CONN_SERVING] = conn_serve,
	[CONN_DRAINING] = conn_drain,
	[CONN_LINGERING] = conn_linger,
};

enum step
conn_step(struct conn *conn)
{
	return conn_steps[conn->state](conn);
}
