/* cmd_watch.c - LIST, KILL, SLOWLOG: answered by the loop */
#include "searchd/command.h"
#include "searchd/exchange.h"
#include "searchd/service.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#define SLOWLOG_PRESET 10

/* A word that is a whole number from 1 on. */
static bool
read_number(const char *word, uint64_t *out)
{
	char *end;

	errno = 0;
	*out = *word >= '0' && *word <= '9' ? strtoull(word, &end, 10) : 0;
	return *out > 0 && errno == 0 && *end == '\0';
}

static double
ms_since(int64_t since_ns)
{
	return (double)(clock_ns() - since_ns) / 1e6;
}

void
verb_list(struct call *call)
{
	const struct exchange *exchange;

	TAILQ_FOREACH(exchange, &call->service->watch.running, at_work)
	reply_request(call->reply, "running",
		&(struct reply_request){ .ref = exchange->reply.ref,
			.ms = ms_since(exchange->reply.since_ns),
			.text = exchange->line });
	reply_ok(call->reply);
}

void
verb_kill(struct call *call)
{
	struct exchange *exchange = NULL;
	uint64_t ref;

	if (read_number(call->word, &ref))
		exchange = watch_find(&call->service->watch, ref);
	if (exchange == NULL) {
		reply_refuse(call->reply, FINAL_BAD_ARGUMENT, "",
			"no running request has that number; LIST shows them");
		return;
	}
	stop_request(&exchange->job.stop, STOP_KILLED);
	call->service->counters.killed++;
	reply_final(call->reply, FINAL_OK, "killed=%" PRIu64, ref);
}

void
verb_slowlog(struct call *call)
{
	const struct watch *watch = &call->service->watch;
	const struct slow_request *slow;
	uint64_t n = SLOWLOG_PRESET;

	if (call->word != NULL && !read_number(call->word, &n)) {
		reply_refuse(call->reply, FINAL_BAD_ARGUMENT, "",
			"SLOWLOG takes a number of requests to show");
		return;
	}
	for (size_t i = 0; i < n && (slow = watch_slow(watch, i)) != NULL; i++)
		reply_request(call->reply, "slow",
			&(struct reply_request){ .ref = slow->ref,
				.ms = slow->ms,
				.code = slow->code,
				.text = slow->text });
	reply_ok(call->reply);
}
