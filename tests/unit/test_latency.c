/* test_latency.c - the promises of searchd/latency.h */
#include "searchd/latency.h"
#include "tests/unit/unit.h"

#include <math.h>

static void
no_answers_have_no_times(void **state)
{
	struct latency latency = { 0 };

	(void)state;
	assert_true(latency_quantile(&latency, 0.5) == 0);
}

static void
quantiles_are_right_to_a_quarter(void **state)
{
	struct latency latency = { 0 };
	double p50, p99;

	(void)state;
	for (int i = 1; i <= 1000; i++)
		latency_add(&latency, i / 10.0);
	p50 = latency_quantile(&latency, 0.5);
	p99 = latency_quantile(&latency, 0.99);
	assert_true(p50 >= 50 && p50 <= 50 * 1.25);
	assert_true(p99 >= 99 && p99 <= 100);
	assert_true(latency_quantile(&latency, 1) == 100);
	assert_int_equal(latency.count, 1000);
}

static void
odd_times_have_their_place(void **state)
{
	static const double odd[] = { -5, 0, 1e-9, 1e12, INFINITY };
	struct latency latency = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(odd); i++)
		latency_add(&latency, odd[i]);
	assert_int_equal(latency.buckets[0], 3);
	assert_int_equal(latency.buckets[LATENCY_BUCKETS - 1], 2);
	assert_true(isinf(latency_quantile(&latency, 1)));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_answers_have_no_times),
		cmocka_unit_test(quantiles_are_right_to_a_quarter),
		cmocka_unit_test(odd_times_have_their_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
