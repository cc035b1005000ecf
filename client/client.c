#include "client/client.h"

#include "base/json.h"
#include "client/answer.h"
#include "client/command.h"
#include "client/connect.h"
#include "client/look.h"
#include "client/options.h"
#include "client/raw.h"
#include "client/render.h"
#include "client/request.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* Which exit status an error of our own is. */
static int
err_status(const struct err *err)
{
	return err->kind == ERR_USAGE ? STATUS_WRONG : STATUS_NO_ANSWER;
}

static void
complain(const struct err *err, const struct options *options)
{
	const struct command *command = options->command;
	struct look look = { 0 };
	struct buf text = { 0 };

	look_put_clean(&text, &look, STYLE_PLAIN, err->text, 0);
	fprintf(stderr, "dateline: %s\n", buf_text(&text));
	if (err->kind == ERR_USAGE)
		fprintf(stderr, "dateline: see dateline %s%s--help\n",
			command != NULL ? command->name : "",
			command != NULL ? " " : "");
	buf_release(&text);
}

static bool
open_server(struct connection *connection, const struct options *options,
	struct err *err)
{
	bool ok = options->index != NULL
			  ? connection_spawn(connection, options->index,
				    options->timeout, err)
			  : connection_open(connection, options->server,
				    options->timeout, err);

	return ok && connection_greet(connection, err);
}

/* Send the request, and read until its final line. */
static bool
ask(struct connection *connection, const struct buf *request,
	struct answer *answer, struct err *err)
{
	struct stream *stream = &connection->stream;
	char *line;
	size_t len;

	if (!stream_send(stream->fd, request->data, request->len, err))
		return false;
	while (!answer->done)
		if (!stream_next(stream, &line, &len, err) ||
			!answer_line(answer, line, len, err))
			return false;
	return true;
}

/* All of it, or it was not shown. */
static bool
print(const struct buf *text, FILE *out, struct err *err)
{
	fwrite(buf_text(text), 1, text->len, out);
	if (fflush(out) != 0 || ferror(out))
		return err_errno(err, "writing");
	return true;
}

/* What goes to standard output, in the form that was asked for. */
static bool
show_answer(const struct answer *answer, const struct options *options,
	struct err *err)
{
	struct look look = look_find(STDOUT_FILENO, options->color);
	struct buf out = { 0 };
	bool ok = true;

	if (options->json)
		ok = render_json(answer, options, &out, err);
	else if (options->tsv)
		render_tables(answer, options, &out);
	else
		options->command->show(answer, options, &look, &out);
	ok = ok && print(&out, stdout, err);
	buf_release(&out);
	return ok;
}

/* What goes to standard error: notices, and why there is no answer. */
static void
show_trouble(const struct answer *answer, const struct options *options)
{
	struct look look = look_find(STDERR_FILENO, options->color);
	struct buf text = { 0 }, query = { 0 };
	struct err unused;

	render_notices(answer, &look, &text);
	if (answer->final.code >= 400) {
		if (options->command->words == WORDS_QUERY)
			(void)request_query(options, &query, &unused);
		buf_puts(&text, "dateline: ");
		render_refusal(answer, buf_text(&query), &look, &text);
	}
	(void)print(&text, stderr, &unused);
	buf_release(&text);
	buf_release(&query);
}

/* One request, one answer; returns the exit status. */
static int
run_question(const struct options *options, struct connection *connection,
	struct err *err)
{
	struct buf request = { 0 };
	struct answer answer = { 0 };
	int status = STATUS_NO_ANSWER;

	if (request_line(options, &request, err) &&
		open_server(connection, options, err) &&
		ask(connection, &request, &answer, err)) {
		status = answer_status(&answer);
		show_trouble(&answer, options);
		if (answer.final.code < 400)
			show_answer(&answer, options, err);
	}
	buf_release(&request);
	answer_release(&answer);
	return err->kind == ERR_NONE ? status : err_status(err);
}

static int
run_raw(const struct options *options, struct connection *connection,
	struct err *err)
{
	int status = STATUS_NO_ANSWER;

	if (open_server(connection, options, err) &&
		raw_run(connection, options, &status, err))
		return status;
	return err_status(err);
}

static int
run_command(const struct options *options)
{
	struct connection connection = { .stream = { .fd = -1 } };
	struct err err = { 0 };
	int status = options->command->verb != NULL
			     ? run_question(options, &connection, &err)
			     : run_raw(options, &connection, &err);

	connection_close(&connection);
	if (err.kind != ERR_NONE)
		complain(&err, options);
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
		complain(&err, &options);
		return STATUS_WRONG;
	}
	if (options.version) {
		puts("dateline " DATELINE_VERSION);
		return STATUS_FOUND;
	}
	if (options.help || options.command == NULL) {
		help_print(options.command, options.help ? stdout : stderr);
		return options.help ? STATUS_FOUND : STATUS_WRONG;
	}
	return run_command(&options);
}
