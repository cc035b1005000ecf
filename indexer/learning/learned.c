#include "indexer/learning/learned.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/mem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define LEARNED_FILE "learned.tsv"
#define LEARNED_FILE_MAX (256u << 20)
#define COLUMNS 6

const char *const learned_names[LEARNED_KINDS] = {
	[LEARNED_SENTENCE] = "sentence",
	[LEARNED_CLOCK] = "clock",
	[LEARNED_OUTLET] = "outlet",
	[LEARNED_ACTOR] = "actor",
};

static const char *
on_one_line(struct arena *arena, const char *text)
{
	char *copy = arena_string(arena, text != NULL ? text : "");

	for (char *c = copy; *c != '\0'; c++)
		if ((unsigned char)*c < ' ')
			*c = ' ';
	return copy;
}

void
learned_add(struct learned *learned, const struct learned_row *row)
{
	struct learned_row *to =
		&vec_push(learned->rows, learned->count, learned->cap);

	*to = *row;
	to->outlet = on_one_line(&learned->arena, row->outlet);
	to->detail = on_one_line(&learned->arena, row->detail);
	to->text = on_one_line(&learned->arena, row->text);
}

static int
compare_rows(const void *a, const void *b)
{
	const struct learned_row *x = a, *y = b;
	int c = (x->what > y->what) - (x->what < y->what);

	if (c == 0)
		c = strcmp(x->outlet, y->outlet);
	if (c == 0)
		c = (x->stories < y->stories) - (x->stories > y->stories);
	if (c == 0)
		c = strcmp(x->text, y->text);
	return c != 0 ? c : strcmp(x->detail, y->detail);
}

void
learned_sort(struct learned *learned)
{
	if (learned->count > 1)
		qsort(learned->rows, learned->count, sizeof(*learned->rows),
			compare_rows);
}

bool
learned_write(const struct learned *learned, const char *dir, struct err *err)
{
	struct buf path = { 0 }, text = { 0 };
	bool ok;

	for (size_t i = 0; i < learned->count; i++) {
		const struct learned_row *r = &learned->rows[i];

		buf_printf(&text, "%s\t%s\t%" PRIu32 "\t%" PRIu32 "\t%s\t%s\n",
			learned_names[r->what], r->outlet, r->stories, r->of,
			r->detail, r->text);
	}
	fs_join(&path, dir, LEARNED_FILE, NULL);
	ok = fs_write_file(path.data, buf_text(&text), text.len, err);
	buf_release(&path);
	buf_release(&text);
	return ok;
}

/* Digits and nothing else. */
static bool
read_number(const char *text, uint32_t *out)
{
	char *end;
	unsigned long long n;

	if (*text < '0' || *text > '9')
		return false;
	n = strtoull(text, &end, 10);
	*out = (uint32_t)n;
	return *end == '\0' && n <= UINT32_MAX;
}

/* What a later version adds is stepped over. */
static bool
read_row(struct learned *learned, char *line, struct err *err)
{
	struct learned_row row = { .what = LEARNED_KINDS };
	char *columns[COLUMNS];

	for (size_t i = 0; i < COLUMNS; i++) {
		columns[i] = strsep(&line, "\t");
		if (columns[i] == NULL)
			return err_set(
				err, ERR_INDEX, "expected %d columns", COLUMNS);
	}
	if (!read_number(columns[2], &row.stories) ||
		!read_number(columns[3], &row.of))
		return err_set(err, ERR_INDEX, "expected a number");
	for (int what = 0; what < LEARNED_KINDS; what++)
		if (strcmp(columns[0], learned_names[what]) == 0)
			row.what = (enum learned_what)what;
	if (row.what == LEARNED_KINDS)
		return true;
	row.outlet = columns[1];
	row.detail = columns[4];
	row.text = columns[5];
	learned_add(learned, &row);
	return true;
}

bool
learned_parse(struct learned *learned, char *text, struct err *err)
{
	unsigned number = 0;
	char *line;

	while ((line = strsep(&text, "\n")) != NULL) {
		number++;
		if (*line != '\0' && !read_row(learned, line, err))
			return err_while(err, "line %u", number);
	}
	return true;
}

bool
learned_read(struct learned *learned, const char *dir, struct err *err)
{
	struct buf path = { 0 }, text = { 0 };
	bool ok = true;

	fs_join(&path, dir, LEARNED_FILE, NULL);
	if (fs_exists(path.data)) {
		ok = fs_read_file(path.data, LEARNED_FILE_MAX, &text, err);
		buf_putc(&text, '\0');
		ok = ok && (learned_parse(learned, text.data, err) ||
				   err_while(err, "%s", path.data));
	}
	buf_release(&path);
	buf_release(&text);
	return ok;
}

void
learned_release(struct learned *learned)
{
	free(learned->rows);
	arena_release(&learned->arena);
	memset(learned, 0, sizeof(*learned));
}
