/*
 * loop.c - the door to libevent
 *
 * Whoever leads asks libevent for one round of events, without the loop's lock.
 * The callbacks only note what came, and the leader serves that when it has the
 * lock again: so libevent never waits for us, and nobody has to wait for it who
 * holds the lock.
 *
 * Events persist.  When others than the leader change them, libevent gets the
 * leader up to take notice; that is rare, since it is not for a question that
 * events change, but for a client that comes, goes or does not read.
 */
#include "searchd/loop.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/must.h"
#include "base/stop.h"

#include <event2/event.h>
#include <event2/thread.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <time.h>

#define TICK_NS 1000000
#define LOOKS_MAX 20 /* ticks until the keeper leads for good */
#define CROWD_MAX 16 /* times that a successor gets up in vain */
#define SECOND ((int64_t)1000000000)

_Static_assert(LOOP_READ == EV_READ && LOOP_WRITE == EV_WRITE &&
		       LOOP_END == EV_CLOSED && LOOP_EDGE == EV_ET,
	"our numbers are libevent's");

/* Something that libevent had to tell. */
struct came {
	struct loop_sign *sign;
	uint32_t events;
};

struct loop {
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t rest;  /* workers wait here */
	pthread_cond_t keep;  /* the keeper does */
	size_t wanted;	      /* threads that want the lock; atomic */
	bool works;	      /* the holder will take a job */

	struct event_base *base;
	struct event *nudge; /* what gets a leader up that waits */
	struct came *came; /* to serve; the leader's alone while there is one */
	size_t ncame, came_cap;
	struct loop_grave *graves;

	bool led, leader_works;
	bool waits;	/* the leader, for libevent */
	uint64_t turns; /* how often somebody has begun to lead */
	size_t workers, processors;
	size_t resting, roused, to_wake;
	size_t asking; /* workers that do not hold the loop for that */
	size_t jobs;   /* that wait */
	uint64_t taken;
	bool left_alone;   /* by the last leader, to ask */
	unsigned crowd;	   /* > 0: events have come while others asked */
	bool keeper_rests; /* until somebody asks while nobody leads */
	bool ended;
};

/* ---- beginning and end ---- */

/* Warnings are of calls that fail, and whoever calls sees that. */
static void
on_log(int severity, const char *text)
{
	if (severity >= EVENT_LOG_ERR)
		log_line(LOG_ERROR, "libevent: %s", text);
}

/* With threads, and with what only some ways to wait have. */
static struct event_base *
make_base(void)
{
	struct event_config *config = event_config_new();
	struct event_base *base = NULL;

	event_set_log_callback(on_log);
	if (config != NULL && evthread_use_pthreads() == 0 &&
		event_config_require_features(
			config, EV_FEATURE_ET | EV_FEATURE_EARLY_CLOSE) == 0)
		base = event_base_new_with_config(config);
	if (config != NULL)
		event_config_free(config);
	return base;
}

/* That it has come is all that there is to it. */
static void
on_nudge(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	(void)arg;
}

static void
make_conditions(struct loop *loop)
{
	pthread_condattr_t monotonic;

	pthread_mutex_init(&loop->lock, NULL);
	pthread_cond_init(&loop->rest, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&loop->keep, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

/* That this process may use. */
static size_t
count_processors(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) < 0)
		return 1;
	return (size_t)CPU_COUNT(&set);
}

struct loop *
loop_open(size_t workers, struct err *err)
{
	struct loop *loop = mem_alloc(sizeof(*loop));

	loop->workers = workers;
	loop->processors = count_processors();
	make_conditions(loop);
	loop->base = make_base();
	if (loop->base != NULL)
		loop->nudge = event_new(loop->base, -1, 0, on_nudge, NULL);
	if (loop->nudge != NULL)
		return loop;
	err_errno(err, "making an event loop");
	loop_close(loop);
	return NULL;
}

static void
dig_up(struct loop *loop)
{
	struct loop_grave *grave;

	while ((grave = loop->graves) != NULL) {
		loop->graves = grave->next;
		free(grave);
	}
}

void
loop_close(struct loop *loop)
{
	if (loop == NULL)
		return;
	dig_up(loop);
	if (loop->nudge != NULL)
		event_free(loop->nudge);
	if (loop->base != NULL)
		event_base_free(loop->base);
	free(loop->came);
	pthread_cond_destroy(&loop->keep);
	pthread_cond_destroy(&loop->rest);
	pthread_mutex_destroy(&loop->lock);
	free(loop);
}

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

/* ---- what is waited for ---- */

static void
on_event(evutil_socket_t fd, short what, void *arg)
{
	struct loop_sign *sign = arg;
	struct loop *loop = sign->loop;

	(void)fd;
	vec_push(loop->came, loop->ncame, loop->came_cap) =
		(struct came){ .sign = sign, .events = (uint32_t)what };
}

/* An event of libevent's that stands for this.  When there is one already, the
 * leader may just be looking at what it points to. */
static struct event *
make_event(struct loop *loop, struct loop_sign *sign,
	void (*serve)(struct loop_sign *sign, uint32_t events), int fd,
	short what)
{
	struct event *event;

	if (sign->event == NULL) {
		sign->loop = loop;
		sign->serve = serve;
	}
	event = event_new(loop->base, fd, what, on_event, sign);
	must(event != NULL);
	return event;
}

static void
forget(struct loop_sign *sign)
{
	if (sign->event != NULL)
		event_free(sign->event);
	sign->event = NULL;
}

static void
serve_fd(struct loop_sign *sign, uint32_t events)
{
	struct loop_fd *fd = (struct loop_fd *)sign;

	fd->ready(fd->ctx, events);
}

/* The new event comes before the old one goes, so that the kernel is only told
 * of what differs. */
bool
loop_watch(struct loop *loop, struct loop_fd *fd, uint32_t events)
{
	struct event *event = NULL;

	if (events == fd->events)
		return true;
	if (events != 0) {
		event = make_event(loop, &fd->sign, serve_fd, fd->fd,
			(short)events | EV_PERSIST);
		if (event_add(event, NULL) < 0) {
			event_free(event);
			return false;
		}
	}
	forget(&fd->sign);
	fd->sign.event = event;
	fd->events = events;
	return true;
}

/* ---- time and turns ---- */

/* libevent's clock is coarse and may be early by some milliseconds; and an
 * alarm may have been moved since it came. */
static void
serve_alarm(struct loop_sign *sign, uint32_t events)
{
	struct alarm *alarm = (struct alarm *)sign;

	(void)events;
	if (alarm->due_ns > clock_ns()) {
		loop_alarm(sign->loop, alarm, alarm->due_ns);
		return;
	}
	loop_no_alarm(alarm);
	alarm->ring(alarm->ctx);
}

void
loop_alarm(struct loop *loop, struct alarm *alarm, int64_t due_ns)
{
	int64_t left = due_ns - clock_ns();
	struct timeval wait = { 0 };

	if (left > 0) {
		wait.tv_sec = left / SECOND;
		wait.tv_usec = left % SECOND / 1000;
	}
	if (alarm->sign.event == NULL)
		alarm->sign.event =
			make_event(loop, &alarm->sign, serve_alarm, -1, 0);
	alarm->due_ns = due_ns;
	must(event_add(alarm->sign.event, &wait) == 0);
}

void
loop_no_alarm(struct alarm *alarm)
{
	forget(&alarm->sign);
	alarm->due_ns = 0;
}

static void
serve_task(struct loop_sign *sign, uint32_t events)
{
	struct loop_task *task = (struct loop_task *)sign;

	(void)events;
	forget(sign);
	task->run(task->ctx);
}

void
loop_later(struct loop *loop, struct loop_task *task)
{
	if (task->sign.event != NULL)
		return;
	task->sign.event = make_event(loop, &task->sign, serve_task, -1, 0);
	event_active(task->sign.event, EV_TIMEOUT, 0);
}

void
loop_not_later(struct loop_task *task)
{
	forget(&task->sign);
}

void
loop_bury(struct loop *loop, struct loop_grave *memory)
{
	memory->next = loop->graves;
	loop->graves = memory;
}

/* ---- leading ---- */

/* Workers that are up and do not just wait for clients. */
static size_t
busy(const struct loop *loop)
{
	size_t idle = loop->resting - loop->roused;

	return loop->workers - idle - (loop->waits && loop->leader_works);
}

/* Note what came; with `flags` 0 that waits for something. */
static void
gather(struct loop *loop, int flags)
{
	flags |= EVLOOP_ONCE | EVLOOP_NO_EXIT_ON_EMPTY;
	must(event_base_loop(loop->base, flags) >= 0);
}

/* What came, if anything has, or else when something comes. */
static void
take_events(struct loop *loop)
{
	bool works = loop->works;

	if (loop->ncame > 0)
		return; /* it has been looked for already */
	loop->waits = true;
	loop_let_go(loop);
	gather(loop, 0);
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
	dig_up(loop);
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

/* The leader, if it waits, looks around. */
static void
nudge(struct loop *loop)
{
	if (loop->waits)
		event_active(loop->nudge, EV_TIMEOUT, 0);
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
		nudge(loop);
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
		gather(loop, EVLOOP_NONBLOCK);
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
	nudge(loop);
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
		gather(loop, EVLOOP_NONBLOCK);
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
	nudge(loop);
}
