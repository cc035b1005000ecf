/*
 * batch.h - many questions, a line of standard input each
 *
 * Of `dateline search - WORD…` each line takes the place of the dash.  Up to
 * BATCH_WINDOW questions are on their way at a time, under tags; answers are
 * printed in the order of the lines.  A line that cannot be asked, or that the
 * server refuses, is told and does not stop the others; empty lines are passed
 * over.
 *
 * Thread: one.
 */
#ifndef CLIENT_BATCH_H
#define CLIENT_BATCH_H

#include "base/err.h"
#include "client/options.h"

#define BATCH_WINDOW 32

/*
 * Returns the worst of the answers' exit statuses.  Errors: of
 * question_open(); ERR_USAGE for a form that cannot tell the answers apart;
 * ERR_IO and ERR_INPUT for a server that fails.
 */
int batch_run(const struct options *options, struct err *err);

#endif
