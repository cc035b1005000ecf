#include "searchd/alarms.h"

#include "base/mem.h"
#include "base/must.h"

#include <stdlib.h>

static void
put(struct alarms *alarms, size_t place, struct alarm *alarm)
{
	alarms->heap[place - 1] = alarm;
	alarm->place = place;
}

static struct alarm *
at(const struct alarms *alarms, size_t place)
{
	return alarms->heap[place - 1];
}

/* Move an alarm up to where no later one is above it. */
static void
rise(struct alarms *alarms, struct alarm *alarm)
{
	size_t place = alarm->place;

	for (; place > 1 && at(alarms, place / 2)->due_ns > alarm->due_ns;
		place /= 2)
		put(alarms, place, at(alarms, place / 2));
	put(alarms, place, alarm);
}

/* Move an alarm down to where no earlier one is below it. */
static void
sink(struct alarms *alarms, struct alarm *alarm)
{
	size_t place = alarm->place, below;

	for (; (below = 2 * place) <= alarms->count; place = below) {
		if (below < alarms->count && at(alarms, below + 1)->due_ns <
						     at(alarms, below)->due_ns)
			below++;
		if (at(alarms, below)->due_ns >= alarm->due_ns)
			break;
		put(alarms, place, at(alarms, below));
	}
	put(alarms, place, alarm);
}

void
alarms_set(struct alarms *alarms, struct alarm *alarm, int64_t due_ns)
{
	alarm->due_ns = due_ns;
	if (alarm->place == 0) {
		vec_push(alarms->heap, alarms->count, alarms->cap) = alarm;
		alarm->place = alarms->count;
	}
	rise(alarms, alarm);
	sink(alarms, alarm);
}

void
alarms_clear(struct alarms *alarms, struct alarm *alarm)
{
	size_t place = alarm->place;
	struct alarm *last;

	if (place == 0)
		return;
	must(at(alarms, place) == alarm);
	last = at(alarms, alarms->count--);
	alarm->place = 0;
	if (last == alarm)
		return;
	put(alarms, place, last);
	rise(alarms, last);
	sink(alarms, last);
}

int64_t
alarms_due_ns(const struct alarms *alarms)
{
	return alarms->count > 0 ? alarms->heap[0]->due_ns : INT64_MAX;
}

struct alarm *
alarms_pop(struct alarms *alarms, int64_t now_ns)
{
	struct alarm *alarm;

	if (alarms->count == 0 || alarms->heap[0]->due_ns > now_ns)
		return NULL;
	alarm = alarms->heap[0];
	alarms_clear(alarms, alarm);
	return alarm;
}

void
alarms_release(struct alarms *alarms)
{
	free(alarms->heap);
	*alarms = (struct alarms){ 0 };
}
