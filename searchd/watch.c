#include "searchd/watch.h"

#include "base/mem.h"
#include "searchd/exchange.h"

#include <stdlib.h>
#include <string.h>

void
watch_init(struct watch *watch, size_t kept, double slow_ms)
{
	*watch = (struct watch){ .kept = kept, .slow_ms = slow_ms };
	TAILQ_INIT(&watch->running);
	if (kept > 0)
		watch->slow = mem_array(NULL, kept, sizeof(*watch->slow));
}

void
watch_release(struct watch *watch)
{
	free(watch->slow);
	watch->slow = NULL;
	watch->kept = 0;
}

void
watch_enter(struct watch *watch, struct exchange *exchange)
{
	TAILQ_INSERT_TAIL(&watch->running, exchange, at_work);
}

/* As much of a request as fits, cut between two characters. */
static void
keep_text(char to[WATCH_TEXT], const char *text)
{
	size_t len = strlen(text);

	if (len >= WATCH_TEXT)
		for (len = WATCH_TEXT - 1;
			len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80;)
			len--;
	memcpy(to, text, len);
	to[len] = '\0';
}

static void
remember(struct watch *watch, const struct exchange *exchange, double ms)
{
	struct slow_request *slow = &watch->slow[watch->nslow++ % watch->kept];

	slow->ref = exchange->reply.ref;
	slow->ms = ms;
	slow->code = final_rows[exchange->reply.final].code;
	keep_text(slow->text, exchange->line);
}

void
watch_leave(struct watch *watch, struct exchange *exchange, double ms)
{
	TAILQ_REMOVE(&watch->running, exchange, at_work);
	if (watch->kept > 0 && ms >= watch->slow_ms)
		remember(watch, exchange, ms);
}

struct exchange *
watch_find(const struct watch *watch, uint64_t ref)
{
	struct exchange *exchange;

	TAILQ_FOREACH(exchange, &watch->running, at_work)
	if (exchange->reply.ref == ref)
		return exchange;
	return NULL;
}

const struct slow_request *
watch_slow(const struct watch *watch, size_t i)
{
	if (i >= watch->kept || i >= watch->nslow)
		return NULL;
	return &watch->slow[(watch->nslow - 1 - i) % watch->kept];
}
