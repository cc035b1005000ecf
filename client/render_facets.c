#include "base/utf8.h"
#include "client/bars.h"
#include "client/render.h"

#include <inttypes.h>
#include <stdint.h>
#include <string.h>

#define LABEL_MAX 36 /* columns; longer values are cut on a narrow terminal */

/* The buckets of one field: the rows that follow each other with its name. */
struct facet {
	const struct answer_row *rows;
	size_t count;
	size_t label;  /* columns of its longest value */
	uint64_t most; /* stories in its largest bucket */
	uint64_t most_distinct;
	size_t digits, distinct_digits; /* of both */
	size_t code, score; /* columns of the longest, with their gap */
	bool pairs;
	size_t bar; /* columns of the longest bar */
};

/* Two values that stand in one story. */
static bool
is_pair(const struct answer_row *row)
{
	return answer_known(row->columns[FACET_WITH]);
}

/* A bucket's value as it is shown. */
static void
bucket_label(struct buf *out, const struct answer_row *row)
{
	const char *value = row->columns[FACET_VALUE];

	if (!answer_known(value))
		value = "(unknown)";
	text_clean(out, value, strlen(value), false);
	if (is_pair(row)) {
		value = row->columns[FACET_WITH];
		buf_puts(out, " × ");
		text_clean(out, value, strlen(value), false);
	}
}

/* Columns that labels may take; in a pipe as many as they like. */
static size_t
label_room(const struct look *look, bool pairs)
{
	size_t part = look->width / (pairs ? 2 : 3);

	if (look->width == 0)
		return SIZE_MAX;
	return part > LABEL_MAX ? part : LABEL_MAX;
}

static uint64_t
larger(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Columns that a cell behind the counts takes, with the gap before it. */
static size_t
cell_width(const char *cell)
{
	return answer_known(cell) ? 2 + utf8_width(cell, strlen(cell)) : 0;
}

/* Make the columns wide enough for one more bucket. */
static void
facet_widen(struct facet *facet, const struct answer_row *row)
{
	const char *const *c = row->columns;
	struct buf label = { 0 };

	bucket_label(&label, row);
	facet->pairs = facet->pairs || is_pair(row);
	facet->label =
		larger(facet->label, utf8_width(buf_text(&label), label.len));
	facet->code = larger(facet->code, cell_width(c[FACET_CODE]));
	facet->score = larger(facet->score, cell_width(c[FACET_SCORE]));
	facet->most = larger(facet->most, answer_number(c[FACET_STORIES]));
	facet->most_distinct =
		larger(facet->most_distinct, answer_number(c[FACET_DISTINCT]));
	buf_release(&label);
}

/* Collect the rows from `rows` on that count the same field. */
static struct facet
facet_measure(
	const struct answer_row *rows, size_t left, const struct look *look)
{
	struct facet facet = { .rows = rows };
	const char *field = rows[0].columns[FACET_FIELD];

	for (; facet.count < left; facet.count++) {
		const struct answer_row *row = &rows[facet.count];

		if (strcmp(row->columns[FACET_FIELD], field) != 0)
			break;
		facet_widen(&facet, row);
	}
	facet.digits = digits_of(facet.most);
	facet.distinct_digits = digits_of(facet.most_distinct);
	facet.label = smaller(facet.label, label_room(look, facet.pairs));
	/* The names of a pair say enough. */
	facet.code = facet.pairs ? 0 : facet.code;
	/* two margins, two gaps, two counts, brackets; what is behind them */
	facet.bar = bar_width(look, facet.label + facet.digits +
					    facet.distinct_digits + 9 +
					    facet.code + facet.score);
	return facet;
}

static void
put_label(const struct answer_row *row, const struct facet *facet,
	const struct look *look, struct buf *out)
{
	struct buf label = { 0 };
	size_t width;

	bucket_label(&label, row);
	width = utf8_width(buf_text(&label), label.len);
	look_pad(out, 2);
	look_put(out, look, STYLE_PLAIN, buf_text(&label),
		look->width > 0 ? facet->label : 0);
	look_pad(out, width < facet->label ? facet->label - width : 0);
	buf_release(&label);
}

/* "  Harbour Gazette  ██████   7 (6)  CODE" */
static void
put_bucket(const struct answer_row *row, const struct facet *facet, bool ascii,
	const struct look *look, struct buf *out)
{
	uint64_t stories = answer_number(row->columns[FACET_STORIES]);
	uint64_t distinct = answer_number(row->columns[FACET_DISTINCT]);
	const char *code = row->columns[FACET_CODE];
	const char *score = row->columns[FACET_SCORE];
	struct buf rest = { 0 };

	put_label(row, facet, look, out);
	look_pad(out, 2);
	bar_put(out, look,
		facet->most > 0 ? (double)stories / (double)facet->most : 0,
		facet->bar, ascii);
	buf_printf(out, "  %*" PRIu64, (int)facet->digits, stories);
	buf_printf(&rest, " (%" PRIu64 ")", distinct);
	if (facet->score + facet->code > 0)
		look_pad(&rest, facet->distinct_digits - digits_of(distinct));
	if (answer_known(score)) {
		look_pad(&rest, facet->score - cell_width(score));
		buf_printf(&rest, "  %s", score);
	}
	if (answer_known(code) && facet->code > 0)
		buf_printf(&rest, "  %s", code);
	look_put_clean(out, look, STYLE_DIM, buf_text(&rest), 0);
	buf_putc(out, '\n');
	buf_release(&rest);
}

void
render_facets(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out)
{
	const struct answer_table *table = &answer->tables[ANSWER_FACET];
	struct facet facet;

	for (size_t at = 0; at < table->count; at += facet.count) {
		facet = facet_measure(
			table->rows + at, table->count - at, look);
		look_put_clean(out, look, STYLE_TITLE,
			facet.rows[0].columns[FACET_FIELD], 0);
		look_put(out, look, STYLE_DIM, "  stories (distinct texts)", 0);
		if (facet.score > 0)
			look_put(out, look, STYLE_DIM,
				facet.pairs ? ", times as often as by chance"
					    : ", how unusual",
				0);
		buf_putc(out, '\n');
		for (size_t i = 0; i < facet.count; i++)
			put_bucket(&facet.rows[i], &facet, options->ascii, look,
				out);
		buf_putc(out, '\n');
	}
	render_count(answer, options, look, out);
}
