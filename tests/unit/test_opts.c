#include "base/opts.h"

#include "tests/unit/unit.h"

struct options {
	bool quiet, verbose;
	int64_t workers;
	const char *index;
};

static const struct opt table[] = {
	{
		.name = "index",
		.letter = 'i',
		.type = OPT_TEXT,
		.at = offsetof(struct options, index),
		.arg = "DIR",
		.about = "the index",
	},
	{
		.name = "workers",
		.letter = 'n',
		.type = OPT_COUNT,
		.at = offsetof(struct options, workers),
		.arg = "N",
		.about = "how many work",
		.min = 1,
		.max = 64,
	},
	{
		.name = "quiet",
		.letter = 'q',
		.type = OPT_FLAG,
		.at = offsetof(struct options, quiet),
		.about = "say nothing",
	},
	{
		.name = "verbose",
		.type = OPT_FLAG,
		.at = offsetof(struct options, verbose),
		.about = "say more",
	},
	{ .name = NULL },
};

/* What a shell would make of a command line without quotes. */
static char line[256];
static char *args[16];

static bool
parse(struct options *options, const char *command, int *nwords,
	struct err *err)
{
	int argc = 0;

	snprintf(line, sizeof(line), "%s", command);
	for (char *arg = strtok(line, " "); arg; arg = strtok(NULL, " "))
		args[argc++] = arg;
	*options = (struct options){ 0 };
	return opts_parse(table, options, argc, args, nwords, err);
}

static void
every_way_of_writing_a_value_is_accepted(void **state)
{
	static const char *const ways[] = {
		"p --workers 7",
		"p --workers=7",
		"p -n 7",
		"p -n7",
		"p -qn7",
	};
	struct options options;
	struct err err = { 0 };
	int nwords = 9;

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++) {
		assert_true(parse(&options, ways[i], &nwords, &err));
		assert_int_equal(options.workers, 7);
		assert_int_equal(nwords, 0);
		assert_int_equal(options.quiet, i == 4);
	}
}

static void
words_and_options_may_be_mixed(void **state)
{
	struct options options;
	struct err err = { 0 };
	int nwords = 0;

	(void)state;
	assert_true(parse(&options, "p search -q peace --index=x - -- -n",
		&nwords, &err));
	assert_true(options.quiet);
	assert_false(options.verbose);
	assert_string_equal(options.index, "x");
	assert_int_equal(nwords, 4);
	assert_string_equal(args[1], "search");
	assert_string_equal(args[2], "peace");
	assert_string_equal(args[3], "-");
	assert_string_equal(args[4], "-n");
}

static void
what_makes_no_sense_is_refused_by_name(void **state)
{
	static const struct {
		const char *command, *says;
	} wrong[] = {
		{ "p --indx d", "did you mean --index?" },
		{ "p --xyzzyplugh", "--xyzzyplugh" },
		{ "p -x", "-x" },
		{ "p --index", "--index" },
		{ "p -i", "--index" },
		{ "p --quiet=yes", "--quiet" },
		{ "p --workers=0", "--workers" },
		{ "p --workers=65", "--workers" },
		{ "p --workers=7x", "--workers" },
		{ "p --workers=", "--workers" },
		{ "p -n99999999999999999999", "--workers" },
	};
	struct options options;
	int nwords;

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct err err = { 0 };

		assert_false(parse(&options, wrong[i].command, &nwords, &err));
		assert_int_equal(err.kind, ERR_USAGE);
		assert_non_null(strstr(err.text, wrong[i].says));
	}
}

static void
help_is_one_aligned_line_a_row(void **state)
{
	char text[512] = "";
	FILE *out = fmemopen(text, sizeof(text), "w");

	(void)state;
	opts_print(table, out);
	fclose(out);
	assert_string_equal(text, "  -i, --index DIR  the index\n"
				  "  -n, --workers N  how many work\n"
				  "  -q, --quiet      say nothing\n"
				  "      --verbose    say more\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_way_of_writing_a_value_is_accepted),
		cmocka_unit_test(words_and_options_may_be_mixed),
		cmocka_unit_test(what_makes_no_sense_is_refused_by_name),
		cmocka_unit_test(help_is_one_aligned_line_a_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
