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
	struct err *err)
{
	*service = (struct service){ .settings = settings,
		.started_ns = clock_ns() };
	make_id(service->id);
	watch_init(&service->watch, (size_t)settings->slowlog,
		(double)settings->slow_ms);
	service->generation = generation_open(settings->index, err);
	if (service->generation == NULL)
		return false;
	service->pool =
		pool_open((size_t)settings->workers, service->generation, err);
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
	service->pool = NULL;
	service->generation = NULL;
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

bool
service_reload(struct service *service, char was[8], struct err *err)
{
	struct generation *old = service->generation;
	struct generation *live;

	if (was != NULL)
		memcpy(was, old->name, sizeof(old->name));
	if (generation_is_live(old))
		return true;
	live = generation_open(service->settings->index, err);
	if (live == NULL)
		return false;
	pool_move(service->pool, live);
	service->generation = live;
	service->counters.reloads++;
	log_line(LOG_INFO,
		"generation %s takes the place of %s: %" PRIu32 " stories",
		live->name, old->name, live->columns.stories);
	generation_unref(old);
	return true;
}
