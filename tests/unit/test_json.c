#include "base/json.h"

#include "tests/unit/unit.h"

#include <math.h>

/* Parse what must parse. */
static struct json *
parse(const char *text)
{
	struct err err = { 0 };
	struct json *value = json_parse(text, strlen(text), &err);

	if (value == NULL)
		fail_msg("%s: %s", text, err.text);
	return value;
}

static void
values_are_read_by_their_kind(void **state)
{
	struct json *root = parse(" {\"t\":\"x\\u0000y\",\"n\":2.5,\"w\":12.0,"
				  "\"b\":true,\"z\":null,\"l\":[1,2]} ");
	int64_t whole = 0;
	size_t len = 0;

	(void)state;
	assert_int_equal(json_kind(root), JSON_IS_OBJECT);
	assert_int_equal(json_count(root), 6);
	assert_memory_equal(json_text(json_member(root, "t"), &len), "x\0y", 4);
	assert_int_equal(len, 3);
	assert_true(json_number(json_member(root, "n")) == 2.5);
	assert_false(json_whole(json_member(root, "n"), &whole));
	assert_true(json_whole(json_member(root, "w"), &whole));
	assert_int_equal(whole, 12);
	assert_true(json_bool(json_member(root, "b")));
	assert_int_equal(json_kind(json_member(root, "z")), JSON_IS_NULL);
	assert_int_equal(json_count(json_member(root, "l")), 2);
	assert_true(json_whole(json_item(json_member(root, "l"), 1), &whole));
	assert_int_equal(whole, 2);
	json_free(root);
}

static void
what_is_missing_is_nothing_of_every_kind(void **state)
{
	struct json *list = parse("[]");
	int64_t whole;
	size_t it = 0;
	const char *name;
	struct json *value;

	(void)state;
	assert_int_equal(json_kind(NULL), JSON_MISSING);
	assert_null(json_text(NULL, NULL));
	assert_true(json_number(NULL) == 0);
	assert_false(json_whole(NULL, &whole));
	assert_false(json_bool(NULL));
	assert_int_equal(json_count(NULL), 0);
	assert_null(json_item(list, 0));
	assert_null(json_member(list, "x"));
	assert_null(json_member_nocase(NULL, "x"));
	assert_false(json_next(list, &it, &name, &value));
	json_free(list);
	json_free(NULL);
}

static void
errors_say_where(void **state)
{
	static const char *const bad[] = {
		"",
		"{\"a\":}",
		"{\"a\":1} x",
		"[1,2",
		"{\"a\":\"\xff\"}",
		"{\"a\":\"\\x\"}",
		"nul",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct err err = { 0 };

		assert_null(json_parse(bad[i], strlen(bad[i]), &err));
		assert_int_equal(err.kind, ERR_INPUT);
		assert_memory_equal(err.text, "column ", 7);
	}
}

static void
a_deep_nest_is_refused_not_followed(void **state)
{
	struct err err = { 0 };
	struct buf text = { 0 };

	(void)state;
	for (int i = 0; i < 1000000; i++)
		buf_putc(&text, '[');
	assert_null(json_parse(text.data, text.len, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	buf_release(&text);
}

static void
numbers_too_long_for_an_integer_are_reals(void **state)
{
	struct json *root = parse("[123456789012345678901234567890, 7]");
	int64_t whole = 0;

	(void)state;
	assert_true(json_number(json_item(root, 0)) > 1e29);
	assert_false(json_whole(json_item(root, 0), &whole));
	assert_true(json_whole(json_item(root, 1), &whole));
	assert_int_equal(whole, 7);
	json_free(root);
}

static void
half_a_surrogate_pair_is_a_replacement_character(void **state)
{
	static const struct {
		const char *json, *text;
	} texts[] = {
		{ "\"cut \\ud83d\"", "cut \xef\xbf\xbd" },
		{ "\"\\uDDDE\\ud83d\\uddde\"", "\xef\xbf\xbd🗞" },
		{ "\"\\ud83d\\ud83d\\uddde\"", "\xef\xbf\xbd🗞" },
		{ "\"\\\\ud83d \\ud83dx\"", "\\ud83d \xef\xbf\xbdx" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct json *root = parse(texts[i].json);

		assert_string_equal(json_text(root, NULL), texts[i].text);
		json_free(root);
	}
}

static void
the_last_of_two_members_wins(void **state)
{
	struct json *root = parse("{\"a\":1,\"a\":2}");
	int64_t whole = 0;

	(void)state;
	assert_int_equal(json_count(root), 1);
	assert_true(json_whole(json_member(root, "a"), &whole));
	assert_int_equal(whole, 2);
	json_free(root);
}

static void
names_are_found_without_regard_to_case(void **state)
{
	struct json *root = parse("{\"TITLE\":1,\"title\":2,\"Date\":3}");
	int64_t whole = 0;

	(void)state;
	assert_true(json_whole(json_member_nocase(root, "title"), &whole));
	assert_int_equal(whole, 2);
	assert_true(json_whole(json_member_nocase(root, "DATE"), &whole));
	assert_int_equal(whole, 3);
	assert_null(json_member_nocase(root, "dat"));
	json_free(root);
}

static void
members_come_in_their_order(void **state)
{
	struct json *root = parse("{\"z\":1,\"a\":2,\"m\":3}");
	struct buf names = { 0 };
	const char *name;
	struct json *value;

	(void)state;
	for (size_t it = 0; json_next(root, &it, &name, &value);)
		buf_puts(&names, name);
	assert_string_equal(names.data, "zam");
	json_free(root);
	buf_release(&names);
}

static void
what_is_built_is_written_on_one_line(void **state)
{
	struct json *root = json_new_object();
	struct json *list = json_new_list(), *copy;
	struct buf out = { 0 };

	(void)state;
	json_set_text(root, "uri", "hg/1911-08-02/3");
	json_set_text(root, "none", NULL);
	json_set(root, "text", json_new_text("a\n\"b\"\xff", 6));
	json_set(root, "list", list);
	json_append(list, json_new_integer(-7));
	json_append(list, json_new_real(0.1));
	json_append(list, json_new_real(2.0 / 3));
	json_append(list, json_new_real(NAN));
	json_append(list, json_new_real(INFINITY));
	json_append(list, json_new_null());
	json_append(list, json_new_text("Łódź", strlen("Łódź")));
	json_append(list, json_new_text(NULL, 0));
	json_write(&out, root, 4);
	assert_string_equal(out.data,
		"{\"uri\":\"hg/1911-08-02/3\","
		"\"text\":\"a\\n\\\"b\\\"\xef\xbf\xbd\","
		"\"list\":[-7,0.1,0.6667,null,null,null,\"Łódź\",\"\"]}");
	copy = json_clone(root);
	json_free(root);
	assert_int_equal(json_count(copy), 3);
	json_free(copy);
	buf_release(&out);
}

/* What is read and written again. */
static void
assert_written(const char *text, const char *written)
{
	struct json *root = parse(text);
	struct buf out = { 0 };

	json_write(&out, root, 15);
	assert_string_equal(out.data, written);
	json_free(root);
	buf_release(&out);
}

static void
escapes_are_what_they_mean(void **state)
{
	(void)state;
	assert_written("[\"a\\nb\\/\\\\\\t\\u0041\\u00e9\\u20AC"
		       "\\ud83d\\uddde long enough to be moved\\\"\"]",
		"[\"a\\nb/\\\\\\tAé€🗞 long enough to be moved\\\"\"]");
	assert_written(
		"{\"\\u0061\\\"\":\"\\b\\f\\r\"}", "{\"a\\\"\":\"\\b\\f\\r\"}");
}

static void
numbers_are_read_as_written(void **state)
{
	(void)state;
	assert_written(" [ 0 , -0, -12,1.50,-2e3, 1E-2,9007199254740993, "
		       "-9223372036854775808,0.1e+1 ] ",
		"[0,0,-12,1.5,-2000.0,0.01,9007199254740993,"
		"-9223372036854775808,1.0]");
}

/* Deep, or with very many members: it takes a reader that is slower. */
static void
what_is_large_is_read_all_the_same(void **state)
{
	struct buf text = { 0 };

	(void)state;
	buf_putc(&text, '{');
	for (int i = 0; i < 200; i++)
		buf_printf(&text, "\"n%d\":[%d],", i, i);
	for (int i = 0; i < 100; i++)
		buf_puts(&text, "\"deep\":{");
	buf_puts(&text, "\"end\":[true,false,null,1.5,\"é\"]");
	for (int i = 0; i < 100; i++)
		buf_putc(&text, '}');
	buf_putc(&text, '}');
	assert_written(text.data, text.data);
	buf_release(&text);
}

static void
what_is_nearly_json_is_refused(void **state)
{
	static const char *const bad[] = { "[1,]", "{\"a\":1,}", "[01]", "[-]",
		"[1.]", "[1e]", "[.5]", "[+1]", "{a:1}", "{\"a\" 1}", "[1 2]",
		"[\"a\nb\"]", "[\"\\u12g4\"]", "[\"\\ud83d", "[tru]", "[nulls]",
		"[1]]", "\"", "\"\\", "{\"\\u0000\":1}", "[1e999]" };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct err err = { 0 };

		if (json_parse(bad[i], strlen(bad[i]), &err) != NULL)
			fail_msg("%s was read", bad[i]);
		assert_int_equal(err.kind, ERR_INPUT);
	}
}

static void
a_clone_outlives_what_it_was_made_of(void **state)
{
	struct json *root = parse("{\"a\":[1,\"x\",{\"b\":null}],\"c\":2.5}");
	struct json *copy = json_clone(root), *object = json_new_object();
	struct buf out = { 0 };

	(void)state;
	json_free(root);
	json_set(object, "copy", json_new_null());
	json_set(object, "copy", copy);
	json_set(object, "read", parse("[true]"));
	json_write(&out, object, 15);
	assert_string_equal(out.data,
		"{\"copy\":{\"a\":[1,\"x\",{\"b\":null}],\"c\":2.5},"
		"\"read\":[true]}");
	json_free(object);
	buf_release(&out);
}

static void
numbers_are_as_short_as_they_go(void **state)
{
	struct buf out = { 0 };
	struct json_out o = { .buf = &out, .digits = 6 };

	(void)state;
	json_out_open(&o, NULL, '[');
	json_out_integer(&o, NULL, 0);
	json_out_integer(&o, NULL, INT64_MIN);
	json_out_integer(&o, NULL, INT64_MAX);
	json_out_real(&o, NULL, 1);
	json_out_real(&o, NULL, 1e9);
	json_out_real(&o, NULL, -2.5e-7);
	json_out_real(&o, NULL, NAN);
	json_out_close(&o, ']');
	assert_string_equal(out.data,
		"[0,-9223372036854775808,9223372036854775807,"
		"1.0,1e9,-2.5e-7,null]");
	buf_release(&out);
}

static void
every_byte_is_written_as_it_is_read_again(void **state)
{
	struct buf out = { 0 };
	struct json_out o = { .buf = &out, .digits = 6 };
	char text[24];

	(void)state;
	/* Each ASCII character at each place of a word of eight bytes. */
	for (int c = 0; c < 0x80; c++) {
		for (size_t at = 0; at < sizeof(text); at++) {
			struct json *root;
			size_t len;

			memset(text, 'x', sizeof(text));
			text[at] = (char)c;
			buf_reset(&out);
			o.behind = false;
			json_out_bytes(&o, NULL, text, sizeof(text));
			root = parse(out.data);
			assert_memory_equal(
				json_text(root, &len), text, sizeof(text));
			assert_int_equal(len, sizeof(text));
			json_free(root);
		}
	}
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_read_by_their_kind),
		cmocka_unit_test(what_is_missing_is_nothing_of_every_kind),
		cmocka_unit_test(errors_say_where),
		cmocka_unit_test(a_deep_nest_is_refused_not_followed),
		cmocka_unit_test(numbers_too_long_for_an_integer_are_reals),
		cmocka_unit_test(
			half_a_surrogate_pair_is_a_replacement_character),
		cmocka_unit_test(the_last_of_two_members_wins),
		cmocka_unit_test(names_are_found_without_regard_to_case),
		cmocka_unit_test(members_come_in_their_order),
		cmocka_unit_test(what_is_built_is_written_on_one_line),
		cmocka_unit_test(escapes_are_what_they_mean),
		cmocka_unit_test(numbers_are_read_as_written),
		cmocka_unit_test(what_is_large_is_read_all_the_same),
		cmocka_unit_test(what_is_nearly_json_is_refused),
		cmocka_unit_test(a_clone_outlives_what_it_was_made_of),
		cmocka_unit_test(numbers_are_as_short_as_they_go),
		cmocka_unit_test(every_byte_is_written_as_it_is_read_again),
	};

	json_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
