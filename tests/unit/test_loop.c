#include "searchd/loop.h"

#include "base/stop.h"
#include "tests/unit/unit.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/epoll.h>

/* A loop that the test holds, and a pipe that it watches. */
struct fixture {
	struct loop *loop;
	int pipe[2];
	struct loop_fd fd;
	size_t served;
	bool rests; /* another worker */
};

static void
on_ready(void *ctx, uint32_t events)
{
	struct fixture *f = ctx;
	char byte;

	assert_true(events & EPOLLIN);
	assert_int_equal(read(f->pipe[0], &byte, 1), 1);
	f->served++;
}

static struct fixture *
begin(void)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct err err = { 0 };

	assert_non_null(f);
	f->loop = loop_open(2, &err);
	assert_non_null(f->loop);
	assert_int_equal(pipe(f->pipe), 0);
	f->fd = (struct loop_fd){
		.fd = f->pipe[0], .ready = on_ready, .ctx = f
	};
	loop_hold(f->loop, true);
	assert_true(loop_watch(f->loop, &f->fd, EPOLLIN));
	return f;
}

static void
end(struct fixture *f)
{
	loop_watch(f->loop, &f->fd, 0);
	loop_let_go(f->loop);
	loop_close(f->loop);
	close(f->pipe[0]);
	close(f->pipe[1]);
	free(f);
}

static void
who_leads_serves_what_came(void **state)
{
	struct fixture *f = begin();

	(void)state;
	assert_int_equal(write(f->pipe[1], "a", 1), 1);
	assert_true(loop_lead(f->loop));
	assert_int_equal(f->served, 1);
	end(f);
}

struct ringing {
	struct loop *loop;
	size_t rang;
};

static void
ring(void *ctx)
{
	struct ringing *ringing = ctx;

	ringing->rang++;
}

static void
alarms_ring_and_tasks_run(void **state)
{
	struct fixture *f = begin();
	struct ringing a = { 0 }, b = { 0 };
	struct alarm alarm = { .ring = ring, .ctx = &a };
	struct loop_task task = { .run = ring, .ctx = &b };

	(void)state;
	loop_alarm(f->loop, &alarm, clock_ns());
	loop_later(f->loop, &task);
	loop_later(f->loop, &task); /* it waits already */
	assert_true(loop_lead(f->loop));
	assert_int_equal(a.rang, 1);
	assert_int_equal(b.rang, 1);
	loop_alarm(f->loop, &alarm, clock_ns());
	loop_no_alarm(f->loop, &alarm);
	loop_later(f->loop, &task);
	loop_not_later(f->loop, &task);
	assert_int_equal(write(f->pipe[1], "a", 1), 1);
	assert_true(loop_lead(f->loop));
	assert_int_equal(a.rang, 1);
	assert_int_equal(b.rang, 1);
	end(f);
}

static void
put_off_again(void *ctx)
{
	struct ringing *ringing = ctx;
	static struct loop_task task;

	if (++ringing->rang == 1) {
		task = (struct loop_task){ .run = ring, .ctx = ctx };
		loop_later(ringing->loop, &task);
	}
}

static void
a_task_put_off_by_a_task_waits_for_the_next_turn(void **state)
{
	struct fixture *f = begin();
	struct ringing ringing = { .loop = f->loop };
	struct loop_task task = { .run = put_off_again, .ctx = &ringing };

	(void)state;
	loop_later(f->loop, &task);
	assert_true(loop_lead(f->loop));
	assert_int_equal(ringing.rang, 1);
	assert_true(loop_lead(f->loop));
	assert_int_equal(ringing.rang, 2);
	end(f);
}

/* Two descriptors are ready at once; whoever is served first stops watching
 * the other and has its memory buried. */
struct twin {
	struct loop_grave grave;
	struct loop *loop;
	struct loop_fd fd;
	struct twin *other;
	size_t *served;
};

static void
on_twin(void *ctx, uint32_t events)
{
	struct twin *twin = ctx;

	(void)events;
	(*twin->served)++;
	loop_watch(twin->loop, &twin->other->fd, 0);
	loop_bury(twin->loop, &twin->other->grave);
	loop_watch(twin->loop, &twin->fd, 0);
	loop_bury(twin->loop, &twin->grave);
}

static void
an_event_of_what_is_buried_is_dropped(void **state)
{
	struct fixture *f = begin();
	struct twin *a = calloc(1, sizeof(*a)), *b = calloc(1, sizeof(*b));
	size_t served = 0;
	int spare = dup(f->pipe[1]), one = dup(spare);

	(void)state;
	*a = (struct twin){ .loop = f->loop, .other = b, .served = &served };
	*b = (struct twin){ .loop = f->loop, .other = a, .served = &served };
	a->fd = (struct loop_fd){ .fd = one, .ready = on_twin, .ctx = a };
	b->fd = (struct loop_fd){ .fd = spare, .ready = on_twin, .ctx = b };
	assert_true(loop_watch(f->loop, &a->fd, EPOLLOUT));
	assert_true(loop_watch(f->loop, &b->fd, EPOLLOUT));
	assert_true(loop_lead(f->loop));
	assert_int_equal(served, 1);
	close(one);
	close(spare);
	end(f);
}

static void *
keep(void *arg)
{
	struct fixture *f = arg;

	loop_hold(f->loop, false);
	loop_keep(f->loop);
	loop_let_go(f->loop);
	return NULL;
}

/* The test is a worker that asks for ever: it never leads. */
static void
the_keeper_leads_when_nobody_else_does(void **state)
{
	struct fixture *f = begin();
	pthread_t keeper;
	size_t served = 0;

	(void)state;
	assert_int_equal(pthread_create(&keeper, NULL, keep, f), 0);
	assert_int_equal(write(f->pipe[1], "a", 1), 1);
	while (served == 0) {
		loop_let_go(f->loop);
		loop_hold(f->loop, true);
		served = f->served;
	}
	assert_int_equal(served, 1);
	loop_end(f->loop);
	loop_let_go(f->loop);
	pthread_join(keeper, NULL);
	loop_hold(f->loop, true);
	end(f);
}

static void *
work(void *arg)
{
	struct fixture *f = arg;

	loop_hold(f->loop, true);
	while (f->served < 2)
		if (!loop_lead(f->loop))
			loop_rest(f->loop);
	loop_rouse_all(f->loop);
	loop_let_go(f->loop);
	return NULL;
}

/* Two workers: one leads, one rests, and both come to their end. */
static void
one_leads_while_others_rest(void **state)
{
	struct fixture *f = begin();
	pthread_t workers[2];

	(void)state;
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&workers[i], NULL, work, f), 0);
	assert_int_equal(write(f->pipe[1], "ab", 2), 2);
	loop_let_go(f->loop);
	for (int i = 0; i < 2; i++)
		pthread_join(workers[i], NULL);
	loop_hold(f->loop, true);
	assert_int_equal(f->served, 2);
	end(f);
}

/* A worker that asks once, and then serves until both bytes are read. */
static void *
rest_and_lead(void *arg)
{
	struct fixture *f = arg;

	loop_hold(f->loop, true);
	f->rests = true;
	loop_rest(f->loop);
	while (f->served < 2)
		loop_lead(f->loop);
	loop_let_go(f->loop);
	return NULL;
}

/* Take a job and ask, which takes no time here. */
static void
ask(struct fixture *f)
{
	loop_more_work(f->loop);
	loop_less_work(f->loop);
	loop_ask(f->loop);
}

/* No keeper, and the test never leads again: another worker has to. */
static void
who_finds_clients_waiting_leaves_a_successor(void **state)
{
	struct fixture *f = begin();
	pthread_t other;

	(void)state;
	if (sysconf(_SC_NPROCESSORS_ONLN) < 2) {
		end(f);
		skip();
	}
	assert_int_equal(pthread_create(&other, NULL, rest_and_lead, f), 0);
	while (!f->rests) {
		loop_let_go(f->loop);
		loop_hold(f->loop, true);
	}
	ask(f); /* a client comes meanwhile */
	assert_int_equal(write(f->pipe[1], "a", 1), 1);
	loop_asked(f->loop);
	assert_true(loop_lead(f->loop));
	assert_int_equal(f->served, 1);
	ask(f);
	assert_int_equal(write(f->pipe[1], "b", 1), 1);
	pthread_join(other, NULL);
	loop_asked(f->loop);
	assert_int_equal(f->served, 2);
	end(f);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_leads_serves_what_came),
		cmocka_unit_test(alarms_ring_and_tasks_run),
		cmocka_unit_test(
			a_task_put_off_by_a_task_waits_for_the_next_turn),
		cmocka_unit_test(an_event_of_what_is_buried_is_dropped),
		cmocka_unit_test(the_keeper_leads_when_nobody_else_does),
		cmocka_unit_test(one_leads_while_others_rest),
		cmocka_unit_test(who_finds_clients_waiting_leaves_a_successor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
