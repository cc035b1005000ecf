#include "client/command.h"

static const char status_help[] =
	"Exit status: 0 found, 1 nothing found, 2 wrong query or usage,\n"
	"3 no server, or one whose answer is broken.\n";

/* What a command's name and its sentence stand under each other as. */
#define NAME_WIDTH 10

/* Append a sentence from column `at` on, its lines below each other. */
static void
put_about(struct buf *out, const char *about, size_t at)
{
	const struct look page = { .width = 79 };

	look_wrap(out, &page, (struct wrap){ STYLE_PLAIN, at, true }, about);
}

/* dateline --help: what commands there are. */
static void
help_program(FILE *out)
{
	struct opt table[OPTION_ROWS_MAX];
	struct buf text = { 0 };

	buf_puts(&text, "Ask a news archive.\n\n"
			"usage: dateline [OPTION…] COMMAND [OPTION…] [WORD…]\n"
			"       dateline [OPTION…]                 "
			"a prompt, on a terminal\n\ncommands:\n");
	for (const struct command *row = client_commands; row->name != NULL;
		row++) {
		buf_printf(&text, "  %-*s  ", NAME_WIDTH, row->name);
		put_about(&text, row->about, NAME_WIDTH + 4);
	}
	fprintf(out, "%s\n", buf_text(&text));
	client_options_table(NULL, table);
	opts_print(table, out);
	fputs("\ndateline COMMAND --help explains one of them.  "
	      "dateline-indexer makes archives.\n\n",
		out);
	buf_release(&text);
}

void
help_print(const struct command *command, FILE *out)
{
	struct opt table[OPTION_ROWS_MAX];
	struct buf text = { 0 }, page = { 0 };

	if (command == NULL) {
		help_program(out);
		fputs(status_help, out);
		return;
	}
	buf_printf(&text, "dateline %s: %s.", command->name, command->about);
	put_about(&page, buf_text(&text), 0);
	fprintf(out, "%s\nusage: dateline %s %s\n\n", buf_text(&page),
		command->name, command->usage);
	client_options_table(command, table);
	opts_print(table, out);
	fputs("\nexamples:\n", out);
	for (const char *const *e = command->examples; *e != NULL; e++)
		fprintf(out, "  dateline %s\n", *e);
	fputs(command->words == WORDS_LINES || command->verb == NULL
			? "\n"
			: "\nWith - in place of the first word, questions are "
			  "read from standard input,\na line each.\n\n",
		out);
	fputs(status_help, out);
	buf_release(&text);
	buf_release(&page);
}
