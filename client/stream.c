#include "client/stream.h"

#include "client/interrupt.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

#define READ_SIZE 65536

bool
stream_take(struct stream *stream, char **line, size_t *len)
{
	struct buf *buf = &stream->buf;
	char *lf;

	if (stream->scanned == buf->len)
		return false;
	lf = memchr(
		buf->data + stream->scanned, '\n', buf->len - stream->scanned);
	if (lf == NULL) {
		stream->scanned = buf->len;
		return false;
	}
	*line = buf->data + stream->start;
	*len = (size_t)(lf - *line);
	if (*len > 0 && lf[-1] == '\r')
		--*len;
	stream->start = stream->scanned = (size_t)(lf - buf->data) + 1;
	return true;
}

/* Drop what was given out, when that is cheap. */
static void
make_room(struct stream *stream)
{
	if (stream->start < stream->buf.len / 2)
		return;
	buf_shift(&stream->buf, stream->start);
	stream->scanned -= stream->start;
	stream->start = 0;
}

bool
stream_silent(struct err *err)
{
	return err_set(err, ERR_IO,
		"the server is silent; --timeout says how long to wait");
}

/* Wait for bytes, or for Ctrl-C where that is watched. */
static bool
wait_for(const struct stream *stream, struct err *err)
{
	struct timeval time = { 0 };
	socklen_t size = sizeof(time);
	struct pollfd fds[2] = {
		{ .fd = stream->fd, .events = POLLIN },
		{ .fd = interrupt_fd(), .events = POLLIN },
	};
	int n;

	(void)getsockopt(stream->fd, SOL_SOCKET, SO_RCVTIMEO, &time, &size);
	do
		n = poll(fds, 2,
			time.tv_sec > 0 && time.tv_sec < INT_MAX / 1000
				? (int)time.tv_sec * 1000
				: -1);
	while (n < 0 && errno == EINTR);
	if (n == 0)
		return stream_silent(err);
	return fds[1].revents == 0 || interrupt_error(err);
}

bool
stream_fill(struct stream *stream, struct err *err)
{
	struct buf *buf = &stream->buf;
	ssize_t n;

	make_room(stream);
	if (buf->len - stream->start > STREAM_LINE_MAX)
		return err_set(err, ERR_INPUT,
			"the server's answer is broken: a line without end");
	if (interrupt_fd() >= 0 && !wait_for(stream, err))
		return false;
	do
		n = recv(stream->fd, buf_room(buf, READ_SIZE), READ_SIZE, 0);
	while (n < 0 && errno == EINTR);
	if (n > 0) {
		buf->len += (size_t)n;
		buf->data[buf->len] = '\0';
		return true;
	}
	stream->ended = true;
	if (n == 0 || errno == ECONNRESET)
		return true;
	if (errno == EAGAIN || errno == EWOULDBLOCK)
		return stream_silent(err);
	return err_errno(err, "reading the answer");
}

bool
stream_next(struct stream *stream, char **line, size_t *len, struct err *err)
{
	while (!stream_take(stream, line, len)) {
		if (stream->ended)
			return err_set(err, ERR_IO,
				"the server hung up before its answer was "
				"complete");
		if (!stream_fill(stream, err))
			return false;
	}
	return true;
}

void
stream_release(struct stream *stream)
{
	buf_release(&stream->buf);
}

void
stream_timeout(int fd, int64_t seconds)
{
	struct timeval time = { .tv_sec = (time_t)seconds };

	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof(time));
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof(time));
}

bool
stream_send(int fd, const char *data, size_t len, struct err *err)
{
	while (len > 0) {
		ssize_t n = send(fd, data, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && (errno == EPIPE || errno == ECONNRESET))
			return true;
		if (n < 0)
			return err_errno(err, "sending the request");
		data += n;
		len -= (size_t)n;
	}
	return true;
}

bool
stream_send_some(int fd, struct buf *out, bool *unwanted, struct err *err)
{
	ssize_t n = send(fd, out->data, out->len, MSG_NOSIGNAL | MSG_DONTWAIT);

	if (n > 0) {
		buf_shift(out, (size_t)n);
	} else if (n < 0 && (errno == EPIPE || errno == ECONNRESET)) {
		*unwanted = true;
		buf_reset(out);
	} else if (n < 0 && errno != EINTR && errno != EAGAIN) {
		return err_errno(err, "sending requests");
	}
	return true;
}
