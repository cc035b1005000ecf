#include "searchd/lanes.h"

#include "base/must.h"
#include "searchd/pool.h"

/* How long somebody who has asked is waited for. */
#define RECENT_NS ((int64_t)1000000000)

void
lanes_init(struct lanes *lanes, size_t workers)
{
	*lanes = (struct lanes){ .workers = workers };
	TAILQ_INIT(&lanes->fresh);
	TAILQ_INIT(&lanes->turns);
}

static void
note_asker(struct lanes *lanes, const struct lane *lane, int64_t now_ns)
{
	if (lanes->last.lane != lane)
		lanes->other = lanes->last;
	lanes->last = (struct lane_asker){ lane, now_ns };
}

/* Has another one than this lane asked, not long ago? */
static bool
others_ask(const struct lanes *lanes, const struct lane *lane, int64_t now_ns)
{
	const struct lane_asker *asker =
		lanes->last.lane != lane ? &lanes->last : &lanes->other;

	return asker->lane != NULL && now_ns - asker->at_ns < RECENT_NS;
}

/* To the end of a list, or out of all. */
static void
move(struct lane *lane, struct lane_list *list)
{
	if (lane->list != NULL)
		TAILQ_REMOVE(lane->list, lane, link);
	lane->list = list;
	if (list != NULL)
		TAILQ_INSERT_TAIL(list, lane, link);
}

void
lanes_add(
	struct lanes *lanes, struct lane *lane, struct job *job, int64_t now_ns)
{
	if (lane->count == 0)
		TAILQ_INIT(&lane->waiting);
	if (lane->list == NULL)
		move(lane, &lanes->fresh);
	TAILQ_INSERT_TAIL(&lane->waiting, job, link);
	lane->count++;
	lanes->count++;
	note_asker(lanes, lane, now_ns);
}

void
lanes_withdraw(struct lanes *lanes, struct lane *lane, struct job *job)
{
	TAILQ_REMOVE(&lane->waiting, job, link);
	lane->count--;
	lanes->count--;
}

static bool
may_run(const struct lanes *lanes, const struct lane *lane, int64_t now_ns)
{
	return lane->running + 1 < lanes->workers || lane->running == 0 ||
	       !others_ask(lanes, lane, now_ns);
}

/* The first of a list that may run; those found empty leave it. */
static struct lane *
first(struct lanes *lanes, struct lane_list *list, int64_t now_ns)
{
	struct lane *lane, *next;

	for (lane = TAILQ_FIRST(list); lane != NULL; lane = next) {
		next = TAILQ_NEXT(lane, link);
		if (lane->count == 0)
			move(lane, NULL);
		else if (may_run(lanes, lane, now_ns))
			return lane;
	}
	return NULL;
}

/*
 * A lane whose job is taken stands at the end of the turns, even if it is
 * empty by then: what it asks next has to wait for its turn like all others.
 */
struct job *
lanes_next(struct lanes *lanes, int64_t now_ns)
{
	struct lane *lane;
	struct job *job;

	if (lanes->count == 0)
		return NULL;
	lane = first(lanes, &lanes->fresh, now_ns);
	if (lane == NULL)
		lane = first(lanes, &lanes->turns, now_ns);
	if (lane == NULL)
		return NULL;
	job = TAILQ_FIRST(&lane->waiting);
	lanes_withdraw(lanes, lane, job);
	lane->running++;
	move(lane, &lanes->turns);
	return job;
}

void
lanes_done(struct lane *lane)
{
	must(lane->running > 0);
	lane->running--;
}

void
lanes_forget(struct lanes *lanes, struct lane *lane)
{
	must(lane->count == 0);
	move(lane, NULL);
	if (lanes->last.lane == lane)
		lanes->last = lanes->other;
	else if (lanes->other.lane != lane)
		return;
	lanes->other = (struct lane_asker){ 0 };
}
