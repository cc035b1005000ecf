#include "base/arena.h"

#include "tests/unit/unit.h"

static void
memory_is_zeroed_and_aligned(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	for (size_t size = 0; size < 3000; size += 7) {
		unsigned char *p = arena_alloc(&arena, size);

		assert_non_null(p);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, size);
	}
	arena_release(&arena);
}

static void
pieces_do_not_overlap(void **state)
{
	struct arena arena = { 0 };
	char *pieces[500];

	(void)state;
	for (size_t i = 0; i < COUNT(pieces); i++) {
		pieces[i] = arena_alloc(&arena, i);
		memset(pieces[i], (int)(i & 0x7f), i);
	}
	for (size_t i = 0; i < COUNT(pieces); i++)
		for (size_t k = 0; k < i; k++)
			assert_int_equal(pieces[i][k], i & 0x7f);
	arena_release(&arena);
}

static void
a_piece_larger_than_any_block_is_given(void **state)
{
	struct arena arena = { 0 };
	size_t size = 5 << 20;
	char *p = arena_alloc(&arena, size);

	(void)state;
	p[size - 1] = 1;
	assert_true(arena.used >= size);
	arena_reset(&arena);
	assert_int_equal(arena.used, 0);
	arena_release(&arena);
}

static void
copies_hold_nuls_and_end_with_one(void **state)
{
	struct arena arena = { 0 };
	char *copy = arena_copy(&arena, "a\0b", 3);

	(void)state;
	assert_memory_equal(copy, "a\0b\0", 4);
	assert_string_equal(arena_copy(&arena, NULL, 0), "");
	assert_string_equal(arena_string(&arena, "story"), "story");
	assert_null(arena_string(&arena, NULL));
	arena_release(&arena);
}

static void
printf_fits_any_length(void **state)
{
	struct arena arena = { 0 };
	char *text = arena_printf(&arena, "%0*d", 9000, 7);

	(void)state;
	assert_int_equal(strlen(text), 9000);
	assert_string_equal(arena_printf(&arena, "%s-%d", "a", 5), "a-5");
	arena_release(&arena);
}

static void
after_a_reset_the_memory_is_zeroed_again(void **state)
{
	struct arena arena = { 0 };
	int *numbers = arena_array(&arena, 100, sizeof(*numbers));

	(void)state;
	memset(numbers, 0xff, 100 * sizeof(*numbers));
	arena_reset(&arena);
	numbers = arena_array(&arena, 100, sizeof(*numbers));
	for (int i = 0; i < 100; i++)
		assert_int_equal(numbers[i], 0);
	arena_release(&arena);
	assert_null(arena.blocks);
}

static void
an_array_keeps_its_items_while_it_grows(void **state)
{
	struct arena arena = { 0 };
	int *items = NULL;
	size_t count = 0, cap = 0;

	(void)state;
	for (int i = 0; i < 1000; i++)
		*arena_push(&arena, items, count, cap) = i;
	assert_int_equal(count, 1000);
	assert_in_range(cap, 1000, 2000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(items[i], i);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_zeroed_and_aligned),
		cmocka_unit_test(pieces_do_not_overlap),
		cmocka_unit_test(a_piece_larger_than_any_block_is_given),
		cmocka_unit_test(copies_hold_nuls_and_end_with_one),
		cmocka_unit_test(printf_fits_any_length),
		cmocka_unit_test(an_array_keeps_its_items_while_it_grows),
		cmocka_unit_test(after_a_reset_the_memory_is_zeroed_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
