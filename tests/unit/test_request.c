/* test_request.c - the promises of client/options.h and client/request.h */
#include "client/request.h"

#include "base/wire.h"
#include "client/command.h"
#include "client/connect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define ARGS_MAX 16

/* Read a NULL-terminated command line without its program's name. */
static bool
read_args(struct options *options, const char *const *args, struct err *err)
{
	static char *argv[ARGS_MAX + 2];
	int argc = 1;

	argv[0] = (char *)"dateline";
	for (; *args != NULL && argc <= ARGS_MAX; args++)
		argv[argc++] = (char *)*args;
	argv[argc] = NULL;
	return client_options_read(options, argc, argv, err);
}

static void
a_command_line_becomes_a_request(void **state)
{
	static const struct {
		const char *args[ARGS_MAX];
		const char *line;
	} cases[] = {
		{ { "search", "dock", "strike" },
			"SEARCH snippets=1 :: dock strike\n" },
		{ { "--json", "search", "dock" }, "SEARCH fmt=json :: dock\n" },
		{ { "search", "--tsv" }, "SEARCH\n" },
		{ { "search", "--tsv", "-n", "3", "--offset=20", "--sort",
			  "newest", "--collapse", "--match", "any",
			  "--deadline", "50", "--", "-kgb", "minsk" },
			"SEARCH limit=3 offset=20 sort=newest match=any "
			"collapse=copies deadline=50 :: -kgb minsk\n" },
		{ { "search", "--tsv", "--facet", "outlet:5,actor", "a :: b" },
			"SEARCH facet=outlet:5,actor :: a :: b\n" },
		{ { "search", "--tsv", "--facet", "a b\"c" },
			"SEARCH facet=\"a b\\\"c\"\n" },
		{ { "snippet", "hg/3", "--csv", "the", "east" },
			"SNIPPET hg/3 :: the east\n" },
		{ { "like", "hg/3", "--jsonl" }, "LIKE hg/3\n" },
		{ { "like", "--text", "hg/3" }, "LIKE snippets=1 :: hg/3\n" },
		{ { "get", "hg/3", "--jsonl" }, "GET hg/3 fmt=json\n" },
		{ { "count", "--json", "x" }, "COUNT :: x\n" },
		{ { "facets", "x" },
			"FACETS facet=outlet,actor,date:month :: x\n" },
		{ { "get", "hg/1911-08-02/3", "--fields", "headline" },
			"GET hg/1911-08-02/3 fields=headline\n" },
		{ { "stats" }, "STATS\n" },
		{ { "stats", "index", "--json" }, "STATS index fmt=json\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct options options;
		struct err err = { 0 };
		struct buf line = { 0 };

		assert_true(read_args(&options, cases[i].args, &err));
		assert_true(request_line(&options, &line, &err));
		assert_string_equal(buf_text(&line), cases[i].line);
		buf_release(&line);
	}
}

static void
what_could_become_another_request_is_refused(void **state)
{
	static const char *const args[][ARGS_MAX] = {
		{ "search", "dock\nSHUTDOWN" },
		{ "search", "dock\r" },
		{ "search", "a\001b" },
		{ "search", "not utf-8 \xff" },
		{ "search", "--facet", "a\nb", "x" },
		{ "get", "a b" },
		{ "get", "a\"b" },
		{ "get", "a\nb" },
		{ "get", "" },
		{ "get", "::" },
		{ "get" },
		{ "get", "a", "b" },
		{ "stats", "a", "b" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(args); i++) {
		struct options options;
		struct err err = { 0 };
		struct buf line = { 0 };

		assert_true(read_args(&options, args[i], &err));
		assert_false(request_line(&options, &line, &err));
		assert_int_equal(err.kind, ERR_USAGE);
		buf_release(&line);
	}
}

static void
options_that_make_no_sense_are_refused(void **state)
{
	static const char *const args[][ARGS_MAX] = {
		{ "serch", "x" },
		{ "search", "--limt", "3" },
		{ "search", "-n", "0" },
		{ "search", "-n", "many" },
		{ "search", "--color", "green" },
		{ "search", "--json", "--tsv" },
		{ "search", "-i", "a", "--server", "b:1" },
		{ "count", "--snippets", "1" },
		{ "get", "--facet", "outlet", "a" },
		{ "raw", "--json" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(args); i++) {
		struct options options;
		struct err err = { 0 };

		assert_false(read_args(&options, args[i], &err));
		assert_int_equal(err.kind, ERR_USAGE);
	}
}

static void
the_option_names_the_server_before_the_variable(void **state)
{
	static const char *const plain[ARGS_MAX] = { "stats" };
	static const char *const said[ARGS_MAX] = { "--server", "a:1",
		"stats" };
	struct options options;
	struct err err = { 0 };

	(void)state;
	unsetenv(SERVER_VARIABLE);
	assert_true(read_args(&options, plain, &err));
	assert_string_equal(options.server, WIRE_SERVER);
	setenv(SERVER_VARIABLE, "unix:/x", 1);
	assert_true(read_args(&options, plain, &err));
	assert_string_equal(options.server, "unix:/x");
	assert_true(read_args(&options, said, &err));
	assert_string_equal(options.server, "a:1");
	unsetenv(SERVER_VARIABLE);
}

static void
addresses_are_split_at_their_last_colon(void **state)
{
	static const char *const bad[] = { "", ":", "host", "host:", ":80" };
	struct address address;
	struct err err = { 0 };

	(void)state;
	assert_true(address_read("127.0.0.1:7311", &address, &err));
	assert_string_equal(address.host, "127.0.0.1");
	assert_string_equal(address.port, "7311");
	assert_true(address_read("[::1]:80", &address, &err));
	assert_string_equal(address.host, "::1");
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(address_read(bad[i], &address, &err));
}

static void
every_command_is_found_by_its_name(void **state)
{
	(void)state;
	for (const struct command *c = client_commands; c->name != NULL; c++) {
		assert_ptr_equal(client_command(c->name), c);
		assert_non_null(c->about);
		assert_non_null(c->examples[0]);
		assert_true(c->verb == NULL || c->show != NULL);
	}
	assert_null(client_command("serch"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_command_line_becomes_a_request),
		cmocka_unit_test(what_could_become_another_request_is_refused),
		cmocka_unit_test(options_that_make_no_sense_are_refused),
		cmocka_unit_test(
			the_option_names_the_server_before_the_variable),
		cmocka_unit_test(addresses_are_split_at_their_last_colon),
		cmocka_unit_test(every_command_is_found_by_its_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
