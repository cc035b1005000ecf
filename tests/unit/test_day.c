/* test_day.c - the promises of engine/story/day.h */
#include "engine/story/day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static void
the_count_begins_in_1600_and_knows_landmarks(void **state)
{
	(void)state;
	assert_int_equal(day_of(1600, 1, 1), 0);
	assert_int_equal(day_of(1600, 12, 31), 365);
	assert_int_equal(day_of(1601, 1, 1), 366);
	assert_int_equal(day_of(2000, 1, 1), 146097);
	assert_int_equal(day_of(1970, 1, 1) - day_of(1969, 7, 20), 165);
	assert_true(DAY_UNKNOWN < day_of(1600, 1, 1));
}

/* Every day of 1600..2400 and a little more, by counting. */
static void
every_day_from_1600_to_2400_goes_there_and_back(void **state)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	day d = 0;

	(void)state;
	for (int y = 1600; y <= 2400; y++) {
		bool leap = y % 400 == 0 || (y % 4 == 0 && y % 100 != 0);

		for (int m = 1; m <= 12; m++) {
			int n = lengths[m - 1] + (m == 2 && leap);

			for (int i = 1; i <= n; i++, d++) {
				int year, month, mday;

				assert_int_equal(day_of(y, m, i), d);
				day_split(d, &year, &month, &mday);
				assert_int_equal(year, y);
				assert_int_equal(month, m);
				assert_int_equal(mday, i);
			}
			assert_int_equal(day_of(y, m, n + 1), DAY_UNKNOWN);
		}
	}
}

static void
every_printed_day_is_read_again(void **state)
{
	(void)state;
	for (day d = 0; d <= day_of(9999, 12, 31); d += 97) {
		char text[DAY_TEXT_SIZE];
		day back = DAY_UNKNOWN;

		day_print(d, text);
		assert_true(day_parse(text, &back));
		assert_int_equal(back, d);
	}
}

static void
days_the_calendar_lacks_are_unknown(void **state)
{
	static const int bad[][3] = { { 1900, 2, 29 }, { 2023, 2, 29 },
		{ 2023, 4, 31 }, { 2023, 0, 1 }, { 2023, 13, 1 },
		{ 2023, 1, 0 }, { 2023, 1, -1 }, { 1599, 12, 31 },
		{ 10000, 1, 1 }, { -1, 1, 1 } };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(
			day_of(bad[i][0], bad[i][1], bad[i][2]), DAY_UNKNOWN);
	assert_int_not_equal(day_of(2000, 2, 29), DAY_UNKNOWN);
	assert_int_not_equal(day_of(2024, 2, 29), DAY_UNKNOWN);
}

static void
other_shapes_are_refused_and_leave_the_day_alone(void **state)
{
	static const char *const bad[] = { "", "1900-02-29", "2023-04-31",
		"23-4-1", "2023-04-1", "2023-04-011", " 2023-04-01",
		"2023/04/01", "2023-04-01T", "2023-04", "2023", "abcd-ef-gh",
		"2023-+4-01" };
	day d = 7;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(day_parse(bad[i], &d));
	assert_int_equal(d, 7);
}

static void
a_year_a_month_and_a_day_are_spans(void **state)
{
	struct day_span span;

	(void)state;
	assert_true(day_span_parse("1911", 4, &span));
	assert_int_equal(span.first, day_of(1911, 1, 1));
	assert_int_equal(span.last, day_of(1911, 12, 31));
	assert_true(day_span_parse("2024-02", 7, &span));
	assert_int_equal(span.first, day_of(2024, 2, 1));
	assert_int_equal(span.last, day_of(2024, 2, 29));
	assert_true(day_span_parse("2025-03-11, and on", 10, &span));
	assert_int_equal(span.first, day_of(2025, 3, 11));
	assert_int_equal(span.last, span.first);
}

static void
what_is_no_span_is_refused(void **state)
{
	static const char *const bad[] = { "", "191", "19110", "1911-",
		"1911-13", "1911-0a", "1911-02-30", "1911.02", "1911-02.03",
		"1599" };
	struct day_span span = { 3, 4 };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(day_span_parse(bad[i], strlen(bad[i]), &span));
	assert_int_equal(span.first, 3);
	assert_int_equal(span.last, 4);
}

static void
the_unknown_day_has_its_own_forms(void **state)
{
	char text[DAY_TEXT_SIZE];

	(void)state;
	day_print(DAY_UNKNOWN, text);
	assert_string_equal(text, "-");
	day_bucket_print(DAY_UNKNOWN, DAY_UNIT_MONTH, text);
	assert_string_equal(text, "-");
	assert_int_equal(day_yyyymmdd(DAY_UNKNOWN), 0);
	assert_int_equal(day_floor(DAY_UNKNOWN, DAY_UNIT_WEEK), DAY_UNKNOWN);
	assert_int_equal(day_yyyymmdd(day_of(1987, 10, 19)), 19871019);
}

static void
buckets_are_named_by_their_unit(void **state)
{
	static const struct {
		enum day_unit unit;
		const char *name;
	} cases[] = { { DAY_UNIT_DAY, "1911-08-02" },
		{ DAY_UNIT_WEEK, "1911-07-31" }, { DAY_UNIT_MONTH, "1911-08" },
		{ DAY_UNIT_YEAR, "1911" } };
	char text[DAY_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		day_bucket_print(day_of(1911, 8, 2), cases[i].unit, text);
		assert_string_equal(text, cases[i].name);
	}
}

static void
weeks_begin_on_monday(void **state)
{
	day monday = day_of(2025, 3, 10);

	(void)state;
	for (int i = 0; i < 7; i++)
		assert_int_equal(day_floor(monday + i, DAY_UNIT_WEEK), monday);
	assert_int_equal(day_floor(monday - 1, DAY_UNIT_WEEK), monday - 7);
	assert_int_equal(day_floor(1, DAY_UNIT_WEEK), 0);
	assert_int_equal(day_floor(2, DAY_UNIT_WEEK), 2);
}

static void
months_and_years_begin_on_their_first(void **state)
{
	(void)state;
	assert_int_equal(day_floor(day_of(2024, 2, 29), DAY_UNIT_MONTH),
		day_of(2024, 2, 1));
	assert_int_equal(day_floor(day_of(2024, 12, 31), DAY_UNIT_YEAR),
		day_of(2024, 1, 1));
}

static void
today_is_between_2020_and_the_end_of_the_calendar(void **state)
{
	(void)state;
	assert_true(day_today() > day_of(2020, 1, 1));
	assert_true(day_today() < day_of(9999, 12, 31));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_count_begins_in_1600_and_knows_landmarks),
		cmocka_unit_test(
			every_day_from_1600_to_2400_goes_there_and_back),
		cmocka_unit_test(every_printed_day_is_read_again),
		cmocka_unit_test(days_the_calendar_lacks_are_unknown),
		cmocka_unit_test(
			other_shapes_are_refused_and_leave_the_day_alone),
		cmocka_unit_test(a_year_a_month_and_a_day_are_spans),
		cmocka_unit_test(what_is_no_span_is_refused),
		cmocka_unit_test(the_unknown_day_has_its_own_forms),
		cmocka_unit_test(buckets_are_named_by_their_unit),
		cmocka_unit_test(weeks_begin_on_monday),
		cmocka_unit_test(months_and_years_begin_on_their_first),
		cmocka_unit_test(
			today_is_between_2020_and_the_end_of_the_calendar),
	};

	return cmocka_run_group_tests_name("day", tests, NULL, NULL);
}
