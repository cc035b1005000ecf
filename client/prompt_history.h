/*
 * prompt_history.h - the lines of earlier sessions
 *
 * A file of lines that only its owner may read: $DATELINE_HISTORY, or history
 * in dateline's folder below $XDG_STATE_HOME (~/.local/state).  With
 * DATELINE_HISTORY set to nothing there is none.  Each line is appended as it
 * is entered, so that two sessions do not lose each other's.
 *
 * A history that cannot be read or written is none: nothing is told.
 *
 * Thread: one.
 */
#ifndef CLIENT_PROMPT_HISTORY_H
#define CLIENT_PROMPT_HISTORY_H

#include "base/buf.h"
#include "client/prompt_edit.h"

#define HISTORY_LINES 1000 /* kept when the file is read */

struct prompt_history {
	int fd; /* appends; -1 = none is kept */
};

/* Where it is; nothing is appended if there is none. */
void prompt_history_path(struct buf *path);

/* Remember what the file has, and get ready to append. */
void prompt_history_open(struct prompt_history *history, struct edit *edit);
void prompt_history_add(struct prompt_history *history, const char *line);
void prompt_history_close(struct prompt_history *history);

#endif
