#include "indexer/rejects.h"

#include "base/mem.h"
#include "base/wire.h"

#include <stdlib.h>
#include <string.h>

struct rejects_item {
	const char *path;
	uint64_t line;
	size_t nth; /* in which order they came: the last resort of sorting */
	const char *reason;
	const char *detail;
	bool indexed;
};

void
rejects_init(struct rejects *rejects)
{
	memset(rejects, 0, sizeof(*rejects));
	pthread_mutex_init(&rejects->lock, NULL);
}

void
rejects_release(struct rejects *rejects)
{
	free(rejects->items);
	arena_release(&rejects->arena);
	pthread_mutex_destroy(&rejects->lock);
}

/* Keep one line; the lock is held. */
static void
keep(struct rejects *rejects, const char *path, uint64_t line,
	const char *reason, const char *detail, bool indexed)
{
	struct rejects_item item = {
		.path = arena_string(
			&rejects->arena, path != NULL ? path : "-"),
		.line = line,
		.nth = rejects->count,
		.reason = reason,
		.detail = arena_string(
			&rejects->arena, detail != NULL ? detail : ""),
		.indexed = indexed,
	};

	vec_push(rejects->items, rejects->count, rejects->cap) = item;
}

void
rejects_add(struct rejects *rejects, const char *path, uint64_t line,
	enum reject_reason why, const char *detail)
{
	pthread_mutex_lock(&rejects->lock);
	rejects->rejected[why]++;
	keep(rejects, path, line, reject_names[why], detail, false);
	pthread_mutex_unlock(&rejects->lock);
}

void
rejects_remark(struct rejects *rejects, const char *path, uint64_t line,
	enum remark_reason why, const char *detail)
{
	pthread_mutex_lock(&rejects->lock);
	rejects->remarked[why]++;
	keep(rejects, path, line, remark_names[why], detail, true);
	pthread_mutex_unlock(&rejects->lock);
}

void
rejects_pass_over(struct rejects *rejects, uint64_t records)
{
	pthread_mutex_lock(&rejects->lock);
	rejects->passed_over += records;
	pthread_mutex_unlock(&rejects->lock);
}

uint64_t
rejects_total(const struct rejects *rejects)
{
	uint64_t n = 0;

	for (int i = 0; i < REJECT_REASONS; i++)
		n += rejects->rejected[i];
	return n;
}

/* ": 2 bad.json, 1 empty.file" for the reasons that occurred. */
static void
summarise(struct buf *out, const char *const *names, const uint64_t *counts,
	size_t n)
{
	const char *between = ": ";

	for (size_t i = 0; i < n; i++) {
		if (counts[i] == 0)
			continue;
		buf_printf(out, "%s%llu %s", between,
			(unsigned long long)counts[i], names[i]);
		between = ", ";
	}
}

void
rejects_summary(const struct rejects *rejects, struct buf *out)
{
	uint64_t left_out = rejects_total(rejects);
	uint64_t remarks = rejects->count - left_out;

	if (left_out > 0) {
		buf_printf(
			out, "  left out %llu", (unsigned long long)left_out);
		summarise(out, reject_names, rejects->rejected, REJECT_REASONS);
		buf_putc(out, '\n');
	}
	if (remarks > 0) {
		buf_printf(out, "  indexed with a remark %llu",
			(unsigned long long)remarks);
		summarise(out, remark_names, rejects->remarked, REMARKS);
		buf_putc(out, '\n');
	}
	if (rejects->passed_over > 0)
		buf_printf(out, "  passed over %llu records without a story\n",
			(unsigned long long)rejects->passed_over);
}

static int
compare_items(const void *va, const void *vb)
{
	const struct rejects_item *a = va, *b = vb;
	int c = strcmp(a->path, b->path);

	if (c == 0)
		c = (a->line > b->line) - (a->line < b->line);
	if (c == 0)
		c = strcmp(a->reason, b->reason);
	if (c == 0)
		c = strcmp(a->detail, b->detail);
	return c != 0 ? c : (a->nth > b->nth) - (a->nth < b->nth);
}

static void
sort_items(struct rejects *rejects)
{
	if (rejects->count > 0)
		qsort(rejects->items, rejects->count, sizeof(*rejects->items),
			compare_items);
}

bool
rejects_write(struct rejects *rejects, const char *path, struct err *err)
{
	struct buf line = { 0 };
	FILE *out = fopen(path, "w");
	bool ok;

	if (out == NULL)
		return err_errno(err, "%s", path);
	sort_items(rejects);
	fputs("path\tline\tfate\treason\tdetail\n", out);
	for (size_t i = 0; i < rejects->count; i++) {
		const struct rejects_item *item = &rejects->items[i];
		buf_reset(&line);
		wire_put_column(&line, item->path, strlen(item->path));
		buf_printf(&line, "\t%llu\t%s\t%s\t",
			(unsigned long long)item->line,
			item->indexed ? "indexed" : "left-out", item->reason);
		wire_put_column(&line, item->detail, strlen(item->detail));
		buf_putc(&line, '\n');
		fwrite(line.data, 1, line.len, out);
	}
	ok = !ferror(out);
	if (fclose(out) != 0 || !ok)
		ok = err_errno(err, "%s", path);
	buf_release(&line);
	return ok;
}

void
rejects_print(struct rejects *rejects, FILE *out, size_t most)
{
	size_t shown = 0;

	sort_items(rejects);
	for (size_t i = 0; i < rejects->count && shown < most; i++) {
		const struct rejects_item *item = &rejects->items[i];
		if (item->indexed)
			continue;
		fprintf(out, "%s:%llu: %s%s%s\n", item->path,
			(unsigned long long)item->line, item->reason,
			*item->detail != '\0' ? ": " : "", item->detail);
		shown++;
	}
}

bool
rejects_tell(
	struct rejects *rejects, const char *path, bool quiet, struct err *err)
{
	enum { SHOWN = 10 };
	uint64_t total = rejects_total(rejects);

	if (path != NULL)
		return rejects_write(rejects, path, err);
	if (quiet || total == 0)
		return true;
	rejects_print(rejects, stderr, SHOWN);
	if (total > SHOWN)
		fprintf(stderr, "... and %llu more; --rejects FILE lists all\n",
			(unsigned long long)(total - SHOWN));
	return true;
}
