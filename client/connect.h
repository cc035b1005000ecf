/*
 * connect.h - a server to talk to, near or far
 *
 * Over TCP, over a UNIX socket, or over a socket pair to a dateline-searchd
 * of our own, which is found beside this program or else in PATH.
 *
 * Errors: ERR_USAGE for an address that is none, ERR_NOT_FOUND where no server
 * is; ERR_IO.  Thread: one.
 */
#ifndef CLIENT_CONNECT_H
#define CLIENT_CONNECT_H

#include "base/err.h"
#include "client/stream.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct connection {
	struct stream stream; /* stream.fd is the socket */
	pid_t child;	      /* our own server; 0 = somebody else's */
	char docs[24];	      /* stories, as it has greeted us; or "" */
};

/* "HOST:PORT", "[V6]:PORT" or "unix:PATH"; timeout in seconds, 0 = never. */
bool connection_open(struct connection *connection, const char *address,
	int64_t timeout, struct err *err);

/* Run `dateline-searchd --stdio --index DIR`. */
bool connection_spawn(struct connection *connection, const char *index,
	int64_t timeout, struct err *err);

/* Read the server's first line: it must be one of ours, and welcome us. */
bool connection_greet(struct connection *connection, struct err *err);

/* Hang up; our own server is waited for. */
void connection_close(struct connection *connection);

/* The same in the middle of an answer: our own server is told to end. */
void connection_drop(struct connection *connection);

/* Split an address at its last colon; brackets go.  Pure; for connect.c. */
#define ADDRESS_HOST_SIZE 256
struct address {
	char host[ADDRESS_HOST_SIZE];
	const char *port; /* a loan from the text */
};
bool address_read(const char *text, struct address *address, struct err *err);

#endif
