/* test_batch.c - promises of engine/index/batch.h, term_map.h, byte_lists.h */
#include "engine/index/batch.h"

#include "base/buf.h"
#include "engine/index/byte_lists.h"
#include "engine/index/term_list.h"
#include "engine/index/term_map.h"
#include "tests/unit/unit.h"

static uint32_t
next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 7;
}

static void
items_are_sorted_by_number_and_stay_as_they_came(void **state)
{
	static const uint32_t spread[] = { 1, 5, 3000, 1u << 25 };
	struct batch batch = { 0 };
	uint32_t seed = 3, came = 0, n;

	(void)state;
	for (size_t turn = 0; turn < COUNT(spread); turn++) {
		for (n = 0; n < 20000; n++)
			assert_true(batch_add(
				&batch, next(&seed) % spread[turn], came++, n));
		batch_sort(&batch);
		for (uint32_t i = 0, same; i < batch.count; i += same) {
			same = batch_same(&batch, i);
			assert_true(i == 0 || batch.items[i - 1].number <
						      batch.items[i].number);
			for (uint32_t j = i + 1; j < i + same; j++)
				assert_true(batch.items[j - 1].a <
					    batch.items[j].a);
		}
		batch_reset(&batch);
	}
	for (n = 1; n < BATCH_ITEMS; n++)
		assert_true(batch_add(&batch, 0, n, 0));
	assert_false(batch_add(&batch, 0, n, 0));
	batch_release(&batch);
}

static void
a_number_is_known_in_its_dictionary_alone(void **state)
{
	struct term_map map = { 0 };

	(void)state;
	assert_null(term_map_at(&map, 0, 5));
	assert_null(term_map_at(&map, 1, TERM_NO_ID));
	for (uint32_t i = 0; i < 5000; i += 7) {
		assert_int_equal(*term_map_at(&map, 1, i), TERM_MAP_NONE);
		*term_map_at(&map, 1, i) = i * 2;
	}
	for (uint32_t i = 0; i < 5000; i++)
		assert_int_equal(*term_map_at(&map, 1, i),
			i % 7 == 0 ? i * 2 : TERM_MAP_NONE);
	assert_int_equal(*term_map_at(&map, 2, 7), TERM_MAP_NONE);
	*term_map_at(&map, 2, 7) = 1;
	assert_int_equal(*term_map_at(&map, 1, 7), TERM_MAP_NONE);
	*term_map_at(&map, 1, 7) = 2;
	term_map_reset(&map);
	assert_int_equal(*term_map_at(&map, 1, 7), TERM_MAP_NONE);
	term_map_release(&map);
}

static void
lists_give_back_what_was_added(void **state)
{
	struct byte_lists lists = { 0 };
	struct buf expected[50] = { 0 };
	char bytes[5000];
	uint32_t seed = 4;

	(void)state;
	for (int turn = 0; turn < 2; turn++) {
		for (uint32_t i = 0; i < 3000; i++) {
			uint32_t list = next(&seed) % (1 + next(&seed) % 50);
			uint32_t len = next(&seed) %
				       (i % 100 == 0 ? sizeof(bytes) : 9);

			for (uint32_t j = 0; j < len; j++)
				bytes[j] = (char)next(&seed);
			byte_list_add(&lists, list, bytes, len);
			buf_add(&expected[list], bytes, len);
		}
		for (uint32_t i = 0; i < COUNT(expected); i++) {
			char *text;
			size_t len;
			FILE *out = open_memstream(&text, &len);

			assert_true(byte_list_write(&lists, i, out));
			fclose(out);
			assert_int_equal(len, expected[i].len);
			assert_int_equal(len, byte_list_len(&lists, i));
			if (len > 0)
				assert_memory_equal(
					text, expected[i].data, len);
			free(text);
			buf_reset(&expected[i]);
		}
		assert_int_equal(byte_list_len(&lists, 99), 0);
		byte_lists_reset(&lists);
		assert_int_equal(byte_list_len(&lists, 0), 0);
	}
	byte_lists_release(&lists);
	for (size_t i = 0; i < COUNT(expected); i++)
		buf_release(&expected[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			items_are_sorted_by_number_and_stay_as_they_came),
		cmocka_unit_test(a_number_is_known_in_its_dictionary_alone),
		cmocka_unit_test(lists_give_back_what_was_added),
	};

	return cmocka_run_group_tests_name("batch", tests, NULL, NULL);
}
