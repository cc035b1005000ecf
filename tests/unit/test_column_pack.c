/* test_column_pack.c - promises of engine/index/column_pack.h */
#include "engine/index/column_pack.h"

#include "engine/index/column_file.h"
#include "tests/unit/columns_sample.h"

static void
start(struct buf *path)
{
	struct err err = { 0 };

	fs_join(path, scratch, "pack", NULL);
	assert_true(fs_remove_tree(path->data, &err));
	assert_true(column_pack_make(path->data, &err));
	assert_true(column_pack_is(path->data));
}

static void
put(const char *pack, const char *name, const void *data, size_t count)
{
	const struct column_part part = { data, count * sizeof(uint32_t) };
	struct err err = { 0 };

	assert_true(column_file_write(
		pack, name, sizeof(uint32_t), count, &part, 1, &err));
}

static void
columns_come_back_as_from_a_folder(void **state)
{
	const uint32_t some[] = { 1, 2, 3 }, other[] = { 4 };
	struct column_file file;
	struct err err = { 0 };
	struct buf path = { 0 };

	(void)state;
	start(&path);
	put(path.data, "some", some, 3);
	put(path.data, "none", NULL, 0);
	put(path.data, "boiler_position_start", other, 1);
	assert_true(column_file_map(path.data, "some", 4, &file, &err));
	assert_int_equal(file.count, 3);
	assert_int_equal(file.size, sizeof(some));
	assert_memory_equal(file.payload, some, sizeof(some));
	assert_int_equal((uintptr_t)file.payload % 16, 0);
	fs_unmap(&file.map);
	assert_true(column_file_map(path.data, "none", 4, &file, &err));
	assert_int_equal(file.size, 0);
	fs_unmap(&file.map);
	assert_true(column_file_map(
		path.data, "boiler_position_start", 4, &file, &err));
	assert_memory_equal(file.payload, other, sizeof(other));
	fs_unmap(&file.map);
	buf_release(&path);
}

static void
what_it_does_not_have_is_not_found(void **state)
{
	const uint32_t one = 1;
	struct column_file file;
	struct err err = { 0 };
	struct buf path = { 0 };

	(void)state;
	start(&path);
	assert_false(column_file_map(path.data, "a", 4, &file, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	put(path.data, "ab", &one, 1);
	err = (struct err){ 0 };
	assert_false(column_file_map(path.data, "a", 4, &file, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	err = (struct err){ 0 };
	assert_false(column_pack_make(path.data, &err));
	assert_false(column_pack_is(scratch));
	buf_release(&path);
}

/* Every byte of the directory, turned over: found with what it had, or an
 * error; never outside the file. */
static void
a_damaged_directory_is_noticed(void **state)
{
	const uint32_t numbers[] = { 1, 2, 3, 4 };
	struct buf path = { 0 }, whole = { 0 };
	struct err err = { 0 };

	(void)state;
	start(&path);
	put(path.data, "numbers", numbers, 4);
	assert_true(fs_read_file(path.data, 4096, &whole, &err));
	for (size_t i = 64; i < whole.len; i++) {
		struct column_file file;

		whole.data[i] ^= (char)0xff;
		assert_true(
			fs_write_file(path.data, whole.data, whole.len, &err));
		err = (struct err){ 0 };
		if (column_file_map(path.data, "numbers", 4, &file, &err)) {
			assert_memory_equal(
				file.payload, numbers, sizeof(numbers));
			fs_unmap(&file.map);
		} else {
			assert_true(err.kind == ERR_INDEX ||
				    err.kind == ERR_NOT_FOUND);
		}
		whole.data[i] ^= (char)0xff;
	}
	for (size_t len = 1; len < whole.len; len++) {
		struct column_file file;

		assert_true(fs_write_file(path.data, whole.data, len, &err));
		assert_false(
			column_file_map(path.data, "numbers", 4, &file, &err));
	}
	buf_release(&path);
	buf_release(&whole);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_come_back_as_from_a_folder),
		cmocka_unit_test(what_it_does_not_have_is_not_found),
		cmocka_unit_test(a_damaged_directory_is_noticed),
	};

	return cmocka_run_group_tests_name(
		"column_pack", tests, make_scratch, remove_scratch);
}
