#include "searchd/service.h"

#include "base/log.h"
#include "base/stop.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

/* Six hex digits that tell this run of the server from others. */
static void
make_id(char id[8])
{
	uint32_t bits = 0;

	if (getrandom(&bits, sizeof(bits), 0) != sizeof(bits))
		bits = (uint32_t)clock_ns() ^ (uint32_t)getpid();
	snprintf(id, 8, "%06" PRIx32, bits & 0xffffff);
}

bool
service_open(struct service *service, const struct settings *settings,
	struct loop *loop, struct err *err)
{
	*service = (struct service){ .settings = settings,
		.started_ns = clock_ns() };
	make_id(service->id);
	if (!cursor_key_make(&service->cursor_key, settings->cursor_key, err))
		return false;
	watch_init(&service->watch, (size_t)settings->slowlog,
		(double)settings->slow_ms);
	cache_init(&service->cache, (size_t)settings->cache_bytes);
	service->generation = generation_open(settings->index, err);
	if (service->generation == NULL)
		return false;
	service->pool = pool_open(
		loop, (size_t)settings->workers, service->generation, err);
	if (service->pool != NULL)
		return true;
	service_close(service);
	return false;
}

void
service_close(struct service *service)
{
	pool_close(service->pool);
	if (service->generation != NULL)
		generation_unref(service->generation);
	watch_release(&service->watch);
	cache_release(&service->cache);
	service->pool = NULL;
	service->generation = NULL;
	service->kept.count = 0;
}

void
service_greeting(const struct service *service, struct buf *out)
{
	const struct final_row *row = &final_rows[FINAL_GREETING];
	const struct settings *settings = service->settings;

	buf_printf(out,
		"%d %s caps=%s max_line=%" PRId64 " idle=%" PRId64
		" gen=%s docs=%" PRIu32 " id=%s\n",
		row->code, row->word, SERVICE_CAPS, settings->max_line,
		settings->idle_seconds, service->generation->name,
		service->generation->columns.stories, service->id);
}

/* A generation is kept no longer, nor is what was answered from it. */
static void
drop(struct service *service, struct generation *old)
{
	cache_forget(&service->cache, old);
	pool_drop(service->pool, old);
}

/* Keep the generation that was live, and no more than the settings allow. */
static void
keep(struct service *service, struct generation *old)
{
	size_t most = (size_t)service->settings->keep_generations;

	if (most > 0)
		pool_keep(service->pool, old);
	else
		cache_forget(&service->cache, old);
	while (service->kept.count > 0 && service->kept.count + 1 > most)
		drop(service, kept_pop(&service->kept));
	if (most > 0)
		kept_add(&service->kept, old, clock_ns());
	if (most > 0 && service->on_kept != NULL)
		service->on_kept(service->ctx);
}

struct generation *
service_generation(struct service *service, const char *name, struct err *err)
{
	struct generation *generation = service->generation;

	if (strcmp(generation->name, name) == 0)
		return generation;
	generation = kept_find(&service->kept, name, clock_ns());
	if (generation == NULL)
		err_set(err, ERR_STALE, "generation %s is not open here", name);
	return generation;
}

bool
service_has(const struct service *service, const struct generation *generation)
{
	return generation == service->generation ||
	       kept_has(&service->kept, generation);
}

int64_t
service_tidy(struct service *service)
{
	int64_t idle_ns = service->settings->keep_seconds * 1000000000;
	int64_t now_ns = clock_ns();
	struct generation *old;

	while ((old = kept_pop_idle(&service->kept, idle_ns, now_ns)) != NULL)
		drop(service, old);
	if (service->kept.count == 0)
		return 0;
	return (kept_due_ns(&service->kept, idle_ns) - now_ns) / 1000000 + 1;
}

bool
service_reload(struct service *service, char was[8], struct err *err)
{
	struct generation *old = service->generation;
	struct generation *live;

	if (was != NULL)
		memcpy(was, old->name, sizeof(old->name));
	if (generation_is_live(old))
		return true;
	live = generation_open_next(old, err);
	if (live == NULL)
		return false;
	pool_move(service->pool, live);
	service->generation = live;
	service->counters.reloads++;
	log_line(LOG_INFO,
		"generation %s takes the place of %s: %" PRIu32 " stories",
		live->name, old->name, live->columns.stories);
	keep(service, old);
	generation_unref(old);
	return true;
}
