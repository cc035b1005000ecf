#include "client/render.h"

#include <inttypes.h>
#include <string.h>

#define OFFSET_MAX 10000 /* of --offset */

/* A column, or what to say when it is unknown. */
static const char *
or_else(const char *column, const char *unknown)
{
	return answer_known(column) ? column : unknown;
}

/* Append a stranger's text as a paragraph. */
static void
put_line(const char *text, struct wrap wrap, const struct look *look,
	struct buf *out)
{
	struct buf clean = { 0 };

	text_clean(&clean, text, strlen(text), false);
	look_wrap(out, look, wrap, buf_text(&clean));
	buf_release(&clean);
}

/* " 1. Headline" and below it "date · outlet · uri". */
static void
put_hit(const struct answer_row *hit, size_t margin, const struct look *look,
	struct buf *out)
{
	const char *rank = hit->columns[HIT_RANK];
	struct wrap title = { STYLE_TITLE, margin, true };
	struct wrap rest = { STYLE_DIM, margin, false };
	struct buf text = { 0 };

	look_pad(out, margin - 2 - strlen(rank));
	buf_printf(out, "%s. ", rank);
	put_line(or_else(hit->columns[HIT_HEADLINE], "(no headline)"), title,
		look, out);
	buf_printf(&text, "%s · %s · %s",
		or_else(hit->columns[HIT_DATE], "undated"),
		or_else(hit->columns[HIT_OUTLET], "outlet unknown"),
		hit->columns[HIT_URI]);
	put_line(buf_text(&text), rest, look, out);
	buf_release(&text);
}

/* The snippets of one hit; *next goes on where the last hit's ended. */
static void
put_snippets(const struct answer *answer, const struct answer_row *hit,
	size_t *next, size_t margin, const struct look *look, struct buf *out)
{
	const struct answer_table *table = &answer->tables[ANSWER_SNIPPET];
	uint64_t rank = answer_number(hit->columns[HIT_RANK]);
	struct buf text = { 0 };

	for (; *next < table->count; ++*next) {
		const char *const *columns = table->rows[*next].columns;
		uint64_t belongs = answer_number(columns[SNIPPET_RANK]);

		if (belongs > rank)
			break;
		if (belongs < rank)
			continue;
		buf_reset(&text);
		text_marked(&text, columns[SNIPPET_TEXT]);
		look_wrap(out, look, (struct wrap){ .indent = margin },
			buf_text(&text));
	}
	buf_release(&text);
}

/* Columns that ranks take, with their dot and blank. */
static size_t
rank_margin(const struct answer_table *hits)
{
	size_t widest = 1;

	for (size_t i = 0; i < hits->count; i++) {
		size_t n = strlen(hits->rows[i].columns[HIT_RANK]);

		widest = n > widest ? n : widest;
	}
	return widest + 2;
}

void
render_hits(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out)
{
	const struct answer_table *hits = &answer->tables[ANSWER_HIT];
	size_t margin = rank_margin(hits);
	size_t snippet = 0;

	for (size_t i = 0; i < hits->count; i++) {
		put_hit(&hits->rows[i], margin, look, out);
		put_snippets(
			answer, &hits->rows[i], &snippet, margin, look, out);
		buf_putc(out, '\n');
	}
	if (answer->tables[ANSWER_FACET].count > 0)
		render_facets(answer, options, look, out);
	else
		render_count(answer, options, look, out);
}

/* How the page behind this one is had. */
static void
put_more(const struct answer *answer, const struct options *options,
	struct buf *line)
{
	int64_t offset = options->offset == OPTION_UNSET ? 0 : options->offset;

	if (answer->final.next == NULL)
		return;
	offset += (int64_t)answer->tables[ANSWER_HIT].count;
	if (options->at_prompt)
		buf_puts(line, " · more: \\next");
	else if (options->after == NULL && offset <= OFFSET_MAX)
		buf_printf(line, " · more: --offset %" PRId64, offset);
	else if (options->index == NULL) /* our own server knows no cursors */
		buf_printf(line, " · more: --after %s", answer->final.next);
}

/* "14 stories, 9 distinct texts · 1.8 ms · more: --offset 10" */
void
render_count(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out)
{
	const struct answer_final *final = &answer->final;
	const char *rel = final->rel != NULL ? final->rel : "eq";
	struct buf line = { 0 };

	if (strcmp(rel, "ge") == 0)
		buf_puts(&line, "at least ");
	else if (strcmp(rel, "ap") == 0)
		buf_puts(&line, "about ");
	if (final->hits == 0)
		buf_puts(&line, "no stories");
	else
		buf_printf(&line, "%" PRIu64 " %s, %" PRIu64 " distinct %s",
			final->hits, final->hits == 1 ? "story" : "stories",
			final->distinct,
			final->distinct == 1 ? "text" : "texts");
	if (final->ms != NULL)
		buf_printf(&line, " · %s ms", final->ms);
	put_more(answer, options, &line);
	look_put_clean(out, look, STYLE_DIM, buf_text(&line), 0);
	buf_putc(out, '\n');
	buf_release(&line);
}
