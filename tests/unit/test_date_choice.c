/* test_date_choice.c - the promises of indexer/dates/date_choice.h */
#include "indexer/dates/date_choice.h"
#include "tests/unit/source_sample.h"
#include "tests/unit/unit.h"

#include <math.h>

struct evidence {
	enum date_source source;
	const char *value;
};

/* What is concluded from some evidence: value, or NULL, and confidence. */
static const char *
conclude(struct sample *s, const struct evidence *e, size_t n,
	double *confidence)
{
	sample_reset(s);
	for (size_t i = 0; i < n; i++)
		draft_date(
			&s->draft, e[i].source, e[i].value, strlen(e[i].value));
	date_choose(&s->draft);
	*confidence = s->draft.story.published.confidence;
	return s->draft.story.published.value;
}

#define CONCLUDE(s, c, ...)                                                    \
	conclude((s), (const struct evidence[]){ __VA_ARGS__ },                \
		sizeof((const struct evidence[]){ __VA_ARGS__ }) /             \
			sizeof(struct evidence),                               \
		(c))

static void
independent_kinds_that_agree_raise_each_other(void **state)
{
	struct sample *s = *state;
	double c;

	assert_string_equal(
		CONCLUDE(s, &c, { DATE_FROM_HEADER, "2010-03-03T08:57-05:00" },
			{ DATE_FROM_URL, "2010-03-03" }),
		"2010-03-03T08:57-05:00");
	assert_true(fabs(c - 0.94) < 1e-9);
	assert_int_equal(s->draft.story.published.source, DATE_FROM_HEADER);
	/* The url has the day at Greenwich. */
	assert_string_equal(
		CONCLUDE(s, &c, { DATE_FROM_HEADER, "2010-02-08T19:38-05:00" },
			{ DATE_FROM_URL, "2010-02-09" }),
		"2010-02-08T19:38-05:00");
	assert_true(fabs(c - 0.94) < 1e-9);
}

static void
strong_kinds_that_disagree_leave_a_doubt(void **state)
{
	struct sample *s = *state;
	double c;

	/* What the url says of its day was said when it was made. */
	assert_string_equal(CONCLUDE(s, &c, { DATE_FROM_META, "2024-05-02" },
				    { DATE_FROM_URL, "2024-03-09" }),
		"2024-03-09");
	assert_true(fabs(c - 0.5) < 1e-9);
	assert_int_equal(s->draft.story.nwarnings, 1);
	assert_int_equal(s->draft.story.ncandidates, 2);
	/* A stated field is the collection's own word: it stands. */
	assert_string_equal(CONCLUDE(s, &c, { DATE_FROM_FIELD, "2024-05-02" },
				    { DATE_FROM_URL, "2024-03-09" }),
		"2024-05-02");
	assert_true(fabs(c - 0.5) < 1e-9);
	/* Two against one keep two thirds. */
	assert_string_equal(CONCLUDE(s, &c, { DATE_FROM_META, "2024-05-02" },
				    { DATE_FROM_JSONLD, "2024-05-02" },
				    { DATE_FROM_TIME_TAG, "2024-06-09" }),
		"2024-05-02");
	assert_true(fabs(c - 0.66) < 1e-9);
}

static void
a_story_is_changed_later_than_it_is_published(void **state)
{
	struct sample *s = *state;
	double c;

	/* Two kinds of evidence, nearly as good, for an earlier day. */
	assert_string_equal(CONCLUDE(s, &c, { DATE_FROM_META, "2024-05-09" },
				    { DATE_FROM_TIME_TAG, "2024-05-02" },
				    { DATE_FROM_HEADER, "2024-05-02" }),
		"2024-05-02");
	/* A weak one is no witness against it. */
	assert_string_equal(CONCLUDE(s, &c, { DATE_FROM_META, "2024-05-09" },
				    { DATE_FROM_HEADER, "2024-05-02" }),
		"2024-05-09");
}

static void
the_day_before_or_after_leaves_the_day_unsure(void **state)
{
	struct sample *s = *state;
	double c;

	assert_string_equal(CONCLUDE(s, &c, { DATE_FROM_META, "2024-05-02" },
				    { DATE_FROM_URL, "2024-05-03" }),
		"2024-05-02");
	assert_true(c < 0.8 && c > 0.7);
	/* One moment, said at Greenwich and at home, is no doubt; the day is
	 * the one at home. */
	assert_string_equal(
		CONCLUDE(s, &c, { DATE_FROM_META, "2024-05-03T02:25:54Z" },
			{ DATE_FROM_URL, "2024-05-02" }),
		"2024-05-02");
	assert_true(c > 0.89);
	assert_string_equal(
		CONCLUDE(s, &c, { DATE_FROM_META, "2024-05-03T16:25:54Z" },
			{ DATE_FROM_URL, "2024-05-02" }),
		"2024-05-03T16:25:54Z");
	assert_true(c < 0.8);
}

static void
a_dateline_takes_its_year_from_other_evidence(void **state)
{
	struct sample *s = *state;
	struct date d = {
		.month = 8, .mday = 2, .hour = -1, .minute = -1, .second = -1
	};

	sample_reset(s);
	draft_candidate(&s->draft, DATE_FROM_DATELINE, &d, "Aug. 2", 6);
	date_choose(&s->draft);
	assert_null(s->draft.story.published.value);
	draft_date(&s->draft, DATE_FROM_FILE_NAME, "1911-08", 7);
	date_choose(&s->draft);
	assert_string_equal(s->draft.story.published.value, "1911-08-02");
	assert_true(fabs(s->draft.story.published.confidence - 0.92) < 1e-9);
	assert_string_equal(s->draft.story.candidates[0].value, "--08-02");
}

static void
a_capture_bounds_and_never_dates(void **state)
{
	struct sample *s = *state;
	double c;

	assert_null(CONCLUDE(s, &c, { DATE_FROM_CAPTURE, "2024-05-02" }));
	assert_null(CONCLUDE(s, &c, { DATE_FROM_META, "2024-06-01" },
		{ DATE_FROM_CAPTURE, "2024-05-02" }));
	assert_string_equal(CONCLUDE(s, &c, { DATE_FROM_META, "2024-05-01" },
				    { DATE_FROM_CAPTURE, "2024-05-02" }),
		"2024-05-01");
}

static void
the_future_and_the_text_give_no_date(void **state)
{
	struct sample *s = *state;
	double c;

	assert_null(CONCLUDE(s, &c, { DATE_FROM_FIELD, "2031-01-01" }));
	assert_int_equal(s->draft.story.ncandidates, 1);
	assert_null(CONCLUDE(s, &c, { DATE_FROM_BODY_TEXT, "2020-01-01" }));
	assert_null(CONCLUDE(s, &c, { DATE_FROM_HTTP, "2020-01-01" }));
}

static void
an_ambiguous_date_waits_for_a_witness(void **state)
{
	struct sample *s = *state;
	double c;

	assert_null(CONCLUDE(s, &c, { DATE_FROM_FIELD, "03/04/2025" }));
	assert_int_equal(s->draft.story.ncandidates, 2);
	assert_string_equal(CONCLUDE(s, &c, { DATE_FROM_FIELD, "03/04/2025" },
				    { DATE_FROM_URL, "2025-04-03" }),
		"2025-04-03");
	assert_int_equal(s->draft.story.nwarnings, 0);
}

static void
month_evidence_stays_a_month(void **state)
{
	struct sample *s = *state;
	double c;

	assert_string_equal(
		CONCLUDE(s, &c, { DATE_FROM_FILE_NAME, "1911-08" }), "1911-08");
	assert_int_equal(s->draft.story.published.precision, PRECISION_MONTH);
	assert_int_equal(story_day(&s->draft.story), DAY_UNKNOWN);
	/* A finer one that agrees says the day. */
	assert_string_equal(CONCLUDE(s, &c, { DATE_FROM_FIELD, "1911-08" },
				    { DATE_FROM_HEADER, "1911-08-02" }),
		"1911-08-02");
	/* But the moment of a visit lends no clock. */
	assert_string_equal(
		CONCLUDE(s, &c, { DATE_FROM_FIELD, "2025-03-11" },
			{ DATE_FROM_JS_LINE, "2025-03-11T04:27:16+02:00" }),
		"2025-03-11");
}

static void
versioncreated_stands_in_only_alone(void **state)
{
	struct sample *s = *state;
	double c;

	assert_string_equal(
		CONCLUDE(s, &c, { DATE_FROM_VERSION, "2025-03-11" }),
		"2025-03-11");
	assert_string_equal(CONCLUDE(s, &c, { DATE_FROM_VERSION, "2025-03-11" },
				    { DATE_FROM_HEADER, "2024-01-01" }),
		"2024-01-01");
}

static void
a_file_time_bounds_what_nobody_states(void **state)
{
	struct sample *s = *state;
	struct evidence header = { DATE_FROM_HEADER, "2016-03-09" };
	struct evidence meta = { DATE_FROM_META, "2016-03-09" };
	int64_t noon = 86400 / 2;
	double c;

	s->input.mtime =
		(int64_t)(day_of(2016, 3, 4) - day_of(1970, 1, 1)) * 86400 +
		noon;
	assert_null(conclude(s, &header, 1, &c));
	assert_int_equal(s->draft.story.ncandidates, 1);
	assert_string_equal(conclude(s, &meta, 1, &c), "2016-03-09");
	/* At midnight sharp a tool has set it. */
	s->input.mtime -= noon;
	assert_string_equal(conclude(s, &header, 1, &c), "2016-03-09");
	s->input.mtime = 0;
}

static void
the_first_day_of_machines_is_no_date(void **state)
{
	struct sample *s = *state;
	double c;

	assert_null(
		CONCLUDE(s, &c, { DATE_FROM_JSONLD, "1970-01-01T00:00:00Z" }));
	assert_string_equal(CONCLUDE(s, &c, { DATE_FROM_JSONLD, "1970-01-01" }),
		"1970-01-01");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SAMPLE_TEST(independent_kinds_that_agree_raise_each_other),
		SAMPLE_TEST(strong_kinds_that_disagree_leave_a_doubt),
		SAMPLE_TEST(a_story_is_changed_later_than_it_is_published),
		SAMPLE_TEST(the_day_before_or_after_leaves_the_day_unsure),
		SAMPLE_TEST(a_dateline_takes_its_year_from_other_evidence),
		SAMPLE_TEST(a_capture_bounds_and_never_dates),
		SAMPLE_TEST(the_future_and_the_text_give_no_date),
		SAMPLE_TEST(an_ambiguous_date_waits_for_a_witness),
		SAMPLE_TEST(month_evidence_stays_a_month),
		SAMPLE_TEST(versioncreated_stands_in_only_alone),
		SAMPLE_TEST(a_file_time_bounds_what_nobody_states),
		SAMPLE_TEST(the_first_day_of_machines_is_no_date),
	};

	return cmocka_run_group_tests_name("date_choice", tests, NULL, NULL);
}
