#include "client/request.h"

#include "base/utf8.h"
#include "base/wire.h"
#include "client/command.h"

#include <string.h>

/* Nothing that ends a line, and nothing a server would have to refuse. */
static bool
check_text(const char *text, const char *what, struct err *err)
{
	size_t len = strlen(text), bad;

	for (size_t i = 0; i < len; i++)
		if ((unsigned char)text[i] < 0x20 && text[i] != '\t')
			return err_set(err, ERR_USAGE,
				"%s has a line break or a control character "
				"in it (byte %zu)",
				what, i + 1);
	if (!utf8_valid(text, len, &bad))
		return err_set(err, ERR_USAGE, "%s is not UTF-8 (byte %zu)",
			what, bad + 1);
	return true;
}

/* How many words a command takes before its query, if it takes one. */
struct shape {
	int least, most;
	bool query;
};

static struct shape
shape_of(const struct options *options)
{
	static const struct shape shapes[] = {
		[WORDS_QUERY] = { 0, 0, true },
		[WORDS_NONE] = { 0, 0, false },
		[WORDS_ONE] = { 1, 1, false },
		[WORDS_MAYBE] = { 0, 1, false },
		[WORDS_ONE_QUERY] = { 1, 1, true },
		[WORDS_LINES] = { 0, 0, false },
	};

	return options->text ? shapes[WORDS_QUERY]
			     : shapes[options->command->words];
}

bool
request_query(const struct options *options, struct buf *out, struct err *err)
{
	struct shape shape = shape_of(options);

	for (int i = shape.most; shape.query && i < options->nwords; i++) {
		if (!check_text(options->words[i], "the query", err))
			return false;
		if (i > shape.most)
			buf_putc(out, ' ');
		buf_puts(out, options->words[i]);
	}
	return true;
}

/* A word that stands before the query. */
static bool
put_word(const char *word, struct buf *out, struct err *err)
{
	if (!check_text(word, "the word", err))
		return false;
	if (*word == '\0' || strpbrk(word, " \t\"") != NULL ||
		strcmp(word, "::") == 0)
		return err_set(err, ERR_USAGE,
			"\"%s\" is no name without blanks and quotes", word);
	buf_printf(out, " %s", word);
	return true;
}

static bool
put_words(const struct options *options, struct buf *out, struct err *err)
{
	const struct command *command = options->command;
	struct shape shape = shape_of(options);

	if (options->nwords < shape.least ||
		(options->nwords > shape.most && !shape.query))
		return err_set(err, ERR_USAGE, "usage: dateline %s %s",
			command->name, command->usage);
	for (int i = 0; i < shape.most && i < options->nwords; i++)
		if (!put_word(options->words[i], out, err))
			return false;
	return true;
}

/* The value of an option that was given; false when it was not. */
static bool
option_value(const struct options *options, const struct option_row *row,
	struct buf *out)
{
	const char *at = (const char *)options + row->opt.at;
	const char *text;
	int64_t number;

	switch (row->opt.type) {
	case OPT_FLAG:
		if (*(const bool *)at)
			buf_puts(out, row->value);
		return *(const bool *)at;
	case OPT_COUNT:
		memcpy(&number, at, sizeof(number));
		if (number != OPTION_UNSET)
			buf_printf(out, "%lld", (long long)number);
		return number != OPTION_UNSET;
	case OPT_TEXT:
		memcpy(&text, at, sizeof(text));
		if (text != NULL)
			buf_puts(out, text);
		return text != NULL;
	}
	return false;
}

/* Every option of the command that is a parameter of its request. */
static bool
put_parameters(const struct options *options, struct buf *out, struct err *err)
{
	struct buf value = { 0 };
	bool ok = true;

	for (const struct option_row *row = option_rows;
		ok && row->opt.name != NULL; row++) {
		buf_reset(&value);
		if (row->key == NULL ||
			!(row->commands & options->command->bit) ||
			!option_value(options, row, &value))
			continue;
		ok = check_text(buf_text(&value), row->opt.name, err);
		if (ok) {
			buf_printf(out, " %s=", row->key);
			wire_put_value(out, buf_text(&value), value.len);
		}
	}
	buf_release(&value);
	return ok;
}

/* Is the answer shown made of the server's JSON? */
static bool
wants_json(const struct options *options)
{
	const struct command *command = options->command;

	if (command->counts || command->main == ANSWER_KEY)
		return false;
	return options->output == OUTPUT_JSON ||
	       (options->output == OUTPUT_JSONL &&
		       (command->record || command->own_names));
}

bool
request_line(const struct options *options, struct buf *out, struct err *err)
{
	const struct command *command = options->command;
	struct shape shape = shape_of(options);

	buf_puts(out, command->verb);
	if (!put_words(options, out, err) || !put_parameters(options, out, err))
		return false;
	if (wants_json(options))
		buf_puts(out, " fmt=json");
	if (shape.query && options->nwords > shape.most) {
		buf_puts(out, " :: ");
		if (!request_query(options, out, err))
			return false;
	}
	buf_putc(out, '\n');
	return true;
}
