#include "base/conf.h"
#include "base/fs.h"

#include "tests/unit/unit.h"

struct settings {
	int64_t workers;
	bool remote;
	const char *listen;
};

static const struct setting table[] = {
	{
		.name = "workers",
		.type = SETTING_INT,
		.at = offsetof(struct settings, workers),
		.min = 1,
		.max = 256,
		.preset = "4",
		.unit = "threads",
		.about = "threads that run queries",
	},
	{
		.name = "remote",
		.type = SETTING_BOOL,
		.at = offsetof(struct settings, remote),
		.preset = "no",
		.about = "whether others may ask",
	},
	{
		.name = "listen",
		.type = SETTING_TEXT,
		.at = offsetof(struct settings, listen),
		.preset = "127.0.0.1:7311",
		.about = "where to listen",
	},
	{ .name = NULL },
};

static char *scratch;
static struct buf path;
static struct arena arena;

static int
make_scratch(void **state)
{
	(void)state;
	scratch = unit_scratch();
	if (scratch != NULL)
		fs_join(&path, scratch, "test.conf", NULL);
	return scratch == NULL;
}

static int
remove_scratch(void **state)
{
	(void)state;
	fs_remove_tree(scratch, NULL);
	buf_release(&path);
	arena_release(&arena);
	free(scratch);
	return 0;
}

/* The presets, and a file with this text over them. */
static bool
read_text(const char *text, struct settings *settings, struct err *err)
{
	assert_true(conf_presets(table, settings, &arena, err));
	assert_true(fs_write_file(path.data, text, strlen(text), err));
	return conf_read(table, settings, path.data, &arena, err);
}

static void
presets_hold_until_a_file_says_otherwise(void **state)
{
	struct settings settings;
	struct err err = { 0 };

	(void)state;
	assert_true(read_text("# nothing\n\n; here\n", &settings, &err));
	assert_int_equal(settings.workers, 4);
	assert_false(settings.remote);
	assert_string_equal(settings.listen, "127.0.0.1:7311");
	assert_true(read_text("workers = 8\n  remote=yes\n"
			      "listen = unix:/run/d # x ; why\n",
		&settings, &err));
	assert_int_equal(settings.workers, 8);
	assert_true(settings.remote);
	assert_string_equal(settings.listen, "unix:/run/d # x");
	assert_true(read_text("workers = 9", &settings, &err));
	assert_int_equal(settings.workers, 9);
}

static void
a_fault_in_a_file_is_named_with_its_line(void **state)
{
	static char long_line[400];
	const struct {
		const char *text, *line, *says;
	} faults[] = {
		{ "\nworkres = 3\n", ":2: ", "did you mean workers?" },
		{ "xyzzy = 3\n", ":1: ", "xyzzy" },
		{ "workers = 0\n", ":1: ", "from 1 to 256 threads" },
		{ "workers = many\nremote = x\n", ":1: ", "many" },
		{ "workers = 3\nremote = perhaps\n", ":2: ", "yes or no" },
		{ "workers = 3\n\nnonsense\n", ":3: ", "name = value" },
		{ "[part]\nworkers = 3\n", ":2: ", "sections" },
		{ long_line, ":1: ", "too long" },
	};
	struct settings settings;

	(void)state;
	memset(long_line, 'x', sizeof(long_line) - 1);
	for (size_t i = 0; i < COUNT(faults); i++) {
		struct err err = { 0 };

		assert_false(read_text(faults[i].text, &settings, &err));
		assert_int_equal(err.kind, ERR_INPUT);
		assert_non_null(strstr(err.text, path.data));
		assert_non_null(strstr(err.text, faults[i].line));
		assert_non_null(strstr(err.text, faults[i].says));
	}
}

static void
a_missing_file_is_not_found(void **state)
{
	struct settings settings = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_false(
		conf_read(table, &settings, "/nonexistent/file", &arena, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
}

static void
one_setting_can_be_set_by_name(void **state)
{
	struct settings settings = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_true(conf_set(table, &settings, "remote", "on", &arena, &err));
	assert_true(settings.remote);
	assert_false(conf_set(table, &settings, "remot", "on", &arena, &err));
	assert_non_null(strstr(err.text, "did you mean remote?"));
}

static void
what_is_printed_can_be_read(void **state)
{
	char text[1024] = "";
	FILE *out = fmemopen(text, sizeof(text), "w");
	struct settings settings;
	struct err err = { 0 };

	(void)state;
	conf_print(table, out);
	fclose(out);
	assert_non_null(
		strstr(text, "# threads that run queries (1 to 256 threads)\n"
			     "workers = 4\n"));
	assert_true(read_text(text, &settings, &err));
	assert_int_equal(settings.workers, 4);
	assert_string_equal(settings.listen, "127.0.0.1:7311");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(presets_hold_until_a_file_says_otherwise),
		cmocka_unit_test(a_fault_in_a_file_is_named_with_its_line),
		cmocka_unit_test(a_missing_file_is_not_found),
		cmocka_unit_test(one_setting_can_be_set_by_name),
		cmocka_unit_test(what_is_printed_can_be_read),
	};

	return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}
