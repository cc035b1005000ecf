#include "client/raw.h"

#include "base/wire.h"
#include "client/answer.h"
#include "client/client.h"
#include "client/connect.h"
#include "client/question.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define INPUT_SIZE 65536
#define CODE_BYE 221

struct raw {
	struct stream *stream;
	struct buf out;	  /* requests that were not sent yet */
	bool reading;	  /* standard input may have more */
	bool half_closed; /* our side has said all */
	bool unwanted;	  /* the server takes no more requests */
	int patience;	  /* milliseconds; -1 = for ever */
	bool in_text;	  /* the last request has no LF yet */
	bool bye;	  /* we were told that no more answers come */
	bool in_answer;	  /* data lines wait for their final line */
	uint64_t asked, answered;
	int status;
};

/* Requests are lines that are not empty; a last one without LF counts. */
static void
count_requests(struct raw *raw, const char *data, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (data[i] == '\n') {
			raw->in_text = false;
		} else if (data[i] != '\r' && !raw->in_text) {
			raw->in_text = true;
			raw->asked++;
		}
	}
}

static void
add_requests(struct raw *raw, const char *data, size_t len)
{
	count_requests(raw, data, len);
	buf_add(&raw->out, data, len);
}

/* Print what came, and keep the score. */
static void
take_line(struct raw *raw, const char *line, size_t len)
{
	struct wire_final final;
	const char *tag;
	size_t tag_len;
	size_t at = wire_tag(line, len, &tag, &tag_len);
	int status;

	fwrite(line, 1, len, stdout);
	putchar('\n');
	raw->in_answer = !wire_final(line + at, len - at, &final);
	if (raw->in_answer)
		return;
	raw->answered++;
	raw->bye = raw->bye || final.code == CODE_BYE;
	status = answer_code_status(final.code);
	raw->status = status > raw->status ? status : raw->status;
}

static bool
read_answers(struct raw *raw, struct err *err)
{
	char *line;
	size_t len;

	if (!stream_fill(raw->stream, err))
		return false;
	while (stream_take(raw->stream, &line, &len))
		take_line(raw, line, len);
	fflush(stdout);
	return true;
}

static bool
read_requests(struct raw *raw, struct err *err)
{
	char data[INPUT_SIZE];
	ssize_t n = read(STDIN_FILENO, data, sizeof(data));

	if (n < 0 && errno == EINTR)
		return true;
	if (n < 0)
		return err_errno(err, "reading standard input");
	raw->reading = n > 0;
	add_requests(raw, data, (size_t)n);
	if (n == 0 && raw->in_text)
		add_requests(raw, "\n", 1);
	return true;
}

/* Send what the socket takes without waiting. */
static bool
send_requests(struct raw *raw, struct err *err)
{
	if (!stream_send_some(raw->stream->fd, &raw->out, &raw->unwanted, err))
		return false;
	if (raw->unwanted)
		raw->reading = false;
	return true;
}

/* When all has been said, the server has only so long to say something. */
static bool
wait_for(struct raw *raw, struct pollfd *fds, nfds_t nfds, struct err *err)
{
	int n = poll(fds, nfds, raw->half_closed ? raw->patience : -1);

	if (n == 0)
		return stream_silent(err);
	if (n < 0 && errno != EINTR)
		return err_errno(err, "waiting");
	if (n < 0)
		for (nfds_t i = 0; i < nfds; i++)
			fds[i].revents = 0;
	return true;
}

/* Wait until something can be done, and do it. */
static bool
turn(struct raw *raw, struct err *err)
{
	bool read_more = raw->reading && raw->out.len < INPUT_SIZE;
	struct pollfd fds[2] = {
		{ .fd = raw->stream->fd,
			.events = (short)(POLLIN |
					  (raw->out.len > 0 ? POLLOUT : 0)) },
		{ .fd = read_more ? STDIN_FILENO : -1, .events = POLLIN },
	};

	if (!raw->reading && raw->out.len == 0 && !raw->half_closed) {
		shutdown(raw->stream->fd, SHUT_WR);
		raw->half_closed = true;
	}
	if (!wait_for(raw, fds, 2, err))
		return false;
	if ((fds[0].revents & POLLOUT) && !send_requests(raw, err))
		return false;
	if (fds[1].revents != 0 && !read_requests(raw, err))
		return false;
	if (fds[0].revents & ~POLLOUT)
		return read_answers(raw, err);
	return true;
}

static bool
run(struct connection *connection, const struct options *options, int *status,
	struct err *err)
{
	struct raw raw = {
		.stream = &connection->stream,
		.reading = options->nwords == 0,
		.patience = -1,
	};
	int64_t timeout = options->timeout;
	char *line;
	size_t len;
	bool ok = false;

	if (timeout > 0)
		raw.patience = timeout < INT_MAX / 1000 ? (int)timeout * 1000
							: INT_MAX;
	for (int i = 0; i < options->nwords; i++) {
		const char *word = options->words[i];

		add_requests(&raw, word, strlen(word));
		add_requests(&raw, "\n", 1);
	}
	while (stream_take(raw.stream, &line, &len))
		take_line(&raw, line, len);
	while (!raw.stream->ended)
		if (!turn(&raw, err))
			goto out;
	if (raw.in_answer || (raw.answered < raw.asked && !raw.bye)) {
		err_set(err, ERR_IO,
			"the server hung up before all was answered");
		goto out;
	}
	if (ferror(stdout)) {
		err_set(err, ERR_IO, "the answers could not be written");
		goto out;
	}
	*status = raw.status;
	ok = true;

out:
	buf_release(&raw.out);
	return ok;
}

int
raw_command(const struct options *options, struct err *err)
{
	struct connection connection = { .stream = { .fd = -1 } };
	int status = STATUS_NO_ANSWER;

	if (!question_open(&connection, options, err) ||
		!run(&connection, options, &status, err))
		status = question_status(err);
	connection_close(&connection);
	return status;
}
