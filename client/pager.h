/*
 * pager.h - a page that is longer than the terminal is high
 *
 * Shown by $PAGER (less, which is told to quit by itself, to keep colours and
 * to leave the page where it is); a short page, or one for a pager that is
 * named "" or cannot run, is printed.
 *
 * Thread: one.
 */
#ifndef CLIENT_PAGER_H
#define CLIENT_PAGER_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>

/* Error: ERR_IO, standard output. */
bool pager_show(const struct buf *page, struct err *err);

#endif
