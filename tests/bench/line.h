/*
 * line.h - one connection to a daemon, as the bench has it
 *
 * Thread: a line belongs to one.
 */
#ifndef BENCH_LINE_H
#define BENCH_LINE_H

#include "base/buf.h"
#include "tests/bench/peers/peer.h"

#include <stdbool.h>
#include <stddef.h>

struct line {
	int fd;
	struct buf in;
	size_t at; /* of in: what has been read so far */
};

/* Connect to HOST:PORT (numbers) and read the greeting; ends the program where
 * it cannot. */
void line_open(struct line *line, const char *address);
void line_close(struct line *line);

/* Send all of it; wait for more bytes.  End the program when nobody is there
 * any more. */
void line_send(struct line *line, const struct buf *requests);
void line_fill(struct line *line);

/* Ask and wait for the final line. */
void line_ask(
	struct line *line, const struct buf *request, struct answer *answer);

/*
 * Take whole lines out of what has come, up to the final one of an answer:
 * false when that has not come yet.  Ends the program if the daemon refuses.
 */
bool line_take(struct line *line, struct answer *answer);

#endif
