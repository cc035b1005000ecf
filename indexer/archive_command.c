#include "indexer/archive_command.h"

#include "base/opts.h"
#include "indexer/commands.h"

#include <stddef.h>
#include <stdio.h>

#define AT(member) offsetof(struct archive_options, member)

static const struct row {
	unsigned needs; /* of archive_taking; 0: all commands have it */
	struct opt opt;
} rows[] = {
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

/* The rows that a command has, ended as opts_parse() wants it. */
static void
select_rows(const struct archive_command *command, struct opt table[ROWS + 1])
{
	size_t n = 0;

	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].needs == 0 || rows[i].needs & command->takes)
			table[n++] = rows[i].opt;
	table[n] = (struct opt){ .name = NULL };
}

int
archive_command_run(
	const struct archive_command *command, int argc, char **argv)
{
	struct opt table[ROWS + 1];
	struct archive_options options = { 0 };
	struct err err = { 0 };
	int nwords = 0;

	select_rows(command, table);
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
