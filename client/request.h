/*
 * request.h - the line that is sent for a command line
 *
 * What the user wrote goes over the wire only in a form that cannot become
 * another request: one line of well-formed UTF-8 without control characters.
 *
 * Pure.  Thread: any.
 */
#ifndef CLIENT_REQUEST_H
#define CLIENT_REQUEST_H

#include "base/buf.h"
#include "base/err.h"
#include "client/options.h"

#include <stdbool.h>

/* The query: the words joined by blanks.  Error: ERR_USAGE. */
bool request_query(
	const struct options *options, struct buf *out, struct err *err);

/* The request with its LF, appended to out.  Error: ERR_USAGE. */
bool request_line(
	const struct options *options, struct buf *out, struct err *err);

#endif
