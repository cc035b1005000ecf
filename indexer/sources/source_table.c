/*
 * source_table.c - CSV and its kin: a story a row, under names in the first
 *
 * Cells are parted by commas, semicolons, tabs or bars, whichever parts the
 * first row best; quotes as in RFC 4180, with line ends in them.  A row is
 * read as a record of JSON would be, under the names of json_names.h.
 */
#include "base/json.h"
#include "base/utf8.h"
#include "indexer/json/json_record.h"
#include "indexer/sources/encoding.h"
#include "indexer/sources/feed.h"
#include "indexer/sources/source_kinds.h"
#include "indexer/story/story_finish.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define HEADER_MAX (64u << 10)
#define COLUMNS_MAX 1000

struct table {
	struct source *source;
	char delimiter;
	struct arena names_arena;
	const char *names[COLUMNS_MAX];
	size_t columns;
	struct arena arena; /* of the story at hand */
	struct buf cell, repaired;
};

static void
reject(struct table *t, uint64_t line, enum reject_reason why,
	const char *detail)
{
	const struct sink *sink = t->source->sink;

	sink->reject(sink->ctx, t->source->input->path, line, why, detail);
}

/* ---- rows and cells ---- */

/*
 * Bytes of the row ahead without its LF.  *open: it ends, at the end of the
 * input or at max bytes, within quotes; a row that is longer than max ends
 * there, too.
 */
static size_t
row_length(struct feed *feed, size_t max, char delimiter, bool *open)
{
	size_t ahead = feed_want(feed, 1), at = 0;
	const char *bytes = feed_ahead(feed);
	bool start = true, closed = false;

	*open = false;
	for (; at <= max; at++) {
		if (at == ahead) {
			ahead = feed_want(feed, at + 1);
			bytes = feed_ahead(feed);
			if (at == ahead)
				break;
		}
		if (*open) {
			*open = bytes[at] != '"';
			closed = !*open;
		} else if (bytes[at] == '"' && (start || closed)) {
			*open = true;
		} else if (bytes[at] == '\n') {
			break;
		} else {
			closed = false;
			start = bytes[at] == delimiter;
		}
	}
	return at;
}

/* The cell that begins at p into out; returns where the next one does, behind
 * its delimiter, or NULL when that was the last. */
static const char *
next_cell(const char *p, const char *end, char delimiter, struct buf *out)
{
	buf_reset(out);
	if (p < end && *p == '"')
		for (p++; p < end; p++) {
			if (*p == '"' && (p + 1 == end || p[1] != '"'))
				break;
			p += *p == '"';
			buf_putc(out, *p);
		}
	if (p < end && *p == '"')
		p++;
	while (p < end && *p != delimiter)
		buf_putc(out, *p++);
	return p < end ? p + 1 : NULL;
}

static size_t
without_cr(const char *row, size_t len)
{
	return len > 0 && row[len - 1] == '\r' ? len - 1 : len;
}

/* ---- names ---- */

/* "Publish Date" is publish_date if that is a name that is known. */
static void
usual_name(struct buf *name)
{
	char copy[64];
	size_t from = 0, n = 0;

	while (name->len > 0 && strchr(" \t\r\n", name->data[name->len - 1]))
		buf_cut(name, name->len - 1);
	while (from < name->len && strchr(" \t", name->data[from]) != NULL)
		from++;
	buf_shift(name, from);
	if (name->len >= sizeof(copy))
		return;
	for (; n < name->len; n++)
		copy[n] = name->data[n] == ' ' ? '_' : name->data[n];
	copy[n] = '\0';
	if (json_name_field(copy) != STORY_FIELDS) {
		buf_reset(name);
		buf_add(name, copy, n);
	}
}

/* Do columns of these names make stories?  Counts the names that are known. */
static bool
are_names(const char *row, size_t len, char delimiter, size_t *known)
{
	const char *p = row, *end = row + len;
	struct buf cell = { 0 };
	bool text = false;

	*known = 0;
	for (size_t i = 0; p != NULL && i < COLUMNS_MAX; i++) {
		enum story_field field;

		p = next_cell(p, end, delimiter, &cell);
		usual_name(&cell);
		field = json_name_field(buf_text(&cell));
		*known += field != STORY_FIELDS;
		text = text || field == STORY_HEADLINE || field == STORY_BODY;
	}
	buf_release(&cell);
	return text;
}

/* What parts the names best: into the most that are known. */
static char
find_delimiter(const char *row, size_t len, size_t *most, bool *text)
{
	static const char delimiters[] = ",;\t|";
	char best = ',';

	*most = 0;
	*text = false;
	for (const char *d = delimiters; *d != '\0'; d++) {
		size_t known;
		bool makes = are_names(row, len, *d, &known);

		if (known > *most) {
			*most = known;
			*text = makes;
			best = *d;
		}
	}
	return best;
}

static bool
read_names(struct table *t)
{
	struct feed *feed = t->source->feed;
	size_t len, known;
	const char *p, *end;
	bool open, text;

	if (feed_want(feed, 3) >= 3 &&
		memcmp(feed_ahead(feed), "\xef\xbb\xbf", 3) == 0)
		feed_skip(feed, 3);
	len = row_length(feed, HEADER_MAX, '\n', &open);
	p = feed_ahead(feed);
	end = p + without_cr(p, len);
	t->delimiter = find_delimiter(p, (size_t)(end - p), &known, &text);
	while (p != NULL && t->columns < COLUMNS_MAX) {
		p = next_cell(p, end, t->delimiter, &t->cell);
		usual_name(&t->cell);
		buf_reset(&t->repaired);
		utf8_repair(&t->repaired, buf_text(&t->cell), t->cell.len);
		t->names[t->columns++] = arena_copy(&t->names_arena,
			buf_text(&t->repaired), t->repaired.len);
	}
	feed_skip(feed, len);
	if (feed_want(feed, 1) > 0)
		feed_skip(feed, 1);
	return text;
}

/* ---- rows ---- */

/* The cells of a row under their names; NULL if there are too many. */
static struct json *
read_cells(struct table *t, const char *row, size_t len)
{
	const char *p = row, *end = row + len;
	struct json *object = json_new_object();

	for (size_t i = 0; p != NULL; i++) {
		p = next_cell(p, end, t->delimiter, &t->cell);
		if (t->cell.len == 0)
			continue;
		if (i >= t->columns) {
			json_free(object);
			return NULL;
		}
		if (*t->names[i] != '\0')
			json_set(object, t->names[i],
				json_new_text(t->cell.data, t->cell.len));
	}
	return object;
}

/* A row that lies ahead whole. */
static bool
read_row(struct table *t, const char *row, size_t len, struct err *err)
{
	const struct feed *feed = t->source->feed;
	struct encoding encoding = { .name = "UTF-8" };
	struct json *object;
	struct draft draft;
	bool ok = true;

	if (!utf8_valid(row, len, NULL)) {
		buf_reset(&t->repaired);
		encoding_to_utf8(row, len, NULL, &t->repaired, &encoding);
		row = buf_text(&t->repaired);
		len = t->repaired.len;
	}
	object = read_cells(t, row, len);
	if (object == NULL) {
		reject(t, feed->line, REJECT_BAD_ROW, "more cells than names");
		return true;
	}
	if (json_count(object) > 0) {
		arena_reset(&t->arena);
		draft_init(
			&draft, &t->arena, t->source, feed->offset, feed->line);
		draft.replaced = encoding.replaced;
		if (encoding.guessed)
			draft.encoding = arena_string(&t->arena, encoding.name);
		json_record_read(&draft, object, DATE_FROM_FIELD);
		ok = story_finish(&draft, err);
	}
	json_free(object);
	return ok;
}

/* Quotes that are never closed: only the line they begin in is given up. */
static void
give_up_row(struct table *t, bool open)
{
	struct feed *feed = t->source->feed;
	struct feed_line line;

	if (!open)
		reject(t, feed->line, REJECT_TOO_LARGE,
			"a row of more bytes than story_max");
	else if (feed->damage.kind == ERR_NONE)
		reject(t, feed->line, REJECT_BAD_ROW,
			"quotes that are not closed");
	feed_next_line(feed, t->source->rules->story_max, &line);
}

static bool
read_rows(struct table *t, struct err *err)
{
	struct feed *feed = t->source->feed;
	size_t max = t->source->rules->story_max;
	bool ok = true;

	while (ok && feed_want(feed, 1) > 0) {
		bool open;
		size_t len = row_length(feed, max, t->delimiter, &open);
		const char *row = feed_ahead(feed);

		if (open || len > max) {
			give_up_row(t, open);
			continue;
		}
		ok = read_row(t, row, without_cr(row, len), err);
		feed_skip(feed, len);
		if (feed_want(feed, 1) > 0)
			feed_skip(feed, 1);
	}
	return ok;
}

bool
source_table_read(struct source *source, struct err *err)
{
	struct table t = { .source = source };
	bool ok = true;

	source_widen(source);
	if (feed_want(source->feed, 1) == 0) {
		if (source->feed->damage.kind == ERR_NONE)
			reject(&t, 0, REJECT_EMPTY, "no bytes");
	} else if (!read_names(&t)) {
		reject(&t, 1, REJECT_BAD_ROW,
			"the first row names no headline and no text");
	} else {
		ok = read_rows(&t, err);
	}
	arena_release(&t.arena);
	arena_release(&t.names_arena);
	buf_release(&t.cell);
	buf_release(&t.repaired);
	return ok;
}

/* A first line of names, at least three of which are known. */
bool
source_table_sniff(const struct source_head *head)
{
	const char *lf = memchr(head->text, '\n', head->text_len);
	size_t known;
	bool text;

	if (lf == NULL || lf == head->text || lf - head->text > 2048)
		return false;
	find_delimiter(head->text, (size_t)(lf - head->text), &known, &text);
	return text && known >= 3;
}
