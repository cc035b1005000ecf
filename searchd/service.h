/*
 * service.h - what all connections of a daemon share
 *
 * The settings, the live generation, the workers and the counters.
 *
 * Thread: the loop's, but for the settings, which are only read.
 */
#ifndef SEARCHD_SERVICE_H
#define SEARCHD_SERVICE_H

#include "base/buf.h"
#include "base/err.h"
#include "engine/index/archive.h"
#include "searchd/counters.h"
#include "searchd/options.h"
#include "searchd/pool.h"
#include "searchd/watch.h"

#include <stdbool.h>
#include <stdint.h>

#define SERVICE_CAPS "tag,json"

struct service {
	const struct settings *settings;
	struct generation *generation;
	struct pool *pool;
	struct counters counters;
	struct watch watch;
	char id[8]; /* of this run, for the greeting */
	int64_t started_ns;
};

/* Open the live generation and start the workers. */
bool service_open(struct service *service, const struct settings *settings,
	struct err *err);
void service_close(struct service *service);

/* Append the line that every client is greeted with. */
void service_greeting(const struct service *service, struct buf *out);

/*
 * Move to the live generation, if it is another one; running questions end
 * with the one they began with.  was (may be NULL) receives the name of the
 * one before.  Errors: those of generation_open(); the old one stays.
 */
bool service_reload(struct service *service, char was[8], struct err *err);

#endif
