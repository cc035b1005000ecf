#include "indexer/names/registry_table.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/utf8.h"

#include <string.h>

#define TABLE_BYTES (64u << 20)

/* What stands before the next c, which becomes a NUL; *rest is behind it, NULL
 * if there was none. */
static char *
cut(char **rest, char c)
{
	char *text = *rest, *end = strchr(text, c);

	if (end != NULL)
		*end++ = '\0';
	*rest = end;
	return text;
}

/* Cut one line into its columns, in place; empty ones are NULL. */
static void
cut_row(char *line, struct table_row *row)
{
	row->count = 0;
	for (char *p = line; p != NULL && row->count < TABLE_COLUMNS;) {
		char *column = cut(&p, '\t');

		while (*column == ' ')
			column++;
		row->columns[row->count++] = *column != '\0' ? column : NULL;
	}
	for (size_t i = row->count; i < TABLE_COLUMNS; i++)
		row->columns[i] = NULL;
}

bool
table_read(const char *path, table_row_fn fn, void *ctx, struct err *err)
{
	struct buf text = { 0 };
	struct table_row row = { .path = path };
	bool ok = fs_read_file(path, TABLE_BYTES, &text, err);

	if (ok && !utf8_valid(buf_text(&text), text.len, NULL))
		ok = err_set(err, ERR_INPUT, "%s: not valid UTF-8", path);
	for (char *p = text.data; ok && p != NULL;) {
		char *line = cut(&p, '\n');
		size_t len = strlen(line);

		row.line++;
		if (len > 0 && line[len - 1] == '\r')
			line[len - 1] = '\0';
		if (*line == '\0' || *line == '#')
			continue;
		cut_row(line, &row);
		ok = fn(ctx, &row, err);
	}
	buf_release(&text);
	return ok;
}

bool
table_fault(const struct table_row *row, struct err *err, const char *text)
{
	return err_set(err, ERR_INPUT, "%s:%u: %s", row->path, row->line, text);
}

char *
table_next(char **list)
{
	char *item;
	size_t len;

	if (*list == NULL)
		return NULL;
	item = cut(list, '|');
	while (*item == ' ')
		item++;
	len = strlen(item);
	while (len > 0 && item[len - 1] == ' ')
		item[--len] = '\0';
	return item;
}
