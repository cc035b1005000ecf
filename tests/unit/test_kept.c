/* test_kept.c - the promises of kept.h */
#include "searchd/kept.h"

#include "tests/unit/unit.h"

static struct generation first = { .name = "000001" };
static struct generation second = { .name = "000002" };
static struct generation anew = { .name = "000001" };

static void
the_newest_of_a_name_is_found(void **state)
{
	struct kept kept = { 0 };

	(void)state;
	assert_null(kept_find(&kept, "000001", 5));
	kept_add(&kept, &first, 10);
	kept_add(&kept, &second, 20);
	assert_ptr_equal(kept_find(&kept, "000001", 30), &first);
	assert_ptr_equal(kept_find(&kept, "000002", 30), &second);
	assert_null(kept_find(&kept, "00000", 30));
	kept_add(&kept, &anew, 40);
	assert_ptr_equal(kept_find(&kept, "000001", 50), &anew);
}

static void
the_oldest_goes_first(void **state)
{
	struct kept kept = { 0 };

	(void)state;
	kept_add(&kept, &first, 10);
	kept_add(&kept, &second, 20);
	kept_find(&kept, "000001", 99);
	assert_ptr_equal(kept_pop(&kept), &first);
	assert_ptr_equal(kept_pop(&kept), &second);
	assert_null(kept_pop(&kept));
}

static void
what_is_asked_for_stays(void **state)
{
	struct kept kept = { 0 };

	(void)state;
	assert_int_equal(kept_due_ns(&kept, 100), 0);
	kept_add(&kept, &first, 10);
	kept_add(&kept, &second, 20);
	assert_int_equal(kept_due_ns(&kept, 100), 110);
	kept_find(&kept, "000001", 50);
	assert_int_equal(kept_due_ns(&kept, 100), 120);
	assert_null(kept_pop_idle(&kept, 100, 119));
	assert_ptr_equal(kept_pop_idle(&kept, 100, 120), &second);
	assert_null(kept_pop_idle(&kept, 100, 120));
	assert_ptr_equal(kept_pop_idle(&kept, 100, 150), &first);
	assert_int_equal(kept.count, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_newest_of_a_name_is_found),
		cmocka_unit_test(the_oldest_goes_first),
		cmocka_unit_test(what_is_asked_for_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
