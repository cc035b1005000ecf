/*
 * alarms.h - what is to be done at a time
 *
 * A heap of alarms, the earliest first.  An alarm belongs to whoever has it
 * in a struct of its own; while it is set, the heap points to it.
 *
 * A zeroed struct is a valid empty heap, a zeroed alarm one that is not set.
 * Pure.  Thread: one struct alarms belongs to one thread at a time.
 */
#ifndef SEARCHD_ALARMS_H
#define SEARCHD_ALARMS_H

#include <stddef.h>
#include <stdint.h>

struct alarm {
	void (*ring)(void *ctx);
	void *ctx;
	int64_t due_ns; /* on clock_ns() */
	size_t place;	/* in the heap, from 1; 0: not set */
};

struct alarms {
	struct alarm **heap; /* heap[place - 1] */
	size_t count, cap;
};

/* Set it, or move it when it is set already. */
void alarms_set(struct alarms *alarms, struct alarm *alarm, int64_t due_ns);

/* It will not ring; fine for one that is not set. */
void alarms_clear(struct alarms *alarms, struct alarm *alarm);

/* When the earliest one rings; INT64_MAX: none is set. */
int64_t alarms_due_ns(const struct alarms *alarms);

/* Take out one that is due; NULL: none is. */
struct alarm *alarms_pop(struct alarms *alarms, int64_t now_ns);

void alarms_release(struct alarms *alarms);

#endif
