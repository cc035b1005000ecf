/* loop_turns.c - who holds the loop, who leads, and who keeps it */
#include "searchd/loop_inside.h"

#include "base/must.h"
#include "base/stop.h"

#include <sched.h>
#include <time.h>

#define TICK_NS 1000000
#define LOOKS_MAX 20 /* ticks until the keeper leads for good */
#define CROWD_MAX 16 /* times that a successor gets up in vain */
#define SOON_NS 100000
#define SOON_FROM 4 /* times that it has come so soon */
#define SOON_MAX 8
#define SECOND ((int64_t)1000000000)

/* ---- the lock ---- */

void
loop_hold(struct loop *loop, bool works)
{
	__atomic_add_fetch(&loop->wanted, 1, __ATOMIC_RELAXED);
	pthread_mutex_lock(&loop->lock);
	__atomic_sub_fetch(&loop->wanted, 1, __ATOMIC_RELAXED);
	loop->works = works;
}

/* Threads are woken behind the lock, which they need at once. */
void
loop_let_go(struct loop *loop)
{
	bool keeper = loop->keeper_rests && !loop->led;
	size_t to_wake = loop->to_wake;

	loop->to_wake = 0;
	if (keeper)
		loop->keeper_rests = false;
	pthread_mutex_unlock(&loop->lock);
	while (to_wake-- > 0)
		pthread_cond_signal(&loop->rest);
	if (keeper)
		pthread_cond_signal(&loop->keep);
}

/* Before the lock is given up by waiting for a condition. */
static void
wake_now(struct loop *loop)
{
	for (; loop->to_wake > 0; loop->to_wake--)
		pthread_cond_signal(&loop->rest);
}

/* Let others in between who want to. */
static void
breathe(struct loop *loop)
{
	bool works = loop->works;

	if (__atomic_load_n(&loop->wanted, __ATOMIC_RELAXED) == 0)
		return;
	loop_let_go(loop);
	loop_hold(loop, works);
}

/* ---- leading ---- */

/* Workers that are up and do not just wait for clients. */
static size_t
busy(const struct loop *loop)
{
	size_t idle = loop->resting - loop->roused;

	return loop->workers - idle - (loop->waits && loop->leader_works);
}

/* Look for a while before it sleeps.  Without the lock. */
static void
look_out(struct loop *loop, int64_t until)
{
	do {
		loop_gather(loop, LOOP_LOOKS);
		sched_yield(); /* whoever has something to do goes first */
	} while (loop->ncame == 0 && !loop->nudged && clock_ns() < until);
}

/*
 * Sleep until something comes; but where it has mostly come at once, from one
 * client that asks question after question, be awake for that: to be woken
 * takes longer than to answer a short question.  Where there are several, or
 * another worker is asking (`alone` is false), a processor has something better
 * to do.
 */
static void
wait_for_events(struct loop *loop, bool alone)
{
	int64_t until = clock_ns() + SOON_NS;

	loop->nudged = false;
	if (alone && loop->soon >= SOON_FROM)
		look_out(loop, until);
	if (loop->ncame == 0 && !loop->nudged)
		loop_gather(loop, LOOP_WAITS);
	if (alone && loop->ncame == 1 && clock_ns() < until)
		loop->soon += loop->soon < SOON_MAX;
	else
		loop->soon /= 2;
}

/* What came, if anything has, or else when something comes. */
static void
take_events(struct loop *loop)
{
	bool works = loop->works, alone = loop->asking == 0;

	if (loop->ncame > 0)
		return; /* it has been looked for already */
	loop->waits = true;
	loop_let_go(loop);
	wait_for_events(loop, alone);
	loop_hold(loop, works);
	loop->waits = false;
	if (loop->ncame > 0 && loop->asking > 0)
		loop->crowd = CROWD_MAX;
}

static void
serve(struct loop *loop, struct came came)
{
	if (came.sign->event == NULL)
		return; /* it came before somebody stopped waiting for it */
	came.sign->serve(came.sign, came.events);
	breathe(loop);
}

/* Serve what has come. */
static void
serve_all(struct loop *loop)
{
	loop->led = true;
	loop->leader_works = loop->works;
	for (size_t i = 0; i < loop->ncame; i++)
		serve(loop, loop->came[i]);
	loop->ncame = 0;
	loop_dig_up(loop);
	loop->led = false;
}

bool
loop_lead(struct loop *loop)
{
	if (loop->led)
		return false;
	loop->led = true;
	loop->leader_works = loop->works;
	loop->turns++;
	take_events(loop);
	serve_all(loop);
	return true;
}

/* ---- resting ---- */

void
loop_rest(struct loop *loop)
{
	wake_now(loop);
	if (loop->crowd > 0 && loop->waits)
		loop->crowd--; /* it was left in vain */
	loop->resting++;
	pthread_cond_wait(&loop->rest, &loop->lock);
	loop->resting--;
	if (loop->roused > 0)
		loop->roused--;
	loop->works = true;
}

/* One worker more gets up, if there is one that does nothing. */
static void
rouse(struct loop *loop)
{
	if (loop->resting > loop->roused) {
		loop->roused++;
		loop->to_wake++;
	} else if (loop->leader_works)
		loop_nudge(loop);
}

void
loop_more_work(struct loop *loop)
{
	loop->jobs++;
	if (loop->jobs <= loop->roused + loop->works)
		return;
	if (!loop->works || busy(loop) < loop->processors)
		rouse(loop);
}

void
loop_less_work(struct loop *loop)
{
	must(loop->jobs > 0);
	loop->jobs--;
	loop->taken++;
}

void
loop_ask(struct loop *loop)
{
	if (!loop->led && loop->jobs == 0 && loop->crowd > 0 &&
		busy(loop) < loop->processors && loop->resting > 0 &&
		loop->roused == 0)
		rouse(loop);
	loop->asking++;
	loop_let_go(loop);
}

/* Are there events that nobody has seen?  Whoever leads next serves them. */
static bool
somebody_waits(struct loop *loop)
{
	if (loop->ncame == 0)
		loop_gather(loop, LOOP_LOOKS);
	return loop->ncame > 0;
}

void
loop_asked(struct loop *loop)
{
	loop_hold(loop, true);
	loop->asking--;
	if (!loop->led && loop->crowd == 0 && loop->resting > 0 &&
		somebody_waits(loop))
		loop->crowd = CROWD_MAX;
}

void
loop_rouse_all(struct loop *loop)
{
	loop->roused = loop->resting;
	pthread_cond_broadcast(&loop->rest);
	loop_nudge(loop);
}

/* ---- the keeper ---- */

static void
wait_a_tick(struct loop *loop)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += TICK_NS;
	until.tv_sec += until.tv_nsec / SECOND;
	until.tv_nsec %= SECOND;
	pthread_cond_timedwait(&loop->keep, &loop->lock, &until);
}

/*
 * While a leader waits for events nothing needs to be kept: rest until it
 * leaves.  While it comes and goes, look each tick whether it has come back.
 */
static void
stand_by(struct loop *loop, bool rests)
{
	wake_now(loop);
	loop->keeper_rests = rests;
	while (loop->keeper_rests && !loop->ended)
		pthread_cond_wait(&loop->keep, &loop->lock);
	loop->keeper_rests = false;
	if (!loop->ended)
		wait_a_tick(loop);
}

/* A tick has passed in which nobody took a job, and one waits. */
static void
help_out(struct loop *loop, uint64_t *taken)
{
	if (loop->jobs > 0 && loop->taken == *taken)
		rouse(loop);
	*taken = loop->taken;
}

/* Serve what has come, and wait for nothing: a worker that comes back should
 * find nobody leading, or the next question would change threads twice. */
static void
look(struct loop *loop)
{
	if (loop->ncame == 0)
		loop_gather(loop, LOOP_LOOKS);
	if (loop->ncame > 0)
		serve_all(loop);
}

/* Nobody has led for a tick.  Returns whether the keeper leads on. */
static bool
stand_in(struct loop *loop, unsigned looks)
{
	loop->works = false;
	if (looks < LOOKS_MAX) {
		look(loop);
		return false;
	}
	loop_lead(loop);
	return loop->roused == 0; /* else soon a worker will lead */
}

void
loop_keep(struct loop *loop)
{
	uint64_t turns = loop->turns, taken = loop->taken;
	unsigned looks = 0;

	while (!loop->ended) {
		bool nobody_new = loop->turns == turns;

		looks = nobody_new ? looks + 1 : 0;
		if (nobody_new && !loop->led) {
			bool leads = stand_in(loop, looks);

			turns = loop->turns;
			if (leads)
				continue;
			nobody_new = false;
		}
		turns = loop->turns;
		stand_by(loop, nobody_new);
		help_out(loop, &taken);
	}
}

void
loop_end(struct loop *loop)
{
	loop->ended = true;
	pthread_cond_broadcast(&loop->keep);
	loop_nudge(loop);
}
