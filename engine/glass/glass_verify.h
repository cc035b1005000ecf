/*
 * glass_verify.h - is a database that was just written what it should be?
 *
 * Reads every table back, from the files, and holds them against each other:
 * what xapian-check looks at, and what it does not and answers depend on
 * (statistics, numbers of entries).  What stands
 * in deflated tags is not read.
 *
 * Error: ERR_INDEX that says what is wrong; ERR_IO.
 * Thread: any.
 */
#ifndef ENGINE_GLASS_VERIFY_H
#define ENGINE_GLASS_VERIFY_H

#include "base/err.h"

#include <stdbool.h>

/* dir: a database as glass_merge() writes it. */
bool glass_verify(const char *dir, struct err *err);

#endif
