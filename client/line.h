/*
 * line.h - whole lines out of a socket, whole requests into it
 *
 * Lines may be many megabytes (a J line is a whole answer); each byte is
 * looked at once.  A line longer than LINE_MAX_BYTES is an error.
 *
 * Thread: one.
 */
#ifndef CLIENT_LINE_H
#define CLIENT_LINE_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LINE_MAX_BYTES ((size_t)256 << 20)

struct lines {
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
bool lines_take(struct lines *lines, char **line, size_t *len);

/*
 * Wait for more bytes.  At the end of the stream lines->ended becomes true.
 * Errors: ERR_IO, also for a server silent too long; ERR_INPUT, line too long.
 */
bool lines_fill(struct lines *lines, struct err *err);

/* The next line, waiting for it; the end of the stream is ERR_IO. */
bool lines_next(struct lines *lines, char **line, size_t *len, struct err *err);

void lines_release(struct lines *lines); /* leaves the fd alone */

/* Give a silent other side up after so many seconds; 0 = never. */
void lines_timeout(int fd, int64_t seconds);

/*
 * Send all bytes.  A server that has closed does not want them: that is no
 * error here, it shows when its answer is read.  SIGPIPE is not raised.
 */
bool lines_send(int fd, const char *data, size_t len, struct err *err);

#endif
