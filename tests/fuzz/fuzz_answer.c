/*
 * fuzz_answer.c - any bytes as what a server says
 *
 * The first byte chooses the command that asked and how its answer is shown.
 * The lines of the others are taken up to a final line, or to one that breaks
 * the protocol; what was understood is laid out as a page and as tables and
 * JSON.  Whatever it is, no control character gets onto a page but the
 * colours that we put there.
 */
#include "base/json.h"
#include "base/must.h"
#include "client/answer.h"
#include "client/command.h"
#include "client/options.h"
#include "client/render.h"

#include <stdlib.h>
#include <string.h>

/* Text for people: lines, nothing that a terminal acts upon. */
static void
check_page(const struct buf *page)
{
	for (size_t i = 0; i < page->len; i++) {
		unsigned char c = (unsigned char)page->data[i];

		must(c == '\n' || (c >= 0x20 && c != 0x7F));
	}
}

/* JSON for programs: each line is a value. */
static void
check_json(const struct buf *text)
{
	const char *line = buf_text(text);
	struct err err = { 0 };

	while (*line != '\0') {
		size_t len = strcspn(line, "\n");
		struct json *json = json_parse(line, len, &err);

		must(json_kind(json) == JSON_IS_OBJECT);
		json_free(json);
		line += len + 1;
	}
}

/* As many separators in each line of a table as in its head. */
static void
check_table(const struct buf *text, const struct answer *answer)
{
	size_t columns = 0, n = 0;
	bool head = true;

	if (answer->tables[ANSWER_HIT].count == 0)
		return;
	for (size_t i = 0; i < text->len; i++) {
		n += text->data[i] == '\t';
		if (text->data[i] != '\n')
			continue;
		if (i > 0 && text->data[i - 1] == '\n')
			return; /* another table */
		must(head || n == columns);
		columns = n;
		head = false;
		n = 0;
	}
}

/* Show it in every form. */
static void
show(const struct answer *answer, const struct command *command, size_t width)
{
	static const struct asked asked = { "a\tquery", true };
	struct options options = { .command = command, .by = "week" };
	const struct look look = { .width = width };
	struct buf out = { 0 };
	struct err err = { 0 };

	command->show(answer, &options, &look, &out);
	render_notices(answer, &look, &out);
	render_refusal(answer, "dock NEAR/5 )", &look, &out);
	check_page(&out);
	buf_reset(&out);
	options.output = OUTPUT_TSV;
	render_tables(answer, &options, NULL, &out);
	check_table(&out, answer);
	options.output = OUTPUT_CSV;
	render_tables(answer, &options, &asked, &out);
	buf_reset(&out);
	if (render_jsonl(answer, &options, &asked, &out, &err))
		check_json(&out);
	buf_reset(&out);
	if (render_json(answer, &options, NULL, &out, &err))
		check_json(&out);
	buf_release(&out);
}

/* The commands that show an answer. */
static const struct command *
command_number(size_t n)
{
	const struct command *c = client_commands;

	for (;; c = c[1].name == NULL ? client_commands : c + 1)
		if (c->show != NULL && n-- == 0)
			return c;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *at = (const char *)data + 1, *end, *lf;
	struct answer answer = { 0 };
	struct err err = { 0 };
	bool ok = true;

	if (size == 0)
		return 0;
	end = (const char *)data + size;
	while (ok && !answer.done &&
		(lf = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		char *line = malloc((size_t)(lf - at) + 1);

		/* A copy of its own: reading beyond it is seen. */
		memcpy(line, at, (size_t)(lf - at));
		ok = answer_line(&answer, line, (size_t)(lf - at), &err);
		must(ok == (err.kind == ERR_NONE));
		free(line);
		at = lf + 1;
	}
	if (ok && answer.done) {
		(void)answer_status(&answer);
		show(&answer, command_number(data[0] % 32),
			data[0] < 64 ? 0 : data[0]);
	}
	answer_release(&answer);
	return 0;
}
