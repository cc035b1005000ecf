#include "indexer/commands.h"

#include <stdio.h>
#include <string.h>

/* A subcommand is added to the table in the commit that brings it. */
const struct command commands[] = {
	{
		.name = "build",
		.usage = "--index DIR [OPTION…] PATH…",
		.about = "index every story below the paths",
		.run = cmd_build,
	},
	{
		.name = "add",
		.usage = "--index DIR [--watch SECONDS] [OPTION…] PATH…",
		.about = "add the stories below the paths to an archive",
		.run = cmd_add,
	},
	{
		.name = "delete",
		.usage = "--index DIR URI…",
		.about = "delete stories from an archive",
		.run = cmd_delete,
	},
	{
		.name = "merge",
		.usage = "--index DIR",
		.about = "put what was added and deleted into one segment",
		.run = cmd_merge,
	},
	{
		.name = "check",
		.usage = "--index DIR",
		.about = "look an archive over and name what is damaged",
		.run = cmd_check,
	},
	{
		.name = "stats",
		.usage = "--index DIR [--json]",
		.about = "tell what an archive holds and what it takes",
		.run = cmd_stats,
	},
	{
		.name = "audit",
		.usage = "--index DIR [--json]",
		.about = "tell how well each outlet is known, and what was "
			 "learned",
		.run = cmd_audit,
	},
	{
		.name = "extract",
		.usage = "[--conf FILE] PATH…",
		.about = "print the stories as they are read, JSON Lines",
		.run = cmd_extract,
	},
	{ .name = NULL },
};

static void
print_help(FILE *out)
{
	fprintf(out, "usage: dateline-indexer COMMAND [OPTION…] …\n\n"
		     "Turns piles of scraped news into an index for "
		     "dateline-searchd.\n\n");
	for (const struct command *c = commands; c->name != NULL; c++)
		fprintf(out, "  %s %s\n      %s\n", c->name, c->usage,
			c->about);
	fprintf(out, "\n`dateline-indexer COMMAND --help` tells the options "
		     "of one command.\n");
}

static const struct command *
command_named(const char *name)
{
	for (const struct command *c = commands; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

void
command_options(const struct command_option *options, size_t n, unsigned takes,
	struct opt *table)
{
	for (size_t i = 0; i < n; i++)
		if (options[i].needs == 0 || options[i].needs & takes)
			*table++ = options[i].opt;
	*table = (struct opt){ .name = NULL };
}

int
command_fail(const struct err *err)
{
	fprintf(stderr, "dateline-indexer: %s\n", err->text);
	return err_exit_status(err->kind);
}

int
indexer_run(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		print_help(stderr);
		return 2;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		print_help(stdout);
		return 0;
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("dateline-indexer %s\n", DATELINE_VERSION);
		return 0;
	}
	command = command_named(argv[1]);
	if (command == NULL) {
		fprintf(stderr,
			"dateline-indexer: no command %s; "
			"--help lists them\n",
			argv[1]);
		return 2;
	}
	return command->run(argc - 1, argv + 1);
}
