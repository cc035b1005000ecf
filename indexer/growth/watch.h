/*
 * watch.h - adding what comes, every so many seconds
 *
 * Of folders the files that are new, or of another size or time than when they
 * were read; of standard input, JSON Lines, the whole lines that have come.
 * Each round publishes a generation if anything came; segments that have become
 * too many are merged meanwhile, by a process of its own.  It ends by SIGINT or
 * SIGTERM between rounds, or with standard input if nothing else is watched.
 *
 * Thread: main.
 */
#ifndef INDEXER_WATCH_H
#define INDEXER_WATCH_H

#include "base/err.h"
#include "indexer/growth/growth.h"

#include <stdbool.h>
#include <stddef.h>

struct watch_options {
	const struct growth_options *growth;
	char **paths; /* "-" is standard input */
	size_t npaths;
	unsigned seconds;
	/* Hears of each round that published, and of those that found stories
	 * missing in what came. */
	void (*told)(void *ctx, const struct growth_report *report);
	/* Merges what has become too many; called in a process of its own. */
	bool (*tidy)(const struct growth_options *growth,
		const struct growth_report *report, struct err *err);
	void *ctx;
};

/* Errors: as growth_add(), but for ERR_BUSY and ERR_INPUT, after which it goes
 * on. */
bool watch_run(const struct watch_options *options, struct err *err);

#endif
