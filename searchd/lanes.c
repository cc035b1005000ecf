#include "searchd/lanes.h"

#include "base/must.h"
#include "searchd/pool.h"

/* How long somebody who has asked is waited for. */
#define RECENT_NS ((int64_t)1000000000)

void
lanes_init(struct lanes *lanes, size_t workers)
{
	*lanes = (struct lanes){ .workers = workers };
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

void
lanes_add(
	struct lanes *lanes, struct lane *lane, struct job *job, int64_t now_ns)
{
	if (lane->count == 0) {
		TAILQ_INIT(&lane->waiting);
		TAILQ_INSERT_TAIL(&lanes->turns, lane, turn);
	}
	TAILQ_INSERT_TAIL(&lane->waiting, job, link);
	lane->count++;
	lanes->count++;
	note_asker(lanes, lane, now_ns);
}

void
lanes_withdraw(struct lanes *lanes, struct lane *lane, struct job *job)
{
	TAILQ_REMOVE(&lane->waiting, job, link);
	lanes->count--;
	if (--lane->count == 0)
		TAILQ_REMOVE(&lanes->turns, lane, turn);
}

static bool
may_run(const struct lanes *lanes, const struct lane *lane, int64_t now_ns)
{
	return lane->running + 1 < lanes->workers || lane->running == 0 ||
	       !others_ask(lanes, lane, now_ns);
}

struct job *
lanes_next(struct lanes *lanes, int64_t now_ns)
{
	struct lane *lane;
	struct job *job;

	TAILQ_FOREACH(lane, &lanes->turns, turn)
	if (may_run(lanes, lane, now_ns))
		break;
	if (lane == NULL)
		return NULL;
	job = TAILQ_FIRST(&lane->waiting);
	lanes_withdraw(lanes, lane, job);
	lane->running++;
	if (lane->count > 0) { /* its next turn is behind those of others */
		TAILQ_REMOVE(&lanes->turns, lane, turn);
		TAILQ_INSERT_TAIL(&lanes->turns, lane, turn);
	}
	return job;
}

void
lanes_done(struct lane *lane)
{
	must(lane->running > 0);
	lane->running--;
}

void
lanes_forget(struct lanes *lanes, const struct lane *lane)
{
	must(lane->count == 0);
	if (lanes->last.lane == lane)
		lanes->last = lanes->other;
	else if (lanes->other.lane != lane)
		return;
	lanes->other = (struct lane_asker){ 0 };
}
