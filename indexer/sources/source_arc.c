/*
 * source_arc.c - ARC: web archives as they were until 2009
 *
 * A record begins with one line: address, IP number, fourteen digits of a
 * date, type, perhaps more, and at last the length of the answer behind it.
 */
#include "indexer/sources/source_kinds.h"
#include "indexer/sources/web_archive.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LINE_MAX_BYTES 8192
#define FIELDS_MAX 12

struct field {
	const char *text;
	size_t len;
};

/* The line that begins here, cut at blanks; how many fields it has. */
static size_t
cut_line(const char *bytes, size_t len, struct field fields[FIELDS_MAX])
{
	const char *lf = memchr(
		bytes, '\n', len < LINE_MAX_BYTES ? len : LINE_MAX_BYTES);
	const char *p = bytes;
	size_t n = 0;

	while (lf != NULL && p < lf && n < FIELDS_MAX) {
		const char *blank = memchr(p, ' ', (size_t)(lf - p));
		const char *end = blank != NULL ? blank : lf;

		fields[n].text = p;
		fields[n++].len = (size_t)(end - p);
		p = end + 1;
	}
	return n;
}

static bool
is_number(const struct field *f, size_t least, size_t most)
{
	size_t n = 0;

	while (n < f->len && f->text[n] >= '0' && f->text[n] <= '9')
		n++;
	return n >= least && n <= most && (n == f->len || f->text[n] == '\r');
}

static bool
begins_record(const char *bytes, size_t len)
{
	struct field fields[FIELDS_MAX];
	size_t n = cut_line(bytes, len, fields);

	return n >= 5 && memchr(bytes, ':', fields[0].len) != NULL &&
	       is_number(&fields[2], 14, 14) &&
	       is_number(&fields[n - 1], 1, 18);
}

static bool
read_head(const char *bytes, size_t len, struct arena *arena, struct record *r)
{
	struct field fields[FIELDS_MAX];
	size_t n = cut_line(bytes, len, fields);
	const char *lf = memchr(bytes, '\n', len);
	const char *d;

	if (n < 5 || lf == NULL)
		return false;
	d = fields[2].text;
	r->head = (size_t)(lf + 1 - bytes);
	r->length = strtoull(fields[n - 1].text, NULL, 10);
	r->type = "response";
	r->uri = arena_copy(arena, fields[0].text, fields[0].len);
	r->date = arena_printf(arena, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", d,
		d + 4, d + 6, d + 8, d + 10, d + 12);
	return true;
}

/* Every address has one. */
static const struct record_form arc = { "http", begins_record, read_head };

bool
source_arc_read(struct source *source, struct err *err)
{
	return web_archive_read(source, &arc, err);
}

bool
source_arc_sniff(const struct source_head *head)
{
	return head->text_len > 11 &&
	       strncasecmp(head->text, "filedesc://", 11) == 0;
}
