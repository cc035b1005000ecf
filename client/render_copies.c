/* render_copies.c - who ran a text, as a table (client/render.h) */
#include "base/utf8.h"
#include "client/render.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- cells: what a copy's line says in each column ---- */

static void
put_rank(const char *const *hit, struct buf *out)
{
	buf_printf(out, "%s.", hit[HIT_RANK]);
}

static void
put_date(const char *const *hit, struct buf *out)
{
	buf_puts(out, answer_known(hit[HIT_DATE]) ? hit[HIT_DATE] : "undated");
}

/* An ISO 8601 duration in words: "PT2H35M" as "+2 h 35 min". */
static void
put_lag(const char *const *hit, struct buf *out)
{
	const char *at = hit[HIT_LAG];
	bool clock = false;

	if (!answer_known(at) || *at != 'P' ||
		answer_number(hit[HIT_RANK]) == 1)
		return;
	buf_putc(out, '+');
	for (at++; *at != '\0'; at++) {
		size_t digits = strspn(at, "0123456789");

		if (*at == 'T') {
			clock = true;
			continue;
		}
		if (out->len > 1)
			buf_putc(out, ' ');
		buf_add(out, at, digits);
		at += digits;
		if (*at == '\0')
			break;
		buf_puts(out, *at == 'D'   ? " d"
			      : *at == 'H' ? " h"
			      : clock	   ? " min"
					   : " mon");
	}
}

static void
put_role(const char *const *hit, struct buf *out)
{
	if (strcmp(hit[HIT_ROLE], "near") == 0)
		buf_printf(out, "%.0f %% alike",
			100 * strtod(hit[HIT_SCORE], NULL));
	else if (answer_known(hit[HIT_ROLE]))
		buf_puts(out, hit[HIT_ROLE]);
	else
		buf_puts(out, "no copies");
}

/* Sentences added and cut, where there are any. */
static void
put_changes(const char *const *hit, struct buf *out)
{
	uint64_t added = answer_number(hit[HIT_ADDED]);
	uint64_t cut = answer_number(hit[HIT_CUT]);

	if (added > 0)
		buf_printf(out, "+%" PRIu64, added);
	if (cut > 0)
		buf_printf(out, "%s−%" PRIu64, added > 0 ? " " : "", cut);
}

static void
put_outlet(const char *const *hit, struct buf *out)
{
	buf_puts(out, answer_known(hit[HIT_OUTLET]) ? hit[HIT_OUTLET]
						    : "outlet unknown");
}

static void
put_uri(const char *const *hit, struct buf *out)
{
	buf_puts(out, hit[HIT_URI]);
}

static const struct column {
	void (*put)(const char *const *hit, struct buf *out);
	enum style style;
} columns[] = {
	{ put_rank, STYLE_PLAIN },
	{ put_date, STYLE_PLAIN },
	{ put_lag, STYLE_PLAIN },
	{ put_role, STYLE_PLAIN },
	{ put_changes, STYLE_PLAIN },
	{ put_outlet, STYLE_TITLE },
	{ put_uri, STYLE_DIM },
};

#define COLUMNS (sizeof(columns) / sizeof(*columns))

/* One cell, without what a stranger might have put into it. */
static size_t
make_cell(const struct column *column, const char *const *hit, struct buf *cell)
{
	struct buf raw = { 0 };

	column->put(hit, &raw);
	buf_reset(cell);
	text_clean(cell, buf_text(&raw), raw.len, false);
	buf_release(&raw);
	return utf8_width(buf_text(cell), cell->len);
}

/* ---- the page ---- */

/* The widest cell of each column. */
static void
measure(const struct answer_table *hits, size_t widths[COLUMNS])
{
	struct buf cell = { 0 };

	memset(widths, 0, COLUMNS * sizeof(*widths));
	for (size_t i = 0; i < hits->count; i++)
		for (size_t c = 0; c < COLUMNS; c++) {
			size_t width = make_cell(
				&columns[c], hits->rows[i].columns, &cell);

			if (width > widths[c])
				widths[c] = width;
		}
	buf_release(&cell);
}

/* Do the lines fit with the uri, the last column, at their end? */
static bool
uri_fits(const size_t widths[COLUMNS], const struct look *look)
{
	size_t taken = 0;

	for (size_t c = 0; c < COLUMNS; c++)
		taken += widths[c] > 0 ? widths[c] + 2 : 0;
	return look->width == 0 || taken <= look->width + 2;
}

/* A copy's line; columns that are empty in all lines are not there, and a uri
 * for which there is no room stands below. */
static void
put_copy(const char *const *hit, const size_t widths[COLUMNS],
	const struct look *look, struct buf *out)
{
	const bool fits = uri_fits(widths, look);
	struct buf cell = { 0 };
	size_t pad = 0;

	for (size_t c = 0; c < COLUMNS; c++) {
		size_t width = make_cell(&columns[c], hit, &cell);

		if (widths[c] == 0)
			continue;
		if (c == COLUMNS - 1 && !fits) {
			buf_putc(out, '\n');
			pad = widths[0] + 2;
		}
		look_pad(out, pad);
		look_put(out, look, columns[c].style, buf_text(&cell), 0);
		pad = widths[c] - width + 2;
	}
	buf_putc(out, '\n');
	buf_release(&cell);
}

/* A sentence that was added or cut, behind its sign instead of its tags. */
static void
put_change(const char *snippet, const struct look *look, struct buf *out)
{
	static const struct {
		const char *begin, *end, *sign;
	} marks[] = {
		{ "<ins>", "</ins>", "+ " },
		{ "<del>", "</del>", "− " },
	};
	const struct wrap wrap = { .style = STYLE_DIM, .indent = 6 };
	struct buf inner = { 0 }, text = { 0 };
	size_t end = strlen(snippet);

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		size_t tag = strlen(marks[i].begin);

		if (strncmp(snippet, marks[i].begin, tag) != 0)
			continue;
		buf_puts(&text, marks[i].sign);
		snippet += tag;
		end = strlen(snippet);
		if (end > tag &&
			strcmp(snippet + end - tag - 1, marks[i].end) == 0)
			end -= tag + 1;
		break;
	}
	buf_add(&inner, snippet, end);
	text_marked(&text, buf_text(&inner));
	look_wrap(out, look, wrap, buf_text(&text));
	buf_release(&inner);
	buf_release(&text);
}

/* What was changed in one copy; *next goes on where the last one's ended. */
static void
put_changed(const struct answer *answer, const char *const *hit, size_t *next,
	const struct look *look, struct buf *out)
{
	const struct answer_table *table = &answer->tables[ANSWER_SNIPPET];
	uint64_t rank = answer_number(hit[HIT_RANK]);

	for (; *next < table->count; ++*next) {
		const char *const *row = table->rows[*next].columns;

		if (answer_number(row[SNIPPET_RANK]) > rank)
			break;
		if (answer_number(row[SNIPPET_RANK]) == rank)
			put_change(row[SNIPPET_TEXT], look, out);
	}
}

/* "5 stories in 3 outlets, one text · 0.6 ms" */
static void
put_closing(
	const struct answer *answer, const struct look *look, struct buf *out)
{
	const struct answer_final *final = &answer->final;
	uint64_t outlets =
		answer_number(answer_value(answer, ANSWER_INFO, "outlets"));
	struct buf line = { 0 };

	buf_printf(&line, "%" PRIu64 " %s in %" PRIu64 " %s, one text",
		final->hits, final->hits == 1 ? "story" : "stories", outlets,
		outlets == 1 ? "outlet" : "outlets");
	if (final->ms != NULL)
		buf_printf(&line, " · %s ms", final->ms);
	look_put_clean(out, look, STYLE_DIM, buf_text(&line), 0);
	buf_putc(out, '\n');
	buf_release(&line);
}

void
render_copies(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out)
{
	const struct answer_table *hits = &answer->tables[ANSWER_HIT];
	size_t widths[COLUMNS], next = 0;

	(void)options;
	measure(hits, widths);
	if (hits->count > 0 &&
		answer_known(hits->rows[0].columns[HIT_HEADLINE])) {
		look_put_clean(out, look, STYLE_TITLE,
			hits->rows[0].columns[HIT_HEADLINE], 0);
		buf_putc(out, '\n');
	}
	for (size_t i = 0; i < hits->count; i++) {
		put_copy(hits->rows[i].columns, widths, look, out);
		put_changed(answer, hits->rows[i].columns, &next, look, out);
	}
	put_closing(answer, look, out);
}
