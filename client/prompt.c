#include "client/prompt.h"

#include "client/client.h"
#include "client/command.h"
#include "client/interrupt.h"
#include "client/pager.h"
#include "client/question.h"
#include "client/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PROMPT_TEXT "dateline> "

/* The server has closed a connection on which nothing was asked for long. */
#define CODE_IDLE 421

/* ---- asking ---- */

static bool
connect_again(struct prompt *prompt, struct err *err)
{
	if (prompt->connected)
		return true;
	prompt->connected =
		question_open(&prompt->connection, &prompt->options, err);
	if (!prompt->connected)
		connection_close(&prompt->connection);
	return prompt->connected;
}

static void
hang_up(struct prompt *prompt)
{
	connection_drop(&prompt->connection);
	prompt->connected = false;
}

/* Send a request and read its answer over the connection there is. */
static bool
ask_once(struct prompt *prompt, const struct buf *request,
	struct answer *answer, struct err *err)
{
	bool ok = connect_again(prompt, err) &&
		  question_ask(&prompt->connection, request, answer, err);

	if (!ok || answer->final.code / 10 == 42)
		hang_up(prompt);
	return ok;
}

bool
prompt_ask(struct prompt *prompt, const struct options *options,
	struct answer *answer, struct err *err)
{
	struct buf request = { 0 };
	bool old = prompt->connected, ok;

	answer_release(answer);
	interrupt_clear();
	ok = request_line(options, &request, err);
	if (ok) {
		ok = ask_once(prompt, &request, answer, err);
		/* A connection that has gone meanwhile is worth another. */
		if (old && (ok ? answer->final.code == CODE_IDLE
			       : err->kind == ERR_IO)) {
			answer_release(answer);
			*err = (struct err){ 0 };
			ok = ask_once(prompt, &request, answer, err);
		}
	}
	buf_release(&request);
	return ok;
}

bool
prompt_show(struct prompt *prompt, const struct options *options,
	struct answer *answer, struct err *err)
{
	struct buf page = { 0 };
	bool ok = prompt_ask(prompt, options, answer, err);

	prompt->look = look_find(STDOUT_FILENO, options->color);
	if (ok)
		question_trouble(answer, options);
	ok = ok && answer->final.code < 400;
	if (ok && question_render(
			  answer, options, NULL, &prompt->look, &page, err))
		(void)pager_show(&page, err);
	interrupt_clear();
	buf_release(&page);
	return ok;
}

struct options
prompt_options(const struct prompt *prompt, const char *command, char **words,
	int nwords)
{
	struct options options = prompt->options;

	options.command = client_command(command);
	options.words = words;
	options.nwords = nwords;
	if (options.facet == NULL)
		options.facet = options.command->facet;
	return options;
}

bool
prompt_search(struct prompt *prompt, struct err *err)
{
	char *words[] = { prompt->query.data };
	struct options options = prompt_options(prompt, "search", words, 1);
	bool ok;

	options.snippets =
		options.snippets == OPTION_UNSET ? 1 : options.snippets;
	options.after = prompt->after.len > 0 ? prompt->after.data : NULL;
	if (options.after != NULL)
		options.offset = OPTION_UNSET;
	ok = prompt_show(prompt, &options, &prompt->hits, err);
	prompt->searched = true;
	return ok;
}

/* ---- the session ---- */

/* A bare line: the words to search for. */
static bool
search_for(struct prompt *prompt, const char *query, struct err *err)
{
	buf_reset(&prompt->query);
	buf_puts(&prompt->query, query);
	buf_reset(&prompt->after);
	prompt->options.offset = OPTION_UNSET;
	return prompt_search(prompt, err);
}

static void
answer_line_of(struct prompt *prompt, const char *line)
{
	struct err err = { 0 };

	line += strspn(line, " \t");
	if (*line == '\0')
		return;
	edit_remember(prompt->edit, line);
	prompt_history_add(&prompt->history, line);
	if (*line == '\\')
		(void)prompt_command(prompt, line + 1, &err);
	else
		(void)search_for(prompt, line, &err);
	if (err.kind != ERR_NONE)
		fprintf(stderr, "%s\n", err.text);
}

static void
welcome(const struct prompt *prompt)
{
	const char *docs = prompt->connection.docs;

	printf("dateline " DATELINE_VERSION);
	if (*docs != '\0')
		printf(": %s stories", docs);
	puts(".  Words search, \\help tells what else, Ctrl-D ends.");
}

static void
release(struct prompt *prompt)
{
	prompt_history_close(&prompt->history);
	edit_close(prompt->edit);
	connection_close(&prompt->connection);
	answer_release(&prompt->hits);
	answer_release(&prompt->fields);
	buf_release(&prompt->query);
	buf_release(&prompt->sort);
	buf_release(&prompt->after);
}

int
prompt_run(const struct options *options, struct err *err)
{
	struct prompt prompt = {
		.options = *options,
		.connection = { .stream = { .fd = -1 } },
		.history = { .fd = -1 },
	};
	struct buf line = { 0 };
	bool ok;

	prompt.options.at_prompt = true;
	ok = interrupt_watch(err) && connect_again(&prompt, err);
	if (ok) {
		prompt.edit =
			edit_open(PROMPT_TEXT, prompt_offer, &prompt, err);
		ok = prompt.edit != NULL;
	}
	if (ok) {
		prompt_history_open(&prompt.history, prompt.edit);
		welcome(&prompt);
		while (!prompt.over && edit_line(prompt.edit, &line))
			answer_line_of(&prompt, buf_text(&line));
		if (!prompt.over)
			putchar('\n');
	}
	release(&prompt);
	buf_release(&line);
	return ok ? STATUS_FOUND : question_status(err);
}
