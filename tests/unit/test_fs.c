#include "base/fs.h"

#include "tests/unit/unit.h"

#include <sys/stat.h>
#include <sys/wait.h>

static char *scratch;
static struct buf path; /* the last one that at() made */

/* A path in the scratch folder; a loan until the next one. */
static const char *
at(const char *name)
{
	buf_reset(&path);
	fs_join(&path, scratch, name, NULL);
	return path.data;
}

static int
make_scratch(void **state)
{
	(void)state;
	scratch = unit_scratch();
	return scratch == NULL;
}

static int
remove_scratch(void **state)
{
	bool ok = fs_remove_tree(scratch, NULL) && !fs_exists(scratch);

	(void)state;
	free(scratch);
	return !ok;
}

static void
what_is_written_is_read(void **state)
{
	struct buf back = { 0 };
	struct err err = { 0 };
	uint64_t size = 0;

	(void)state;
	assert_true(fs_write_file(at("a"), "one\0two", 7, &err));
	assert_true(fs_size(at("a"), &size, &err));
	assert_int_equal(size, 7);
	buf_puts(&back, "> ");
	assert_true(fs_read_file(at("a"), 7, &back, &err));
	assert_memory_equal(back.data, "> one\0two", 10);
	assert_true(fs_write_file(at("a"), "3", 1, &err));
	assert_true(fs_size(at("a"), &size, &err));
	assert_int_equal(size, 1);
	buf_release(&back);
}

static void
a_file_beyond_the_limit_is_refused(void **state)
{
	struct buf back = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_true(fs_write_file(at("big"), "12345678", 8, &err));
	assert_false(fs_read_file(at("big"), 7, &back, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.text, path.data));
	buf_release(&back);
}

static void
what_is_not_there_is_not_found(void **state)
{
	struct fs_names names = { 0 };
	struct buf back = { 0 };
	struct fs_map map;
	struct err err = { 0 };
	uint64_t size;

	(void)state;
	assert_false(fs_read_file(at("none"), 10, &back, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	assert_false(fs_map(at("none"), &map, &err));
	assert_false(fs_list(at("none"), &names, &err));
	assert_false(fs_size(at("none"), &size, &err));
	assert_false(fs_sync(at("none"), &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	assert_false(fs_exists(at("none")));
	assert_true(fs_remove_tree(at("none"), &err));
	buf_release(&back);
}

static void
folders_are_made_with_their_parents(void **state)
{
	struct err err = { 0 };

	(void)state;
	assert_true(fs_make_dir(at("x/y//z"), &err));
	assert_true(fs_is_dir(at("x/y/z")));
	assert_true(fs_make_dir(at("x/y/z/"), &err));
	assert_true(fs_write_file(at("file"), "", 0, &err));
	assert_false(fs_make_dir(at("file/below"), &err));
	assert_non_null(strstr(err.text, "file"));
}

static void
names_are_sorted_by_bytes(void **state)
{
	struct fs_names names = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_true(fs_make_dir(at("list"), &err));
	assert_true(fs_list(at("list"), &names, &err));
	assert_int_equal(names.count, 0);
	assert_true(fs_write_file(at("list/b"), "", 0, &err));
	assert_true(fs_write_file(at("list/B"), "", 0, &err));
	assert_true(fs_write_file(at("list/.a"), "", 0, &err));
	assert_true(fs_list(at("list"), &names, &err));
	assert_int_equal(names.count, 3);
	assert_string_equal(names.names[0], ".a");
	assert_string_equal(names.names[1], "B");
	assert_string_equal(names.names[2], "b");
	fs_names_release(&names);
}

static void
a_tree_is_removed_but_not_what_it_links_to(void **state)
{
	struct err err = { 0 };

	(void)state;
	assert_true(fs_make_dir(at("tree/sub"), &err));
	assert_true(fs_make_dir(at("kept"), &err));
	assert_true(fs_write_file(at("kept/file"), "", 0, &err));
	assert_true(fs_write_file(at("tree/sub/file"), "", 0, &err));
	assert_int_equal(symlink("../kept", at("tree/link")), 0);
	assert_int_equal(symlink("nowhere", at("tree/dangling")), 0);
	assert_true(fs_sync_tree(at("tree"), &err));
	assert_true(fs_remove_tree(at("tree"), &err));
	assert_false(fs_exists(at("tree")));
	assert_true(fs_exists(at("kept/file")));
}

static void
a_rename_replaces_the_old_file(void **state)
{
	struct buf from = { 0 }, back = { 0 };
	struct err err = { 0 };

	(void)state;
	fs_join(&from, scratch, "from", NULL);
	assert_true(fs_write_file(from.data, "new", 3, &err));
	assert_true(fs_write_file(at("to"), "old", 3, &err));
	assert_true(fs_rename(from.data, at("to"), &err));
	assert_false(fs_exists(from.data));
	assert_true(fs_read_file(at("to"), 10, &back, &err));
	assert_string_equal(back.data, "new");
	assert_false(fs_rename(from.data, at("to"), &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	buf_release(&from);
	buf_release(&back);
}

static void
a_map_shows_the_file(void **state)
{
	struct err err = { 0 };
	struct fs_map map;

	(void)state;
	assert_true(fs_write_file(at("map"), "mapped", 6, &err));
	assert_true(fs_map(at("map"), &map, &err));
	assert_int_equal(map.size, 6);
	assert_memory_equal(map.data, "mapped", 6);
	fs_unmap(&map);
	fs_unmap(&map); /* nothing is left to do */
	assert_true(fs_write_file(at("map"), "", 0, &err));
	assert_true(fs_map(at("map"), &map, &err));
	assert_int_equal(map.size, 0);
	assert_string_equal(map.data, "");
	fs_unmap(&map);
	assert_false(fs_map(scratch, &map, &err));
	assert_int_equal(err.kind, ERR_IO);
}

static void
a_lock_keeps_others_out_until_it_is_closed(void **state)
{
	struct err err = { 0 };
	int one, two;

	(void)state;
	one = fs_lock(at("lock"), FS_LOCK_EXCLUSIVE, &err);
	assert_true(one >= 0);
	assert_int_equal(fs_lock(path.data, FS_LOCK_SHARED, &err), -1);
	assert_int_equal(err.kind, ERR_BUSY);
	close(one);
	one = fs_lock(path.data, FS_LOCK_SHARED, &err);
	two = fs_lock(path.data, FS_LOCK_SHARED, &err);
	assert_true(one >= 0 && two >= 0);
	assert_int_equal(fs_lock(path.data, FS_LOCK_EXCLUSIVE, &err), -1);
	close(one);
	close(two);
}

static void
names_are_joined_with_one_slash(void **state)
{
	struct buf joined = { 0 };

	(void)state;
	fs_join(&joined, "a", "b/", "c", NULL);
	assert_string_equal(joined.data, "a/b/c");
	fs_join(&joined, "d", NULL);
	assert_string_equal(joined.data, "a/b/c/d");
	buf_reset(&joined);
	fs_join(&joined, "/", "etc", NULL);
	assert_string_equal(joined.data, "/etc");
	buf_release(&joined);
}

/* Publish one file in a process of its own; its exit status. */
static int
publish_in_child(const char *die_at)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		struct buf aside = { 0 };
		bool ok;

		setenv("DATELINE_DIE_AT", die_at, 1);
		fs_join(&aside, scratch, "aside", NULL);
		ok = fs_write_file(aside.data, "new", 3, NULL) &&
		     fs_rename(aside.data, at("live"), NULL);
		_exit(ok ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* No step may be taken in this process before: a child inherits the count. */
static void
a_process_dies_at_the_step_it_is_told(void **state)
{
	static const char *const lives[] = { "old", "old", "old", "old",
		"new" };
	struct buf back = { 0 };
	char step[8];

	(void)state;
	for (size_t i = 0; i < COUNT(lives); i++) {
		FILE *live = fopen(at("live"), "w");

		assert_non_null(live);
		fputs("old", live);
		fclose(live);
		snprintf(step, sizeof(step), "%zu", i + 1);
		assert_int_equal(publish_in_child(step), 137);
		buf_reset(&back);
		assert_true(fs_read_file(at("live"), 10, &back, NULL));
		assert_string_equal(back.data, lives[i]);
	}
	assert_int_equal(publish_in_child("6"), 0);
	assert_int_equal(publish_in_child("0"), 0);
	buf_release(&back);
}

/* Likewise: the child must be the one that takes the first step. */
static void
the_steps_of_a_run_are_counted(void **state)
{
	struct buf report = { 0 };
	int status = 0;
	pid_t pid;

	(void)state;
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		setenv("DATELINE_STEPS", at("steps"), 1);
		exit(fs_make_dir(at("a/b"),
			     NULL) && fs_write_file(at("a/b/c"), "", 0, NULL) &&
					fs_remove_tree(at("a"), NULL)
				? 0
				: 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_true(fs_read_file(at("steps"), 100, &report, NULL));
	assert_string_equal(report.data, "8\n");
	buf_release(&report);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_process_dies_at_the_step_it_is_told),
		cmocka_unit_test(the_steps_of_a_run_are_counted),
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(a_file_beyond_the_limit_is_refused),
		cmocka_unit_test(what_is_not_there_is_not_found),
		cmocka_unit_test(folders_are_made_with_their_parents),
		cmocka_unit_test(names_are_sorted_by_bytes),
		cmocka_unit_test(a_tree_is_removed_but_not_what_it_links_to),
		cmocka_unit_test(a_rename_replaces_the_old_file),
		cmocka_unit_test(a_map_shows_the_file),
		cmocka_unit_test(a_lock_keeps_others_out_until_it_is_closed),
		cmocka_unit_test(names_are_joined_with_one_slash),
	};
	int failed =
		cmocka_run_group_tests(tests, make_scratch, remove_scratch);

	buf_release(&path);
	return failed;
}
