#include "searchd/lanes.h"

#include "searchd/pool.h"
#include "tests/unit/unit.h"

#define LONG_AGO ((int64_t)3600 * 1000000000)

static void
add(struct lanes *lanes, struct lane *lane, struct job *jobs, size_t n,
	int64_t now_ns)
{
	for (size_t i = 0; i < n; i++)
		lanes_add(lanes, lane, &jobs[i], now_ns);
}

static void
jobs_of_one_lane_run_in_their_order(void **state)
{
	struct lanes lanes;
	struct lane lane = { 0 };
	struct job jobs[3] = { 0 };

	(void)state;
	lanes_init(&lanes, 4);
	assert_null(lanes_next(&lanes, 1));
	add(&lanes, &lane, jobs, 3, 1);
	assert_int_equal(lanes.count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_ptr_equal(lanes_next(&lanes, 1), &jobs[i]);
	assert_null(lanes_next(&lanes, 1));
	assert_int_equal(lanes.count, 0);
	assert_int_equal(lane.running, 3);
}

/* One worker: the next job, which has been done. */
static struct job *
serve(struct lanes *lanes, struct lane *a, struct lane *b)
{
	struct job *job = lanes_next(lanes, 1);

	lanes_done(a->running > 0 ? a : b);
	return job;
}

static void
lanes_take_turns_and_who_had_none_goes_first(void **state)
{
	struct lanes lanes;
	struct lane heavy = { 0 }, light = { 0 };
	struct job much[4] = { 0 }, little[2] = { 0 };

	(void)state;
	lanes_init(&lanes, 1);
	add(&lanes, &heavy, much, 4, 1);
	assert_ptr_equal(serve(&lanes, &heavy, &light), &much[0]);
	add(&lanes, &light, little, 2, 1);
	assert_ptr_equal(serve(&lanes, &heavy, &light), &little[0]);
	assert_ptr_equal(serve(&lanes, &heavy, &light), &much[1]);
	assert_ptr_equal(serve(&lanes, &heavy, &light), &little[1]);
	assert_ptr_equal(serve(&lanes, &heavy, &light), &much[2]);
	assert_ptr_equal(serve(&lanes, &heavy, &light), &much[3]);
}

/* Who asks one at a time is not for ever new. */
static void
who_asks_again_at_once_waits_for_its_turn(void **state)
{
	struct lanes lanes;
	struct lane heavy = { 0 }, light = { 0 };
	struct job much[3] = { 0 }, little[1] = { 0 };

	(void)state;
	lanes_init(&lanes, 1);
	add(&lanes, &heavy, much, 3, 1);
	for (size_t i = 0; i < 3; i++) {
		add(&lanes, &light, little, 1, 1);
		assert_ptr_equal(serve(&lanes, &heavy, &light), &much[i]);
		assert_ptr_equal(serve(&lanes, &heavy, &light), &little[0]);
	}
	assert_int_equal(lanes.count, 0);
	assert_null(lanes_next(&lanes, 1));
	lanes_forget(&lanes, &heavy);
	lanes_forget(&lanes, &light);
}

/* However many come and go: between two turns of a lane nobody has three. */
static void
nobody_is_passed_over(void **state)
{
	enum { OTHERS = 50 };
	struct lanes lanes;
	struct lane patient = { 0 };
	struct lane others[OTHERS] = { 0 };
	struct job mine[20] = { 0 }, theirs[OTHERS] = { 0 };
	size_t turns[OTHERS] = { 0 }, mine_done = 0;

	(void)state;
	lanes_init(&lanes, 1);
	add(&lanes, &patient, mine, 20, 1);
	while (mine_done < 20) {
		struct job *job;

		for (size_t i = 0; i < OTHERS; i++)
			if (others[i].count == 0)
				add(&lanes, &others[i], &theirs[i], 1, 1);
		job = lanes_next(&lanes, 1);
		if (job == &mine[mine_done]) {
			mine_done++;
			lanes_done(&patient);
			memset(turns, 0, sizeof(turns));
			continue;
		}
		lanes_done(&others[job - theirs]);
		assert_true(++turns[job - theirs] <= 2);
	}
}

static void
the_last_worker_is_kept_for_others_who_ask(void **state)
{
	struct lanes lanes;
	struct lane heavy = { 0 }, light = { 0 };
	struct job much[4] = { 0 }, little[1] = { 0 };

	(void)state;
	lanes_init(&lanes, 2);
	add(&lanes, &light, little, 1, 1);
	assert_ptr_equal(lanes_next(&lanes, 1), &little[0]);
	lanes_done(&light);
	add(&lanes, &heavy, much, 4, 2);
	assert_ptr_equal(lanes_next(&lanes, 2), &much[0]);
	assert_null(lanes_next(&lanes, 2));
	add(&lanes, &light, little, 1, 3);
	assert_ptr_equal(lanes_next(&lanes, 3), &little[0]);
	lanes_done(&light);
	assert_null(lanes_next(&lanes, 4));
	/* Nobody has asked for long: then it may have all of them. */
	assert_ptr_equal(lanes_next(&lanes, LONG_AGO), &much[1]);
	lanes_done(&heavy);
	/* Nor is one held for somebody who has gone. */
	lanes_forget(&lanes, &light);
	assert_ptr_equal(lanes_next(&lanes, 4), &much[2]);
}

static void
what_is_withdrawn_never_runs(void **state)
{
	struct lanes lanes;
	struct lane a = { 0 }, b = { 0 };
	struct job mine[2] = { 0 }, yours[1] = { 0 };

	(void)state;
	lanes_init(&lanes, 1);
	add(&lanes, &a, mine, 2, 1);
	add(&lanes, &b, yours, 1, 1);
	lanes_withdraw(&lanes, &a, &mine[0]);
	lanes_withdraw(&lanes, &a, &mine[1]);
	lanes_forget(&lanes, &a);
	assert_int_equal(lanes.count, 1);
	assert_ptr_equal(lanes_next(&lanes, 1), &yours[0]);
	assert_null(lanes_next(&lanes, 1));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(jobs_of_one_lane_run_in_their_order),
		cmocka_unit_test(lanes_take_turns_and_who_had_none_goes_first),
		cmocka_unit_test(who_asks_again_at_once_waits_for_its_turn),
		cmocka_unit_test(nobody_is_passed_over),
		cmocka_unit_test(the_last_worker_is_kept_for_others_who_ask),
		cmocka_unit_test(what_is_withdrawn_never_runs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
