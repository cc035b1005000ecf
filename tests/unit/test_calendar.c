/* test_calendar.c - the promises of client/calendar.h */
#include "client/calendar.h"
#include "tests/unit/unit.h"

static void
buckets_follow_each_other(void **state)
{
	static const struct {
		const char *name;
		bool week;
		const char *next;
	} cases[] = {
		{ "1911", false, "1912" },
		{ "1911-08", false, "1911-09" },
		{ "1911-12", false, "1912-01" },
		{ "2024-02-28", false, "2024-02-29" },
		{ "2023-02-28", false, "2023-03-01" },
		{ "1911-12-31", false, "1912-01-01" },
		{ "2024-12-30", true, "2025-01-06" },
		{ "1600-01-01", false, "1600-01-02" },
		{ "9998", false, "9999" },
	};
	char next[BUCKET_NAME_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_true(calendar_next(cases[i].name, cases[i].week, next));
		assert_string_equal(next, cases[i].next);
	}
}

static void
other_names_are_refused(void **state)
{
	static const char *const names[] = { "", "-", "191", "19111", "1911-8",
		"1911-08-2", "1911/08", "1911-08-02T", "1911-13", "1911-00-01",
		"abcd", "9999", "9999-12-31" };
	char next[BUCKET_NAME_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		assert_false(calendar_next(names[i], false, next));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(buckets_follow_each_other),
		cmocka_unit_test(other_names_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
