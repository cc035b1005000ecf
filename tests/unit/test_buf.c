#include "base/buf.h"

#include "tests/unit/unit.h"

#include <inttypes.h>
#include <math.h>

static void
a_zeroed_buf_is_an_empty_text(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	assert_string_equal(buf_text(&buf), "");
	buf_reset(&buf);
	buf_shift(&buf, 0);
	buf_cut(&buf, 0);
	buf_add(&buf, NULL, 0);
	assert_int_equal(buf.len, 0);
	assert_string_equal(buf_text(&buf), "");
	buf_release(&buf);
}

static void
there_is_always_a_nul_behind_the_content(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	for (int i = 0; i < 1000; i++) {
		buf_putc(&buf, 'x');
		assert_int_equal(buf.data[buf.len], 0);
	}
	buf_printf(&buf, "%s=%d", "hits", 14);
	assert_int_equal(buf.data[buf.len], 0);
	assert_string_equal(buf.data + 1000, "hits=14");
	buf_shift(&buf, 1000);
	assert_string_equal(buf.data, "hits=14");
	buf_cut(&buf, 4);
	assert_string_equal(buf.data, "hits");
	buf_reset(&buf);
	assert_string_equal(buf.data, "");
	buf_release(&buf);
	assert_null(buf.data);
}

static void
room_that_was_not_taken_is_no_content(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	buf_puts(&buf, "ab");
	memcpy(buf_room(&buf, 100), "cdefg", 5);
	assert_int_equal(buf.len, 2);
	buf_took(&buf, 3);
	assert_string_equal(buf.data, "abcde");
	buf_release(&buf);
}

static void
bytes_are_kept_as_they_are(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	buf_add(&buf, "a\0b", 3);
	buf_add(&buf, "\xff", 1);
	assert_int_equal(buf.len, 4);
	assert_memory_equal(buf.data, "a\0b\xff", 5);
	buf_release(&buf);
}

static void
number_is_as_printf_has_it(uint64_t n)
{
	struct buf buf = { 0 };
	char text[32];

	snprintf(text, sizeof(text), "%" PRIu64, n);
	buf_number(&buf, n);
	assert_string_equal(buf.data, text);
	buf_release(&buf);
}

static void
hundredths_are_as_printf_has_them(double x)
{
	struct buf buf = { 0 };
	char text[400];

	snprintf(text, sizeof(text), "%.2f", x);
	buf_hundredths(&buf, x);
	assert_string_equal(buf.data, text);
	buf_release(&buf);
}

static void
numbers_are_as_printf_has_them(void **state)
{
	uint64_t seed = 7;

	(void)state;
	number_is_as_printf_has_it(0);
	number_is_as_printf_has_it(UINT64_MAX);
	for (uint64_t n = 1; n < UINT64_MAX / 10; n *= 10) {
		number_is_as_printf_has_it(n - 1);
		number_is_as_printf_has_it(n);
	}
	hundredths_are_as_printf_has_them(-0.0);
	hundredths_are_as_printf_has_them(-3.456);
	hundredths_are_as_printf_has_them(1e300);
	hundredths_are_as_printf_has_them(NAN);
	hundredths_are_as_printf_has_them(INFINITY);
	for (int i = 0; i < 3000; i++) { /* as good as in the middle */
		hundredths_are_as_printf_has_them(i / 200.0);
		hundredths_are_as_printf_has_them(i + 0.995);
		hundredths_are_as_printf_has_them(i * 1e7 + 0.125);
	}
	for (int i = 0; i < 20000; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		hundredths_are_as_printf_has_them(
			(double)(seed >> 24) / (double)(1u << (seed >> 59)));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_zeroed_buf_is_an_empty_text),
		cmocka_unit_test(there_is_always_a_nul_behind_the_content),
		cmocka_unit_test(room_that_was_not_taken_is_no_content),
		cmocka_unit_test(bytes_are_kept_as_they_are),
		cmocka_unit_test(numbers_are_as_printf_has_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
