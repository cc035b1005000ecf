/* test_cursor.c - the promises of cursor.h */
#include "searchd/cursor.h"

#include "tests/unit/unit.h"

static const struct cursor given = {
	.generation = "000042",
	.made = 0xdeadbeef,
	.today = -3,
	.place = {
		.shown = 999999,
		.hits = 1000001,
		.distinct = 900000,
		.story = UINT32_MAX,
		.weight = 1.0 / 3,
	},
};

struct sealed {
	struct cursor_key key;
	struct cursor_question question;
	struct buf text;
};

static int
seal(void **state)
{
	static struct sealed s;

	s = (struct sealed){ 0 };
	assert_true(cursor_key_make(&s.key, "", NULL));
	cursor_ask(&s.question, "SEARCH", "", "sort=0\n", "dock strike");
	cursor_put(&s.text, &s.key, &s.question, &given);
	*state = &s;
	return 0;
}

static int
unseal(void **state)
{
	struct sealed *s = *state;

	buf_release(&s->text);
	return 0;
}

static void
assert_refused(const struct sealed *s, const char *text)
{
	struct cursor cursor;
	struct err err = { 0 };

	assert_false(cursor_take(text, &s->key, &s->question, &cursor, &err));
	assert_int_equal(err.kind, ERR_USAGE);
	assert_string_equal(err.keys, "key=after");
}

static void
what_was_put_comes_back(void **state)
{
	const struct sealed *s = *state;
	struct cursor back;

	assert_true(cursor_take(
		buf_text(&s->text), &s->key, &s->question, &back, NULL));
	assert_string_equal(back.generation, given.generation);
	assert_int_equal(back.made, given.made);
	assert_int_equal(back.today, given.today);
	assert_int_equal(back.place.shown, given.place.shown);
	assert_int_equal(back.place.hits, given.place.hits);
	assert_int_equal(back.place.distinct, given.place.distinct);
	assert_int_equal(back.place.story, given.place.story);
	assert_true(back.place.weight == given.place.weight);
}

static void
a_cursor_is_a_token_of_the_protocol(void **state)
{
	const struct sealed *s = *state;

	assert_int_equal(strspn(buf_text(&s->text),
				 "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				 "abcdefghijklmnopqrstuvwxyz0123456789-_."),
		s->text.len);
}

static void
every_changed_letter_is_noticed(void **state)
{
	struct sealed *s = *state;

	for (size_t i = 0; i < s->text.len; i++) {
		char was = s->text.data[i];

		s->text.data[i] = was == 'A' ? 'B' : 'A';
		assert_refused(s, buf_text(&s->text));
		s->text.data[i] = '\n';
		assert_refused(s, buf_text(&s->text));
		s->text.data[i] = was;
	}
}

static void
what_was_cut_or_is_longer_is_refused(void **state)
{
	struct sealed *s = *state;

	buf_putc(&s->text, 'A');
	assert_refused(s, buf_text(&s->text));
	while (s->text.len > 0) {
		s->text.data[--s->text.len] = '\0';
		if (s->text.len != 89)
			assert_refused(s, buf_text(&s->text));
	}
	assert_refused(s, "");
	assert_refused(s, "d.AAAA");
}

static void
another_key_or_question_is_refused(void **state)
{
	static const char *const others[][4] = {
		{ "LIKE", "", "sort=0\n", "dock strike" },
		{ "SEARCH", "x", "sort=0\n", "dock strike" },
		{ "SEARCH", "", "sort=1\n", "dock strike" },
		{ "SEARCH", "", "sort=0\n", "dock strikes" },
		{ "SEARCH", "", "sort=0\ndock strike", "" },
	};
	struct sealed *s = *state;
	struct cursor_key key = s->key;

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		cursor_ask(&s->question, others[i][0], others[i][1],
			others[i][2], others[i][3]);
		assert_refused(s, buf_text(&s->text));
	}
	cursor_ask(&s->question, "SEARCH", "", "sort=0\n", "dock strike");
	assert_true(cursor_key_make(&s->key, "", NULL));
	assert_memory_not_equal(&s->key, &key, sizeof(key));
	assert_refused(s, buf_text(&s->text));
}

static void
servers_with_one_secret_have_one_key(void **state)
{
	struct cursor_key a, b, c;

	(void)state;
	assert_true(cursor_key_make(&a, "of the harbour", NULL));
	assert_true(cursor_key_make(&b, "of the harbour", NULL));
	assert_true(cursor_key_make(&c, "of the harbor", NULL));
	assert_memory_equal(&a, &b, sizeof(a));
	assert_memory_not_equal(&a, &c, sizeof(a));
}

#define PROMISE(test) cmocka_unit_test_setup_teardown(test, seal, unseal)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PROMISE(what_was_put_comes_back),
		PROMISE(a_cursor_is_a_token_of_the_protocol),
		PROMISE(every_changed_letter_is_noticed),
		PROMISE(what_was_cut_or_is_longer_is_refused),
		PROMISE(another_key_or_question_is_refused),
		PROMISE(servers_with_one_secret_have_one_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
