/*
 * stop.h - when a piece of work must end before it is done
 *
 * A deadline on the monotonic clock and a flag that another thread may set.
 * The work polls stop_now(); what it found so far stays true.
 *
 * Thread: stop_request() from any thread; the rest from the worker.
 */
#ifndef BASE_STOP_H
#define BASE_STOP_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum stop_reason { STOP_NOT, STOP_DEADLINE, STOP_KILLED, STOP_GONE };

struct stop {
	int64_t deadline_ns; /* on clock_ns(); 0 = none */
	int asked;	     /* enum stop_reason; only through the functions */
};

/* Nanoseconds on the monotonic clock. */
int64_t clock_ns(void);

/* Ask the work to end, with a reason (atomic). */
void stop_request(struct stop *stop, enum stop_reason why);

/* STOP_NOT, or why to end now; stop may be NULL: never. */
enum stop_reason stop_now(const struct stop *stop);

#ifdef __cplusplus
}
#endif
#endif
