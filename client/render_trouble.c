#include "base/utf8.h"
#include "client/render.h"

#include <string.h>

/* "did you mean: …": the word of the notice is made of ours, with dashes. */
void
render_notices(
	const struct answer *answer, const struct look *look, struct buf *out)
{
	const struct answer_table *table = &answer->tables[ANSWER_NOTICE];
	struct buf line = { 0 };

	for (size_t i = 0; i < table->count; i++) {
		const char *const *columns = table->rows[i].columns;

		buf_reset(&line);
		for (const char *c = columns[NAME]; *c; c++)
			buf_putc(&line, strchr("-.", *c) != NULL ? ' ' : *c);
		buf_printf(&line, ": %s", columns[VALUE]);
		look_put_clean(out, look, STYLE_PLAIN, buf_text(&line), 0);
		buf_putc(out, '\n');
	}
	if (answer->final.code == 252)
		buf_puts(out, "partial: the deadline came first; what is shown "
			      "is true, but not all\n");
	buf_release(&line);
}

/* Where character `col` (from 1) begins; the end, if there are fewer. */
static size_t
character_at(const char *text, size_t len, uint64_t col)
{
	size_t at = 0;
	int32_t cp;

	while (col-- > 1 && at < len)
		at += utf8_decode(text + at, len - at, &cp);
	return at;
}

/*
 * Two lines: the query, and a caret under its character `col`.  Of a query
 * longer than the terminal is wide, what stands around the caret is shown.
 */
static void
put_caret(const char *query, uint64_t col, const struct look *look,
	struct buf *out)
{
	size_t len = strlen(query);
	size_t at = character_at(query, len, col);
	size_t room = look->width > 8 ? look->width - 4 : 76;
	size_t from = 0, before = utf8_width(query, at);
	int32_t cp;

	while (before > room * 2 / 3) {
		from += utf8_decode(query + from, len - from, &cp);
		before -= (size_t)utf8_char_width(cp);
	}
	buf_puts(out, from > 0 ? "  …" : "  ");
	look_put(out, look, STYLE_PLAIN, query + from, room);
	buf_putc(out, '\n');
	look_pad(out, 2 + (from > 0) + before);
	look_put(out, look, STYLE_ERROR, "^", 0);
	buf_putc(out, '\n');
}

void
render_refusal(const struct answer *answer, const char *query,
	const struct look *look, struct buf *out)
{
	const struct answer_final *final = &answer->final;
	struct buf clean = { 0 };

	look_put_clean(out, look, STYLE_ERROR,
		*final->text ? final->text : final->word, 0);
	buf_printf(out, " (%d)\n", final->code);
	if (final->col > 0 && query != NULL) {
		text_clean(&clean, query, strlen(query), false);
		put_caret(buf_text(&clean), final->col, look, out);
	}
	buf_release(&clean);
}
