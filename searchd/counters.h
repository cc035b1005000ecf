/*
 * counters.h - what the server has counted since its start
 *
 * Thread: whoever holds the loop (loop.h).
 */
#ifndef SEARCHD_COUNTERS_H
#define SEARCHD_COUNTERS_H

#include "searchd/command.h"
#include "searchd/final.h"
#include "searchd/latency.h"

#include <stddef.h>
#include <stdint.h>

struct counters {
	uint64_t connections, accepted, refused;
	uint64_t requests, running, cancelled, killed;
	uint64_t received_bytes, sent_bytes;
	uint64_t http_closed, reloads;
	uint64_t verbs[COMMANDS_MAX]; /* by command_number() */
	uint64_t finals[FINALS];
	struct latency latencies[COMMANDS_MAX];
};

/* How STATS shows them. */
struct counter_row {
	const char *name; /* NULL ends the table */
	size_t at;	  /* offsetof() in struct counters */
	const char *about;
};
extern const struct counter_row counter_rows[];

uint64_t counter_value(
	const struct counters *counters, const struct counter_row *row);

#endif
