/* test_answer.c - the promises of client/answer.h */
#include "client/answer.h"

#include "client/client.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static bool
feed(struct answer *answer, const char *line)
{
	struct err err = { 0 };

	return answer_line(answer, line, strlen(line), &err);
}

static void
a_searchs_answer_is_understood(void **state)
{
	static const char *const lines[] = {
		"H\t1\thg/1\t17.32\t1911-08-02\tHarbour Gazette\tDock\\tstrike",
		"S\t1\tthe <b>dock</b>",
		"F\toutlet\tHarbour Gazette\t7\t6",
		"F\tactor\tDockers' Union\t11\t7\tHBRLAB",
		"N\tundated\t1 of 14",
		"250 ok hits=14 rel=ge distinct=9 ms=1.8 gen=1 next=c.k :: yes",
	};
	struct answer answer = { 0 };
	const struct answer_table *t = answer.tables;

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		assert_false(answer.done);
		assert_true(feed(&answer, lines[i]));
	}
	assert_true(answer.done);
	assert_int_equal(t[ANSWER_HIT].count, 1);
	assert_string_equal(
		t[ANSWER_HIT].rows[0].columns[HIT_HEADLINE], "Dock\tstrike");
	assert_string_equal(t[ANSWER_FACET].rows[0].columns[FACET_CODE], "-");
	assert_string_equal(
		t[ANSWER_FACET].rows[1].columns[FACET_CODE], "HBRLAB");
	assert_string_equal(
		answer_value(&answer, ANSWER_NOTICE, "undated"), "1 of 14");
	assert_int_equal(answer.final.hits, 14);
	assert_int_equal(answer.final.distinct, 9);
	assert_string_equal(answer.final.rel, "ge");
	assert_string_equal(answer.final.ms, "1.8");
	assert_string_equal(answer.final.text, "yes");
	assert_int_equal(answer_status(&answer), STATUS_FOUND);
	answer_release(&answer);
}

static void
what_later_protocols_add_is_passed_over(void **state)
{
	struct answer answer = { 0 };

	(void)state;
	assert_true(feed(&answer, "Q\twho\tknows"));
	assert_true(feed(&answer, "X\t"));
	assert_true(feed(&answer, "I\tkey\tvalue\tmore\tand more"));
	assert_true(feed(&answer, "250 ok colour=green hits=1 distinct=1"));
	assert_string_equal(answer_value(&answer, ANSWER_INFO, "key"), "value");
	assert_int_equal(answer.final.hits, 1);
	answer_release(&answer);
}

static void
what_breaks_the_protocol_is_an_error(void **state)
{
	static const char *const lines[] = {
		"",
		"H",
		"HELLO",
		"h\t1",
		"#7 250 ok",
		"25 ok",
		"H\t1\turi\t1.0\t1911\toutlet",		    /* a column less */
		"H\tone\turi\t1.0\t1911\toutlet\theadline", /* no rank */
		"H\t-1\turi\t1.0\t1911\toutlet\theadline",
		"F\toutlet\tGazette\tmany\t1",
		"F\toutlet\tGazette\t1\t99999999999999999999999999",
		"S\t\tsnippet",
		"D\tname",
		"\xff\xfe\t",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct answer answer = { 0 };
		struct err err = { 0 };

		assert_false(
			answer_line(&answer, lines[i], strlen(lines[i]), &err));
		assert_int_equal(err.kind, ERR_INPUT);
		assert_false(answer.done);
		answer_release(&answer);
	}
}

static void
a_nul_byte_in_a_line_is_refused(void **state)
{
	static const char line[] = "I\tkey\tva\0lue";
	struct answer answer = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_false(answer_line(&answer, line, sizeof(line) - 1, &err));
	answer_release(&answer);
}

static void
one_object_is_taken_and_a_second_refused(void **state)
{
	struct answer answer = { 0 };

	(void)state;
	assert_true(feed(&answer, "J\t{\"hits\":[]}"));
	assert_string_equal(answer.json, "{\"hits\":[]}");
	assert_int_equal(answer.json_len, 11);
	assert_false(feed(&answer, "J\t{}"));
	answer_release(&answer);
}

static void
final_lines_become_exit_statuses(void **state)
{
	static const struct {
		const char *line;
		int status;
	} finals[] = {
		{ "250 ok", STATUS_FOUND },
		{ "250 ok hits=3", STATUS_FOUND },
		{ "250 ok hits=0", STATUS_NONE },
		{ "251 none hits=0", STATUS_NONE },
		{ "252 partial hits=8", STATUS_FOUND },
		{ "252 partial hits=0", STATUS_NONE },
		{ "420 shutting.down", STATUS_NO_ANSWER },
		{ "460 busy retry_ms=10", STATUS_NO_ANSWER },
		{ "500 unknown.verb", STATUS_WRONG },
		{ "501 bad.argument", STATUS_WRONG },
		{ "530 auth.required", STATUS_NO_ANSWER },
		{ "540 query.syntax col=2", STATUS_WRONG },
		{ "541 query.broad", STATUS_WRONG },
		{ "550 no.document", STATUS_NONE },
		{ "551 index.damaged", STATUS_NO_ANSWER },
		{ "560 deadline", STATUS_NO_ANSWER },
		{ "599 internal ref=1", STATUS_NO_ANSWER },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(finals); i++) {
		struct answer answer = { 0 };

		assert_true(feed(&answer, finals[i].line));
		assert_int_equal(answer_status(&answer), finals[i].status);
		answer_release(&answer);
	}
}

static void
numbers_that_do_not_fit_are_no_numbers(void **state)
{
	(void)state;
	assert_int_equal(answer_number("0017"), 17);
	assert_int_equal(answer_number("-1"), 0);
	assert_int_equal(answer_number("1e3"), 0);
	assert_int_equal(answer_number(""), 0);
	assert_int_equal(answer_number(NULL), 0);
	assert_int_equal(answer_number("99999999999999999999"), 0);
	assert_false(answer_known("-"));
	assert_false(answer_known(""));
	assert_true(answer_known("--"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_searchs_answer_is_understood),
		cmocka_unit_test(what_later_protocols_add_is_passed_over),
		cmocka_unit_test(what_breaks_the_protocol_is_an_error),
		cmocka_unit_test(a_nul_byte_in_a_line_is_refused),
		cmocka_unit_test(one_object_is_taken_and_a_second_refused),
		cmocka_unit_test(final_lines_become_exit_statuses),
		cmocka_unit_test(numbers_that_do_not_fit_are_no_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
