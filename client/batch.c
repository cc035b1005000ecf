#include "client/batch.h"

#include "base/mem.h"
#include "base/wire.h"
#include "client/client.h"
#include "client/command.h"
#include "client/question.h"
#include "client/request.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define INPUT_SIZE 65536
#define INPUT_LINE_MAX ((size_t)1 << 20)

/* One question, from its line to its answer. */
struct slot {
	uint64_t line;	      /* of standard input, from 1 */
	struct buf query;     /* the line */
	struct answer answer; /* done: it is complete */
	struct err err;	      /* why it was never asked */
};

struct batch {
	const struct options *options;
	struct look look;
	struct connection connection;
	struct buf in, out; /* lines not yet read, requests not yet sent */
	bool input_ended, unwanted;
	struct slot slots[BATCH_WINDOW]; /* question n is in n % WINDOW */
	uint64_t asked, printed;	 /* questions */
	uint64_t lines;
	bool begun; /* something was printed */
	int status;
};

/* ---- lines into requests ---- */

/* What one line asks: the command with the line in place of the dash. */
static bool
make_request(const struct batch *batch, const struct slot *slot,
	struct buf *request, struct err *err)
{
	const struct options *options = batch->options;
	size_t nwords = (size_t)options->nwords;
	char **words = mem_array(NULL, nwords, sizeof(*words));
	struct options one = *options;
	bool ok;

	memcpy(words, options->words, nwords * sizeof(*words));
	words[0] = slot->query.data;
	one.words = words;
	buf_printf(request, "#%" PRIu64 " ", batch->asked);
	ok = request_line(&one, request, err);
	if (ok && request->len > WIRE_LINE_MAX)
		ok = err_set(err, ERR_USAGE, "the line is too long");
	free(words);
	return ok;
}

/* Take a question up; what cannot be sent is as good as answered. */
static void
ask(struct batch *batch, const char *line, size_t len)
{
	struct slot *slot = &batch->slots[batch->asked % BATCH_WINDOW];
	struct buf request = { 0 };

	slot->line = batch->lines;
	slot->err = (struct err){ 0 };
	buf_reset(&slot->query);
	buf_add(&slot->query, line, len);
	if (memchr(line, '\0', len) != NULL)
		err_set(&slot->err, ERR_USAGE, "a NUL byte in the line");
	else if (make_request(batch, slot, &request, &slot->err))
		buf_add(&batch->out, request.data, request.len);
	batch->asked++;
	buf_release(&request);
}

static bool
window_full(const struct batch *batch)
{
	return batch->asked - batch->printed == BATCH_WINDOW;
}

/* Ask what whole lines ask, as many as there is room for. */
static void
take_input(struct batch *batch)
{
	struct buf *in = &batch->in;
	size_t at = 0;

	while (!window_full(batch)) {
		const char *line = in->data + at;
		size_t left = in->len - at, len;
		const char *lf = left > 0 ? memchr(line, '\n', left) : NULL;

		if (lf == NULL && (left == 0 || !batch->input_ended))
			break;
		len = lf != NULL ? (size_t)(lf - line) : left;
		at += lf != NULL ? len + 1 : len;
		batch->lines++;
		if (len > 0 && line[len - 1] == '\r')
			len--;
		if (len > 0)
			ask(batch, line, len);
	}
	if (at > 0)
		buf_shift(in, at);
}

static bool
read_input(struct batch *batch, struct err *err)
{
	char *room = buf_room(&batch->in, INPUT_SIZE);
	ssize_t n = read(STDIN_FILENO, room, INPUT_SIZE);

	if (n < 0 && errno == EINTR)
		return true;
	if (n < 0)
		return err_errno(err, "reading standard input");
	batch->input_ended = n == 0;
	buf_took(&batch->in, (size_t)n);
	if (batch->in.len > INPUT_LINE_MAX &&
		memchr(batch->in.data, '\n', batch->in.len) == NULL)
		return err_set(err, ERR_USAGE,
			"standard input: a line of more than %zu bytes",
			INPUT_LINE_MAX);
	return true;
}

/* ---- answers onto pages ---- */

/* "dateline: line 3: " before what went wrong. */
static void
tell_place(const struct slot *slot)
{
	fprintf(stderr, "dateline: line %" PRIu64 ":\n", slot->line);
}

/* A question that was never sent, told as if the server had refused it. */
static void
refuse(struct slot *slot)
{
	static const char word[] = "bad.line";
	struct answer_final *final = &slot->answer.final;

	final->code = 501;
	final->word = word;
	final->text = slot->err.text;
	slot->answer.done = true;
}

static void
print_trouble(const struct batch *batch, const struct slot *slot)
{
	struct look look = look_find(STDERR_FILENO, batch->options->color);
	const struct answer *answer = &slot->answer;
	struct buf text = { 0 };
	struct err unused;

	render_notices(answer, &look, &text);
	if (answer->final.code >= 400)
		render_refusal(answer, buf_text(&slot->query), &look, &text);
	if (text.len > 0)
		tell_place(slot);
	(void)question_print(&text, stderr, &unused);
	buf_release(&text);
}

/* The page of one answer, below the line that asked. */
static void
put_title(struct batch *batch, const struct slot *slot, struct buf *out)
{
	if (batch->options->output != OUTPUT_PAGE)
		return;
	if (batch->begun)
		buf_putc(out, '\n');
	look_put(out, &batch->look, STYLE_DIM, "== ", 0);
	look_put_clean(
		out, &batch->look, STYLE_TITLE, buf_text(&slot->query), 0);
	buf_putc(out, '\n');
}

static bool
print_answer(struct batch *batch, struct slot *slot, struct err *err)
{
	const struct answer *answer = &slot->answer;
	const struct asked asked = { buf_text(&slot->query), !batch->begun };
	bool shown = answer->final.code < 400 ||
		     batch->options->output == OUTPUT_JSON ||
		     batch->options->output == OUTPUT_JSONL;
	int status = answer_status(answer);
	struct buf out = { 0 };
	bool ok = true;

	batch->status = status > batch->status ? status : batch->status;
	print_trouble(batch, slot);
	if (shown) {
		put_title(batch, slot, &out);
		ok = question_render(answer, batch->options, &asked,
			     &batch->look, &out, err) &&
		     question_print(&out, stdout, err);
		batch->begun = true;
	}
	buf_release(&out);
	return ok;
}

/* Print what is complete, in the order of the lines. */
static bool
print_answers(struct batch *batch, struct err *err)
{
	while (batch->printed < batch->asked) {
		struct slot *slot =
			&batch->slots[batch->printed % BATCH_WINDOW];

		if (slot->err.kind != ERR_NONE)
			refuse(slot);
		if (!slot->answer.done)
			return true;
		if (!print_answer(batch, slot, err))
			return false;
		answer_release(&slot->answer);
		batch->printed++;
	}
	return true;
}

/* ---- lines from the server ---- */

/* The question that a tag names, if it waits for an answer. */
static struct slot *
slot_of(struct batch *batch, const char *tag, size_t len)
{
	char text[WIRE_TAG_MAX + 1] = "";
	uint64_t n;

	if (tag == NULL || len == 0 || len > WIRE_TAG_MAX)
		return NULL;
	memcpy(text, tag, len);
	n = answer_number(text);
	if (n < batch->printed || n >= batch->asked ||
		batch->slots[n % BATCH_WINDOW].answer.done)
		return NULL;
	return &batch->slots[n % BATCH_WINDOW];
}

static bool
take_line(struct batch *batch, const char *line, size_t len, struct err *err)
{
	const char *tag;
	size_t tag_len, at = wire_tag(line, len, &tag, &tag_len);
	struct slot *slot = slot_of(batch, tag, tag_len);
	struct wire_final final;

	if (slot != NULL)
		return answer_line(&slot->answer, line + at, len - at, err);
	if (tag == NULL && wire_final(line, len, &final) &&
		final.code / 100 == 4)
		return err_set(err, ERR_BUSY, "the server refuses: %.*s",
			(int)(len < 120 ? len : 120), line);
	return err_set(err, ERR_INPUT,
		"the server's answer is broken: nobody asked for it: %.*s",
		(int)(len < 60 ? len : 60), line);
}

static bool
read_answers(struct batch *batch, struct err *err)
{
	struct stream *stream = &batch->connection.stream;
	char *line;
	size_t len;

	if (!stream_fill(stream, err))
		return false;
	while (stream_take(stream, &line, &len))
		if (!take_line(batch, line, len, err))
			return false;
	return true;
}

/* ---- the loop ---- */

/* Wait until something can be done, and do it. */
static bool
turn(struct batch *batch, struct err *err)
{
	bool waiting = batch->printed < batch->asked;
	bool hungry = !batch->input_ended && !window_full(batch);
	int64_t timeout = batch->options->timeout;
	struct pollfd fds[2] = {
		{ .fd = batch->connection.stream.fd,
			.events = (short)(POLLIN |
					  (batch->out.len > 0 ? POLLOUT : 0)) },
		{ .fd = hungry ? STDIN_FILENO : -1, .events = POLLIN },
	};
	int n = poll(fds, 2,
		waiting && !hungry && timeout > 0 && timeout < 1000000
			? (int)timeout * 1000
			: -1);

	if (n == 0)
		return stream_silent(err);
	if (n < 0)
		return errno == EINTR || err_errno(err, "waiting");
	if ((fds[0].revents & POLLOUT) &&
		!stream_send_some(batch->connection.stream.fd, &batch->out,
			&batch->unwanted, err))
		return false;
	if (fds[1].revents != 0 && !read_input(batch, err))
		return false;
	if ((fds[0].revents & ~POLLOUT) && !read_answers(batch, err))
		return false;
	return !batch->connection.stream.ended ||
	       err_set(err, ERR_IO,
		       "the server hung up before all was answered");
}

/* Forms that are one table cannot hold tables of two kinds. */
static bool
check_form(const struct options *options, struct err *err)
{
	bool table =
		options->output == OUTPUT_TSV || options->output == OUTPUT_CSV;
	bool more = options->command->main == ANSWER_HIT &&
		    (options->facet != NULL || options->snippets > 0);

	if (table && more)
		return err_set(err, ERR_USAGE,
			"answers to many questions are one table, without "
			"facets and snippets; --jsonl has them all");
	return true;
}

static void
batch_release(struct batch *batch)
{
	connection_close(&batch->connection);
	for (size_t i = 0; i < BATCH_WINDOW; i++) {
		buf_release(&batch->slots[i].query);
		answer_release(&batch->slots[i].answer);
	}
	buf_release(&batch->in);
	buf_release(&batch->out);
}

int
batch_run(const struct options *options, struct err *err)
{
	struct batch batch = {
		.options = options,
		.look = look_find(STDOUT_FILENO, options->color),
		.connection = { .stream = { .fd = -1 } },
	};
	bool ok = check_form(options, err) &&
		  question_open(&batch.connection, options, err);

	while (ok) {
		take_input(&batch);
		ok = print_answers(&batch, err);
		if (ok && batch.printed == batch.asked && batch.input_ended &&
			batch.in.len == 0)
			break;
		/* What was printed has made room for more lines. */
		if (ok && batch.in.len > 0 && !window_full(&batch) &&
			(batch.input_ended ||
				memchr(batch.in.data, '\n', batch.in.len)))
			continue;
		ok = ok && turn(&batch, err);
	}
	batch_release(&batch);
	return ok ? batch.status : question_status(err);
}
