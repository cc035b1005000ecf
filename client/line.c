#include "client/line.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

#define READ_SIZE 65536

bool
lines_take(struct lines *lines, char **line, size_t *len)
{
	struct buf *buf = &lines->buf;
	char *lf;

	if (lines->scanned == buf->len)
		return false;
	lf = memchr(
		buf->data + lines->scanned, '\n', buf->len - lines->scanned);
	if (lf == NULL) {
		lines->scanned = buf->len;
		return false;
	}
	*line = buf->data + lines->start;
	*len = (size_t)(lf - *line);
	if (*len > 0 && lf[-1] == '\r')
		--*len;
	lines->start = lines->scanned = (size_t)(lf - buf->data) + 1;
	return true;
}

/* Drop what was given out, when that is cheap. */
static void
make_room(struct lines *lines)
{
	if (lines->start < lines->buf.len / 2)
		return;
	buf_shift(&lines->buf, lines->start);
	lines->scanned -= lines->start;
	lines->start = 0;
}

bool
lines_fill(struct lines *lines, struct err *err)
{
	struct buf *buf = &lines->buf;
	ssize_t n;

	make_room(lines);
	if (buf->len - lines->start > LINE_MAX_BYTES)
		return err_set(err, ERR_INPUT,
			"the server's answer is broken: a line without end");
	do
		n = recv(lines->fd, buf_room(buf, READ_SIZE), READ_SIZE, 0);
	while (n < 0 && errno == EINTR);
	if (n > 0) {
		buf->len += (size_t)n;
		buf->data[buf->len] = '\0';
		return true;
	}
	lines->ended = true;
	if (n == 0 || errno == ECONNRESET)
		return true;
	if (errno == EAGAIN || errno == EWOULDBLOCK)
		return err_set(err, ERR_IO,
			"the server is silent; --timeout says how long to "
			"wait");
	return err_errno(err, "reading the answer");
}

bool
lines_next(struct lines *lines, char **line, size_t *len, struct err *err)
{
	while (!lines_take(lines, line, len)) {
		if (lines->ended)
			return err_set(err, ERR_IO,
				"the server hung up before its answer was "
				"complete");
		if (!lines_fill(lines, err))
			return false;
	}
	return true;
}

void
lines_release(struct lines *lines)
{
	buf_release(&lines->buf);
}

void
lines_timeout(int fd, int64_t seconds)
{
	struct timeval time = { .tv_sec = (time_t)seconds };

	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof(time));
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof(time));
}

bool
lines_send(int fd, const char *data, size_t len, struct err *err)
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
