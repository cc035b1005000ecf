#include "client/options.h"

#include "base/mem.h"
#include "base/must.h"
#include "base/near.h"
#include "base/wire.h"
#include "client/command.h"

#include <stdlib.h>
#include <string.h>

/* The rows that a command of the wanted ones takes. */
static void
select_rows(unsigned wanted, struct opt *table)
{
	size_t n = 0;

	for (const struct option_row *row = option_rows; row->opt.name; row++)
		if (row->commands & wanted) {
			must(n < OPTION_ROWS_MAX - 1);
			table[n++] = row->opt;
		}
	table[n] = (struct opt){ .name = NULL };
}

void
client_options_table(const struct command *command, struct opt *table)
{
	select_rows(command != NULL ? command->bit : ON_INFO, table);
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
		.least = OPTION_UNSET,
		.recency = OPTION_UNSET,
		.timeout = 60,
	};
}

/* No command of that name; which one was meant? */
static bool
unknown_command(const char *name, struct err *err)
{
	const char *meant = NULL;
	unsigned best = NEAR_FAR;

	for (const struct command *row = client_commands; row->name; row++)
		meant = near_better(name, row->name, meant, &best);
	if (meant != NULL)
		return err_set(err, ERR_USAGE,
			"no command %s; did you mean %s?", name, meant);
	return err_set(err, ERR_USAGE, "no command %s", name);
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
	select_rows(ON_ALL, table);
	ok = opts_parse(table, options, argc, copy, &options->nwords, err);
	if (ok && options->nwords > 0) {
		options->command = client_command(copy[1]);
		if (options->command == NULL)
			ok = unknown_command(copy[1], err);
	}
	free(copy);
	return ok;
}

/* Is this one of the words in values? */
static bool
listed(const char *values, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = values; *at != '\0';) {
		size_t n = strcspn(at, " ");

		if (n == len && memcmp(at, word, n) == 0)
			return true;
		at += n + strspn(at + n, " ");
	}
	return false;
}

/* Values that are one of a few: which, and which was meant. */
static bool
check_values(const struct options *options, struct err *err)
{
	for (const struct option_row *row = option_rows; row->opt.name; row++) {
		const char *said;

		if (row->values == NULL)
			continue;
		memcpy(&said, (const char *)options + row->opt.at,
			sizeof(said));
		if (said != NULL && !listed(row->values, said))
			return err_set(err, ERR_USAGE,
				"--%s takes one of: %s; not %s", row->opt.name,
				row->values, said);
	}
	return true;
}

/* The form of the answer: one at most. */
static bool
choose_output(struct options *options, struct err *err)
{
	const struct {
		bool said;
		enum output output;
	} forms[] = {
		{ options->json, OUTPUT_JSON },
		{ options->jsonl, OUTPUT_JSONL },
		{ options->tsv, OUTPUT_TSV },
		{ options->csv, OUTPUT_CSV },
	};
	unsigned n = 0;

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		if (forms[i].said) {
			options->output = forms[i].output;
			n++;
		}
	return n < 2 || err_set(err, ERR_USAGE,
				"only one of --json, --jsonl, --tsv and --csv");
}

/* Options that contradict each other, and values we judge ourselves. */
static bool
options_agree(struct options *options, struct err *err)
{
	if (!check_values(options, err) || !choose_output(options, err))
		return false;
	if (options->server != NULL && options->index != NULL)
		return err_set(
			err, ERR_USAGE, "either --server or --index, not both");
	if (options->after != NULL && options->offset != OPTION_UNSET)
		return err_set(
			err, ERR_USAGE, "either --after or --offset, not both");
	return true;
}

/* What nobody said. */
static void
options_settle(struct options *options)
{
	const struct command *command = options->command;
	const char *server = getenv(SERVER_VARIABLE);

	if (options->server == NULL)
		options->server =
			server != NULL && *server ? server : WIRE_SERVER;
	if (options->color == NULL)
		options->color = "auto";
	if (command == NULL)
		return;
	if (options->snippets == OPTION_UNSET &&
		(command->bit & (ON_SEARCH | ON_LIKE)) &&
		options->output == OUTPUT_PAGE)
		options->snippets = 1;
	if (options->facet == NULL)
		options->facet = command->facet;
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
