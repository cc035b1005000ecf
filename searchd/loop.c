#include "searchd/loop.h"

#include "base/mem.h"
#include "base/must.h"
#include "base/stop.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#define EVENTS_MAX 64 /* between two looks at what the kernel has */
#define TICK_NS 1000000
#define CROWD_MAX 16 /* times that a successor gets up in vain */
#define SECOND ((int64_t)1000000000)

TAILQ_HEAD(loop_tasks, loop_task);

struct loop {
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t rest;  /* workers wait here */
	pthread_cond_t keep;  /* the keeper does */
	size_t wanted;	      /* threads that want the lock; atomic */
	bool works;	      /* the holder will take a job */

	int epoll_fd;
	struct loop_fd nudge; /* what gets a leader up that waits */
	struct alarms alarms;
	struct loop_tasks later;
	size_t nlater;
	struct loop_grave *graves;

	bool led, leader_works;
	int64_t waits_until; /* the leader, in the kernel; 0: it does not */
	bool nudged;
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

static void
on_nudge(void *ctx, uint32_t events)
{
	struct loop *loop = ctx;
	uint64_t times;

	(void)events;
	loop->nudged = false;
	if (read(loop->nudge.fd, &times, sizeof(times)) < 0)
		must(errno == EAGAIN);
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
	TAILQ_INIT(&loop->later);
	loop->nudge.ready = on_nudge;
	loop->nudge.ctx = loop;
	loop->nudge.fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	loop->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (loop->nudge.fd >= 0 && loop->epoll_fd >= 0 &&
		loop_watch(loop, &loop->nudge, EPOLLIN | EPOLLET))
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
	alarms_release(&loop->alarms);
	if (loop->epoll_fd >= 0)
		close(loop->epoll_fd);
	if (loop->nudge.fd >= 0)
		close(loop->nudge.fd);
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

bool
loop_watch(struct loop *loop, struct loop_fd *fd, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.ptr = fd };
	int how = fd->events == 0 ? EPOLL_CTL_ADD
		  : events == 0	  ? EPOLL_CTL_DEL
				  : EPOLL_CTL_MOD;

	if (events == fd->events)
		return true;
	if (epoll_ctl(loop->epoll_fd, how, fd->fd, &event) < 0)
		return false;
	fd->events = events;
	return true;
}

/* The leader, if it waits in the kernel, looks around. */
static void
nudge(struct loop *loop)
{
	uint64_t one = 1;

	if (loop->waits_until == 0 || loop->nudged)
		return;
	loop->nudged = true;
	must(write(loop->nudge.fd, &one, sizeof(one)) == sizeof(one));
}

void
loop_alarm(struct loop *loop, struct alarm *alarm, int64_t due_ns)
{
	alarms_set(&loop->alarms, alarm, due_ns);
	if (due_ns < loop->waits_until)
		nudge(loop);
}

void
loop_no_alarm(struct loop *loop, struct alarm *alarm)
{
	alarms_clear(&loop->alarms, alarm);
}

void
loop_later(struct loop *loop, struct loop_task *task)
{
	if (task->waits)
		return;
	task->waits = true;
	TAILQ_INSERT_TAIL(&loop->later, task, link);
	loop->nlater++;
	nudge(loop);
}

void
loop_not_later(struct loop *loop, struct loop_task *task)
{
	if (!task->waits)
		return;
	task->waits = false;
	TAILQ_REMOVE(&loop->later, task, link);
	loop->nlater--;
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

	return loop->workers - idle -
	       (loop->waits_until != 0 && loop->leader_works);
}

static int
wait_ms(int64_t until_ns)
{
	int64_t left = until_ns - clock_ns();

	if (left <= 0)
		return 0;
	return left < 3600 * SECOND ? (int)(left / 1000000 + 1) : 3600 * 1000;
}

/* What the kernel has, now or when there is something. */
static int
take_events(struct loop *loop, struct epoll_event events[EVENTS_MAX])
{
	int64_t until = alarms_due_ns(&loop->alarms);
	bool works = loop->works;
	int ms = -1, n;

	if (loop->nlater > 0)
		ms = 0;
	else if (until != INT64_MAX)
		ms = wait_ms(until);
	loop->waits_until = ms == 0 ? 0 : until;
	loop_let_go(loop);
	n = epoll_wait(loop->epoll_fd, events, EVENTS_MAX, ms);
	loop_hold(loop, works);
	loop->waits_until = 0;
	if (n > 0 && loop->asking > 0)
		loop->crowd = CROWD_MAX;
	return n;
}

static void
serve(struct loop *loop, const struct epoll_event *event)
{
	struct loop_fd *fd = event->data.ptr;

	if (fd->events == 0)
		return; /* it came before somebody stopped watching */
	fd->ready(fd->ctx, event->events);
	breathe(loop);
}

static void
ring_alarms(struct loop *loop)
{
	struct alarm *alarm;

	if (alarms_due_ns(&loop->alarms) == INT64_MAX)
		return;
	while ((alarm = alarms_pop(&loop->alarms, clock_ns())) != NULL)
		alarm->ring(alarm->ctx);
}

/* What was put off before this; what is put off meanwhile has its turn after
 * the next look at the kernel. */
static void
do_later(struct loop *loop)
{
	struct loop_task *task;

	for (size_t n = loop->nlater; n > 0; n--) {
		task = TAILQ_FIRST(&loop->later);
		if (task == NULL)
			return;
		loop_not_later(loop, task);
		task->run(task->ctx);
		breathe(loop);
	}
}

bool
loop_lead(struct loop *loop)
{
	struct epoll_event events[EVENTS_MAX];
	int n;

	if (loop->led)
		return false;
	loop->led = true;
	loop->leader_works = loop->works;
	loop->turns++;
	n = take_events(loop, events);
	for (int i = 0; i < n; i++)
		serve(loop, &events[i]);
	ring_alarms(loop);
	do_later(loop);
	dig_up(loop);
	loop->led = false;
	return true;
}

/* ---- resting ---- */

void
loop_rest(struct loop *loop)
{
	wake_now(loop);
	if (loop->crowd > 0 && loop->waits_until != 0)
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

/* Are there events that nobody has seen?  They stay. */
static bool
somebody_waits(const struct loop *loop)
{
	struct pollfd pfd = { .fd = loop->epoll_fd, .events = POLLIN };

	return poll(&pfd, 1, 0) > 0;
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

void
loop_keep(struct loop *loop)
{
	uint64_t turns = loop->turns, taken = loop->taken;

	while (!loop->ended) {
		bool nobody_new = loop->turns == turns;

		if (nobody_new && !loop->led) {
			loop->works = false;
			loop_lead(loop);
			turns = loop->turns;
			if (loop->roused == 0)
				continue;
			nobody_new = false; /* soon a worker will lead */
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
