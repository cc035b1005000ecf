#include "base/stop.h"

#include <stddef.h>
#include <time.h>

int64_t
clock_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void
stop_request(struct stop *stop, enum stop_reason why)
{
	__atomic_store_n(&stop->asked, (int)why, __ATOMIC_RELAXED);
}

enum stop_reason
stop_now(const struct stop *stop)
{
	int asked;

	if (stop == NULL)
		return STOP_NOT;
	asked = __atomic_load_n(&stop->asked, __ATOMIC_RELAXED);
	if (asked != STOP_NOT)
		return (enum stop_reason)asked;
	if (stop->deadline_ns != 0 && clock_ns() >= stop->deadline_ns)
		return STOP_DEADLINE;
	return STOP_NOT;
}
