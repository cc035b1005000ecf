#include "searchd/owed.h"

#include <string.h>

void
owed_init(struct owed *owed, struct exchange_store *store)
{
	*owed = (struct owed){ .store = store };
	TAILQ_INIT(&owed->list);
}

void
owed_add(struct owed *owed, struct exchange *exchange)
{
	TAILQ_INSERT_TAIL(&owed->list, exchange, link);
	owed->count++;
}

bool
owed_has_tag(const struct owed *owed, const char *tag)
{
	const struct exchange *exchange;

	if (*tag == '\0')
		return false;
	TAILQ_FOREACH(exchange, &owed->list, link)
	if (strcmp(exchange->reply.tag, tag) == 0)
		return true;
	return false;
}

static bool
may_begin(const struct owed *owed, const struct exchange *exchange,
	const struct outbox *out)
{
	const struct settings *settings = owed->store->service->settings;

	return exchange->state == EXCHANGE_WAITING &&
	       owed->running < (size_t)settings->parallel &&
	       outbox_unsent(out) + owed->held_bytes <=
		       (size_t)settings->unsent_bytes;
}

/* in_turn: no untagged answer before this one is still owed. */
static bool
may_go_out(
	const struct owed *owed, const struct exchange *exchange, bool in_turn)
{
	if (exchange->state != EXCHANGE_DONE)
		return false;
	if (exchange->last)
		return owed->count == 1;
	return in_turn || exchange_tagged(exchange);
}

static void
begin(struct owed *owed, struct exchange *exchange)
{
	exchange_submit(exchange, &owed->lane);
	if (exchange->state == EXCHANGE_RUNNING)
		owed->running++;
}

static void
send_off(struct owed *owed, struct exchange *exchange, struct outbox *out)
{
	outbox_add(out, exchange->answer.data, exchange->answer.len);
	TAILQ_REMOVE(&owed->list, exchange, link);
	owed->count--;
	exchange_give(owed->store, exchange);
}

/*
 * Requests begin in the order they came, so the one that holds back later
 * untagged answers is always among those that run.
 */
bool
owed_settle(struct owed *owed, struct outbox *out)
{
	struct exchange *exchange, *next;
	bool in_turn = true, any = false;

	owed->held_bytes = 0;
	for (exchange = TAILQ_FIRST(&owed->list); exchange != NULL;
		exchange = next) {
		next = TAILQ_NEXT(exchange, link);
		if (may_begin(owed, exchange, out))
			begin(owed, exchange);
		if (may_go_out(owed, exchange, in_turn)) {
			send_off(owed, exchange, out);
			any = true;
			continue;
		}
		if (exchange->state == EXCHANGE_DONE)
			owed->held_bytes += exchange->answer.len;
		if (!exchange_tagged(exchange))
			in_turn = false;
	}
	return any;
}

void
owed_finished(struct owed *owed)
{
	owed->running--;
}

void
owed_cancel(struct owed *owed)
{
	struct exchange *exchange;

	while ((exchange = TAILQ_FIRST(&owed->list)) != NULL) {
		TAILQ_REMOVE(&owed->list, exchange, link);
		if (exchange->state != EXCHANGE_RUNNING ||
			exchange_abandon(exchange))
			exchange_give(owed->store, exchange);
	}
	pool_forget(owed->store->service->pool, &owed->lane);
	owed->lane = (struct lane){ 0 };
	owed->count = 0;
	owed->running = 0;
	owed->held_bytes = 0;
}
