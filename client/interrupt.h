/*
 * interrupt.h - Ctrl-C leaves a question, not the program
 *
 * While it is watched, SIGINT makes interrupt_fd() readable until it is
 * cleared; whoever waits for a server waits for that, too.
 *
 * Thread: one; the descriptors are the flag of a signal.
 */
#ifndef CLIENT_INTERRUPT_H
#define CLIENT_INTERRUPT_H

#include "base/err.h"

#include <stdbool.h>

/* From here on SIGINT is ours and a broken pipe is an error, not an end. */
bool interrupt_watch(struct err *err);

int interrupt_fd(void); /* -1 while it is not watched */
void interrupt_clear(void);

/* ERR_STOPPED: Ctrl-C.  Returns false. */
bool interrupt_error(struct err *err);

#endif
