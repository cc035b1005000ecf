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
#include "searchd/loop_inside.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/must.h"
#include "base/stop.h"

#include <event2/event.h>
#include <event2/thread.h>
#include <sched.h>
#include <stdlib.h>
#include <time.h>

#define SECOND ((int64_t)1000000000)

_Static_assert(LOOP_READ == EV_READ && LOOP_WRITE == EV_WRITE &&
		       LOOP_END == EV_CLOSED && LOOP_EDGE == EV_ET,
	"our numbers are libevent's");

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

static void
on_nudge(evutil_socket_t fd, short what, void *arg)
{
	struct loop *loop = arg;

	(void)fd;
	(void)what;
	loop->nudged = true;
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
		loop->nudge = event_new(loop->base, -1, 0, on_nudge, loop);
	if (loop->nudge != NULL)
		return loop;
	err_errno(err, "making an event loop");
	loop_close(loop);
	return NULL;
}

void
loop_dig_up(struct loop *loop)
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
	loop_dig_up(loop);
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

/* ---- what the leader asks of it ---- */

void
loop_gather(struct loop *loop, enum loop_patience patience)
{
	int flags = EVLOOP_ONCE | EVLOOP_NO_EXIT_ON_EMPTY;

	if (patience == LOOP_LOOKS)
		flags |= EVLOOP_NONBLOCK;
	must(event_base_loop(loop->base, flags) >= 0);
}

void
loop_nudge(struct loop *loop)
{
	if (loop->waits)
		event_active(loop->nudge, EV_TIMEOUT, 0);
}
