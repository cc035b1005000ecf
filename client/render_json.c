/* render_json.c - answers for programs that read JSON (client/render.h) */
#include "base/json.h"
#include "client/command.h"
#include "client/render.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS 17 /* of a real number */

/* A figure as a number, what is none as a text, what is unknown as null. */
static void
put_figure(struct json_out *o, const char *name, const char *text)
{
	char *end;
	double real = strtod(text, &end);

	if (!answer_known(text))
		json_out_word(o, name, "null");
	else if (strspn(text, "0123456789") == strlen(text) &&
		 strlen(text) < 19)
		json_out_integer(o, name, (int64_t)answer_number(text));
	else if (strspn(text, "0123456789.-+eE") == strlen(text) &&
		 *end == '\0' && isfinite(real))
		json_out_real(o, name, real);
	else
		json_out_text(o, name, text);
}

static void
put_text(struct json_out *o, const char *name, const char *text)
{
	if (answer_known(text))
		json_out_text(o, name, text);
	else
		json_out_word(o, name, "null");
}

/* ---- what the final line says ---- */

/* The members that say how much there is. */
static void
put_counts(const struct answer *answer, struct json_out *o)
{
	const struct answer_final *final = &answer->final;

	json_out_integer(o, "hits", (int64_t) final->hits);
	json_out_integer(o, "distinct", (int64_t) final->distinct);
	json_out_text(o, "rel", final->rel != NULL ? final->rel : "eq");
	json_out_text(o, "next", final->next);
}

/* A final line that answers by its keys alone. */
static void
put_keys(const struct answer *answer, struct json_out *o)
{
	const struct answer_table *keys = &answer->tables[ANSWER_KEY];

	json_out_text(o, "result", answer->final.word);
	for (size_t i = 0; i < keys->count; i++)
		json_out_text(o, keys->rows[i].columns[NAME],
			keys->rows[i].columns[VALUE]);
}

static void
put_error(const struct answer *answer, struct json_out *o)
{
	const struct answer_final *final = &answer->final;

	json_out_integer(o, "code", final->code);
	json_out_text(o, "word", final->word);
	if (final->col > 0)
		json_out_integer(o, "col", (int64_t) final->col);
	if (*final->text)
		json_out_text(o, "text", final->text);
}

/* ---- one object for all: --json ---- */

static bool
broken(struct err *err, const char *why)
{
	return err_set(err, ERR_INPUT,
		"the server's answer is broken: no JSON%s%s",
		*why ? " object: " : "", why);
}

/* The server's object, but only if it is one.  Frees nothing of ours. */
static struct json *
parse_object(const struct answer *answer, struct err *err)
{
	struct err why = { 0 };
	struct json *json;

	if (answer->json == NULL) {
		broken(err, "");
		return NULL;
	}
	json = json_parse(answer->json, answer->json_len, &why);
	if (json_kind(json) == JSON_IS_OBJECT)
		return json;
	json_free(json);
	broken(err, why.kind != ERR_NONE ? why.text : "another value");
	return NULL;
}

/* The inside of the server's object as it came, every byte of it. */
static bool
put_members(const struct answer *answer, struct json_out *o, struct err *err)
{
	struct json *json = parse_object(answer, err);
	const char *text = answer->json, *end;
	bool bare = json_count(json) == 0;

	json_free(json);
	if (json == NULL)
		return false;
	end = text + answer->json_len;
	while (*text != '{')
		text++;
	while (end[-1] != '}')
		end--;
	text++;
	end--;
	if (!bare) {
		buf_puts(o->buf, o->behind ? "," : "");
		buf_add(o->buf, text, (size_t)(end - text));
		o->behind = true;
	}
	return true;
}

bool
render_json(const struct answer *answer, const struct options *options,
	const struct asked *asked, struct buf *out, struct err *err)
{
	const struct command *command = options->command;
	struct json_out o = { .buf = out, .digits = DIGITS };
	bool refused = answer->final.code >= 400;

	json_out_open(&o, NULL, '{');
	if (asked != NULL)
		json_out_text(&o, "query", asked->query);
	if (refused) {
		json_out_open(&o, "error", '{');
		put_error(answer, &o);
		json_out_close(&o, '}');
	} else if (command->counts) {
		put_counts(answer, &o);
	} else if (command->main == ANSWER_KEY) {
		put_keys(answer, &o);
	} else {
		bool due = answer->json != NULL || answer->final.code == 250;

		if (due && !put_members(answer, &o, err))
			return false;
		if (answer->final.counted) {
			json_out_open(&o, "counts", '{');
			put_counts(answer, &o);
			json_out_close(&o, '}');
		}
	}
	json_out_close(&o, '}');
	buf_putc(out, '\n');
	return true;
}

/* ---- one object a row: --jsonl ---- */

/* "{"kind":…,"query":…": what every object begins with. */
static void
begin_object(struct json_out *o, const char *kind, const struct asked *asked)
{
	o->behind = false;
	json_out_open(o, NULL, '{');
	json_out_text(o, "kind", kind);
	if (asked != NULL)
		json_out_text(o, "query", asked->query);
}

static void
end_object(struct json_out *o)
{
	json_out_close(o, '}');
	buf_putc(o->buf, '\n');
}

/* The snippets of a hit, if any; *next goes on where the last one's ended. */
static void
put_snippets(const struct answer *answer, const char *rank, size_t *next,
	struct json_out *o)
{
	const struct answer_table *table = &answer->tables[ANSWER_SNIPPET];
	uint64_t wanted = answer_number(rank);
	bool open = false;

	for (; *next < table->count; ++*next) {
		const char *const *c = table->rows[*next].columns;
		uint64_t belongs = answer_number(c[SNIPPET_RANK]);

		if (belongs > wanted)
			break;
		if (belongs < wanted)
			continue;
		if (!open)
			json_out_open(o, "snippets", '[');
		open = true;
		json_out_text(o, NULL, c[SNIPPET_TEXT]);
	}
	if (open)
		json_out_close(o, ']');
}

/* A column of a kind of line, as the kind says it is written. */
static void
put_column(struct json_out *o, enum answer_kind kind, size_t i,
	const char *name, const char *text)
{
	const struct answer_letter *letter = &answer_letters[kind];
	char digit = (char)('0' + i);

	if (strchr(letter->numbers, digit) || strchr(letter->figures, digit))
		put_figure(o, name, text);
	else if (kind != ANSWER_EXPLAIN || answer_known(text))
		put_text(o, name, text);
}

static void
put_rows(const struct answer *answer, const struct options *options,
	enum answer_kind kind, const struct asked *asked, struct json_out *o)
{
	const struct answer_table *table = &answer->tables[kind];
	const char *const *names = render_columns(options->command, kind);
	/* Lists of several kinds say in their first column which it is. */
	size_t first = kind == ANSWER_EXPLAIN ? EXPLAIN_FIRST : 0;
	size_t snippet = 0;

	for (size_t row = 0; row < table->count; row++) {
		const char *const *columns = table->rows[row].columns;

		begin_object(o,
			first > 0 ? columns[EXPLAIN_KIND]
				  : answer_letters[kind].kind,
			asked);
		for (size_t i = first; names[i] != NULL; i++)
			put_column(o, kind, i, names[i], columns[i]);
		if (kind == ANSWER_HIT)
			put_snippets(answer, columns[HIT_RANK], &snippet, o);
		end_object(o);
	}
}

/* All rows; snippets that belong to hits stand within these. */
static void
put_all_rows(const struct answer *answer, const struct options *options,
	const struct asked *asked, struct json_out *o)
{
	enum answer_kind main = options->command->main;

	put_rows(answer, options, main, asked, o);
	for (int kind = 0; kind < ANSWER_NOTICE; kind++)
		if (kind != (int)main &&
			(kind != ANSWER_SNIPPET || main != ANSWER_HIT))
			put_rows(answer, options, (enum answer_kind)kind, asked,
				o);
}

/* One story: all of its record in one object. */
static bool
put_document(const struct answer *answer, const struct asked *asked,
	struct json_out *o, struct err *err)
{
	struct json *json = parse_object(answer, err);

	if (json == NULL)
		return false;
	begin_object(o, "document", asked);
	if (json_member(json, "document") != NULL)
		json_out_value(o, "document", json_member(json, "document"));
	end_object(o);
	json_free(json);
	return true;
}

/* A name that can stand as it is; ours, "kind" and "query", are taken. */
static bool
is_name(const char *name)
{
	return strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") ==
		       strlen(name) &&
	       strcmp(name, "kind") != 0 && strcmp(name, "query") != 0;
}

/* An object for each of explain[], which name what they hold. */
static bool
put_explained(const struct answer *answer, const struct asked *asked,
	struct json_out *o, struct err *err)
{
	struct json *json = parse_object(answer, err), *value;
	const struct json *list = json_member(json, "explain");
	size_t n = json_count(list);

	for (size_t i = 0; i < n; i++) {
		const struct json *item = json_item(list, i);
		const char *name,
			*kind = json_text(json_member(item, "kind"), NULL);

		begin_object(o, kind != NULL ? kind : "explain", asked);
		for (size_t it = 0; json_next(item, &it, &name, &value);)
			if (is_name(name))
				json_out_value(o, name, value);
		end_object(o);
	}
	json_free(json);
	return json != NULL;
}

/* What ends the answer to one of many questions. */
static void
put_end(const struct answer *answer, const struct asked *asked,
	struct json_out *o)
{
	const struct answer_final *final = &answer->final;

	begin_object(o, "answer", asked);
	put_error(answer, o);
	if (final->counted)
		put_counts(answer, o);
	json_out_text(o, "gen", final->gen);
	end_object(o);
}

bool
render_jsonl(const struct answer *answer, const struct options *options,
	const struct asked *asked, struct buf *out, struct err *err)
{
	const struct command *command = options->command;
	struct json_out o = { .buf = out, .digits = DIGITS };

	if (answer->final.code < 400) {
		if (command->counts || command->main == ANSWER_KEY) {
			begin_object(&o, command->counts ? "count" : "result",
				asked);
			command->counts ? put_counts(answer, &o)
					: put_keys(answer, &o);
			end_object(&o);
		} else if (command->own_names) {
			if (!put_explained(answer, asked, &o, err))
				return false;
		} else if (command->record) {
			if (!put_document(answer, asked, &o, err))
				return false;
		} else {
			put_all_rows(answer, options, asked, &o);
		}
	}
	if (asked != NULL)
		put_end(answer, asked, &o);
	return true;
}
