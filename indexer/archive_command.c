#include "indexer/archive_command.h"

#include "base/opts.h"
#include "indexer/commands.h"

#include <stddef.h>
#include <stdio.h>

#define AT(member) offsetof(struct archive_options, member)

static const struct command_option rows[] = {
	{ 0, { .name = "index",
		     .letter = 'i',
		     .type = OPT_TEXT,
		     .at = AT(index),
		     .arg = "DIR",
		     .about = "the archive" } },
	{ TAKES_JSON, { .name = "json",
			      .type = OPT_FLAG,
			      .at = AT(json),
			      .about = "print one JSON object" } },
	{ TAKES_QUIET, { .name = "quiet",
			       .letter = 'q',
			       .type = OPT_FLAG,
			       .at = AT(quiet),
			       .about = "say nothing but what is damaged" } },
	{ 0, { .name = "help",
		     .letter = 'h',
		     .type = OPT_FLAG,
		     .at = AT(help),
		     .about = "this" } },
};

#define ROWS (sizeof(rows) / sizeof(*rows))

int
archive_command_run(
	const struct archive_command *command, int argc, char **argv)
{
	struct opt table[ROWS + 1];
	struct archive_options options = { 0 };
	struct err err = { 0 };
	int nwords = 0;

	command_options(rows, ROWS, command->takes, table);
	if (!opts_parse(table, &options, argc, argv, &nwords, &err))
		return command_fail(&err);
	if (options.help) {
		printf("usage: dateline-indexer %s --index DIR [OPTION...]\n\n"
		       "%s\n",
			command->name, command->about);
		opts_print(table, stdout);
		printf("\nExit status: %s.\n", command->status);
		return 0;
	}
	if (options.index == NULL || nwords > 0) {
		err_set(&err, ERR_USAGE,
			"%s needs --index DIR and nothing else; --help tells "
			"more",
			command->name);
		return command_fail(&err);
	}
	return command->run(&options);
}
