/*
 * work.h - a list of items dealt to several threads
 *
 * Items 0..n-1 are handed out in order, each to whichever worker is free.
 * The first error stops the dealing; what is running is finished.
 *
 * Thread: called from one; fn runs on `workers` threads at once, or of one
 * worker on the caller's, and a worker's number tells which, so that each can
 * own what it needs.
 */
#ifndef INDEXER_WORK_H
#define INDEXER_WORK_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define WORKERS_MAX 256

typedef bool (*work_fn)(
	void *ctx, unsigned worker, size_t item, struct err *err);

/* Returns false with the error of the lowest failed worker. */
bool work_run(
	unsigned workers, size_t items, work_fn fn, void *ctx, struct err *err);

/* How many processors this process may use. */
unsigned work_processors(void);

#endif
