/* test_moment.c - the promises of engine/story/moment.h and
 * engine/text/sentences.h */
#include "unit.h"

#include "engine/story/moment.h"
#include "engine/text/sentences.h"

static struct story
dated(const char *value)
{
	struct story story = { .uri = "x" };
	char text[DAY_TEXT_SIZE] = { 0 };

	if (value == NULL)
		return story;
	memcpy(text, value, sizeof(text) - 1);
	story.published.value = value;
	story.published.precision = PRECISION_DAY;
	story.published.confidence = 1;
	assert_true(day_parse(text, &story.published.day));
	return story;
}

static void
moments_of_all_zones_are_on_one_clock(void **state)
{
	static const char *const same[] = {
		"2025-03-11T04:27:00+02:00",
		"2025-03-11T02:27Z",
		"2025-03-11T02:27:00.250Z",
		"2025-03-11 02:27:00Z",
		"2025-03-10T21:27:00-0500",
		"2025-03-11T03:27+01",
	};
	int64_t first, other;

	(void)state;
	assert_true(moment_parse(same[0], &first));
	for (size_t i = 1; i < COUNT(same); i++) {
		assert_true(moment_parse(same[i], &other));
		assert_true(other == first);
	}
	assert_true(moment_parse("2025-03-11T02:28Z", &other));
	assert_true(other == first + 60);
}

static void
what_lacks_clock_or_zone_is_no_moment(void **state)
{
	static const char *const not_moments[] = {
		"",
		"2025",
		"2025-03-11",
		"2025-03-11T",
		"2025-03-11T04",
		"2025-03-11T04:27",
		"2025-03-11T04:27:16",
		"2025-03-11T24:00Z",
		"2025-03-11T04:60Z",
		"2025-02-30T04:00Z",
		"2025-03-11T04:27Z ",
		"2025-03-11T04:27+2",
		"2025-03-11T04:27+02:0",
		"2025-03-11T04:27:1",
	};
	int64_t moment = 7;

	(void)state;
	for (size_t i = 0; i < COUNT(not_moments); i++)
		assert_false(moment_parse(not_moments[i], &moment));
	assert_true(moment == 7);
}

static void
a_day_ends_after_all_its_moments_and_no_day_comes_last(void **state)
{
	struct story noon = dated("2025-03-11T12:00:00Z");
	struct story whole = dated("2025-03-11");
	struct story next = dated("2025-03-12T00:00:00Z");
	struct story never = dated(NULL);

	(void)state;
	assert_true(moment_of_story(&noon) < moment_of_story(&whole));
	assert_true(moment_of_story(&whole) < moment_of_story(&next));
	assert_true(moment_of_story(&next) < moment_of_story(&never));
	assert_true(moment_of_story(&never) == MOMENT_NEVER);
}

static void
a_lag_is_as_precise_as_both_dates(void **state)
{
	static const struct {
		const char *first, *story, *lag;
	} rows[] = {
		{ "2025-03-11", "2025-03-11", "P0D" },
		{ "2025-03-11", "2025-04-11T10:00:00Z", "P31D" },
		{ "2025-03-11T10:00Z", "2025-03-12", "P1D" },
		{ "2025-03-11T10:00Z", "2025-03-11T10:00Z", "PT0M" },
		{ "2025-03-11T10:00Z", "2025-03-11T12:35+00:00", "PT2H35M" },
		{ "2025-03-11T10:00Z", "2025-03-11T12:00Z", "PT2H" },
		{ "2025-03-11T10:00Z", "2025-03-13T10:05Z", "P2DT5M" },
		{ "2025-03-12T01:00+10:00", "2025-03-11", "P0D" },
		{ "2025-03-11", NULL, NULL },
		{ NULL, "2025-03-11", NULL },
	};
	char lag[MOMENT_LAG_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct story first = dated(rows[i].first);
		struct story story = dated(rows[i].story);

		if (rows[i].lag == NULL) {
			assert_false(moment_lag(&first, &story, lag));
			continue;
		}
		assert_true(moment_lag(&first, &story, lag));
		assert_string_equal(lag, rows[i].lag);
	}
}

static void
sentences_that_are_missing_are_told_as_they_stand(void **state)
{
	struct arena arena = { 0 };
	struct sentences a, b, none;
	const char *out[4];

	(void)state;
	sentences_of("No ship left. The cat stayed. No ship left.\n* * *\n"
		     "Eleven wait.",
		&arena, &a);
	sentences_of("The CAT stayed!\nno ship left. Twelve wait, "
		     "with fruit.",
		&arena, &b);
	sentences_of(NULL, &arena, &none);
	assert_int_equal(a.count, 4);
	assert_int_equal(b.count, 3);
	assert_int_equal(none.count, 0);
	assert_int_equal(sentences_missing(&a, &b, &arena, out, 4), 2);
	assert_string_equal(out[0], "No ship left.");
	assert_string_equal(out[1], "Eleven wait.");
	assert_int_equal(sentences_missing(&b, &a, &arena, out, 4), 1);
	assert_string_equal(out[0], "Twelve wait, with fruit.");
	assert_int_equal(sentences_missing(&a, &a, &arena, out, 4), 0);
	assert_int_equal(sentences_missing(&a, &none, &arena, out, 1), 4);
	assert_string_equal(out[0], "No ship left.");
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moments_of_all_zones_are_on_one_clock),
		cmocka_unit_test(what_lacks_clock_or_zone_is_no_moment),
		cmocka_unit_test(
			a_day_ends_after_all_its_moments_and_no_day_comes_last),
		cmocka_unit_test(a_lag_is_as_precise_as_both_dates),
		cmocka_unit_test(
			sentences_that_are_missing_are_told_as_they_stand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
