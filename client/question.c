#include "client/question.h"

#include "client/client.h"
#include "client/command.h"
#include "client/request.h"

#include <unistd.h>

int
question_status(const struct err *err)
{
	return err->kind == ERR_USAGE ? STATUS_WRONG : STATUS_NO_ANSWER;
}

void
question_complain(const struct err *err, const struct options *options)
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
	if (err->kind == ERR_NOT_FOUND)
		fputs("dateline: start one (dateline-searchd --index DIR), "
		      "name another (--server, $" SERVER_VARIABLE "),\n"
		      "dateline: or ask an index without one (--index DIR)\n",
			stderr);
	buf_release(&text);
}

bool
question_open(struct connection *connection, const struct options *options,
	struct err *err)
{
	bool ok = options->index != NULL
			  ? connection_spawn(connection, options->index,
				    options->timeout, err)
			  : connection_open(connection, options->server,
				    options->timeout, err);

	return ok && connection_greet(connection, err);
}

bool
question_ask(struct connection *connection, const struct buf *request,
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

bool
question_render(const struct answer *answer, const struct options *options,
	const struct asked *asked, const struct look *look, struct buf *out,
	struct err *err)
{
	switch (options->output) {
	case OUTPUT_PAGE:
		options->command->show(answer, options, look, out);
		return true;
	case OUTPUT_JSON:
		return render_json(answer, options, asked, out, err);
	case OUTPUT_JSONL:
		return render_jsonl(answer, options, asked, out, err);
	case OUTPUT_TSV:
	case OUTPUT_CSV:
		render_tables(answer, options, asked, out);
		return true;
	}
	return false;
}

bool
question_print(const struct buf *text, FILE *out, struct err *err)
{
	fwrite(buf_text(text), 1, text->len, out);
	if (fflush(out) != 0 || ferror(out))
		return err_errno(err, "writing");
	return true;
}

void
question_trouble(const struct answer *answer, const struct options *options)
{
	struct look look = look_find(STDERR_FILENO, options->color);
	struct buf text = { 0 }, query = { 0 };
	struct err unused;

	render_notices(answer, &look, &text);
	if (answer->final.code >= 400) {
		(void)request_query(options, &query, &unused);
		buf_puts(&text, "dateline: ");
		render_refusal(answer, buf_text(&query), &look, &text);
	}
	(void)question_print(&text, stderr, &unused);
	buf_release(&text);
	buf_release(&query);
}
