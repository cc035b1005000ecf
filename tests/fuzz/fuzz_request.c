/*
 * fuzz_request.c - any bytes as what a client sends
 *
 * The first byte says in which pieces the others come.  Every line is taken
 * apart and held against the table of verbs: accepted or refused with a
 * reason, whatever it is; and the lines do not depend on the pieces.
 */
#include "base/buf.h"
#include "base/must.h"
#include "searchd/command.h"
#include "searchd/framing.h"

#include <string.h>

#define MAX_LINE 512

/* What a refusal must have. */
static void
check_refusal(enum final final, const struct err *err)
{
	must(final < FINALS && final_rows[final].code >= 400);
	must(err->text[0] != '\0');
	must(strchr(err->keys, '\n') == NULL);
}

/* Nobody can make up a cursor; and one that was given out is taken. */
static void
try_cursor(struct call *call)
{
	static const struct cursor_key key = { .bytes = "fuzz" };
	struct cursor_question question;
	struct cursor given = { .generation = "000001" }, back;
	struct buf text = { 0 };
	struct err err = { 0 };

	command_question(call, &question);
	given.place.shown = (uint32_t)call->request.query_len;
	cursor_put(&text, &key, &question, &given);
	must(cursor_take(buf_text(&text), &key, &question, &back, &err));
	must(back.place.shown == given.place.shown);
	buf_release(&text);
	if (!(call->params.given & KEY_AFTER))
		return;
	must(!command_go_on(call, &key, &err));
	check_refusal(final_of(err.kind), &err);
}

static void
try_line(const char *line, size_t len)
{
	struct arena arena = { 0 };
	struct call call = { 0 };
	struct err err = { 0 };
	enum final final;

	final = request_parse(line, len, &arena, &call.request, &err);
	if (final == FINAL_OK) {
		must(strlen(call.request.verb) > 0);
		must(call.request.nargs <= REQUEST_ARGS_MAX);
		must(strlen(call.request.query) == call.request.query_len);
		final = command_accept(&call, true, &err);
	}
	if (final == FINAL_OK) {
		must(call.command != NULL);
		try_cursor(&call);
	} else
		check_refusal(final, &err);
	(void)request_empty(line, len);
	(void)request_is_http(line, len);
	arena_release(&arena);
}

/* The lines of data[0..size), fed in pieces of `step` bytes, as one text. */
static void
read_lines(const char *data, size_t size, size_t step, struct buf *out)
{
	struct framing framing = { .max = MAX_LINE };
	enum line_kind kind;
	const char *line;
	size_t len, n;

	for (size_t at = 0; at < size; at += n) {
		n = size - at < step ? size - at : step;
		if (n > framing_room(&framing))
			n = framing_room(&framing);
		must(n > 0);
		framing_add(&framing, data + at, n);
		while ((kind = framing_next(&framing, &line, &len)) !=
			LINE_NOT_YET) {
			must(len < MAX_LINE);
			buf_putc(out, kind == LINE_WHOLE ? 'w' : 'l');
			buf_add(out, line, len);
			if (kind == LINE_WHOLE)
				try_line(line, len);
		}
	}
	framing_release(&framing);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf once = { 0 }, pieces = { 0 };

	if (size == 0)
		return 0;
	read_lines((const char *)data + 1, size - 1, MAX_LINE, &once);
	read_lines((const char *)data + 1, size - 1, 1 + data[0] % 64, &pieces);
	must(once.len == pieces.len);
	must(once.len == 0 || memcmp(once.data, pieces.data, once.len) == 0);
	buf_release(&once);
	buf_release(&pieces);
	return 0;
}
