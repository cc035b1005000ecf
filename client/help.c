#include "client/command.h"

static const char status_help[] =
	"Exit status: 0 found, 1 nothing found, 2 wrong query or usage,\n"
	"3 no server, or one whose answer is broken.\n";

/* dateline --help: what commands there are. */
static void
help_program(FILE *out)
{
	struct opt table[OPTION_ROWS_MAX];

	fputs("Ask a news archive.\n\n"
	      "usage: dateline [OPTION…] COMMAND [OPTION…] "
	      "[WORD…]\n\ncommands:\n",
		out);
	for (const struct command *row = client_commands; row->name != NULL;
		row++)
		fprintf(out, "  %-8s %s\n", row->name, row->about);
	fputc('\n', out);
	client_options_table(NULL, table);
	opts_print(table, out);
	fputs("\ndateline COMMAND --help explains one of them, "
	      "dateline-indexer makes the archive.\n\n",
		out);
}

void
help_print(const struct command *command, FILE *out)
{
	struct opt table[OPTION_ROWS_MAX];

	if (command == NULL) {
		help_program(out);
		fputs(status_help, out);
		return;
	}
	fprintf(out, "dateline %s: %s.\n\nusage: dateline %s %s\n\n",
		command->name, command->about, command->name, command->usage);
	client_options_table(command, table);
	opts_print(table, out);
	fputs("\nexamples:\n", out);
	for (const char *const *e = command->examples; *e != NULL; e++)
		fprintf(out, "  dateline %s\n", *e);
	fputc('\n', out);
	fputs(status_help, out);
}
