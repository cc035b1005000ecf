#include "client/answer.h"

#include "base/mem.h"
#include "base/must.h"
#include "client/client.h"

#include <stdlib.h>
#include <string.h>

const struct answer_letter answer_letters[ANSWER_KINDS] = {
	[ANSWER_HIT] = {
		.letter = 'H',
		.kind = "hit",
		.least = 6,
		.names = { "rank", "uri", "score", "date", "outlet",
			"headline", "role", "lag", "added", "cut" },
		.numbers = "0",
		.figures = "289",
	},
	[ANSWER_SNIPPET] = {
		.letter = 'S',
		.kind = "snippet",
		.least = 2,
		.names = { "rank", "snippet" },
		.numbers = "0",
		.figures = "",
	},
	[ANSWER_FACET] = {
		.letter = 'F',
		.kind = "facet",
		.least = 4,
		.names = { "field", "value", "stories", "distinct", "code",
			"score", "with", "with_code" },
		.numbers = "23",
		.figures = "5",
	},
	[ANSWER_BUCKET] = {
		.letter = 'T',
		.kind = "bucket",
		.least = 3,
		.names = { "bucket", "stories", "distinct", "share", "burst",
			"value" },
		.numbers = "12",
		.figures = "3",
	},
	[ANSWER_WORD] = {
		.letter = 'W',
		.kind = "word",
		.least = 2,
		.names = { "term", "score", "foreground", "background",
			"effect", "field" },
		.numbers = "",
		.figures = "1234",
	},
	[ANSWER_FIELD] = {
		.letter = 'D',
		.kind = "field",
		.least = 2,
		.names = { "name", "value" },
		.numbers = "",
		.figures = "",
	},
	[ANSWER_INFO] = {
		.letter = 'I',
		.kind = "info",
		.least = 2,
		.names = { "key", "value" },
		.numbers = "",
		.figures = "",
	},
	[ANSWER_EXPLAIN] = {
		.letter = 'E',
		.kind = "explain",
		.least = 1,
		.names = { "kind", "column1", "column2", "column3", "column4",
			"column5", "column6", "column7", "column8", "column9" },
		.numbers = "",
		.figures = "",
	},
	[ANSWER_NOTICE] = {
		.letter = 'N',
		.kind = "notice",
		.least = 2,
		.names = { "word", "text" },
		.numbers = "",
		.figures = "",
	},
	[ANSWER_KEY] = {
		.kind = "result",
		.names = { "key", "value" },
		.numbers = "",
		.figures = "",
	},
};

static bool
broken(struct err *err, const char *what, const char *line, size_t len)
{
	return err_set(err, ERR_INPUT,
		"the server's answer is broken: %s: %.*s", what,
		(int)(len < 60 ? len : 60), line);
}

/* Digits alone, few enough for 64 bits. */
static bool
whole_number(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return digits > 0 && digits < 19 && text[digits] == '\0';
}

uint64_t
answer_number(const char *text)
{
	if (text == NULL || !whole_number(text))
		return 0;
	return strtoull(text, NULL, 10);
}

bool
answer_known(const char *column)
{
	return column != NULL && *column && strcmp(column, "-") != 0;
}

/* Split a data line behind its letter into columns; returns how many. */
static uint32_t
split_columns(struct arena *arena, const struct answer_letter *letter,
	const char *line, size_t len, struct answer_row *row)
{
	const char *end = line + len;
	const char *at = line + 2;
	uint32_t n = 0;

	for (; at <= end && letter->names[n] != NULL; n++) {
		const char *tab = memchr(at, '\t', (size_t)(end - at));
		size_t size = (size_t)((tab != NULL ? tab : end) - at);
		char *text = arena_copy(arena, at, size);

		text[wire_column(text, size)] = '\0';
		row->columns[n] = text;
		at += size + 1;
	}
	for (uint32_t i = n; letter->names[i] != NULL; i++)
		row->columns[i] = "-";
	return n;
}

static bool
take_data(struct answer *answer, enum answer_kind kind, const char *line,
	size_t len, struct err *err)
{
	const struct answer_letter *letter = &answer_letters[kind];
	struct answer_table *table = &answer->tables[kind];
	struct answer_row row = { 0 };

	if (split_columns(&answer->arena, letter, line, len, &row) <
		letter->least)
		return broken(err, "columns are missing", line, len);
	for (const char *c = letter->numbers; *c; c++)
		if (!whole_number(row.columns[*c - '0']))
			return broken(
				err, "no number where one belongs", line, len);
	vec_push(table->rows, table->count, table->cap) = row;
	return true;
}

static bool
take_json(struct answer *answer, const char *line, size_t len, struct err *err)
{
	if (answer->json != NULL)
		return broken(err, "a second JSON object", line, len);
	answer->json_len = len - 2;
	answer->json = arena_copy(&answer->arena, line + 2, len - 2);
	return true;
}

/* Append a key of the final line and its value; what is no name is passed
 * over. */
static void
add_key(struct answer *answer, const char *key, size_t len,
	const struct buf *value)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";
	struct answer_table *table = &answer->tables[ANSWER_KEY];
	struct arena *arena = &answer->arena;
	struct answer_row row = { 0 };

	if (len == 0 || strspn(key, letters) < len)
		return;
	row.columns[NAME] = arena_copy(arena, key, len);
	row.columns[VALUE] = arena_copy(arena, buf_text(value), value->len);
	vec_push(table->rows, table->count, table->cap) = row;
}

/* Every key of the final line becomes a row, up to one that is malformed. */
static void
take_keys(struct answer *answer, const struct wire_final *final)
{
	const char *keys = final->keys;
	struct buf value = { 0 };
	size_t at = 0;

	while (at < final->keys_len &&
		answer->tables[ANSWER_KEY].count < ANSWER_KEYS_MAX) {
		size_t start = at, len;

		while (at < final->keys_len && keys[at] != '=' &&
			keys[at] != ' ')
			at++;
		len = at - start;
		if (at == final->keys_len || keys[at++] == ' ')
			continue;
		buf_reset(&value);
		if (!wire_value(keys, final->keys_len, &at, &value, NULL))
			break;
		add_key(answer, keys + start, len, &value);
	}
	buf_release(&value);
}

static void
take_final(struct answer *answer, const struct wire_final *wire)
{
	struct answer_final *final = &answer->final;
	struct arena *arena = &answer->arena;
	const char *hits;

	take_keys(answer, wire);
	final->code = wire->code;
	final->word = arena_copy(arena, wire->word, wire->word_len);
	final->text = arena_copy(arena, wire->text, wire->text_len);
	hits = answer_value(answer, ANSWER_KEY, "hits");
	final->counted = hits != NULL;
	final->hits = answer_number(hits);
	final->distinct =
		answer_number(answer_value(answer, ANSWER_KEY, "distinct"));
	final->col = answer_number(answer_value(answer, ANSWER_KEY, "col"));
	final->rel = answer_value(answer, ANSWER_KEY, "rel");
	final->ms = answer_value(answer, ANSWER_KEY, "ms");
	final->gen = answer_value(answer, ANSWER_KEY, "gen");
	final->next = answer_value(answer, ANSWER_KEY, "next");
	answer->done = true;
}

bool
answer_line(
	struct answer *answer, const char *line, size_t len, struct err *err)
{
	struct wire_final final;

	must(!answer->done);
	if (memchr(line, '\0', len) != NULL)
		return broken(err, "a NUL byte in a line", line, len);
	answer->bytes += len + sizeof(struct answer_row);
	if (answer->bytes > ANSWER_BYTES_MAX)
		return broken(err, "it does not end", line, len);
	if (wire_final(line, len, &final)) {
		take_final(answer, &final);
		return true;
	}
	if (len < 2 || line[0] < 'A' || line[0] > 'Z' || line[1] != '\t')
		return broken(err, "no such kind of line", line, len);
	if (line[0] == 'J')
		return take_json(answer, line, len, err);
	for (int kind = 0; kind < ANSWER_KINDS; kind++)
		if (answer_letters[kind].letter == line[0])
			return take_data(
				answer, (enum answer_kind)kind, line, len, err);
	return true; /* a letter of a later protocol */
}

void
answer_release(struct answer *answer)
{
	for (int kind = 0; kind < ANSWER_KINDS; kind++)
		free(answer->tables[kind].rows);
	arena_release(&answer->arena);
	*answer = (struct answer){ 0 };
}

const char *
answer_value(
	const struct answer *answer, enum answer_kind kind, const char *name)
{
	const struct answer_table *table = &answer->tables[kind];

	for (size_t i = 0; i < table->count; i++)
		if (strcmp(table->rows[i].columns[NAME], name) == 0)
			return table->rows[i].columns[VALUE];
	return NULL;
}

int
answer_code_status(int code)
{
	static const struct {
		int from, to, status;
	} codes[] = {
		{ 251, 251, STATUS_NONE }, { 200, 299, STATUS_FOUND },
		{ 500, 503, STATUS_WRONG }, /* verb, argument, line, offer */
		{ 540, 541, STATUS_WRONG }, /* query */
		{ 550, 550, STATUS_NONE },  /* no such story */
	};

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (code >= codes[i].from && code <= codes[i].to)
			return codes[i].status;
	return STATUS_NO_ANSWER;
}

int
answer_status(const struct answer *answer)
{
	const struct answer_final *final = &answer->final;
	int status = answer_code_status(final->code);

	if (status == STATUS_FOUND && final->counted && final->hits == 0)
		return STATUS_NONE;
	return status;
}
