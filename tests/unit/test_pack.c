#include "base/pack.h"

#include "tests/unit/unit.h"

static struct unpack
reader(const struct buf *buf, size_t len)
{
	return (struct unpack){ .at = buf->data, .end = buf->data + len };
}

static void
numbers_come_back(void **state)
{
	static const uint64_t numbers[] = {
		0,
		1,
		127,
		128,
		300,
		UINT32_MAX,
		(uint64_t)1 << 63,
		UINT64_MAX,
	};
	struct buf buf = { 0 };
	struct unpack in;

	(void)state;
	for (size_t i = 0; i < COUNT(numbers); i++)
		pack_number(&buf, numbers[i]);
	in = reader(&buf, buf.len);
	for (size_t i = 0; i < COUNT(numbers); i++)
		assert_true(unpack_number(&in) == numbers[i]);
	assert_true(unpack_ok(&in));
	assert_ptr_equal(in.at, in.end);
	buf_release(&buf);
}

static void
the_bytes_are_those_of_the_header(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	pack_number(&buf, 300);
	pack_string(&buf, "ab", 2);
	assert_int_equal(buf.len, 6);
	assert_memory_equal(buf.data,
		"\xac\x02\x02"
		"ab\0",
		6);
	buf_release(&buf);
}

static void
strings_come_back_as_c_strings(void **state)
{
	struct buf buf = { 0 };
	struct unpack in;
	size_t len = 9;

	(void)state;
	pack_string(&buf, "story", 5);
	pack_string(&buf, "", 0);
	pack_string(&buf, "a\0b", 3);
	in = reader(&buf, buf.len);
	assert_string_equal(unpack_string(&in, NULL), "story");
	assert_string_equal(unpack_string(&in, &len), "");
	assert_int_equal(len, 0);
	assert_memory_equal(unpack_string(&in, &len), "a\0b\0", 4);
	assert_int_equal(len, 3);
	assert_true(unpack_ok(&in));
	buf_release(&buf);
}

static void
bytes_that_end_too_early_are_noticed_everywhere(void **state)
{
	struct buf buf = { 0 };
	struct unpack in;

	(void)state;
	pack_number(&buf, 1u << 20);
	pack_string(&buf, "story", 5);
	for (size_t cut = 0; cut < buf.len; cut++) {
		in = reader(&buf, cut);
		unpack_number(&in);
		unpack_string(&in, NULL);
		assert_false(unpack_ok(&in));
	}
	buf_release(&buf);
}

static void
after_an_overrun_everything_is_nothing(void **state)
{
	struct buf buf = { 0 };
	struct unpack in;
	size_t len = 9;

	(void)state;
	pack_number(&buf, 1000);
	pack_number(&buf, 7);
	in = reader(&buf, buf.len);
	assert_string_equal(unpack_string(&in, &len), "");
	assert_int_equal(len, 0);
	assert_int_equal(unpack_number(&in), 0);
	assert_false(unpack_ok(&in));
	buf_release(&buf);
}

static void
a_number_beyond_64_bits_is_broken(void **state)
{
	static const char *const bad[] = {
		"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02",
		"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x81\x00",
		"\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct unpack in = { bad[i], bad[i] + 11, false };

		assert_int_equal(unpack_number(&in), 0);
		assert_false(unpack_ok(&in));
	}
}

static void
a_string_without_its_nul_is_broken(void **state)
{
	struct unpack in = { .at = "\x02"
				   "abX" };

	(void)state;
	in.end = in.at + 4;
	assert_string_equal(unpack_string(&in, NULL), "");
	assert_false(unpack_ok(&in));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_come_back),
		cmocka_unit_test(the_bytes_are_those_of_the_header),
		cmocka_unit_test(strings_come_back_as_c_strings),
		cmocka_unit_test(
			bytes_that_end_too_early_are_noticed_everywhere),
		cmocka_unit_test(after_an_overrun_everything_is_nothing),
		cmocka_unit_test(a_number_beyond_64_bits_is_broken),
		cmocka_unit_test(a_string_without_its_nul_is_broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
