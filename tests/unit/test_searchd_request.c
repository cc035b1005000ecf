#include "searchd/request.h"

#include "base/wire.h"
#include "tests/unit/unit.h"

/* Parse a C string; what it gives lives in the arena. */
static enum final
parse(struct arena *arena, const char *line, struct request *out,
	struct err *err)
{
	return request_parse(line, strlen(line), arena, out, err);
}

static void
a_request_has_tag_verb_arguments_and_query(void **state)
{
	struct arena arena = { 0 };
	struct request req;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(
		parse(&arena,
			"#7 SEARCH limit=2 facet=outlet:3 :: \"dock strike\"",
			&req, &err),
		FINAL_OK);
	assert_string_equal(req.tag, "7");
	assert_string_equal(req.verb, "SEARCH");
	assert_int_equal(req.nargs, 2);
	assert_string_equal(req.args[0].text, "limit=2");
	assert_string_equal(req.args[0].name, "limit");
	assert_string_equal(req.args[0].value, "2");
	assert_string_equal(req.args[1].value, "outlet:3");
	assert_int_equal(req.args[1].col, 19);
	assert_true(req.has_query);
	assert_string_equal(req.query, "\"dock strike\"");
	arena_release(&arena);
}

static void
the_query_is_everything_behind_the_first_colons(void **state)
{
	static const struct {
		const char *line, *query;
	} cases[] = {
		{ "COUNT ::", "" },
		{ "COUNT :: ", "" },
		{ "COUNT :: a :: b", "a :: b" },
		{ "COUNT ::  two blanks ", " two blanks " },
		{ "COUNT match=\"x :: y\" :: q", "q" },
		{ "COUNT :: \"unclosed", "\"unclosed" },
		{ "COUNT :: tab\there\r", "tab\there" },
		{ "COUNT :: Łódź", "Łódź" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena arena = { 0 };
		struct request req;
		struct err err = { 0 };

		assert_int_equal(
			parse(&arena, cases[i].line, &req, &err), FINAL_OK);
		assert_true(req.has_query);
		assert_string_equal(req.query, cases[i].query);
		assert_int_equal(req.query_len, strlen(cases[i].query));
		arena_release(&arena);
	}
}

static void
values_may_be_quoted_and_words_may_hold_equal_signs(void **state)
{
	struct arena arena = { 0 };
	struct request req;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(parse(&arena,
				 "get a=b=c hg/1911-08-02/3 key=\"a \\\"b\\\" "
				 "\\\\ \\n\" "
				 "x::y",
				 &req, &err),
		FINAL_OK);
	assert_int_equal(req.nargs, 4);
	assert_string_equal(req.args[0].text, "a=b=c");
	assert_string_equal(req.args[0].value, "b=c");
	assert_null(req.args[1].name);
	assert_string_equal(req.args[1].text, "hg/1911-08-02/3");
	assert_null(req.args[2].text);
	assert_string_equal(req.args[2].value, "a \"b\" \\ \n");
	assert_string_equal(req.args[3].text, "x::y");
	assert_false(req.has_query);
	arena_release(&arena);
}

/* How a line is refused, with which keys. */
struct refused {
	const char *line;
	enum final final;
	const char *tag, *keys;
};

static void
expect_refused(const struct refused *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct arena arena = { 0 };
		struct request req;
		struct err err = { 0 };

		assert_int_equal(parse(&arena, cases[i].line, &req, &err),
			cases[i].final);
		assert_string_equal(req.tag, cases[i].tag);
		assert_string_equal(err.keys, cases[i].keys);
		assert_true(err.text[0] != '\0');
		arena_release(&arena);
	}
}

static void
what_is_no_request_is_refused_with_its_column(void **state)
{
	static const struct refused cases[] = {
		{ "PING \xff", FINAL_BAD_BYTES, "", "col=6" },
		{ "#t Łódź \xc3", FINAL_BAD_BYTES, "t", "col=9" },
		{ "# PING", FINAL_BAD_TAG, "", "" },
		{ "#a/b PING", FINAL_BAD_TAG, "", "" },
		{ "#123456789012345678901234567890123 PING", FINAL_BAD_TAG, "",
			"" },
		{ "#7", FINAL_UNKNOWN_VERB, "7", "" },
		{ "#7 ", FINAL_UNKNOWN_VERB, "7", "" },
		{ "123", FINAL_UNKNOWN_VERB, "", "" },
		{ "PI-NG", FINAL_UNKNOWN_VERB, "", "" },
		{ "ABCDEFGHIJKLMNOPQ", FINAL_UNKNOWN_VERB, "", "" },
		{ "PING\tx", FINAL_UNKNOWN_VERB, "", "" },
		{ "PING a\"b", FINAL_BAD_ARGUMENT, "", "col=7" },
		{ "PING a\tb", FINAL_BAD_ARGUMENT, "", "col=7" },
		{ "COUNT match=\"all", FINAL_BAD_ARGUMENT, "", "col=13" },
		{ "COUNT match=\"all\"x", FINAL_BAD_ARGUMENT, "", "col=18" },
		{ "COUNT match=\"a\\x\"", FINAL_BAD_ARGUMENT, "", "col=13" },
	};

	(void)state;
	expect_refused(cases, COUNT(cases));
}

static void
a_nul_byte_is_refused(void **state)
{
	struct arena arena = { 0 };
	struct request req;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(request_parse("PING a\0b\xff", 9, &arena, &req, &err),
		FINAL_BAD_BYTES);
	assert_string_equal(err.keys, "col=7");
	arena_release(&arena);
}

static void
more_arguments_than_anybody_needs_are_refused(void **state)
{
	struct arena arena = { 0 };
	struct buf line = { 0 };
	struct request req;
	struct err err = { 0 };

	(void)state;
	buf_puts(&line, "PING");
	for (int i = 0; i < REQUEST_ARGS_MAX; i++)
		buf_puts(&line, " a=b");
	assert_int_equal(parse(&arena, line.data, &req, &err), FINAL_OK);
	assert_int_equal(req.nargs, REQUEST_ARGS_MAX);
	buf_puts(&line, " a=b");
	assert_int_equal(
		parse(&arena, line.data, &req, &err), FINAL_BAD_ARGUMENT);
	buf_release(&line);
	arena_release(&arena);
}

static void
http_is_known_by_the_end_of_its_first_line(void **state)
{
	(void)state;
	assert_true(request_is_http("GET / HTTP/1.1\r", 15));
	assert_true(request_is_http("POST /x HTTP/1.0", 16));
	assert_false(request_is_http("GET HTTP/1.1", 11));
	assert_false(request_is_http("HTTP/1.1", 8));
	assert_false(request_is_http("COUNT :: HTTP/1.1 protocol", 26));
	assert_false(request_is_http("", 0));
}

static void
blank_lines_are_empty(void **state)
{
	(void)state;
	assert_true(request_empty("", 0));
	assert_true(request_empty(" \t\r", 3));
	assert_false(request_empty(" x", 2));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_request_has_tag_verb_arguments_and_query),
		cmocka_unit_test(
			the_query_is_everything_behind_the_first_colons),
		cmocka_unit_test(
			values_may_be_quoted_and_words_may_hold_equal_signs),
		cmocka_unit_test(what_is_no_request_is_refused_with_its_column),
		cmocka_unit_test(a_nul_byte_is_refused),
		cmocka_unit_test(more_arguments_than_anybody_needs_are_refused),
		cmocka_unit_test(http_is_known_by_the_end_of_its_first_line),
		cmocka_unit_test(blank_lines_are_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
