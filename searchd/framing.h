/*
 * framing.h - bytes into request lines
 *
 * Bytes go in as they come, whole lines come out, without LF.  Never more
 * than `max` bytes are held: of a line over that, only the beginning is kept
 * (it may hold the tag), the rest is dropped as it comes, and the line comes
 * out as LINE_TOO_LONG when its LF has been seen.
 *
 * A zeroed struct with `max` set is ready for use.  Pure.
 * Thread: one struct framing belongs to one thread.
 */
#ifndef SEARCHD_FRAMING_H
#define SEARCHD_FRAMING_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

#define LINE_HEAD 48 /* bytes kept of a line that is too long */

struct framing {
	size_t max;    /* bytes of a line with its LF */
	struct buf in; /* bytes from `at` on are not yet given out */
	size_t at;
	size_t searched; /* from `at`: bytes known to hold no LF */
	bool skipping;	 /* inside a line that is too long */
	char head[LINE_HEAD];
	size_t head_len;
};

enum line_kind { LINE_NOT_YET, LINE_WHOLE, LINE_TOO_LONG };

/* How many bytes may be added now; 0 when the lines held must go first. */
size_t framing_room(const struct framing *framing);

/* Add bytes, at most framing_room(). */
void framing_add(struct framing *framing, const char *data, size_t len);

/*
 * The next line.  *text is a loan until the next call: the line, or the
 * beginning of one that was too long.
 */
enum line_kind framing_next(
	struct framing *framing, const char **text, size_t *len);

/*
 * What remains when no more bytes will come, a line without its LF: given as
 * by framing_next(), but LINE_NOT_YET means that there is none.
 */
enum line_kind framing_end(
	const struct framing *framing, const char **text, size_t *len);

void framing_release(struct framing *framing);

#endif
