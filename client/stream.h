/*
 * stream.h - whole lines out of a socket, whole requests into it
 *
 * Lines may be many megabytes (a J line is a whole answer); each byte is
 * looked at once.  A line longer than STREAM_LINE_MAX is an error.
 *
 * Thread: one.
 */
#ifndef CLIENT_STREAM_H
#define CLIENT_STREAM_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STREAM_LINE_MAX ((size_t)256 << 20)

struct stream {
	int fd;
	struct buf buf;
	size_t start;	/* of what was not yet given out */
	size_t scanned; /* no LF in buf[start..scanned) */
	bool ended;	/* the other side has closed */
};

/*
 * The next whole line, without LF or CR LF, if it is here already.  It is a
 * loan until the next call; *line[*len] may be written.
 */
bool stream_take(struct stream *stream, char **line, size_t *len);

/*
 * Wait for more bytes.  At the end of the stream stream->ended becomes true.
 * Errors: ERR_IO, also for a server silent too long; ERR_INPUT, line too long;
 * ERR_STOPPED (client/interrupt.h).
 */
bool stream_fill(struct stream *stream, struct err *err);

/* The next line, waiting for it; the end of the stream is ERR_IO. */
bool stream_next(
	struct stream *stream, char **line, size_t *len, struct err *err);

void stream_release(struct stream *stream); /* leaves the fd alone */

/* ERR_IO: the server has said nothing for too long.  Returns false. */
bool stream_silent(struct err *err);

/* Give a silent other side up after so many seconds; 0 = never. */
void stream_timeout(int fd, int64_t seconds);

/*
 * Send all bytes.  A server that has closed does not want them: that is no
 * error here, it shows when its answer is read.  SIGPIPE is not raised.
 */
bool stream_send(int fd, const char *data, size_t len, struct err *err);

/*
 * Send what the socket takes without waiting, off the beginning of out.  When
 * the server has closed, *unwanted becomes true and out is emptied.
 */
bool stream_send_some(int fd, struct buf *out, bool *unwanted, struct err *err);

#endif
