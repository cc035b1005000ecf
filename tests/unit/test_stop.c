#include "base/stop.h"

#include "tests/unit/unit.h"

static void
nobody_to_ask_means_go_on(void **state)
{
	struct stop stop = { 0 };

	(void)state;
	assert_int_equal(stop_now(NULL), STOP_NOT);
	assert_int_equal(stop_now(&stop), STOP_NOT);
}

static void
a_deadline_strikes_when_it_has_passed(void **state)
{
	struct stop stop = { .deadline_ns = clock_ns() };

	(void)state;
	assert_int_equal(stop_now(&stop), STOP_DEADLINE);
	stop.deadline_ns = INT64_MAX;
	assert_int_equal(stop_now(&stop), STOP_NOT);
}

static void
a_request_goes_before_the_deadline(void **state)
{
	struct stop stop = { .deadline_ns = 1 };

	(void)state;
	stop_request(&stop, STOP_KILLED);
	assert_int_equal(stop_now(&stop), STOP_KILLED);
}

static void
the_clock_does_not_go_back(void **state)
{
	int64_t then = clock_ns();

	(void)state;
	for (int i = 0; i < 1000; i++) {
		int64_t now = clock_ns();

		assert_true(now >= then);
		then = now;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_to_ask_means_go_on),
		cmocka_unit_test(a_deadline_strikes_when_it_has_passed),
		cmocka_unit_test(a_request_goes_before_the_deadline),
		cmocka_unit_test(the_clock_does_not_go_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
