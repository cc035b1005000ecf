/* The promises of indexer/build/order.h. */
#include "indexer/build/order.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct story_key
key(const char *uri, day d, uint64_t digest, uint32_t nth)
{
	return (struct story_key){ .uri = uri,
		.path = "a.jsonl",
		.day = d,
		.digest = { .high = digest },
		.nth = nth,
		.text_bytes = 100 };
}

static void
count_duplicates(void *ctx, const struct story_key *left_out,
	const struct story_key *kept)
{
	assert_string_equal(left_out->uri, kept->uri);
	assert_true(left_out->nth > kept->nth);
	++*(int *)ctx;
}

static void
of_stories_with_one_uri_the_first_given_stays(void **state)
{
	struct story_key keys[] = {
		key("b", 5, 1, 3),
		key("a", 9, 2, 2),
		key("b", 7, 3, 1),
		key("b", 8, 4, 0),
	};
	int told = 0;

	(void)state;
	assert_int_equal(
		order_drop_duplicates(keys, 4, count_duplicates, &told), 2);
	assert_int_equal(told, 2);
	assert_string_equal(keys[0].uri, "a");
	assert_string_equal(keys[1].uri, "b");
	assert_int_equal(keys[1].nth, 0);
}

static void
docids_run_from_new_to_old_then_undated_ties_by_uri(void **state)
{
	struct story_key keys[] = {
		key("m", DAY_UNKNOWN, 1, 0),
		key("z", 10, 2, 1),
		key("c", 30, 3, 2),
		key("a", 10, 4, 3),
		key("b", DAY_UNKNOWN, 5, 4),
	};
	static const char *const want[] = { "c", "a", "z", "b", "m" };

	(void)state;
	order_by_day(keys, 5);
	for (int i = 0; i < 5; i++)
		assert_string_equal(keys[i].uri, want[i]);
}

static void
slices_cover_every_key_once_and_none_is_empty(void **state)
{
	struct story_key keys[50];
	struct slice slices[12];

	(void)state;
	for (size_t count = 1; count <= 50; count++) {
		for (size_t i = 0; i < count; i++) {
			keys[i] = key("u", 1, i, (uint32_t)i);
			keys[i].text_bytes = i == 3 ? 100000 : i * 7 % 13;
		}
		for (size_t max = 1; max <= 12; max++) {
			size_t n = order_slices(keys, count, slices, max);
			size_t at = 0;
			assert_in_range(n, 1, max);
			for (size_t i = 0; i < n; i++) {
				assert_int_equal(slices[i].begin, at);
				assert_true(slices[i].end > at);
				at = slices[i].end;
			}
			assert_int_equal(at, count);
		}
	}
}

static void
slices_grow_smaller_to_the_end(void **state)
{
	static struct story_key keys[4000];
	struct slice slices[8];
	size_t before = 4000;

	(void)state;
	for (uint32_t i = 0; i < 4000; i++) {
		keys[i] = key("u", 1, i, i);
		keys[i].text_bytes = 1000;
	}
	assert_int_equal(order_slices(keys, 4000, slices, 8), 8);
	for (size_t i = 0; i < 8; i++) {
		assert_true(slices[i].end - slices[i].begin < before);
		before = slices[i].end - slices[i].begin;
	}
	assert_in_range(slices[0].end, 900, 960); /* 15 of 64 */
	assert_in_range(before, 50, 70);	  /* 1 of 64 */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_stories_with_one_uri_the_first_given_stays),
		cmocka_unit_test(
			docids_run_from_new_to_old_then_undated_ties_by_uri),
		cmocka_unit_test(slices_cover_every_key_once_and_none_is_empty),
		cmocka_unit_test(slices_grow_smaller_to_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
