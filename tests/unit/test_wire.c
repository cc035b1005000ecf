#include "base/wire.h"

#include "tests/unit/unit.h"

static void
columns_are_escaped_and_come_back(void **state)
{
	static const char raw[] = "tab\there\nline\rback\\slash \\n";
	struct buf out = { 0 };
	size_t len;

	(void)state;
	wire_put_column(&out, raw, strlen(raw));
	assert_string_equal(
		out.data, "tab\\there\\nline\\rback\\\\slash \\\\n");
	len = wire_column(out.data, out.len);
	assert_int_equal(len, strlen(raw));
	assert_memory_equal(out.data, raw, len);
	buf_release(&out);
}

static void
an_unknown_column_is_a_dash(void **state)
{
	struct buf out = { 0 };
	char dash[] = "-";

	(void)state;
	wire_put_column(&out, NULL, 0);
	wire_put_column(&out, "", 0);
	assert_string_equal(out.data, "--");
	assert_int_equal(wire_column(dash, 1), 1);
	assert_string_equal(dash, "-");
	buf_release(&out);
}

static void
a_column_that_escapes_nothing_known_is_left_alone(void **state)
{
	char text[] = "a\\x b\\";

	(void)state;
	assert_int_equal(wire_column(text, strlen(text)), strlen("a\\x b\\"));
	assert_string_equal(text, "a\\x b\\");
}

static void
values_are_quoted_when_they_must_be_and_come_back(void **state)
{
	static const struct {
		const char *raw, *written;
	} values[] = {
		{ "plain", "plain" },
		{ "a=b::c", "a=b::c" },
		{ "back\\slash", "back\\slash" },
		{ "", "\"\"" },
		{ "Harbour Gazette", "\"Harbour Gazette\"" },
		{ "say \"no\"", "\"say \\\"no\\\"\"" },
		{ "a\\ b\n\tc", "\"a\\\\ b\\n\\tc\"" },
		{ "Łódź", "Łódź" },
	};
	struct buf out = { 0 }, back = { 0 };
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(values); i++) {
		size_t at = 0;

		buf_reset(&out);
		buf_reset(&back);
		wire_put_value(&out, values[i].raw, strlen(values[i].raw));
		assert_string_equal(out.data, values[i].written);
		buf_puts(&out, " rest");
		assert_true(wire_value(out.data, out.len, &at, &back, &err));
		assert_string_equal(buf_text(&back), values[i].raw);
		assert_string_equal(out.data + at, " rest");
	}
	buf_release(&out);
	buf_release(&back);
}

static void
malformed_values_are_refused(void **state)
{
	static const char *const bad[] = {
		"",
		" x",
		"\"open",
		"\"open\\",
		"\"open\\\"",
		"\"bad \\x escape\"",
	};
	struct buf out = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct err err = { 0 };
		size_t at = 0;

		assert_false(
			wire_value(bad[i], strlen(bad[i]), &at, &out, &err));
		assert_int_equal(err.kind, ERR_USAGE);
	}
	buf_release(&out);
}

static void
a_final_line_is_split(void **state)
{
	const char *line = "540 query.syntax col=13 near=\" :: \\\" )\" q= :: "
			   "expected a word :: here";
	struct wire_final final;
	struct buf value = { 0 };

	(void)state;
	assert_true(wire_final(line, strlen(line), &final));
	assert_int_equal(final.code, 540);
	assert_int_equal(final.word_len, strlen("query.syntax"));
	assert_memory_equal(final.word, "query.syntax", final.word_len);
	assert_int_equal(final.text_len, strlen("expected a word :: here"));
	assert_memory_equal(
		final.text, "expected a word :: here", final.text_len);
	assert_true(wire_final_key(&final, "col", &value));
	assert_string_equal(value.data, "13");
	buf_reset(&value);
	assert_true(wire_final_key(&final, "near", &value));
	assert_string_equal(value.data, " :: \" )");
	assert_false(wire_final_key(&final, "gen", &value));
	assert_false(wire_final_key(&final, "co", &value));
	buf_release(&value);
}

static void
final_lines_may_lack_keys_and_text(void **state)
{
	static const char *const lines[] = {
		"250 ok",
		"250 ok ",
		"250 ok ::",
		"250 ok :: ",
		"221 bye",
	};
	struct wire_final final;

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		assert_true(wire_final(lines[i], strlen(lines[i]), &final));
		assert_int_equal(final.keys_len, 0);
		assert_int_equal(final.text_len, 0);
	}
	assert_true(
		wire_final("220 dateline/1 caps=tag,json id=7", 33, &final));
	assert_int_equal(final.keys_len, strlen("caps=tag,json id=7"));
}

static void
other_lines_are_not_final(void **state)
{
	static const char *const lines[] = {
		"",
		"H\t1\turi",
		"25",
		"250",
		"250 ",
		"250  ok",
		"150 wait",
		"600 no",
		"2500 ok",
		"2x0 ok",
	};
	struct wire_final final;

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++)
		assert_false(wire_final(lines[i], strlen(lines[i]), &final));
}

static void
tags_are_told_from_the_rest(void **state)
{
	const char *longest = "#abcdefghijklmnopqrstuvwxyz-_.012 x";
	const char *tag = NULL;
	size_t len = 0;

	(void)state;
	assert_int_equal(wire_tag("#7 PING", 7, &tag, &len), 3);
	assert_int_equal(len, 1);
	assert_memory_equal(tag, "7", 1);
	assert_int_equal(wire_tag(longest, strlen(longest), &tag, &len), 34);
	assert_int_equal(len, WIRE_TAG_MAX);
	assert_int_equal(wire_tag("PING", 4, &tag, &len), 0);
	assert_int_equal(len, 0);
	assert_int_equal(wire_tag("#7", 2, &tag, &len), 0);
	assert_int_equal(wire_tag("# PING", 6, &tag, &len), 0);
	assert_int_equal(wire_tag("#a/b PING", 9, &tag, &len), 0);
	assert_int_equal(wire_tag("#aabcdefghijklmnopqrstuvwxyz-_.012 x", 36,
				 &tag, &len),
		0);
	assert_int_equal(wire_tag("", 0, &tag, &len), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_escaped_and_come_back),
		cmocka_unit_test(an_unknown_column_is_a_dash),
		cmocka_unit_test(
			a_column_that_escapes_nothing_known_is_left_alone),
		cmocka_unit_test(
			values_are_quoted_when_they_must_be_and_come_back),
		cmocka_unit_test(malformed_values_are_refused),
		cmocka_unit_test(a_final_line_is_split),
		cmocka_unit_test(final_lines_may_lack_keys_and_text),
		cmocka_unit_test(other_lines_are_not_final),
		cmocka_unit_test(tags_are_told_from_the_rest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
