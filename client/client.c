#include "client/client.h"

#include "base/json.h"
#include "client/batch.h"
#include "client/command.h"
#include "client/options.h"
#include "client/prompt.h"
#include "client/question.h"
#include "client/request.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* One request, one answer; returns the exit status. */
static int
run_question(const struct options *options, struct err *err)
{
	struct connection connection = { .stream = { .fd = -1 } };
	struct look look = look_find(STDOUT_FILENO, options->color);
	struct buf request = { 0 }, page = { 0 };
	struct answer answer = { 0 };
	int status = STATUS_NO_ANSWER;

	if (request_line(options, &request, err) &&
		question_open(&connection, options, err) &&
		question_ask(&connection, &request, &answer, err)) {
		status = answer_status(&answer);
		question_trouble(&answer, options);
		if (answer.final.code < 400 && question_render(&answer, options,
						       NULL, &look, &page, err))
			(void)question_print(&page, stdout, err);
	}
	connection_close(&connection);
	buf_release(&request);
	buf_release(&page);
	answer_release(&answer);
	return err->kind == ERR_NONE ? status : question_status(err);
}

/* Do questions come from standard input, a line each? */
static bool
many_questions(const struct options *options)
{
	return options->command->verb != NULL && options->nwords > 0 &&
	       strcmp(options->words[0], "-") == 0;
}

static int
run_command(const struct options *options)
{
	const struct command *command = options->command;
	struct err err = { 0 };
	int status;

	if (command->run != NULL)
		status = command->run(options, &err);
	else if (many_questions(options))
		status = batch_run(options, &err);
	else
		status = run_question(options, &err);
	if (err.kind != ERR_NONE)
		question_complain(&err, options);
	return status;
}

static int
run_prompt(const struct options *options)
{
	struct err err = { 0 };
	int status = prompt_run(options, &err);

	if (err.kind != ERR_NONE)
		question_complain(&err, options);
	return status;
}

/*
 * Whoever started us may have closed standard streams; a socket that took the
 * number of one would be read or written as if it were it.
 */
static void
hold_standard_streams(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

int
client_run(int argc, char **argv)
{
	struct options options;
	struct err err = { 0 };

	hold_standard_streams();
	json_start();
	if (!client_options_read(&options, argc, argv, &err)) {
		question_complain(&err, &options);
		return STATUS_WRONG;
	}
	if (options.version) {
		puts("dateline " DATELINE_VERSION);
		return STATUS_FOUND;
	}
	if (options.help) {
		help_print(options.command, stdout);
		return STATUS_FOUND;
	}
	if (options.command != NULL)
		return run_command(&options);
	if (isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1)
		return run_prompt(&options);
	help_print(NULL, stderr);
	return STATUS_WRONG;
}
