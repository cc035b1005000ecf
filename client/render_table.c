#include "base/json.h"
#include "base/utf8.h"
#include "base/wire.h"
#include "client/command.h"
#include "client/render.h"

#include <inttypes.h>
#include <string.h>

/* How many columns a kind of line has under this command. */
static size_t
count_columns(const struct command *command, enum answer_kind kind)
{
	size_t n = 0;

	if (kind == ANSWER_HIT && !command->copies)
		return HIT_COLUMNS;
	while (answer_letters[kind].names[n] != NULL)
		n++;
	return n;
}

static void
put_table(const struct answer *answer, enum answer_kind kind,
	const struct command *command, struct buf *out)
{
	const struct answer_letter *letter = &answer_letters[kind];
	const struct answer_table *table = &answer->tables[kind];
	size_t n = count_columns(command, kind);

	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%s%s", i > 0 ? "\t" : "", letter->names[i]);
	buf_putc(out, '\n');
	for (size_t row = 0; row < table->count; row++) {
		const char *const *columns = table->rows[row].columns;

		for (size_t i = 0; i < n; i++) {
			if (i > 0)
				buf_putc(out, '\t');
			wire_put_column(out, columns[i], strlen(columns[i]));
		}
		buf_putc(out, '\n');
	}
}

void
render_tables(const struct answer *answer, const struct options *options,
	struct buf *out)
{
	const struct answer_final *final = &answer->final;
	enum answer_kind first = options->command->main;

	if (options->command->counts) {
		buf_printf(out,
			"stories\tdistinct\trel\n%" PRIu64 "\t%" PRIu64
			"\t%s\n",
			final->hits, final->distinct,
			final->rel != NULL ? final->rel : "eq");
		return;
	}
	put_table(answer, first, options->command, out);
	for (int kind = 0; kind < ANSWER_NOTICE; kind++) {
		if (kind == (int)first || answer->tables[kind].count == 0)
			continue;
		buf_putc(out, '\n');
		put_table(
			answer, (enum answer_kind)kind, options->command, out);
	}
}

/* The counts of the final line, for a command that has nothing else. */
static void
put_counts(const struct answer *answer, struct buf *out)
{
	const struct answer_final *final = &answer->final;
	struct json *counts = json_new_object();

	json_set(counts, "hits", json_new_integer((int64_t) final->hits));
	json_set(counts, "distinct",
		json_new_integer((int64_t) final->distinct));
	json_set_text(counts, "rel", final->rel != NULL ? final->rel : "eq");
	json_write(out, counts, 17);
	json_free(counts);
}

/*
 * The server's object as it came, but only if it is one; where the final line
 * counts, its counts go in as one more member.
 */
static bool
put_object(const struct answer *answer, struct buf *out, struct err *err)
{
	struct err why = { 0 };
	size_t end;
	struct json *json = json_parse(answer->json, answer->json_len, &why);
	bool ok = json_kind(json) == JSON_IS_OBJECT;
	bool bare = json_count(json) == 0;

	json_free(json);
	if (!ok)
		return err_set(err, ERR_INPUT,
			"the server's answer is broken: no JSON object: %s",
			why.text);
	if (!answer->final.counted) {
		buf_add(out, answer->json, answer->json_len);
		return true;
	}
	for (end = answer->json_len; answer->json[end - 1] != '}';)
		end--;
	buf_add(out, answer->json, end - 1);
	buf_puts(out, bare ? "\"counts\":" : ",\"counts\":");
	put_counts(answer, out);
	buf_putc(out, '}');
	return true;
}

bool
render_json(const struct answer *answer, const struct options *options,
	struct buf *out, struct err *err)
{
	if (options->command->counts)
		put_counts(answer, out);
	else if (answer->json == NULL)
		return answer->final.code == 250
			       ? err_set(err, ERR_INPUT,
					 "the server's answer is broken: no "
					 "JSON")
			       : true;
	else if (!put_object(answer, out, err))
		return false;
	buf_putc(out, '\n');
	return true;
}

void
render_infos(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out)
{
	const struct answer_table *table = &answer->tables[ANSWER_INFO];
	size_t widest = 0;

	(void)options;
	for (size_t i = 0; i < table->count; i++) {
		const char *name = table->rows[i].columns[NAME];
		size_t width = utf8_width(name, strlen(name));

		widest = width > widest ? width : widest;
	}
	widest = widest < 40 ? widest : 40;
	for (size_t i = 0; i < table->count; i++) {
		const char *const *columns = table->rows[i].columns;
		size_t width = utf8_width(columns[NAME], strlen(columns[NAME]));

		look_put_clean(out, look, STYLE_DIM, columns[NAME], 0);
		look_pad(out, 2 + (width < widest ? widest - width : 0));
		look_put_clean(out, look, STYLE_PLAIN, columns[VALUE], 0);
		buf_putc(out, '\n');
	}
}
