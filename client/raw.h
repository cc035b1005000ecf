/*
 * raw.h - lines of the protocol, sent and printed as they are
 *
 * Requests go out while answers come in, so any number of them may be
 * pipelined; at their end the connection is half closed, and the server ends
 * it when all is answered.  Thread: one.
 */
#ifndef CLIENT_RAW_H
#define CLIENT_RAW_H

#include "base/err.h"
#include "client/options.h"

/*
 * Send the words, a line each, or with none what standard input has; print
 * every answer.  Returns the worst of the answers' exit statuses.
 * Errors: of question_open(); ERR_IO, also when fewer answers came than
 * requests were sent.
 */
int raw_command(const struct options *options, struct err *err);

#endif
