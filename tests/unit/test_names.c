#include "base/names.h"

#include "base/names_sort.h"

#include "tests/unit/unit.h"

static void
ordinals_follow_the_first_appearance(void **state)
{
	struct names names = { 0 };
	bool added = false;

	(void)state;
	assert_int_equal(names_add(&names, "minsk", 5, &added), 0);
	assert_true(added);
	assert_int_equal(names_add(&names, "talks", 5, &added), 1);
	assert_int_equal(names_add(&names, "minsk", 5, &added), 0);
	assert_false(added);
	assert_int_equal(names_add(&names, "", 0, NULL), 2);
	assert_int_equal(names.count, 3);
	names_release(&names);
}

static void
names_are_bytes_and_may_hold_nuls(void **state)
{
	struct names names = { 0 };
	size_t len = 0;

	(void)state;
	names_add(&names, "a\0b", 3, NULL);
	names_add(&names, "a\0c", 3, NULL);
	names_add(&names, "a", 1, NULL);
	assert_int_equal(names.count, 3);
	assert_int_equal(names_find(&names, "a\0c", 3), 1);
	assert_memory_equal(names_text(&names, 0, &len), "a\0b\0", 4);
	assert_int_equal(len, 3);
	names_release(&names);
}

static void
what_was_never_added_is_not_found(void **state)
{
	struct names names = { 0 };

	(void)state;
	assert_int_equal(names_find(&names, "x", 1), NAMES_NONE);
	names_add(&names, "y", 1, NULL);
	assert_int_equal(names_find(&names, "x", 1), NAMES_NONE);
	assert_int_equal(names_find(&names, "", 0), NAMES_NONE);
	names_release(&names);
}

static void
sorted_are_those_first_that_others_begin_with(void **state)
{
	static const char *const texts[] = { "strikebreakers", "strike",
		"strikebreaker", "\xc3\xa9", "strikebr", "s", "",
		"strikebreak" };
	static const char *const sorted[] = { "", "s", "strike", "strikebr",
		"strikebreak", "strikebreaker", "strikebreakers", "\xc3\xa9" };
	struct names names = { 0 };
	uint32_t *order = names_sorted(&names);

	(void)state;
	free(order);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		names_add(&names, texts[i], strlen(texts[i]), NULL);
	order = names_sorted(&names);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_string_equal(
			names_text(&names, order[i], NULL), sorted[i]);
	free(order);
	names_release(&names);
}

static void
some_are_sorted_as_all_are(void **state)
{
	struct names names = { 0 };
	uint32_t some[] = { 4, 0, 3 };

	(void)state;
	names_add(&names, "strikebreakers", 14, NULL);
	names_add(&names, "b", 1, NULL);
	names_add(&names, "a", 1, NULL);
	names_add(&names, "strike", 6, NULL);
	names_add(&names, "strikebreaker", 13, NULL);
	names_sort(&names, some, 3);
	assert_int_equal(some[0], 3);
	assert_int_equal(some[1], 4);
	assert_int_equal(some[2], 0);
	names_release(&names);
}

static void
texts_of_one_length_are_told_apart_by_every_byte(void **state)
{
	struct names names = { 0 };
	char text[24];

	(void)state;
	for (size_t len = 1; len <= sizeof(text); len++)
		for (size_t i = 0; i < len; i++) {
			bool added;

			memset(text, 'x', len);
			text[i] = 'y';
			names_add(&names, text, len, &added);
			assert_true(added);
			names_add(&names, text, len, &added);
			assert_false(added);
		}
	names_release(&names);
}

static void
all_at_once_are_what_they_are_one_by_one(void **state)
{
	struct names one = { 0 }, all = { 0 };
	struct names_text texts[100];
	uint32_t ordinals[100];
	char bytes[100][8];

	(void)state;
	for (int turn = 0; turn < 50; turn++) {
		for (int i = 0; i < 100; i++) {
			texts[i].text = bytes[i];
			texts[i].len = (size_t)snprintf(bytes[i],
				sizeof(bytes[i]), "%d", (i * i + turn) % 777);
		}
		for (int i = 0; i < turn * 2; i++)
			names_call(&all, &texts[i]);
		names_add_all(&all, texts, (size_t)turn * 2, ordinals);
		for (int i = 0; i < turn * 2; i++)
			assert_int_equal(
				ordinals[i], names_add(&one, texts[i].text,
						     texts[i].len, NULL));
	}
	assert_int_equal(one.count, all.count);
	names_release(&one);
	names_release(&all);
}

static void
many_names_stay_where_they_are(void **state)
{
	struct names names = { 0 };
	const char *first;
	char text[32];

	(void)state;
	first = names_text(&names, names_add(&names, "0", 1, NULL), NULL);
	for (uint32_t i = 0; i < 50000; i++) {
		int len = snprintf(text, sizeof(text), "%u", i);

		assert_int_equal(names_add(&names, text, (size_t)len, NULL), i);
	}
	assert_ptr_equal(names_text(&names, 0, NULL), first);
	for (uint32_t i = 0; i < 50000; i++) {
		int len = snprintf(text, sizeof(text), "%u", i);

		assert_int_equal(names_find(&names, text, (size_t)len), i);
		assert_string_equal(names_text(&names, i, NULL), text);
	}
	names_release(&names);
}

static void
a_reset_set_is_empty_and_usable(void **state)
{
	struct names names = { 0 };

	(void)state;
	names_add(&names, "one", 3, NULL);
	names_reset(&names);
	assert_int_equal(names.count, 0);
	assert_int_equal(names_find(&names, "one", 3), NAMES_NONE);
	assert_int_equal(names_add(&names, "two", 3, NULL), 0);
	assert_int_equal(names_find(&names, "two", 3), 0);
	names_release(&names);
	names_reset(&names);
	names_release(&names);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ordinals_follow_the_first_appearance),
		cmocka_unit_test(names_are_bytes_and_may_hold_nuls),
		cmocka_unit_test(what_was_never_added_is_not_found),
		cmocka_unit_test(sorted_are_those_first_that_others_begin_with),
		cmocka_unit_test(some_are_sorted_as_all_are),
		cmocka_unit_test(
			texts_of_one_length_are_told_apart_by_every_byte),
		cmocka_unit_test(all_at_once_are_what_they_are_one_by_one),
		cmocka_unit_test(many_names_stay_where_they_are),
		cmocka_unit_test(a_reset_set_is_empty_and_usable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
