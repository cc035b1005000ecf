/*
 * conn_steps.h - a connection from the inside: its states and their steps
 *
 * For conn.c, which has the events and the time, and conn_steps.c, which has
 * the steps; nobody else looks in here.
 *
 * Thread: whoever holds the loop.
 */
#ifndef SEARCHD_CONN_STEPS_H
#define SEARCHD_CONN_STEPS_H

#include "searchd/conn.h"
#include "searchd/framing.h"
#include "searchd/outbox.h"
#include "searchd/owed.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum conn_state {
	CONN_SERVING,	/* takes requests */
	CONN_DRAINING,	/* takes no more, answers those it has */
	CONN_LINGERING, /* all is said; waits for the client to close */
	CONN_STATES
};

enum step {
	STEP_AGAIN, /* there is more to do at once */
	STEP_WAIT,  /* until an event */
	STEP_END    /* the connection is over */
};

struct conn {
	struct loop_grave grave; /* the first member: is buried by it */
	struct conns *conns;
	TAILQ_ENTRY(conn) link;
	struct conn_ends ends;
	struct loop_fd io;	/* both ways of a socket, else of in_fd */
	struct loop_fd out_io;	/* of out_fd where that is another one */
	struct loop_task again; /* to be gone on with later */
	struct alarm alarm;

	enum conn_state state;
	bool can_read, can_write; /* until the kernel says otherwise */
	bool ending;		  /* the end of its bytes is to be read */
	bool gone;		  /* nothing it is sent arrives any more */
	bool ended;		  /* the client will send no more */
	bool hurried;		  /* a slow reader's last chance */
	enum final farewell;	  /* said before closing; FINAL_OK: nothing */
	struct session session;

	struct framing in;
	uint64_t nlines; /* that were not empty */
	struct owed owed;
	struct outbox out;

	int64_t began_ns;  /* the state */
	int64_t active_ns; /* a request came or an answer went */
	int64_t looked_ns; /* whether it is still there */
};

/* Watch for being able to write, or no more. */
void conn_watch_writing(struct conn *conn, bool watch);

/* Do the step of its state. */
enum step conn_step(struct conn *conn);

/* Begin a state. */
void conn_enter(struct conn *conn, enum conn_state state);

/* Bytes of answers that the client has still to read. */
size_t conn_unsent(const struct conn *conn);

/* Begin what may begin, and send what may go.  False: the client has gone. */
bool conn_push(struct conn *conn);

/* A final line that no request asked for. */
void conn_say(struct conn *conn, enum final final, const char *text);

#endif
