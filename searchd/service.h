/*
 * service.h - what all connections of a daemon share
 *
 * The settings, the live generation, the workers and the counters.
 *
 * Thread: whoever holds the loop, but for the settings and the key, which are
 * only read.
 */
#ifndef SEARCHD_SERVICE_H
#define SEARCHD_SERVICE_H

#include "base/buf.h"
#include "base/err.h"
#include "engine/index/archive.h"
#include "searchd/cache.h"
#include "searchd/counters.h"
#include "searchd/cursor.h"
#include "searchd/kept.h"
#include "searchd/options.h"
#include "searchd/pool.h"
#include "searchd/watch.h"

#include <stdbool.h>
#include <stdint.h>

#define SERVICE_CAPS "tag,json"

struct service {
	const struct settings *settings;
	struct generation *generation;
	struct kept kept; /* those before it; the references are the pool's */
	void (*on_kept)(void *ctx); /* one more is kept; may be NULL */
	void *ctx;
	struct pool *pool;
	struct cursor_key cursor_key;
	struct counters counters;
	struct watch watch;
	struct cache cache;
	char id[8]; /* of this run, for the greeting */
	int64_t started_ns;
};

/* Open the live generation and start the workers of this loop. */
bool service_open(struct service *service, const struct settings *settings,
	struct loop *loop, struct err *err);
void service_close(struct service *service);

/* Append the line that every client is greeted with. */
void service_greeting(const struct service *service, struct buf *out);

/*
 * Move to the live generation, if it is another one; running questions end
 * with the one they began with, and it is kept for a while.  was (may be NULL)
 * receives the name of the one before.  Errors: those of generation_open(); the
 * old one stays.
 */
bool service_reload(struct service *service, char was[8], struct err *err);

/*
 * The generation of that name, which is the live one or one that is kept: a
 * loan.  ERR_STALE when it is neither.
 */
struct generation *service_generation(
	struct service *service, const char *name, struct err *err);

/* Is this one the live one or one that is kept? */
bool service_has(
	const struct service *service, const struct generation *generation);

/* Let go what nobody has asked for too long.  Returns in how many
 * milliseconds to look again; 0: nothing is kept. */
int64_t service_tidy(struct service *service);

#endif
