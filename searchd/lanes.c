#include "searchd/lanes.h"

#include "base/must.h"
#include "searchd/pool.h"

/* How long somebody who has asked is waited for. */
#define RECENT_NS ((int64_t)1000000000)

void
lanes_init(struct lanes *lanes, size_t workers)
{
	*lanes = (struct lanes){ .workers = workers };
	TAILQ_INIT(&lanes->turns[0]);
	TAILQ_INIT(&lanes->turns[1]);
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

/* Where a lane waits for its turn. */
static struct lane_list *
list_of(struct lanes *lanes, const struct lane *lane)
{
	uint64_t round =
		lane->round > lanes->round ? lane->round : lanes->round;

	return &lanes->turns[round % 2];
}

void
lanes_add(
	struct lanes *lanes, struct lane *lane, struct job *job, int64_t now_ns)
{
	if (lane->count == 0)
		TAILQ_INIT(&lane->waiting);
	TAILQ_INSERT_TAIL(&lane->waiting, job, link);
	lane->count++;
	lanes->count++;
	if (lane->list == NULL)
		move(lane, list_of(lanes, lane));
	note_asker(lanes, lane, now_ns);
}

void
lanes_withdraw(struct lanes *lanes, struct lane *lane, struct job *job)
{
	TAILQ_REMOVE(&lane->waiting, job, link);
	lanes->count--;
	if (--lane->count == 0)
		move(lane, NULL);
}

static bool
may_run(const struct lanes *lanes, const struct lane *lane, int64_t now_ns)
{
	return lane->running + 1 < lanes->workers || lane->running == 0 ||
	       !others_ask(lanes, lane, now_ns);
}

static struct lane *
first(const struct lanes *lanes, uint64_t round, int64_t now_ns)
{
	struct lane *lane;

	TAILQ_FOREACH(lane, &lanes->turns[round % 2], link)
	if (may_run(lanes, lane, now_ns))
		break;
	return lane;
}

struct job *
lanes_next(struct lanes *lanes, int64_t now_ns)
{
	struct lane *lane;
	struct job *job;

	if (lanes->count == 0)
		return NULL;
	if (TAILQ_EMPTY(&lanes->turns[lanes->round % 2]))
		lanes->round++;
	lane = first(lanes, lanes->round, now_ns);
	if (lane == NULL)
		lane = first(lanes, lanes->round + 1, now_ns);
	if (lane == NULL)
		return NULL;
	job = TAILQ_FIRST(&lane->waiting);
	lanes_withdraw(lanes, lane, job);
	lane->running++;
	lane->round = lanes->round + 1;
	if (lane->count > 0)
		move(lane, list_of(lanes, lane));
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
