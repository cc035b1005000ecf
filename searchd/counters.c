#include "searchd/counters.h"

#define AT(member) offsetof(struct counters, member)

const struct counter_row counter_rows[] = {
	{ "connections", AT(connections), "open now" },
	{ "accepted", AT(accepted), "connections since the start" },
	{ "refused", AT(refused), "connections over a limit" },
	{ "http", AT(http_closed), "closed because they spoke HTTP" },
	{ "received_bytes", AT(received_bytes), "from clients" },
	{ "sent_bytes", AT(sent_bytes), "to clients" },
	{ "requests", AT(requests), "lines read, good or not" },
	{ "running", AT(running), "waiting for a worker or at one" },
	{ "cancelled", AT(cancelled), "stopped: the client had gone" },
	{ "killed", AT(killed), "stopped by KILL" },
	{ "reloads", AT(reloads), "moves to another generation" },
	{ NULL, 0, NULL },
};

uint64_t
counter_value(const struct counters *counters, const struct counter_row *row)
{
	return *(const uint64_t *)((const char *)counters + row->at);
}
