/* render_timeline.c - how much was written when, as a chart */
#include "base/mem.h"
#include "base/utf8.h"
#include "client/bars.h"
#include "client/calendar.h"
#include "client/chart.h"
#include "client/render.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH_PIPE 80 /* where no width is known */
#define CELLS_MAX 6   /* a column is no wider */
#define BUCKETS_MAX 40000
#define LABEL_MAX 24

/* The rows of one series: the whole, or one value of the split. */
struct series {
	const struct answer_row *rows;
	size_t count; /* its undated row included */
};

/* All of a timeline, laid out on one axis of time. */
struct page {
	const struct look *look;
	const char *unit;
	bool week, shares, ascii;
	char (*names)[BUCKET_NAME_SIZE];
	size_t nbuckets, cap;
	size_t fold;	      /* buckets a column */
	size_t label, digits; /* columns of the longest, of the split's lines */
	size_t width;
};

static bool
is_undated(const struct answer_row *row)
{
	return !answer_known(row->columns[BUCKET_NAME]);
}

static struct series
series_from(const struct answer_row *rows, size_t left)
{
	struct series series = { rows, 0 };
	const char *value = rows[0].columns[BUCKET_VALUE];

	while (series.count < left &&
		strcmp(rows[series.count].columns[BUCKET_VALUE], value) == 0)
		series.count++;
	return series;
}

/* Every bucket from the first to the last, gaps too: those the server leaves
 * out.  False if the names are none that follow each other. */
static bool
lay_out(struct page *page, const struct series *whole)
{
	size_t last = whole->count;
	char name[BUCKET_NAME_SIZE];

	while (last > 0 && is_undated(&whole->rows[last - 1]))
		last--;
	if (last == 0)
		return false;
	for (size_t i = 0; i < last; i++) {
		const char *bucket = whole->rows[i].columns[BUCKET_NAME];

		if (strspn(bucket, "0123456789-") != strlen(bucket) ||
			strlen(bucket) >= sizeof(name))
			return false;
	}
	strcpy(name, whole->rows[0].columns[BUCKET_NAME]);
	for (;;) {
		if (page->nbuckets == BUCKETS_MAX)
			return false;
		strcpy(vec_push(page->names, page->nbuckets, page->cap), name);
		if (strcmp(name, whole->rows[last - 1].columns[BUCKET_NAME]) >=
			0)
			return true;
		if (!calendar_next(
			    page->names[page->nbuckets - 1], page->week, name))
			return false;
	}
}

static double
value_of(const struct page *page, const struct answer_row *row)
{
	const char *share = row->columns[BUCKET_SHARE];

	if (page->shares)
		return answer_known(share) ? strtod(share, NULL) : 0;
	return (double)answer_number(row->columns[BUCKET_STORIES]);
}

/* The columns of a series; several buckets in one add up, shares give the
 * largest.  A column is a gap when all of it is. */
static struct chart
chart_of(const struct page *page, const struct series *series)
{
	size_t n = (page->nbuckets + page->fold - 1) / page->fold, row = 0;
	struct chart_column *columns = mem_alloc(n * sizeof(*columns));

	for (size_t i = 0; i < n; i++)
		columns[i].gap = true;
	for (size_t i = 0; i < page->nbuckets; i++) {
		struct chart_column *c = &columns[i / page->fold];
		const struct answer_row *r = &series->rows[row];
		double value;

		if (row == series->count ||
			strcmp(r->columns[BUCKET_NAME], page->names[i]) != 0)
			continue;
		value = value_of(page, r);
		c->value =
			page->shares ? fmax(c->value, value) : c->value + value;
		c->burst |= answer_known(r->columns[BUCKET_BURST]);
		c->gap = false;
		row++;
	}
	return (struct chart){ .columns = columns,
		.count = n,
		.cells = 1,
		.ascii = page->ascii,
		.percent = page->shares };
}

static size_t
cells_of(size_t columns, size_t room)
{
	size_t cells = columns > 0 ? room / columns : 1;

	return cells < 1 ? 1 : cells > CELLS_MAX ? CELLS_MAX : cells;
}

/* "1911-07-31 … 1911-09-04" below the first and the last column. */
static void
put_dates(const struct page *page, const struct chart *chart, struct buf *out)
{
	const char *first = page->names[0];
	const char *last = page->names[page->nbuckets - 1];
	size_t wide = chart->count * chart->cells;
	size_t both = strlen(first) + strlen(last);

	look_pad(out, CHART_AXIS);
	buf_puts(out, first);
	if (page->nbuckets > 1) {
		if (wide > both)
			look_pad(out, wide - both);
		else
			buf_puts(out, page->ascii ? " .. " : " … ");
		buf_puts(out, last);
	}
	buf_putc(out, '\n');
}

/* What marks mean, if there are any. */
static void
put_legend(const struct page *page, const struct chart *chart, struct buf *out)
{
	bool burst = false, gap = false;
	struct buf text = { 0 };

	for (size_t i = 0; i < chart->count; i++) {
		burst |= chart->columns[i].burst;
		gap |= chart->columns[i].gap;
	}
	if (page->fold > 1)
		buf_printf(&text, "%zu %ss a column", page->fold, page->unit);
	if (burst)
		buf_printf(&text, "%s%s burst", text.len > 0 ? ", " : "",
			page->ascii ? "^" : "▲");
	if (gap)
		buf_printf(&text, "%s%s no stories in the archive",
			text.len > 0 ? ", " : "", page->ascii ? "." : "·");
	if (text.len > 0) {
		look_pad(out, CHART_AXIS);
		look_put(out, page->look, STYLE_DIM, buf_text(&text), 0);
		buf_putc(out, '\n');
	}
	buf_release(&text);
}

static uint64_t
total_of(const struct series *series)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < series->count; i++)
		sum += answer_number(series->rows[i].columns[BUCKET_STORIES]);
	return sum;
}

/* One value of a split: its line of blocks, its name, its stories. */
static void
put_split(const struct page *page, const struct series *series, size_t cells,
	struct buf *out)
{
	struct chart chart = chart_of(page, series);
	struct buf label = { 0 };
	size_t width;

	chart.cells = cells;
	look_pad(out, CHART_AXIS);
	chart_line(&chart, page->look, out);
	text_clean(&label, series->rows[0].columns[BUCKET_VALUE],
		strlen(series->rows[0].columns[BUCKET_VALUE]), false);
	width = utf8_width(buf_text(&label), label.len);
	buf_puts(out, "  ");
	look_put(out, page->look, STYLE_PLAIN, buf_text(&label),
		page->look->width > 0 ? LABEL_MAX : 0);
	look_pad(out, width < page->label ? page->label - width : 0);
	buf_printf(
		out, "  %*" PRIu64 "\n", (int)page->digits, total_of(series));
	buf_release(&label);
	free((void *)chart.columns);
}

/* Room for the longest name and number of the split's lines. */
static void
measure_splits(
	struct page *page, const struct answer_table *table, size_t first)
{
	struct series series;

	for (size_t at = first; at < table->count; at += series.count) {
		struct buf label = { 0 };
		const char *value = table->rows[at].columns[BUCKET_VALUE];
		size_t width, digits;

		series = series_from(table->rows + at, table->count - at);
		text_clean(&label, value, strlen(value), false);
		width = utf8_width(buf_text(&label), label.len);
		digits = digits_of(total_of(&series));
		page->label = width > page->label ? width : page->label;
		page->digits = digits > page->digits ? digits : page->digits;
		buf_release(&label);
	}
	if (page->look->width > 0 && page->label > LABEL_MAX)
		page->label = LABEL_MAX;
}

/* How wide a column is and how many buckets it takes; split lines need room
 * for their names, too. */
static size_t
fit(struct page *page, bool splits)
{
	size_t taken = CHART_AXIS + (splits ? LABEL_MAX + 10 : 0);
	size_t room = page->width > taken + 10 ? page->width - taken : 10;

	page->fold = (page->nbuckets + room - 1) / room;
	return cells_of((page->nbuckets + page->fold - 1) / page->fold, room);
}

static void
put_page(struct page *page, const struct answer_table *table,
	const struct series *whole, struct buf *out)
{
	size_t cells = fit(page, whole->count < table->count);
	struct chart chart = chart_of(page, whole);
	struct series series;

	chart.cells = cells;
	chart_draw(&chart, page->look, out);
	put_dates(page, &chart, out);
	put_legend(page, &chart, out);
	free((void *)chart.columns);
	measure_splits(page, table, whole->count);
	for (size_t at = whole->count; at < table->count; at += series.count) {
		series = series_from(table->rows + at, table->count - at);
		if (at == whole->count)
			buf_putc(out, '\n');
		put_split(page, &series, cells, out);
	}
	buf_putc(out, '\n');
}

void
render_timeline(const struct answer *answer, const struct options *options,
	const struct look *look, struct buf *out)
{
	const struct answer_table *table = &answer->tables[ANSWER_BUCKET];
	struct page page = {
		.look = look,
		.unit = options->by != NULL ? options->by : "month",
		.week = options->by != NULL && strcmp(options->by, "week") == 0,
		.shares = options->norm != NULL &&
			  strcmp(options->norm, "none") != 0,
		.ascii = options->ascii,
		.width = look->width > 0 ? look->width : WIDTH_PIPE,
	};
	struct series whole;

	if (table->count > 0) {
		whole = series_from(table->rows, table->count);
		if (lay_out(&page, &whole))
			put_page(&page, table, &whole, out);
		free(page.names);
	}
	render_count(answer, options, look, out);
}
