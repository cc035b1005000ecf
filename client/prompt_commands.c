/* prompt_commands.c - what stands behind a backslash (client/prompt.h) */
#include "base/mem.h"
#include "base/near.h"
#include "client/command.h"
#include "client/prompt.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LIMIT_MAX 1000
#define PAGE 10 /* hits, where nobody says how many */

/* ---- going on from the last search ---- */

static bool
check_searched(const struct prompt *prompt, struct err *err)
{
	return prompt->searched ||
	       err_set(err, ERR_USAGE, "search first: words without \\");
}

/* The same search from its beginning. */
static bool
search_again(struct prompt *prompt, struct err *err)
{
	buf_reset(&prompt->after);
	prompt->options.offset = OPTION_UNSET;
	return !prompt->searched || prompt_search(prompt, err);
}

/* Ask a command of dateline about the last query; one row is changed. */
static bool
ask_of_query(struct prompt *prompt, struct options *options, struct err *err)
{
	struct answer answer = { 0 };
	bool ok = check_searched(prompt, err) &&
		  prompt_show(prompt, options, &answer, err);

	answer_release(&answer);
	return ok;
}

static bool
run_facet(struct prompt *prompt, const char *arg, struct err *err)
{
	char *words[] = { prompt->query.data };
	struct options options = prompt_options(prompt, "facets", words, 1);

	if (*arg != '\0')
		options.facet = arg;
	return ask_of_query(prompt, &options, err);
}

static bool
run_timeline(struct prompt *prompt, const char *arg, struct err *err)
{
	char *words[] = { prompt->query.data };
	struct options options = prompt_options(prompt, "timeline", words, 1);

	if (*arg != '\0')
		options.by = arg;
	return ask_of_query(prompt, &options, err);
}

/* The place of the next page: by its cursor, or else by its number. */
static bool
step(struct prompt *prompt, struct err *err)
{
	const struct answer_final *final = &prompt->hits.final;
	int64_t shown = (int64_t)prompt->hits.tables[ANSWER_HIT].count;
	int64_t offset = prompt->options.offset;

	if (final->next != NULL) {
		buf_reset(&prompt->after);
		buf_puts(&prompt->after, final->next);
		return true;
	}
	offset = (offset == OPTION_UNSET ? 0 : offset) + shown;
	if (prompt->after.len > 0 || shown == 0 ||
		(uint64_t)offset >= final->hits)
		return err_set(err, ERR_USAGE, "that was the last page");
	prompt->options.offset = offset;
	return true;
}

static bool
run_next(struct prompt *prompt, const char *arg, struct err *err)
{
	(void)arg;
	if (!check_searched(prompt, err) || !step(prompt, err))
		return false;
	if (prompt_search(prompt, err))
		return true;
	/* The generation of the cursor has gone. */
	if (prompt->hits.final.code != 451)
		return false;
	puts("the index has changed: from the first page");
	return search_again(prompt, err);
}

/* The uri of a hit by its number on the page, or the word as it is. */
static const char *
uri_of(const struct prompt *prompt, const char *word)
{
	const struct answer_table *hits = &prompt->hits.tables[ANSWER_HIT];

	for (size_t i = 0; i < hits->count; i++)
		if (strcmp(hits->rows[i].columns[HIT_RANK], word) == 0)
			return hits->rows[i].columns[HIT_URI];
	return word;
}

static bool
run_open(struct prompt *prompt, const char *arg, struct err *err)
{
	char *words[] = { (char *)uri_of(prompt, arg) };
	struct options options = prompt_options(prompt, "get", words, 1);
	struct answer answer = { 0 };
	bool ok = *arg != '\0'
			  ? prompt_show(prompt, &options, &answer, err)
			  : err_set(err, ERR_USAGE,
				    "\\open N: the number of a hit, or a uri");

	answer_release(&answer);
	return ok;
}

/* ---- how to go on ---- */

static bool
run_sort(struct prompt *prompt, const char *arg, struct err *err)
{
	if (strcmp(arg, "rank") != 0 && strcmp(arg, "newest") != 0 &&
		strcmp(arg, "oldest") != 0)
		return err_set(err, ERR_USAGE, "\\sort rank, newest or oldest");
	buf_reset(&prompt->sort);
	buf_puts(&prompt->sort, arg);
	prompt->options.sort = prompt->sort.data;
	return search_again(prompt, err);
}

static bool
run_limit(struct prompt *prompt, const char *arg, struct err *err)
{
	uint64_t n = answer_number(arg);

	if (n == 0 || n > LIMIT_MAX)
		return err_set(err, ERR_USAGE,
			"\\limit N: hits a page, 1 to %d", LIMIT_MAX);
	prompt->options.limit = (int64_t)n;
	return search_again(prompt, err);
}

static bool
run_copies(struct prompt *prompt, const char *arg, struct err *err)
{
	(void)arg;
	prompt->options.collapse = !prompt->options.collapse;
	puts(prompt->options.collapse ? "copies of one text are shown once"
				      : "every copy of a text is shown");
	return search_again(prompt, err);
}

/* "  \facet FIELDS  count …" */
static void
put_help(struct buf *out, const char *name, const char *arg, const char *about)
{
	struct look page = { .width = look_find(STDOUT_FILENO, "never").width };
	const size_t at = 20;
	size_t taken = 4 + strlen(name) + strlen(arg) + (*arg != '\0');

	buf_printf(out, "  \\%s%s%s ", name, *arg != '\0' ? " " : "", arg);
	look_pad(out, taken < at ? at - taken : 0);
	look_wrap(out, &page,
		(struct wrap){ STYLE_PLAIN, taken < at ? at : taken, true },
		about);
}

static bool
run_help(struct prompt *prompt, const char *arg, struct err *err)
{
	struct buf out = { 0 };

	(void)prompt;
	(void)arg;
	(void)err;
	buf_puts(&out, "WORDS searches for them; dateline(1) and \\fields tell "
		       "what they may be.\n\n");
	for (const struct prompt_row *row = prompt_rows; row->name; row++)
		put_help(&out, row->name, row->arg, row->about);
	buf_puts(&out, "\nOf the last search, of hit N of it, or of what "
		       "follows:\n\n");
	for (const struct command *c = client_commands; c->name; c++)
		if (prompt_takes(c))
			put_help(&out, c->name,
				c->words == WORDS_ONE	      ? "N"
				: c->words == WORDS_ONE_QUERY ? "N WORDS"
				: c->words == WORDS_QUERY     ? "WORDS"
							      : "",
				c->about);
	fputs(buf_text(&out), stdout);
	buf_release(&out);
	return true;
}

static bool
run_quit(struct prompt *prompt, const char *arg, struct err *err)
{
	(void)arg;
	(void)err;
	prompt->over = true;
	return true;
}

const struct prompt_row prompt_rows[] = {
	{
		.name = "next",
		.arg = "",
		.about = "the next page",
		.run = run_next,
	},
	{
		.name = "open",
		.arg = "N",
		.about = "read hit N",
		.as = "get",
		.run = run_open,
	},
	{
		.name = "facet",
		.arg = "FIELDS",
		.about = "count by field: outlet,actor:5,date:week",
		.as = "facets",
		.run = run_facet,
	},
	{
		.name = "timeline",
		.arg = "UNIT",
		.about = "when: by day, week, month or year",
		.values = "day week month year",
		.as = "timeline",
		.run = run_timeline,
	},
	{
		.name = "sort",
		.arg = "ORDER",
		.about = "rank, newest or oldest",
		.values = "rank newest oldest",
		.run = run_sort,
	},
	{
		.name = "limit",
		.arg = "N",
		.about = "so many hits a page",
		.run = run_limit,
	},
	{
		.name = "copies",
		.arg = "",
		.about = "show the copies of a text once, or all of them",
		.run = run_copies,
	},
	{
		.name = "help",
		.arg = "",
		.about = "this",
		.as = "help",
		.run = run_help,
	},
	{
		.name = "quit",
		.arg = "",
		.about = "end; so does Ctrl-D",
		.run = run_quit,
	},
	{ .name = NULL },
};

/* ---- the commands of dateline ---- */

bool
prompt_takes(const struct command *command)
{
	if (command->verb == NULL)
		return false;
	for (const struct prompt_row *row = prompt_rows; row->name; row++)
		if (row->as != NULL && strcmp(row->as, command->name) == 0)
			return false;
	return true;
}

/* What follows the name, as the words that the command takes. */
static bool
run_as(struct prompt *prompt, const struct command *command, char *rest,
	struct err *err)
{
	bool one = command->words != WORDS_QUERY;
	char *query = one ? rest + strcspn(rest, " ") : rest;
	char *words[2];
	struct options options =
		prompt_options(prompt, command->name, words, 0);
	struct answer answer = { 0 };
	bool ok;

	if (one && *query != '\0') {
		*query++ = '\0';
		query += strspn(query, " ");
	}
	if (one && *rest != '\0')
		words[options.nwords++] =
			command->words == WORDS_MAYBE
				? rest
				: (char *)uri_of(prompt, rest);
	if (*query != '\0')
		words[options.nwords++] = query;
	else if (prompt->searched && (!one || command->bit == ON_SNIPPET))
		words[options.nwords++] = prompt->query.data;
	if (command->bit & (ON_SEARCH | ON_LIKE))
		options.snippets = 1;
	ok = prompt_show(prompt, &options, &answer, err);
	answer_release(&answer);
	return ok;
}

static bool
unknown(const char *name, struct err *err)
{
	const char *meant = NULL;
	unsigned best = NEAR_FAR;

	for (const struct prompt_row *row = prompt_rows; row->name; row++)
		meant = near_better(name, row->name, meant, &best);
	for (const struct command *c = client_commands; c->name; c++)
		if (prompt_takes(c))
			meant = near_better(name, c->name, meant, &best);
	if (meant != NULL)
		return err_set(err, ERR_USAGE,
			"no command \\%s; did you mean \\%s?", name, meant);
	return err_set(
		err, ERR_USAGE, "no command \\%s; \\help lists them", name);
}

bool
prompt_command(struct prompt *prompt, const char *line, struct err *err)
{
	char *name = mem_string(line);
	char *rest = name + strcspn(name, " ");
	const struct prompt_row *row = prompt_rows;
	const struct command *command;
	bool ok;

	if (*rest != '\0') {
		*rest++ = '\0';
		rest += strspn(rest, " ");
	}
	for (size_t n = strlen(rest); n > 0 && rest[n - 1] == ' '; n--)
		rest[n - 1] = '\0';
	while (row->name != NULL && strcmp(row->name, name) != 0)
		row++;
	command = client_command(name);
	if (row->name != NULL)
		ok = row->run(prompt, rest, err);
	else if (command != NULL && prompt_takes(command))
		ok = run_as(prompt, command, rest, err);
	else
		ok = unknown(name, err);
	free(name);
	return ok;
}
