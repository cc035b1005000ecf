/* cmd_admin.c - PING, FORMAT, QUIT, RELOAD, STATS: answered by the loop */
#include "base/wire.h"
#include "searchd/command.h"
#include "searchd/service.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

void
verb_ping(struct call *call)
{
	struct buf keys = { 0 };

	if (call->word != NULL) {
		buf_puts(&keys, "echo=");
		wire_put_value(&keys, call->word, strlen(call->word));
	}
	reply_final(call->reply, FINAL_OK, "%s", buf_text(&keys));
	buf_release(&keys);
}

void
verb_format(struct call *call)
{
	for (int i = 0; format_names[i] != NULL; i++)
		if (strcasecmp(format_names[i], call->word) == 0) {
			call->session->format = (enum format)i;
			call->reply->json = i == FORMAT_JSON;
			reply_final(call->reply, FINAL_OK, "fmt=%s",
				format_names[i]);
			return;
		}
	reply_refuse(call->reply, FINAL_BAD_ARGUMENT, "",
		"the formats are text and json");
}

void
verb_quit(struct call *call)
{
	call->session->closing = true;
	reply_final(call->reply, FINAL_BYE, "%s", "");
}

void
verb_reload(struct call *call)
{
	struct err err = { 0 };
	char was[8];

	if (service_reload(call->service, was, &err))
		reply_final(call->reply, FINAL_OK, "gen=%s was=%s",
			call->service->generation->name, was);
	else
		reply_error(call->reply, &err);
}

/* ---- STATS ---- */

static void
put_number(struct call *call, const char *name, uint64_t n)
{
	reply_fact(call->reply, name, "%" PRIu64, n);
}

/* One line a verb that was asked, and one a final code that was answered. */
static void
put_tallies(struct call *call)
{
	const struct counters *counters = &call->service->counters;

	for (const struct command *c = verbs; c->name != NULL; c++)
		if (counters->verbs[command_number(c)] > 0)
			put_number(call,
				arena_printf(
					call->arena, "requests.%s", c->name),
				counters->verbs[command_number(c)]);
	for (size_t i = 0; i < FINALS; i++)
		if (counters->finals[i] > 0)
			put_number(call,
				arena_printf(call->arena, "answers.%d.%s",
					final_rows[i].code, final_rows[i].word),
				counters->finals[i]);
}

static void
stats_server(struct call *call)
{
	struct service *service = call->service;

	reply_fact(call->reply, "version", "%s", DATELINE_VERSION);
	put_number(call, "uptime",
		(uint64_t)(clock_ns() - service->started_ns) / 1000000000);
	put_number(call, "workers", (uint64_t)service->settings->workers);
	put_number(call, "queued", pool_queued(service->pool));
	for (const struct counter_row *r = counter_rows; r->name != NULL; r++)
		put_number(call, r->name, counter_value(&service->counters, r));
	put_tallies(call);
}

/* The generations that gen= can still name. */
static const char *
kept_names(struct call *call)
{
	const struct kept *kept = &call->service->kept;
	const char *text = "";

	for (size_t i = 0; i < kept->count; i++)
		text = arena_printf(call->arena, "%s%s%s", text,
			i == 0 ? "" : ",", kept->items[i].generation->name);
	return *text != '\0' ? text : "-";
}

static void
stats_index(struct call *call)
{
	const struct generation *generation = call->service->generation;
	const struct columns *columns = &generation->columns;

	reply_fact(call->reply, "generation", "%s", generation->name);
	reply_fact(call->reply, "kept", "%s", kept_names(call));
	put_number(call, "stories", columns->stories);
	put_number(call, "distinct", columns->distinct);
	put_number(call, "dated", columns->dated);
	put_number(call, "outlets", columns->outlets.count);
	put_number(call, "actors", columns->actors.count);
	put_number(call, "languages", columns->languages.count);
}

/* One line a verb: how many answers, and how soon they came. */
static void
stats_latency(struct call *call)
{
	const struct counters *counters = &call->service->counters;

	for (const struct command *c = verbs; c->name != NULL; c++) {
		const struct latency *l =
			&counters->latencies[command_number(c)];

		if (l->count == 0)
			continue;
		reply_fact(call->reply,
			arena_printf(call->arena, "latency.%s", c->name),
			"n=%" PRIu64 " p50=%.2f p90=%.2f p99=%.2f max=%.2f",
			l->count, latency_quantile(l, 0.5),
			latency_quantile(l, 0.9), latency_quantile(l, 0.99),
			l->longest_ms);
	}
}

/* What is kept of answers. */
static void
stats_caches(struct call *call)
{
	const struct cache *cache = &call->service->cache;

	put_number(call, "answers.most_bytes", cache->most_bytes);
	put_number(call, "answers.bytes", cache->bytes);
	put_number(call, "answers.entries", cache->entries);
	put_number(call, "answers.hits", cache->hits);
	put_number(call, "answers.misses", cache->misses);
	put_number(call, "answers.evicted", cache->evicted);
}

static const struct {
	const char *name;
	void (*put)(struct call *call);
} sections[] = {
	{ "server", stats_server },
	{ "index", stats_index },
	{ "latency", stats_latency },
	{ "caches", stats_caches },
	{ NULL, NULL },
};

void
verb_stats(struct call *call)
{
	bool any = false;

	for (size_t i = 0; sections[i].name != NULL; i++)
		if (call->word == NULL ||
			strcasecmp(call->word, sections[i].name) == 0) {
			sections[i].put(call);
			any = true;
		}
	if (any)
		reply_ok(call->reply);
	else
		reply_refuse(call->reply, FINAL_BAD_ARGUMENT, "",
			"the sections are server, index, latency and caches");
}
