/* The promises of indexer/build/work.h and indexer/progress.h. */
#include "indexer/build/work.h"
#include "indexer/progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static atomic_int done[1000];

static bool
mark(void *ctx, unsigned worker, size_t item, struct err *err)
{
	(void)err;
	assert_true(worker < *(unsigned *)ctx);
	atomic_fetch_add(&done[item], 1);
	return true;
}

static void
every_item_is_dealt_once_by_any_number_of_workers(void **state)
{
	struct err err = { 0 };

	(void)state;
	for (unsigned workers = 1; workers <= 16; workers *= 4) {
		memset(done, 0, sizeof(done));
		assert_true(work_run(workers, 1000, mark, &workers, &err));
		for (int i = 0; i < 1000; i++)
			assert_int_equal(done[i], 1);
	}
}

static bool
fail_at_ten(void *ctx, unsigned worker, size_t item, struct err *err)
{
	(void)worker;
	atomic_fetch_add((atomic_int *)ctx, 1);
	if (item == 10)
		return err_set(err, ERR_IO, "item %zu", item);
	return true;
}

static void
the_first_error_stops_the_dealing_and_is_reported(void **state)
{
	struct err err = { 0 };
	atomic_int tried = 0;

	(void)state;
	assert_false(work_run(1, 1000000, fail_at_ten, &tried, &err));
	assert_int_equal(err.kind, ERR_IO);
	assert_string_equal(err.text, "item 10");
	assert_int_equal(tried, 11);
}

static void
progress_says_how_much_of_what_and_how_long(void **state)
{
	char out[200];

	(void)state;
	progress_words(
		out, sizeof(out), "reading", 1234567, 3000000, 12000000, 2);
	assert_string_equal(out,
		"reading  1,234,567 stories, 3.0 of 12.0 MB, 1.5 MB/s, 6 s "
		"left");
	progress_words(out, sizeof(out), "merging", 0, 0, 0, 0.5);
	assert_string_equal(out, "merging  0.5 s");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			every_item_is_dealt_once_by_any_number_of_workers),
		cmocka_unit_test(
			the_first_error_stops_the_dealing_and_is_reported),
		cmocka_unit_test(progress_says_how_much_of_what_and_how_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
