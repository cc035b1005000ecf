/*
 * completion.h - what a shell needs to complete dateline's command line
 *
 * Made of the tables of commands and options.  Thread: one.
 */
#ifndef CLIENT_COMPLETION_H
#define CLIENT_COMPLETION_H

#include "base/err.h"
#include "client/options.h"

/* Print it for the shell that is named.  Error: ERR_USAGE. */
int completion_command(const struct options *options, struct err *err);

#endif
