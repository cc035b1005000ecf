/* render_table.c - answers for spreadsheets and cut (client/render.h) */
#include "base/wire.h"
#include "client/command.h"
#include "client/render.h"

#include <inttypes.h>
#include <string.h>

/* A table as it is being written. */
struct sheet {
	const struct options *options;
	const struct asked *asked;
	struct buf *out;
	bool begun; /* the line has a cell already */
};

/* A cell as RFC 4180 has it. */
static void
put_quoted(struct buf *out, const char *text)
{
	if (strpbrk(text, ",\"\r\n") == NULL) {
		buf_puts(out, text);
		return;
	}
	buf_putc(out, '"');
	for (const char *c = text; *c; c++) {
		if (*c == '"')
			buf_putc(out, '"');
		buf_putc(out, *c);
	}
	buf_putc(out, '"');
}

static void
put_cell(struct sheet *sheet, const char *text)
{
	bool csv = sheet->options->output == OUTPUT_CSV;

	if (sheet->begun)
		buf_putc(sheet->out, csv ? ',' : '\t');
	sheet->begun = true;
	if (!csv)
		wire_put_column(sheet->out, text, strlen(text));
	else if (answer_known(text))
		put_quoted(sheet->out, text);
}

static void
end_line(struct sheet *sheet)
{
	buf_putc(sheet->out, '\n');
	sheet->begun = false;
}

/* The query, where there are many. */
static void
begin_line(struct sheet *sheet, const char *first)
{
	if (sheet->asked != NULL)
		put_cell(sheet, first);
}

/* The names of a table's columns under this command. */
const char *const *
render_columns(const struct command *command, enum answer_kind kind)
{
	if (kind == command->main && command->columns != NULL)
		return command->columns;
	return answer_letters[kind].names;
}

static void
put_table(
	struct sheet *sheet, const struct answer *answer, enum answer_kind kind)
{
	const char *const *names =
		render_columns(sheet->options->command, kind);
	const struct answer_table *table = &answer->tables[kind];

	if (sheet->asked == NULL || sheet->asked->first) {
		begin_line(sheet, "query");
		for (size_t i = 0; names[i] != NULL; i++)
			put_cell(sheet, names[i]);
		end_line(sheet);
	}
	for (size_t row = 0; row < table->count; row++) {
		if (sheet->asked != NULL)
			begin_line(sheet, sheet->asked->query);
		for (size_t i = 0; names[i] != NULL; i++)
			put_cell(sheet, table->rows[row].columns[i]);
		end_line(sheet);
	}
}

/* The final line of a count as a table of one row. */
static void
put_counts(struct sheet *sheet, const struct answer *answer)
{
	static const char *const names[] = { "stories", "distinct", "rel" };
	const struct answer_final *final = &answer->final;
	struct buf number = { 0 };

	if (sheet->asked == NULL || sheet->asked->first) {
		begin_line(sheet, "query");
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
			put_cell(sheet, names[i]);
		end_line(sheet);
	}
	if (sheet->asked != NULL)
		begin_line(sheet, sheet->asked->query);
	buf_printf(&number, "%" PRIu64, final->hits);
	put_cell(sheet, buf_text(&number));
	buf_reset(&number);
	buf_printf(&number, "%" PRIu64, final->distinct);
	put_cell(sheet, buf_text(&number));
	put_cell(sheet, final->rel != NULL ? final->rel : "eq");
	end_line(sheet);
	buf_release(&number);
}

void
render_tables(const struct answer *answer, const struct options *options,
	const struct asked *asked, struct buf *out)
{
	enum answer_kind first = options->command->main;
	struct sheet sheet = { options, asked, out, false };

	if (options->command->counts) {
		put_counts(&sheet, answer);
		return;
	}
	put_table(&sheet, answer, first);
	for (int kind = 0; kind < ANSWER_NOTICE && asked == NULL; kind++) {
		if (kind == (int)first || answer->tables[kind].count == 0)
			continue;
		buf_putc(out, '\n');
		put_table(&sheet, answer, (enum answer_kind)kind);
	}
}
