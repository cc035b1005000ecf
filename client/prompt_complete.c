/* prompt_complete.c - what may stand at the cursor (client/prompt.h) */
#include "client/command.h"
#include "client/prompt.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define OFFERS_MAX 20 /* asked of the server */
#define WORD_LEAST 2  /* letters of a word before the server is asked */

static bool
begins_with(const char *text, const char *prefix, size_t len)
{
	return strncasecmp(text, prefix, len) == 0;
}

/* Each of the words in a list, and what is put around it. */
static void
offer_words(struct offers *offers, const char *words, const char *prefix,
	size_t len)
{
	struct buf word = { 0 };

	for (const char *at = words; *at != '\0';) {
		size_t n = strcspn(at, " ");

		buf_reset(&word);
		buf_add(&word, at, n);
		if (begins_with(buf_text(&word), prefix, len))
			offers_add(offers, buf_text(&word));
		at += n + strspn(at + n, " ");
	}
	buf_release(&word);
}

/* ---- behind a backslash ---- */

static void
offer_name(
	struct offers *offers, const char *name, const char *prefix, size_t len)
{
	struct buf text = { 0 };

	if (begins_with(name, prefix, len)) {
		buf_printf(&text, "\\%s", name);
		offers_add(offers, text.data);
	}
	buf_release(&text);
}

static void
offer_names(struct offers *offers, const char *prefix, size_t len)
{
	for (const struct prompt_row *row = prompt_rows; row->name; row++)
		offer_name(offers, row->name, prefix, len);
	for (const struct command *c = client_commands; c->name; c++)
		if (prompt_takes(c))
			offer_name(offers, c->name, prefix, len);
}

/* ---- what the server knows ---- */

/* Ask without a word about it: what fails offers nothing. */
static bool
ask_quietly(struct prompt *prompt, const struct options *options,
	struct answer *answer)
{
	struct err unused = { 0 };

	return prompt_ask(prompt, options, answer, &unused) &&
	       answer->final.code < 400;
}

/* The fields that queries can name; with facets those that can be counted. */
static void
offer_fields(struct prompt *prompt, struct offers *offers, bool facets,
	const char *prefix, size_t len)
{
	struct options options = prompt_options(prompt, "fields", NULL, 0);
	const struct answer_table *table = &prompt->fields.tables[ANSWER_INFO];
	struct buf text = { 0 };

	if (table->count == 0 &&
		!ask_quietly(prompt, &options, &prompt->fields))
		return;
	for (size_t i = 0; i < table->count; i++) {
		const char *const *c = table->rows[i].columns;
		size_t kinds = strcspn(c[VALUE], ";");
		const char *facet = strstr(c[VALUE], "facet");

		if (!begins_with(c[NAME], prefix, len) ||
			(facets &&
				(facet == NULL || facet >= c[VALUE] + kinds)))
			continue;
		buf_reset(&text);
		buf_printf(&text, "%s%s", c[NAME], facets ? "" : ":");
		offers_add(offers, text.data);
	}
	offers->open = true;
	buf_release(&text);
}

/* A value as it is written behind its field. */
static void
put_value(struct buf *out, const char *value)
{
	bool plain = strpbrk(value, " \"()':~*?") == NULL;

	buf_puts(out, plain ? "" : "\"");
	for (const char *c = value; *c != '\0'; c++)
		if (*c != '"')
			buf_putc(out, *c);
	buf_puts(out, plain ? "" : "\"");
}

/* Words, or with a field its values, that begin so. */
static void
offer_completions(struct prompt *prompt, struct offers *offers,
	const char *field, const char *prefix)
{
	char *words[] = { (char *)prefix };
	struct options options = prompt_options(prompt, "complete", words, 1);
	const struct answer_table *table;
	struct answer answer = { 0 };
	struct buf text = { 0 };
	const char *of;

	options.field = *field != '\0' ? field : NULL;
	options.limit = OFFERS_MAX;
	if (ask_quietly(prompt, &options, &answer)) {
		table = &answer.tables[ANSWER_WORD];
		for (size_t i = 0; i < table->count; i++) {
			const char *term = table->rows[i].columns[WORD_TERM];

			buf_reset(&text);
			of = *field != '\0'
				     ? field
				     : table->rows[i].columns[WORD_FIELD];
			if (answer_known(of) && strcmp(of, "word") != 0) {
				buf_printf(&text, "%s:", of);
				put_value(&text, term);
			} else {
				buf_puts(&text, term);
			}
			/* Never a stranger's control characters. */
			if (strpbrk(text.data, "\n\r\t\033") == NULL)
				offers_add(offers, text.data);
		}
	}
	answer_release(&answer);
	buf_release(&text);
}

/* ---- where the cursor is ---- */

/* Where the word at the cursor begins; quotes hold blanks. */
static size_t
word_start(const char *line, size_t cursor)
{
	size_t start = 0;
	bool quoted = false;

	for (size_t i = 0; i < cursor; i++) {
		if (line[i] == '"')
			quoted = !quoted;
		else if (!quoted && strchr(" (+-", line[i]) != NULL &&
			 (line[i] == ' ' || line[i] == '(' || i == start))
			start = i + 1;
	}
	return start;
}

/* A word of a query: a field, a field's value, or a word. */
static void
offer_query_word(struct prompt *prompt, const char *line, size_t cursor,
	struct offers *offers)
{
	size_t start = word_start(line, cursor), colon;
	struct buf word = { 0 }, field = { 0 };
	const char *value;

	offers->from = start;
	buf_add(&word, line + start, cursor - start);
	colon = strcspn(buf_text(&word), ":\"");
	if (colon < word.len && word.data[colon] == ':') {
		buf_add(&field, word.data, colon);
		value = word.data + colon + 1;
		offer_completions(prompt, offers, buf_text(&field),
			value + (*value == '"'));
	} else if (colon == word.len) {
		offer_fields(prompt, offers, false, buf_text(&word), word.len);
		if (word.len >= WORD_LEAST)
			offer_completions(prompt, offers, "", buf_text(&word));
		offers->open = offers->count == 1 &&
			       strchr(offers->texts[0], ':') != NULL;
	}
	buf_release(&word);
	buf_release(&field);
}

/* What follows a command: one of its values, fields, or a query. */
static void
offer_argument(struct prompt *prompt, const char *line, size_t cursor,
	struct offers *offers)
{
	size_t name = strcspn(line, " "), start = cursor;
	const struct prompt_row *row = prompt_rows;

	while (row->name != NULL &&
		(strlen(row->name) != name - 1 ||
			memcmp(row->name, line + 1, name - 1) != 0))
		row++;
	if (row->name == NULL) {
		offer_query_word(prompt, line, cursor, offers);
		return;
	}
	while (start > name && line[start - 1] != ' ' && line[start - 1] != ',')
		start--;
	offers->from = start;
	if (row->values != NULL)
		offer_words(offers, row->values, line + start, cursor - start);
	else if (strcmp(row->name, "facet") == 0)
		offer_fields(
			prompt, offers, true, line + start, cursor - start);
}

void
prompt_offer(
	void *context, const char *line, size_t cursor, struct offers *offers)
{
	struct prompt *prompt = context;
	size_t blank = strcspn(line, " ");

	if (line[0] != '\\')
		offer_query_word(prompt, line, cursor, offers);
	else if (cursor <= blank)
		offer_names(offers, line + 1, cursor - (cursor > 0));
	else
		offer_argument(prompt, line, cursor, offers);
}
