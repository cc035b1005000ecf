#include "base/err.h"
#include "base/utf8.h"

#include "tests/unit/unit.h"

#include <errno.h>

static void
setting_an_error_gives_false_and_empties_the_keys(void **state)
{
	struct err err = { 0 };

	(void)state;
	err_keys(&err, "col=%d", 3);
	assert_false(err_set(&err, ERR_SYNTAX, "expected %s", "a word"));
	assert_int_equal(err.kind, ERR_SYNTAX);
	assert_string_equal(err.text, "expected a word");
	assert_string_equal(err.keys, "");
	assert_false(err_keys(&err, "col=%d near=\"%s\"", 13, ")"));
	assert_string_equal(err.keys, "col=13 near=\")\"");
}

static void
nobody_needs_to_want_to_know(void **state)
{
	(void)state;
	assert_false(err_set(NULL, ERR_IO, "x"));
	assert_false(err_while(NULL, "x"));
	assert_false(err_keys(NULL, "x"));
	assert_false(err_errno(NULL, "x"));
}

static void
context_goes_before_the_text(void **state)
{
	struct err err = { 0 };

	(void)state;
	err_set(&err, ERR_INPUT, "column 3: no value");
	err_keys(&err, "col=3");
	assert_false(err_while(&err, "line %d", 7));
	assert_string_equal(err.text, "line 7: column 3: no value");
	assert_string_equal(err.keys, "col=3");
	assert_int_equal(err.kind, ERR_INPUT);
}

static void
an_error_may_speak_of_itself(void **state)
{
	struct err err = { 0 };

	(void)state;
	err_set(&err, ERR_IO, "one");
	err_set(&err, ERR_INDEX, "%s and two", err.text);
	assert_string_equal(err.text, "one and two");
	err_while(&err, "(%s)", err.text);
	assert_string_equal(err.text, "(one and two): one and two");
}

static void
a_long_text_is_cut_at_a_whole_character(void **state)
{
	char many[4 * ERR_TEXT_SIZE];
	struct err err = { 0 };

	(void)state;
	for (size_t shift = 0; shift < 5; shift++) {
		size_t len = shift;

		memset(many, 'a', shift);
		while (len + 5 < sizeof(many)) {
			memcpy(many + len, "\xf0\x9f\x97\x9e", 4);
			len += 4;
		}
		many[len] = '\0';
		err_set(&err, ERR_INPUT, "%s", many);
		assert_true(strlen(err.text) > ERR_TEXT_SIZE - 6);
		assert_true(utf8_valid(err.text, strlen(err.text), NULL));
		err_while(&err, "%.*s", (int)shift, many);
		assert_true(utf8_valid(err.text, strlen(err.text), NULL));
		err_while(&err, "%s", many);
		assert_true(utf8_valid(err.text, strlen(err.text), NULL));
	}
}

static void
what_the_system_says_is_in_the_text(void **state)
{
	struct err err = { 0 };

	(void)state;
	errno = ENOENT;
	assert_false(err_errno(&err, "%s", "some/path"));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	assert_string_equal(err.text, "some/path: No such file or directory");
	errno = EACCES;
	err_errno(&err, "%s", "some/path");
	assert_int_equal(err.kind, ERR_IO);
}

static void
every_kind_has_a_code_a_word_and_a_status(void **state)
{
	(void)state;
	for (int kind = 1; kind < ERR_KINDS; kind++) {
		int status = err_exit_status((enum err_kind)kind);

		assert_in_range(err_code((enum err_kind)kind), 400, 599);
		assert_non_null(err_word((enum err_kind)kind));
		assert_in_range(status, 1, 2);
	}
	assert_int_equal(err_code(ERR_SYNTAX), 540);
	assert_string_equal(err_word(ERR_SYNTAX), "query.syntax");
	assert_int_equal(err_exit_status(ERR_SYNTAX), 2);
	assert_int_equal(err_exit_status(ERR_NOT_FOUND), 1);
	assert_int_equal(err_code(ERR_NONE), 250);
	assert_int_equal(err_exit_status(ERR_NONE), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			setting_an_error_gives_false_and_empties_the_keys),
		cmocka_unit_test(nobody_needs_to_want_to_know),
		cmocka_unit_test(context_goes_before_the_text),
		cmocka_unit_test(an_error_may_speak_of_itself),
		cmocka_unit_test(a_long_text_is_cut_at_a_whole_character),
		cmocka_unit_test(what_the_system_says_is_in_the_text),
		cmocka_unit_test(every_kind_has_a_code_a_word_and_a_status),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
