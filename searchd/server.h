/*
 * server.h - who may connect, and when all of it ends
 *
 * Accepts clients within the limits, moves to new generations, and drains on
 * SIGTERM.
 *
 * Thread: the program's first, which keeps the loop (loop.h).
 */
#ifndef SEARCHD_SERVER_H
#define SEARCHD_SERVER_H

#include "base/err.h"
#include "searchd/options.h"

#include <stdbool.h>

/*
 * Serve until told to end (or, with stdio, until its one client has all its
 * answers).  Returns false, with *err, if it could not begin.
 */
bool server_run(const struct settings *settings, bool stdio, struct err *err);

#endif
