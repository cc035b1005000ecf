/*
 * listen.h - the addresses a server may be reached at
 *
 * HOST:PORT, [HOST]:PORT or unix:PATH.  A UNIX socket is made for its owner
 * alone, since it opens the admin verbs; one that a crashed server left is
 * replaced, one that answers is not.
 *
 * Thread: any.
 */
#ifndef SEARCHD_LISTEN_H
#define SEARCHD_LISTEN_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>

struct listener {
	int fd;	       /* listening, non-blocking */
	bool local;    /* a UNIX socket */
	bool loopback; /* TCP of this machine alone */
	char *path;    /* of a UNIX socket, removed at the end; or NULL */
};

/*
 * Open what one address says.  Errors: ERR_USAGE for one that is malformed,
 * unknown, or not of this machine alone while allow_public is false; ERR_BUSY
 * when somebody else listens there; ERR_IO.
 */
bool listener_open(const char *address, bool allow_public,
	struct listener *listener, struct err *err);
void listener_close(struct listener *listener);

/* Append how to reach it: "127.0.0.1:40123", "unix:/run/dateline". */
void listener_print(const struct listener *listener, struct buf *out);

#endif
