#include "searchd/alarms.h"

#include "tests/unit/unit.h"

#define MANY 500

static void
the_earliest_rings_first(void **state)
{
	struct alarms alarms = { 0 };
	struct alarm a = { 0 }, b = { 0 }, c = { 0 };

	(void)state;
	assert_true(alarms_due_ns(&alarms) == INT64_MAX);
	alarms_set(&alarms, &a, 30);
	alarms_set(&alarms, &b, 10);
	alarms_set(&alarms, &c, 20);
	assert_int_equal(alarms_due_ns(&alarms), 10);
	assert_null(alarms_pop(&alarms, 9));
	assert_ptr_equal(alarms_pop(&alarms, 25), &b);
	assert_ptr_equal(alarms_pop(&alarms, 25), &c);
	assert_null(alarms_pop(&alarms, 25));
	assert_ptr_equal(alarms_pop(&alarms, 30), &a);
	assert_null(alarms_pop(&alarms, INT64_MAX));
	alarms_release(&alarms);
}

static void
one_can_be_moved_and_cleared(void **state)
{
	struct alarms alarms = { 0 };
	struct alarm a = { 0 }, b = { 0 };

	(void)state;
	alarms_clear(&alarms, &a); /* it is not set */
	alarms_set(&alarms, &a, 10);
	alarms_set(&alarms, &b, 20);
	alarms_set(&alarms, &a, 30);
	assert_int_equal(alarms_due_ns(&alarms), 20);
	alarms_set(&alarms, &a, 5);
	assert_int_equal(alarms_due_ns(&alarms), 5);
	alarms_clear(&alarms, &a);
	assert_int_equal(a.place, 0);
	assert_ptr_equal(alarms_pop(&alarms, 100), &b);
	assert_null(alarms_pop(&alarms, 100));
	alarms_release(&alarms);
}

/* The order holds whatever is set, moved and cleared. */
static void
many_ring_in_order(void **state)
{
	static struct alarm many[MANY];
	struct alarms alarms = { 0 };
	struct alarm *alarm;
	uint32_t random = 1911;
	int64_t last = 0;
	size_t rang = 0, set = 0;

	(void)state;
	for (size_t i = 0; i < 4 * MANY; i++) {
		random = random * 1664525 + 1013904223;
		alarm = &many[(random >> 8) % MANY];
		if (random >> 30 == 0)
			alarms_clear(&alarms, alarm);
		else
			alarms_set(&alarms, alarm, random >> 4);
	}
	for (size_t i = 0; i < MANY; i++)
		set += many[i].place != 0;
	while ((alarm = alarms_pop(&alarms, INT64_MAX - 1)) != NULL) {
		assert_true(alarm->due_ns >= last);
		last = alarm->due_ns;
		rang++;
	}
	assert_true(set > 0);
	assert_int_equal(rang, set);
	alarms_release(&alarms);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_earliest_rings_first),
		cmocka_unit_test(one_can_be_moved_and_cleared),
		cmocka_unit_test(many_ring_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
