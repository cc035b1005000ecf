#include "searchd/daemon.h"

#include "base/json.h"
#include "base/log.h"
#include "searchd/options.h"
#include "searchd/server.h"

#include <stdio.h>

#define PROGRAM "dateline-searchd"

static void
print_help(void)
{
	printf("usage: " PROGRAM " --index DIR [--listen HOST:PORT|unix:PATH]\n"
	       "       " PROGRAM " --index DIR --stdio\n\n"
	       "Answers questions about a news archive over the line protocol "
	       "DLP/1.\n\n");
	opts_print(searchd_options, stdout);
}

/* Do what the options ask for; false with *err. */
static bool
run(const struct options *options, const struct settings *settings,
	struct err *err)
{
	if (options->help)
		print_help();
	else if (options->version)
		printf(PROGRAM " " DATELINE_VERSION "\n");
	else if (options->settings)
		conf_print(searchd_settings, stdout);
	else
		return server_run(settings, options->stdio, err);
	return true;
}

int
daemon_main(int argc, char **argv)
{
	struct options options = { 0 };
	struct settings settings = { 0 };
	struct arena arena = { 0 };
	struct err err = { 0 };
	int status = 0;

	log_open(PROGRAM, LOG_INFO);
	json_start();
	if (!searchd_configure(argc, argv, &options, &settings, &arena, &err) ||
		!run(&options, &settings, &err)) {
		fprintf(stderr, PROGRAM ": %s\n", err.text);
		status = err_exit_status(err.kind);
	}
	arena_release(&arena);
	return status;
}
