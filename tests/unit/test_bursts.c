/* test_bursts.c - the promises of engine/counts/bursts.h */
#include "engine/counts/bursts.h"
#include "tests/unit/unit.h"

#define N 24

/* Two of a hundred every week, but for what the test says. */
static void
fill(uint32_t found[N], uint32_t all[N])
{
	for (size_t i = 0; i < N; i++) {
		found[i] = 2;
		all[i] = 100;
	}
}

static size_t
count_bursts(const bool burst[N])
{
	size_t n = 0;

	for (size_t i = 0; i < N; i++)
		n += burst[i];
	return n;
}

static void
an_even_matter_has_no_bursts(void **state)
{
	uint32_t found[N], all[N];
	bool burst[N];

	(void)state;
	fill(found, all);
	bursts_find(found, all, N, burst);
	assert_int_equal(count_bursts(burst), 0);
}

static void
weeks_of_much_more_are_one_burst(void **state)
{
	uint32_t found[N], all[N];
	bool burst[N];

	(void)state;
	fill(found, all);
	for (size_t i = 10; i < 13; i++)
		found[i] = 30;
	bursts_find(found, all, N, burst);
	assert_int_equal(count_bursts(burst), 3);
	assert_true(burst[10] && burst[11] && burst[12]);
}

static void
more_of_more_is_no_burst(void **state)
{
	uint32_t found[N], all[N];
	bool burst[N];

	(void)state;
	fill(found, all);
	found[5] = 40; /* but the archive has that much more of that week */
	all[5] = 2000;
	bursts_find(found, all, N, burst);
	assert_int_equal(count_bursts(burst), 0);
}

static void
weeks_without_any_story_say_nothing(void **state)
{
	uint32_t found[N], all[N];
	bool burst[N];

	(void)state;
	fill(found, all);
	found[10] = found[12] = 30;
	found[11] = all[11] = 0;
	bursts_find(found, all, N, burst);
	assert_true(burst[10] && !burst[11] && burst[12]);
	assert_int_equal(count_bursts(burst), 2);
}

static void
there_may_be_nothing_or_everything(void **state)
{
	uint32_t found[N], all[N];
	bool burst[N];

	(void)state;
	fill(found, all);
	for (size_t i = 0; i < N; i++)
		found[i] = all[i];
	bursts_find(found, all, N, burst);
	assert_int_equal(count_bursts(burst), 0);
	for (size_t i = 0; i < N; i++)
		found[i] = all[i] = 0;
	bursts_find(found, all, N, burst);
	assert_int_equal(count_bursts(burst), 0);
	bursts_find(found, all, 0, burst);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_even_matter_has_no_bursts),
		cmocka_unit_test(weeks_of_much_more_are_one_burst),
		cmocka_unit_test(more_of_more_is_no_burst),
		cmocka_unit_test(weeks_without_any_story_say_nothing),
		cmocka_unit_test(there_may_be_nothing_or_everything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
