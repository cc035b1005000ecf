#include "searchd/loop.h"

#include "base/stop.h"
#include "tests/unit/unit.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>

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

	assert_true(events & LOOP_READ);
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
	assert_true(loop_watch(f->loop, &f->fd, LOOP_READ));
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
	loop_no_alarm(&alarm);
	loop_later(f->loop, &task);
	loop_not_later(&task);
	assert_int_equal(write(f->pipe[1], "a", 1), 1);
	assert_true(loop_lead(f->loop));
	assert_int_equal(a.rang, 1);
	assert_int_equal(b.rang, 1);
	end(f);
}

/* libevent's own clock is a coarse one. */
static void
an_alarm_rings_at_its_time_and_not_before(void **state)
{
	struct fixture *f = begin();
	struct ringing ringing = { 0 };
	struct alarm alarm = { .ring = ring, .ctx = &ringing };

	(void)state;
	for (int64_t us = 1; us < 6000; us = us * 5 / 2 + 1) {
		int64_t due = clock_ns() + us * 1000;

		ringing.rang = 0;
		loop_alarm(f->loop, &alarm, due - us * 500);
		loop_alarm(f->loop, &alarm, due);
		assert_true(alarm.due_ns == due);
		while (ringing.rang == 0)
			assert_true(loop_lead(f->loop));
		assert_true(clock_ns() >= due);
		assert_int_equal(ringing.rang, 1);
		assert_true(alarm.due_ns == 0);
	}
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
	assert_true(loop_watch(f->loop, &a->fd, LOOP_WRITE));
	assert_true(loop_watch(f->loop, &b->fd, LOOP_WRITE));
	assert_true(loop_lead(f->loop));
	assert_int_equal(served, 1);
	close(one);
	close(spare);
	end(f);
}

static void
note_events(void *ctx, uint32_t events)
{
	uint32_t *noted = ctx;

	*noted = events;
}

static void
the_end_of_bytes_is_told_from_bytes(void **state)
{
	struct fixture *f = begin();
	uint32_t events = 0;
	struct loop_fd fd = { .ready = note_events, .ctx = &events };
	int pair[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	fd.fd = pair[0];
	assert_true(loop_watch(f->loop, &fd, LOOP_READ | LOOP_END | LOOP_EDGE));
	assert_int_equal(write(pair[1], "a", 1), 1);
	assert_true(loop_lead(f->loop));
	assert_int_equal(
		events & (LOOP_READ | LOOP_WRITE | LOOP_END), LOOP_READ);
	assert_int_equal(shutdown(pair[1], SHUT_WR), 0);
	assert_true(loop_lead(f->loop));
	assert_true(events & LOOP_END);
	loop_watch(f->loop, &fd, 0);
	close(pair[0]);
	close(pair[1]);
	end(f);
}

/* What is watched for may change, and an edge comes once all the same. */
static void
watching_for_more_and_for_less(void **state)
{
	struct fixture *f = begin();
	struct ringing ringing = { 0 };
	struct loop_task task = { .run = ring, .ctx = &ringing };
	uint32_t events = 0;
	struct loop_fd fd = { .ready = note_events, .ctx = &events };
	int pair[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	fd.fd = pair[0];
	assert_true(loop_watch(f->loop, &fd, LOOP_READ | LOOP_EDGE));
	assert_true(
		loop_watch(f->loop, &fd, LOOP_READ | LOOP_WRITE | LOOP_EDGE));
	assert_true(loop_lead(f->loop));
	assert_int_equal(events & (LOOP_READ | LOOP_WRITE), LOOP_WRITE);
	assert_true(loop_watch(f->loop, &fd, LOOP_READ | LOOP_EDGE));
	for (int i = 0; i < 2; i++) {
		events = 0;
		if (i == 0)
			assert_int_equal(write(pair[1], "a", 1), 1);
		loop_later(f->loop, &task);
		assert_true(loop_lead(f->loop));
		assert_int_equal(events & (LOOP_READ | LOOP_WRITE),
			i == 0 ? LOOP_READ : 0);
	}
	loop_watch(f->loop, &fd, 0);
	close(pair[0]);
	close(pair[1]);
	end(f);
}

static void
a_plain_file_cannot_be_watched(void **state)
{
	struct fixture *f = begin();
	FILE *file = tmpfile();
	struct loop_fd fd = { .fd = fileno(file) };

	(void)state;
	assert_false(loop_watch(f->loop, &fd, LOOP_READ));
	assert_int_equal(fd.events, 0);
	assert_true(loop_watch(f->loop, &fd, 0));
	fclose(file);
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

/* Leads till another thread says that it is enough. */
struct leader {
	struct fixture *f;
	pthread_t thread;
	bool leads, enough;
};

static void *
lead(void *arg)
{
	struct leader *leader = arg;

	loop_hold(leader->f->loop, true);
	leader->leads = true;
	while (!leader->enough)
		loop_lead(leader->f->loop);
	loop_let_go(leader->f->loop);
	return NULL;
}

static void
let_others(struct loop *loop)
{
	loop_let_go(loop);
	loop_hold(loop, false);
}

/* Whoever holds the loop after the leader has begun finds it waiting. */
static void
who_waits_learns_of_what_others_want(void **state)
{
	struct leader leader = { .f = begin() };
	struct loop *loop = leader.f->loop;
	struct ringing alarmed = { 0 }, done = { 0 };
	struct alarm alarm = { .ring = ring, .ctx = &alarmed };
	struct loop_task task = { .run = ring, .ctx = &done };
	uint32_t events = 0;
	struct loop_fd fd = { .ready = note_events, .ctx = &events };

	(void)state;
	assert_int_equal(
		pthread_create(&leader.thread, NULL, lead, &leader), 0);
	while (!leader.leads)
		let_others(loop);
	loop_alarm(loop, &alarm, clock_ns());
	while (alarmed.rang == 0)
		let_others(loop);
	loop_later(loop, &task);
	while (done.rang == 0)
		let_others(loop);
	fd.fd = leader.f->pipe[1];
	assert_true(loop_watch(loop, &fd, LOOP_WRITE | LOOP_EDGE));
	while (events == 0)
		let_others(loop);
	loop_watch(loop, &fd, 0);
	leader.enough = true;
	loop_rouse_all(loop);
	loop_let_go(loop);
	pthread_join(leader.thread, NULL);
	loop_hold(loop, false);
	end(leader.f);
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
		cmocka_unit_test(an_alarm_rings_at_its_time_and_not_before),
		cmocka_unit_test(
			a_task_put_off_by_a_task_waits_for_the_next_turn),
		cmocka_unit_test(an_event_of_what_is_buried_is_dropped),
		cmocka_unit_test(the_end_of_bytes_is_told_from_bytes),
		cmocka_unit_test(watching_for_more_and_for_less),
		cmocka_unit_test(a_plain_file_cannot_be_watched),
		cmocka_unit_test(the_keeper_leads_when_nobody_else_does),
		cmocka_unit_test(one_leads_while_others_rest),
		cmocka_unit_test(who_waits_learns_of_what_others_want),
		cmocka_unit_test(who_finds_clients_waiting_leaves_a_successor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
