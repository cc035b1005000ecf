/*
 * test_archive.c - promises of engine/index/archive.h
 *
 * The crash tests start this program again (`test_archive publish DIR N`)
 * with DATELINE_DIE_AT set, so that each run counts its steps from one.
 */
#include "engine/index/archive.h"

#include "base/buf.h"
#include "base/fs.h"
#include "tests/unit/unit.h"

#include <pthread.h>
#include <sys/wait.h>

static char *scratch;
static char dir[80]; /* the archive of the test at hand */

static int
make_scratch(void **state)
{
	(void)state;
	scratch = unit_scratch();
	snprintf(dir, sizeof(dir), "%s/news.idx", scratch);
	return scratch == NULL;
}

static int
remove_scratch(void **state)
{
	bool ok = fs_remove_tree(scratch, NULL);

	(void)state;
	free(scratch);
	return !ok;
}

/* ---- generations to publish ---- */

/* Fill building/ with n stories and something that stands for a database. */
static bool
fill(const struct archive *archive, uint32_t n, struct err *err)
{
	struct columns_writer *writer =
		columns_writer_new(archive_building(archive));
	const struct term_list terms = { .length = 1 };
	struct story story = { .uri = "u" };
	struct buf path = { 0 };
	bool ok;

	for (uint32_t i = 0; i < n; i++)
		columns_add(writer, &story, &terms);
	fs_join(&path, archive_building(archive), "columns", NULL);
	ok = fs_make_dir(path.data, err) &&
	     columns_finish(writer, path.data, err);
	buf_reset(&path);
	fs_join(&path, archive_building(archive), "database", NULL);
	ok = ok && fs_make_dir(path.data, err);
	fs_join(&path, "postlist", NULL);
	ok = ok && fs_write_file(path.data, &n, sizeof(n), err);
	columns_writer_free(writer);
	buf_release(&path);
	return ok;
}

/* Publish a generation of n stories. */
static bool
publish(uint32_t n, char name[8], struct err *err)
{
	struct archive *archive = archive_open(dir, err);
	struct manifest manifest = {
		.writer = "test",
		.stories = n,
		.distinct = n,
	};
	bool ok;

	if (archive == NULL)
		return false;
	ok = fill(archive, n, err) &&
	     archive_publish(archive, &manifest, name, err);
	manifest_release(&manifest);
	archive_close(archive);
	return ok;
}

static void
published(uint32_t n)
{
	struct err err = { 0 };

	if (!publish(n, NULL, &err))
		fail_msg("%s", err.text);
}

static struct generation *
opened(void)
{
	struct err err = { 0 };
	struct generation *generation = generation_open(dir, &err);

	if (generation == NULL)
		fail_msg("%s", err.text);
	return generation;
}

/* How many stories the live generation has. */
static uint32_t
live_stories(void)
{
	struct generation *generation = opened();
	uint32_t n = generation->columns.stories;

	assert_int_equal(generation->manifest.stories, n);
	generation_unref(generation);
	return n;
}

/* The names in the archive's folder, one blank behind each. */
static const char *
lying_there(void)
{
	static char text[512];
	struct fs_names names;
	size_t len = 0;

	assert_true(fs_list(dir, &names, NULL));
	text[0] = '\0';
	for (size_t i = 0; i < names.count; i++)
		len += (size_t)snprintf(
			text + len, sizeof(text) - len, "%s ", names.names[i]);
	fs_names_release(&names);
	return text;
}

static void
put(const char *name, const char *text)
{
	struct buf path = { 0 };

	fs_join(&path, dir, name, NULL);
	assert_true(fs_write_file(path.data, text, strlen(text), NULL));
	buf_release(&path);
}

static void
start_anew(void)
{
	assert_true(fs_remove_tree(dir, NULL));
	assert_false(fs_exists(dir));
}

/* ---- publishing and opening ---- */

static void
what_was_published_is_what_opens(void **state)
{
	struct generation *generation;
	char name[8] = "";

	(void)state;
	start_anew();
	assert_true(publish(3, name, NULL));
	assert_string_equal(name, "000001");
	generation = opened();
	assert_string_equal(generation->name, "000001");
	assert_int_equal(generation->columns.stories, 3);
	assert_true(generation_is_live(generation));
	assert_int_equal(strlen(generation->manifest.created),
		strlen("2025-03-11T04:27:16Z"));
	generation_unref(generation);
	assert_string_equal(lying_there(), "000001 live lock ");
}

static void
a_new_generation_replaces_the_old_one(void **state)
{
	(void)state;
	start_anew();
	published(1);
	published(2);
	assert_int_equal(live_stories(), 2);
	assert_string_equal(lying_there(), "000002 live lock ");
}

static void
a_generation_being_read_stays_until_let_go(void **state)
{
	struct generation *old, *same;

	(void)state;
	start_anew();
	published(1);
	old = opened();
	same = generation_ref(old);
	published(2);
	assert_false(generation_is_live(old));
	assert_string_equal(lying_there(), "000001 000002 live lock ");
	published(3); /* sweeping again does not take it either */
	assert_string_equal(lying_there(), "000001 000003 live lock ");
	generation_unref(same);
	assert_int_equal(old->columns.stories, 1);
	assert_int_equal(old->columns.day[0], DAY_UNKNOWN);
	generation_unref(old);
	assert_string_equal(lying_there(), "000003 live lock ");
}

static void
an_archive_made_anew_is_another_one_by_the_same_name(void **state)
{
	struct generation *old;
	struct err err = { 0 };

	(void)state;
	start_anew();
	published(1);
	old = opened();
	assert_true(fs_remove_tree(dir, &err));
	assert_true(generation_is_live(old)); /* in doubt it is kept */
	published(2);
	assert_false(generation_is_live(old));
	assert_int_equal(live_stories(), 2);
	generation_unref(old);
	assert_int_equal(live_stories(), 2);
}

static void
a_folder_without_an_archive_says_what_to_do(void **state)
{
	struct err err = { 0 };

	(void)state;
	start_anew();
	assert_null(generation_open(dir, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	assert_non_null(strstr(err.text, "dateline-indexer build"));
}

static void
a_build_that_is_given_up_leaves_nothing(void **state)
{
	struct archive *archive;

	(void)state;
	start_anew();
	published(1);
	archive = archive_open(dir, NULL);
	assert_non_null(archive);
	assert_true(fill(archive, 2, NULL));
	archive_close(archive);
	assert_string_equal(lying_there(), "000001 live lock ");
	assert_int_equal(live_stories(), 1);
}

static void
a_second_writer_is_kept_out(void **state)
{
	struct archive *archive;
	struct err err = { 0 };

	(void)state;
	start_anew();
	archive = archive_open(dir, NULL);
	assert_non_null(archive);
	assert_null(archive_open(dir, &err));
	assert_int_equal(err.kind, ERR_BUSY);
	assert_non_null(strstr(err.text, "news.idx/lock"));
	assert_true(fs_is_dir(archive_building(archive))); /* untouched */
	archive_close(archive);
	published(1);
}

static void
a_folder_of_other_things_is_refused(void **state)
{
	struct err err = { 0 };

	(void)state;
	start_anew();
	assert_true(fs_make_dir(dir, NULL));
	put("thesis.txt", "precious");
	assert_null(archive_open(dir, &err));
	assert_int_equal(err.kind, ERR_USAGE);
	assert_non_null(strstr(err.text, "thesis.txt"));
	assert_string_equal(lying_there(), "thesis.txt ");
}

static void
an_archive_keeps_a_stranger_that_lies_in_it(void **state)
{
	(void)state;
	start_anew();
	published(1);
	put("README", "about this archive");
	published(2);
	assert_string_equal(lying_there(), "000002 README live lock ");
}

static void
numbers_ascend_past_what_was_left(void **state)
{
	struct buf path = { 0 };
	char name[8];

	(void)state;
	start_anew();
	published(1);
	fs_join(&path, dir, "000041", NULL);
	assert_true(fs_make_dir(path.data, NULL));
	buf_release(&path);
	assert_true(publish(2, name, NULL));
	assert_string_equal(name, "000042");
	assert_string_equal(lying_there(), "000042 live lock ");
}

static void
a_live_file_that_names_nothing_is_damage(void **state)
{
	static const char *const texts[] = { "", "\n", "42\n", "0000010\n",
		"../../x\n", "000001\n\n", "000000\n", "a very long line\n" };

	(void)state;
	start_anew();
	published(1);
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct err err = { 0 };

		put("live", texts[i]);
		assert_null(generation_open(dir, &err));
		assert_int_not_equal(err.kind, ERR_NONE);
		/* and no writer sweeps what may still be wanted */
		assert_null(archive_open(dir, NULL));
	}
	put("live", "000001\n");
	assert_int_equal(live_stories(), 1);
}

static void
a_live_generation_that_is_gone_is_damage(void **state)
{
	struct err err = { 0 };

	(void)state;
	start_anew();
	published(1);
	put("live", "000007\n");
	assert_null(generation_open(dir, &err));
	assert_int_equal(err.kind, ERR_INDEX);
}

static void
damaged_files_are_found_on_opening(void **state)
{
	struct err err = { 0 };

	(void)state;
	start_anew();
	published(1);
	put("000001/database/postlist", "longer than it was");
	assert_null(generation_open(dir, &err));
	assert_int_equal(err.kind, ERR_INDEX);
	assert_non_null(strstr(err.text, "database/postlist"));

	published(2);
	put("000002/manifest", "format 1\n");
	assert_null(generation_open(dir, &err));
	assert_int_equal(err.kind, ERR_INDEX);
	assert_non_null(strstr(err.text, "build it again"));
}

static void
one_changed_bit_in_a_column_is_found_on_opening(void **state)
{
	struct err err = { 0 };
	char path[128];
	FILE *file;

	(void)state;
	start_anew();
	published(2);
	snprintf(path, sizeof(path), "%s/000001/columns/length", dir);
	file = fopen(path, "r+b");
	assert_non_null(file);
	assert_int_equal(fseek(file, 48, SEEK_SET), 0);
	assert_int_equal(fputc(3, file), 3);
	fclose(file);
	assert_null(generation_open(dir, &err));
	assert_int_equal(err.kind, ERR_INDEX);
	assert_non_null(strstr(err.text, "columns/length: crc32"));
}

/* ---- readers and writers at the same time ---- */

#define PUBLISHED 40

static bool done; /* atomic */

/* Publish generation after generation; each has one story more. */
static void *
keep_publishing(void *arg)
{
	bool *ok = arg;

	*ok = true;
	for (uint32_t n = 2; n <= PUBLISHED && *ok; n++)
		*ok = publish(n, NULL, NULL);
	__atomic_store_n(&done, true, __ATOMIC_RELEASE);
	return NULL;
}

static void
readers_see_whole_generations_while_writers_publish(void **state)
{
	uint32_t last = 0;
	pthread_t writer;
	bool ok = false;

	(void)state;
	start_anew();
	published(1);
	done = false;
	assert_int_equal(
		pthread_create(&writer, NULL, keep_publishing, &ok), 0);
	while (!__atomic_load_n(&done, __ATOMIC_ACQUIRE)) {
		uint32_t n = live_stories();

		assert_true(n >= last);
		last = n;
	}
	pthread_join(writer, NULL);
	assert_true(ok);
	assert_int_equal(live_stories(), PUBLISHED);
	assert_string_equal(lying_there(), "000040 live lock ");
}

/* ---- crashes ---- */

/* Run `publish DIR n` in a process of its own; returns its exit status. */
static int
run_publish(const char *n, long die_at, const char *steps)
{
	char number[24];
	int status;
	pid_t pid;

	snprintf(number, sizeof(number), "%ld", die_at);
	pid = fork();
	if (pid == 0) {
		if (die_at > 0)
			setenv("DATELINE_DIE_AT", number, 1);
		if (steps != NULL)
			setenv("DATELINE_STEPS", steps, 1);
		execl("/proc/self/exe", "test_archive", "publish", dir, n,
			(char *)NULL);
		_exit(99);
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* How many durable steps one more publish takes. */
static long
count_steps(const char *n)
{
	struct buf path = { 0 }, text = { 0 };
	long steps;

	fs_join(&path, scratch, "steps", NULL);
	assert_int_equal(run_publish(n, 0, path.data), 0);
	assert_true(fs_read_file(path.data, 64, &text, NULL));
	steps = strtol(text.data, NULL, 10);
	buf_release(&path);
	buf_release(&text);
	return steps;
}

/*
 * A generation of 3 stories is live; the publication of one of 5 dies right
 * before step n.
 */
static void
crash_at(long n)
{
	uint32_t stories;

	start_anew();
	published(3);
	assert_int_equal(run_publish("5", n, NULL), 137);
	stories = live_stories();
	if (stories != 3 && stories != 5)
		fail_msg("%u stories after step %ld", stories, n);
	published(7);
	assert_int_equal(live_stories(), 7);
	if (strlen(lying_there()) != strlen("000003 live lock "))
		fail_msg("%s after step %ld", lying_there(), n);
}

static void
a_crash_at_any_step_leaves_the_old_or_the_new(void **state)
{
	long steps;

	(void)state;
	start_anew();
	published(3);
	steps = count_steps("5");
	assert_true(steps > 10);
	for (long n = 1; n <= steps; n++)
		crash_at(n);
}

static void
a_crash_of_the_first_build_leaves_no_archive(void **state)
{
	long steps;

	(void)state;
	start_anew();
	steps = count_steps("5");
	for (long n = 1; n <= steps; n++) {
		struct generation *generation;
		struct err err = { 0 };

		start_anew();
		assert_int_equal(run_publish("5", n, NULL), 137);
		generation = generation_open(dir, &err);
		if (generation == NULL)
			assert_int_equal(err.kind, ERR_NOT_FOUND);
		else
			assert_int_equal(generation->columns.stories, 5);
		generation_unref(generation);
		published(7);
		assert_int_equal(live_stories(), 7);
	}
}

/* The child's part: publish into argv[2] a generation of argv[3] stories. */
static int
publish_main(char **argv)
{
	struct err err = { 0 };

	snprintf(dir, sizeof(dir), "%s", argv[2]);
	if (publish((uint32_t)atoi(argv[3]), NULL, &err))
		return 0;
	fprintf(stderr, "%s\n", err.text);
	return 1;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_published_is_what_opens),
		cmocka_unit_test(a_new_generation_replaces_the_old_one),
		cmocka_unit_test(a_generation_being_read_stays_until_let_go),
		cmocka_unit_test(
			an_archive_made_anew_is_another_one_by_the_same_name),
		cmocka_unit_test(a_folder_without_an_archive_says_what_to_do),
		cmocka_unit_test(a_build_that_is_given_up_leaves_nothing),
		cmocka_unit_test(a_second_writer_is_kept_out),
		cmocka_unit_test(a_folder_of_other_things_is_refused),
		cmocka_unit_test(an_archive_keeps_a_stranger_that_lies_in_it),
		cmocka_unit_test(numbers_ascend_past_what_was_left),
		cmocka_unit_test(a_live_file_that_names_nothing_is_damage),
		cmocka_unit_test(a_live_generation_that_is_gone_is_damage),
		cmocka_unit_test(damaged_files_are_found_on_opening),
		cmocka_unit_test(
			one_changed_bit_in_a_column_is_found_on_opening),
		cmocka_unit_test(
			readers_see_whole_generations_while_writers_publish),
		cmocka_unit_test(a_crash_at_any_step_leaves_the_old_or_the_new),
		cmocka_unit_test(a_crash_of_the_first_build_leaves_no_archive),
	};

	if (argc == 4 && strcmp(argv[1], "publish") == 0)
		return publish_main(argv);
	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
