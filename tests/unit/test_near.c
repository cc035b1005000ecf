#include "base/near.h"

#include "tests/unit/unit.h"

static void
one_slip_of_any_kind_is_one(void **state)
{
	(void)state;
	assert_int_equal(near_distance("limit", "limit"), 0);
	assert_int_equal(near_distance("LIMIT", "limit"), 0);
	assert_int_equal(near_distance("limt", "limit"), 1);
	assert_int_equal(near_distance("limmit", "limit"), 1);
	assert_int_equal(near_distance("lomit", "limit"), 1);
	assert_int_equal(near_distance("ilmit", "limit"), 1);
	assert_int_equal(near_distance("", "abc"), 3);
}

static void
names_too_long_to_be_names_are_far(void **state)
{
	char text[1000];

	(void)state;
	memset(text, 'a', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(near_distance(text, "a"), NEAR_FAR);
	assert_int_equal(near_distance("a", text), NEAR_FAR);
}

static void
the_nearest_is_taken_and_nothing_when_all_are_far(void **state)
{
	static const char *const verbs[] = { "COUNT", "FACETS", "SEARCH" };
	const char *meant = NULL;
	unsigned best = NEAR_FAR;

	(void)state;
	for (size_t i = 0; i < COUNT(verbs); i++)
		meant = near_better("SERCH", verbs[i], meant, &best);
	assert_string_equal(meant, "SEARCH");
	best = NEAR_FAR;
	meant = NULL;
	for (size_t i = 0; i < COUNT(verbs); i++)
		meant = near_better("xyzzy", verbs[i], meant, &best);
	assert_null(meant);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_slip_of_any_kind_is_one),
		cmocka_unit_test(names_too_long_to_be_names_are_far),
		cmocka_unit_test(
			the_nearest_is_taken_and_nothing_when_all_are_far),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
