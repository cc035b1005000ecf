#include "searchd/exchange.h"

#include "base/mem.h"
#include "base/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Memory of requests and answers that were larger is not kept. */
#define ANSWER_KEPT (64 * 1024)
#define ARENA_KEPT (16 * 1024)

/* Used exchanges kept. */
#define STORE_MAX 256

/* How long a client does well to wait when the queue is full. */
#define RETRY_MS 200

static void work(struct job *job, struct search *search, struct arena *arena,
	const struct err *err);
static void worked(struct job *job);

/* ---- the store ---- */

void
exchange_store_init(struct exchange_store *store, struct service *service)
{
	*store = (struct exchange_store){ .service = service };
	TAILQ_INIT(&store->spare);
}

static void
exchange_free(struct exchange *exchange)
{
	buf_release(&exchange->answer);
	buf_release(&exchange->key);
	arena_release(&exchange->arena);
	free(exchange);
}

static struct exchange *
pop_spare(struct exchange_store *store)
{
	struct exchange *exchange = TAILQ_FIRST(&store->spare);

	if (exchange != NULL) {
		TAILQ_REMOVE(&store->spare, exchange, link);
		store->count--;
	}
	return exchange;
}

void
exchange_store_release(struct exchange_store *store)
{
	struct exchange *exchange;

	while ((exchange = pop_spare(store)) != NULL)
		exchange_free(exchange);
}

/* The memory of ordinary requests is kept, that of huge ones is not. */
void
exchange_give(struct exchange_store *store, struct exchange *exchange)
{
	must(exchange->state != EXCHANGE_RUNNING);
	if (exchange->job.generation != NULL) /* it never came to a worker */
		pool_let_go(store->service->pool, exchange->job.generation);
	exchange->job.generation = NULL;
	if (store->count == STORE_MAX) {
		exchange_free(exchange);
		return;
	}
	if (exchange->answer.cap > ANSWER_KEPT)
		buf_release(&exchange->answer);
	buf_reset(&exchange->answer);
	if (exchange->key.cap > ARENA_KEPT)
		buf_release(&exchange->key);
	buf_reset(&exchange->key);
	if (exchange->arena.used > ARENA_KEPT)
		arena_release(&exchange->arena);
	else
		arena_reset(&exchange->arena);
	TAILQ_INSERT_HEAD(&store->spare, exchange, link);
	store->count++;
}

struct exchange *
exchange_take(struct exchange_store *store, struct conn *conn)
{
	struct service *service = store->service;
	struct exchange *exchange = pop_spare(store);

	if (exchange == NULL)
		exchange = mem_alloc(sizeof(*exchange));
	exchange->conn = conn;
	exchange->store = store;
	exchange->state = EXCHANGE_WAITING;
	exchange->last = false;
	exchange->asked = NULL;
	exchange->line = "";
	exchange->job = (struct job){ .run = work, .done = worked };
	exchange->reply = (struct reply){
		.out = &exchange->answer,
		.tag = "",
		.max_answer = (size_t)service->settings->max_answer,
		.since_ns = clock_ns(),
		.ref = ++service->counters.requests,
	};
	exchange->call = (struct call){
		.service = service,
		.stop = &exchange->job.stop,
		.reply = &exchange->reply,
	};
	return exchange;
}

/* ---- on the loop ---- */

bool
exchange_tagged(const struct exchange *exchange)
{
	return *exchange->reply.tag != '\0';
}

/* Milliseconds since the request was read. */
static double
spent_ms(const struct exchange *exchange)
{
	return (double)(clock_ns() - exchange->reply.since_ns) / 1e6;
}

/* The answer is whole: count how it ended. */
static void
done(struct exchange *exchange)
{
	struct counters *counters = &exchange->call.service->counters;
	const struct command *command = exchange->call.command;

	must(exchange->answer.len > 0);
	exchange->state = EXCHANGE_DONE;
	counters->finals[exchange->reply.final]++;
	if (command != NULL)
		latency_add(&counters->latencies[command_number(command)],
			spent_ms(exchange));
}

void
exchange_refuse(struct exchange *exchange, enum final final, const char *keys,
	const char *text)
{
	reply_refuse(&exchange->reply, final, keys, text);
	done(exchange);
}

void
exchange_refuse_line(struct exchange *exchange, enum final final,
	const char *head, size_t len)
{
	exchange->reply.tag = request_tag(head, len, &exchange->arena);
	exchange_refuse(exchange, final, "", final_rows[final].about);
}

/* The line as LIST and SLOWLOG show it. */
static const char *
untagged(struct exchange *exchange, const char *line, size_t len)
{
	size_t skip = exchange_tagged(exchange)
			      ? strlen(exchange->reply.tag) + strlen("# ")
			      : 0;

	return skip <= len
		       ? arena_copy(&exchange->arena, line + skip, len - skip)
		       : "";
}

bool
exchange_read(struct exchange *exchange, const char *line, size_t len)
{
	struct err err = { 0 };
	enum final final = request_parse(
		line, len, &exchange->arena, &exchange->call.request, &err);

	exchange->reply.tag = exchange->call.request.tag;
	exchange->line = untagged(exchange, line, len);
	if (final == FINAL_OK)
		return true;
	exchange_refuse(exchange, final, err.keys, err.text);
	return false;
}

/* The format of this answer: its own, or the connection's. */
static bool
wants_json(const struct call *call, const struct session *session)
{
	if (call->params.given & KEY_FMT)
		return call->params.fmt == FORMAT_JSON;
	return session->format == FORMAT_JSON;
}

/* A command of the loop answers at once. */
static void
run_here(struct exchange *exchange, struct session *session)
{
	struct call *call = &exchange->call;

	call->session = session;
	call->arena = &exchange->arena;
	call->command->run(call);
	call->session = NULL;
	exchange->last = session->closing;
	done(exchange);
}

/* The generation to ask, if the request names one: by gen= or by a cursor. */
static bool
choose_generation(struct exchange *exchange, struct err *err)
{
	struct call *call = &exchange->call;
	struct service *service = call->service;
	bool goes_on = call->params.given & KEY_AFTER;
	struct generation *generation;
	const char *name;

	if (!command_go_on(call, &service->cursor_key, err))
		return false;
	name = goes_on ? call->cursor.generation : call->params.gen;
	if (name == NULL)
		return true;
	generation = service_generation(service, name, err);
	if (generation == NULL)
		return false;
	if (goes_on && generation->manifest.crc != call->cursor.made)
		return err_set(err, ERR_STALE,
			"generation %s is another one by now", name);
	exchange->job.generation = generation_ref(generation);
	return true;
}

static struct cache_key
key_of(const struct exchange *exchange)
{
	return (struct cache_key){ .data = exchange->key.data,
		.len = exchange->key.len,
		.generation = exchange->asked };
}

/* Answer as the same was answered before, if that is known. */
static void
answer_again(struct exchange *exchange)
{
	struct service *service = exchange->call.service;
	struct cache_key key;

	if (!(exchange->call.command->flags & COMMAND_KEEPS) ||
		service->cache.most_bytes == 0)
		return;
	exchange->asked = exchange->job.generation != NULL
				  ? exchange->job.generation
				  : service->generation;
	command_key(&exchange->call, &exchange->key);
	key = key_of(exchange);
	if (!cache_answer(&service->cache, &key, exchange->reply.tag,
		    spent_ms(exchange), &exchange->answer,
		    &exchange->reply.final))
		return;
	done(exchange);
	generation_unref(exchange->job.generation); /* never the last one */
	exchange->job.generation = NULL;
}

/*
 * Keep the answer for when the same is asked again: if it is a whole one, of
 * the generation it was thought to be of, which has not gone meanwhile.
 */
static void
keep_answer(struct exchange *exchange)
{
	struct service *service = exchange->call.service;
	struct cache_key key = key_of(exchange);
	enum final final = exchange->reply.final;

	if (key.len > 0 && exchange->true_to_key &&
		(final == FINAL_OK || final == FINAL_NONE_FOUND) &&
		stop_now(&exchange->job.stop) == STOP_NOT &&
		service_has(service, key.generation))
		cache_keep(&service->cache, &key, exchange->reply.tag,
			&exchange->answer, final);
}

/* What is gone is gone for the generation that is live. */
static void
refuse_generation(struct exchange *exchange, const struct err *err)
{
	exchange->reply.gen = exchange->call.service->generation->name;
	exchange_refuse(exchange, final_of(err->kind), err->keys, err->text);
	exchange->reply.gen = NULL;
}

void
exchange_start(struct exchange *exchange, struct session *session)
{
	struct call *call = &exchange->call;
	struct err err = { 0 };
	enum final final = command_accept(call, session->admin, &err);

	if (final != FINAL_OK) {
		exchange_refuse(exchange, final, err.keys, err.text);
		return;
	}
	call->service->counters.verbs[command_number(call->command)]++;
	exchange->reply.json = wants_json(call, session);
	if (!(call->command->flags & COMMAND_INDEX))
		run_here(exchange, session);
	else if (!choose_generation(exchange, &err))
		refuse_generation(exchange, &err);
	else
		answer_again(exchange);
}

/* ---- at the workers ---- */

/* When the work must end, in nanoseconds from now. */
static int64_t
deadline_ns(const struct call *call)
{
	const struct settings *settings = call->service->settings;
	int64_t ms = call->params.given & KEY_DEADLINE
			     ? call->params.deadline_ms
			     : settings->deadline_ms;

	if (ms > settings->deadline_cap_ms)
		ms = settings->deadline_cap_ms;
	return ms * 1000000;
}

void
exchange_submit(struct exchange *exchange, struct lane *lane)
{
	struct service *service = exchange->call.service;
	int64_t now_ns = clock_ns();
	char keys[32];

	must(exchange->state == EXCHANGE_WAITING);
	if (pool_queued(service->pool) >= (size_t)service->settings->queue) {
		snprintf(keys, sizeof(keys), "retry_ms=%d", RETRY_MS);
		exchange_refuse(exchange, FINAL_BUSY, keys,
			"too many requests are waiting");
		return;
	}
	exchange->job.stop.deadline_ns = now_ns + deadline_ns(&exchange->call);
	exchange->state = EXCHANGE_RUNNING;
	service->counters.running++;
	watch_enter(&service->watch, exchange);
	pool_submit(service->pool, lane, &exchange->job, now_ns);
}

bool
exchange_abandon(struct exchange *exchange)
{
	struct service *service = exchange->call.service;

	must(exchange->state == EXCHANGE_RUNNING);
	exchange->conn = NULL;
	service->counters.cancelled++;
	if (!pool_cancel(service->pool, &exchange->job))
		return false;
	service->counters.running--;
	TAILQ_REMOVE(&service->watch.running, exchange, at_work);
	exchange->state = EXCHANGE_WAITING;
	return true;
}

/* The pool has given it back. */
static void
worked(struct job *job)
{
	struct exchange *exchange = (struct exchange *)job;
	struct exchange_store *store = exchange->store;

	must(exchange->state == EXCHANGE_RUNNING);
	store->service->counters.running--;
	watch_leave(&store->service->watch, exchange, spent_ms(exchange));
	keep_answer(exchange);
	done(exchange);
	if (exchange->conn == NULL)
		exchange_give(store, exchange);
	else
		store->finished(exchange);
}

/* Is there anything to do, and the right generation to do it on? */
static bool
can_work(const struct exchange *exchange, const struct search *search,
	const struct err *index_err, struct err *err)
{
	if (search == NULL) {
		*err = *index_err;
		return false;
	}
	switch (stop_now(&exchange->job.stop)) {
	case STOP_NOT:
		return true;
	case STOP_DEADLINE:
		return err_set(err, ERR_STOPPED, "it came in the queue");
	default:
		return err_set(err, ERR_KILLED, "stopped in the queue");
	}
}

/* Worker thread.  Touches the exchange, and of the service the settings. */
static void
work(struct job *job, struct search *search, struct arena *arena,
	const struct err *index_err)
{
	struct exchange *exchange = (struct exchange *)job;
	struct call *call = &exchange->call;
	struct err err = { 0 };

	if (search != NULL)
		exchange->reply.gen = search_generation(search)->name;
	exchange->true_to_key =
		search != NULL && search_generation(search) == exchange->asked;
	call->search = search;
	call->arena = arena;
	if (can_work(exchange, search, index_err, &err))
		call->command->run(call);
	else
		reply_error(call->reply, &err);
	exchange->reply.gen = NULL;
	exchange->reply.next = NULL;
	call->search = NULL;
	call->arena = NULL;
}
