#include "base/size.h"

#include "tests/unit/unit.h"

static void
sizes_may_have_a_unit(void **state)
{
	static const struct {
		const char *text;
		int64_t bytes;
	} sizes[] = {
		{ "0", 0 },
		{ "1000", 1000 },
		{ "3K", 3072 },
		{ "64M", 64 << 20 },
		{ "2G", INT64_C(2) << 30 },
		{ "8589934591G", INT64_C(8589934591) << 30 },
	};
	int64_t bytes;

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		assert_true(size_read(sizes[i].text, &bytes));
		assert_int_equal(bytes, sizes[i].bytes);
	}
}

static void
anything_else_is_no_size(void **state)
{
	static const char *const wrong[] = { "", "M", "-1", "1.5G", "1MB",
		"1 M", "1T", "8589934592G", "99999999999999999999" };
	int64_t bytes;

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(size_read(wrong[i], &bytes));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes_may_have_a_unit),
		cmocka_unit_test(anything_else_is_no_size),
	};

	return cmocka_run_group_tests_name("size", tests, NULL, NULL);
}
