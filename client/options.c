#include "client/options.h"

#include "base/mem.h"
#include "base/must.h"
#include "base/wire.h"
#include "client/command.h"

#include <stdlib.h>
#include <string.h>

#define AT(member) offsetof(struct options, member)
#define ON_QUERY (ON_SEARCH | ON_COUNT | ON_FACETS | ON_TIMELINE)

const struct option_row option_rows[] = {
	{
		.opt = { "limit", 'n', OPT_COUNT, AT(limit), "N",
			"show at most N stories (10; all copies)", 1, 1000 },
		.commands = ON_SEARCH | ON_CLUSTER,
		.key = "limit",
	},
	{
		.opt = { "offset", 0, OPT_COUNT, AT(offset), "N",
			"pass over the first N stories", 0, 10000 },
		.commands = ON_SEARCH | ON_CLUSTER,
		.key = "offset",
	},
	{
		.opt = { "sort", 0, OPT_TEXT, AT(sort), "ORDER",
			"rank, newest or oldest (rank)", 0, 0 },
		.commands = ON_SEARCH,
		.key = "sort",
	},
	{
		.opt = { "facet", 0, OPT_TEXT, AT(facet), "FIELDS",
			"count by field: outlet:5,actor,date:month", 0, 0 },
		.commands = ON_SEARCH | ON_FACETS,
		.key = "facet",
	},
	{
		.opt = { "snippets", 0, OPT_COUNT, AT(snippets), "N",
			"passages a story (1; none in --json and --tsv)", 0,
			100 },
		.commands = ON_SEARCH,
		.key = "snippets",
	},
	{
		.opt = { "changes", 0, OPT_COUNT, AT(changes), "N",
			"sentences of each copy: of those added, of those cut "
			"(0)",
			0, 100 },
		.commands = ON_CLUSTER,
		.key = "changes",
	},
	{
		.opt = { "match", 0, OPT_TEXT, AT(match), "HOW",
			"bare words: all of them, or any (all)", 0, 0 },
		.commands = ON_QUERY,
		.key = "match",
	},
	{
		.opt = { "collapse", 0, OPT_FLAG, AT(collapse), NULL,
			"show the copies of one text once", 0, 0 },
		.commands = ON_SEARCH,
		.key = "collapse",
		.value = "copies",
	},
	{
		.opt = { "deadline", 0, OPT_COUNT, AT(deadline), "MS",
			"answer with what was found after MS milliseconds", 1,
			INT32_MAX },
		.commands = ON_QUERY | ON_CLUSTER,
		.key = "deadline",
	},
	{
		.opt = { "by", 0, OPT_TEXT, AT(by), "UNIT",
			"day, week, month or year (month)", 0, 0 },
		.commands = ON_TIMELINE,
		.key = "by",
	},
	{
		.opt = { "norm", 0, OPT_TEXT, AT(norm), "WHAT",
			"shares of all stories of the time, or of those of the "
			"outlets found: none, all, outlet (none)",
			0, 0 },
		.commands = ON_TIMELINE,
		.key = "norm",
	},
	{
		.opt = { "split", 0, OPT_TEXT, AT(split), "FIELD",
			"a line for each of the commonest: outlet:3, actor, "
			"lang",
			0, 0 },
		.commands = ON_TIMELINE,
		.key = "split",
	},
	{
		.opt = { "ascii", 0, OPT_FLAG, AT(ascii), NULL,
			"draw with plain characters only", 0, 0 },
		.commands = ON_TIMELINE,
	},
	{
		.opt = { "fields", 0, OPT_TEXT, AT(fields), "A,B",
			"these fields of the story only", 0, 0 },
		.commands = ON_GET,
		.key = "fields",
	},
	{
		.opt = { "json", 0, OPT_FLAG, AT(json), NULL,
			"print one JSON object on one line", 0, 0 },
		.commands = ON_ALL & ~ON_RAW,
	},
	{
		.opt = { "tsv", 0, OPT_FLAG, AT(tsv), NULL,
			"print tables: columns between TABs, a header line", 0,
			0 },
		.commands = ON_ALL & ~ON_RAW,
	},
	{
		.opt = { "color", 0, OPT_TEXT, AT(color), "WHEN",
			"auto, always or never (auto)", 0, 0 },
		.commands = ON_ALL & ~ON_RAW,
	},
	{
		.opt = { "server", 's', OPT_TEXT, AT(server), "ADDRESS",
			"HOST:PORT or unix:PATH ($" SERVER_VARIABLE
			", else " WIRE_SERVER ")",
			0, 0 },
		.commands = ON_ALL,
	},
	{
		.opt = { "index", 'i', OPT_TEXT, AT(index), "DIR",
			"run dateline-searchd on this index instead", 0, 0 },
		.commands = ON_ALL,
	},
	{
		.opt = { "timeout", 0, OPT_COUNT, AT(timeout), "SECONDS",
			"give a silent server up (60; 0 = never)", 0,
			INT32_MAX },
		.commands = ON_ALL,
	},
	{
		.opt = { "help", 'h', OPT_FLAG, AT(help), NULL,
			"explain a command, with examples", 0, 0 },
		.commands = ON_ALL,
	},
	{
		.opt = { "version", 0, OPT_FLAG, AT(version), NULL,
			"print the version", 0, 0 },
		.commands = ON_ALL,
	},
	{ .opt = { .name = NULL } },
};

/* The rows that all of the wanted commands take, or any of them. */
static void
select_rows(unsigned wanted, bool any, struct opt *table)
{
	size_t n = 0;

	for (const struct option_row *row = option_rows; row->opt.name; row++) {
		unsigned common = row->commands & wanted;

		if (any ? common != 0 : common == wanted) {
			must(n < OPTION_ROWS_MAX - 1);
			table[n++] = row->opt;
		}
	}
	table[n] = (struct opt){ .name = NULL };
}

void
client_options_table(const struct command *command, struct opt *table)
{
	select_rows(command != NULL ? command->bit : ON_ALL, false, table);
}

/* Nothing was said yet. */
static void
options_clear(struct options *options)
{
	*options = (struct options){
		.limit = OPTION_UNSET,
		.offset = OPTION_UNSET,
		.snippets = OPTION_UNSET,
		.changes = OPTION_UNSET,
		.deadline = OPTION_UNSET,
		.timeout = 60,
	};
}

/*
 * The command's name is the first word, wherever options stand; only when it
 * is known can options be held against what the command takes.  So argv is
 * read twice, the first time in a copy.
 */
static bool
find_command(struct options *options, int argc, char **argv, struct err *err)
{
	struct opt table[OPTION_ROWS_MAX];
	char **copy = mem_array(NULL, (size_t)argc + 1, sizeof(*copy));
	bool ok;

	memcpy(copy, argv, (size_t)argc * sizeof(*copy));
	select_rows(ON_ALL, true, table);
	ok = opts_parse(table, options, argc, copy, &options->nwords, err);
	if (ok && options->nwords > 0) {
		options->command = client_command(copy[1]);
		if (options->command == NULL)
			ok = err_set(err, ERR_USAGE, "no command %s", copy[1]);
	}
	free(copy);
	return ok;
}

/* Options that contradict each other, and values we judge ourselves. */
static bool
options_agree(const struct options *options, struct err *err)
{
	static const char *const colors[] = { "auto", "always", "never" };
	bool known = options->color == NULL;

	for (size_t i = 0; i < sizeof(colors) / sizeof(*colors); i++)
		if (!known)
			known = strcmp(options->color, colors[i]) == 0;
	if (!known)
		return err_set(err, ERR_USAGE,
			"--color is auto, always or never, not %s",
			options->color);
	if (options->json && options->tsv)
		return err_set(
			err, ERR_USAGE, "either --json or --tsv, not both");
	if (options->server != NULL && options->index != NULL)
		return err_set(
			err, ERR_USAGE, "either --server or --index, not both");
	return true;
}

/* What nobody said. */
static void
options_settle(struct options *options)
{
	const char *server = getenv(SERVER_VARIABLE);

	if (options->server == NULL)
		options->server =
			server != NULL && *server ? server : WIRE_SERVER;
	if (options->color == NULL)
		options->color = "auto";
	if (options->snippets == OPTION_UNSET && !options->json &&
		!options->tsv)
		options->snippets = 1;
	if (options->facet == NULL && options->command != NULL)
		options->facet = options->command->facet;
}

bool
client_options_read(
	struct options *options, int argc, char **argv, struct err *err)
{
	struct opt table[OPTION_ROWS_MAX];
	const struct command *command;

	options_clear(options);
	if (!find_command(options, argc, argv, err))
		return false;
	command = options->command;
	options_clear(options);
	options->command = command;
	client_options_table(command, table);
	if (!opts_parse(table, options, argc, argv, &options->nwords, err))
		return false;
	options->words = argv + 1;
	if (command != NULL) {
		options->words++;
		options->nwords--;
	}
	if (!options_agree(options, err))
		return false;
	options_settle(options);
	return true;
}
