/* source_warc.c - WARC 1.0 and 1.1: web archives of today */
#include "indexer/sources/http.h"
#include "indexer/sources/source_kinds.h"
#include "indexer/sources/web_archive.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "WARC/1.0" and the end of its line, then a field. */
static bool
begins_record(const char *p, size_t len)
{
	const char *lf = memchr(p, '\n', len < 16 ? len : 16);
	size_t left;

	if (len < 10 || memcmp(p, "WARC/", 5) != 0 || !is_digit(p[5]) ||
		p[6] != '.' || lf == NULL)
		return false;
	left = len - (size_t)(lf + 1 - p);
	return left >= 8 && (strncasecmp(lf + 1, "WARC-", 5) == 0 ||
				    strncasecmp(lf + 1, "Content-", 8) == 0);
}

static bool
read_head(const char *bytes, size_t len, struct arena *arena, struct record *r)
{
	size_t n = head_length(bytes, len);
	const char *length = head_field(bytes, n, "Content-Length", arena);
	char *end;

	if (length == NULL || !is_digit(*length))
		return false;
	r->head = n;
	r->length = strtoull(length, &end, 10);
	r->type = head_field(bytes, n, "WARC-Type", arena);
	r->uri = head_field(bytes, n, "WARC-Target-URI", arena);
	r->date = head_field(bytes, n, "WARC-Date", arena);
	r->content_type = head_field(bytes, n, "Content-Type", arena);
	r->block_digest = head_field(bytes, n, "WARC-Block-Digest", arena);
	r->payload_digest = head_field(bytes, n, "WARC-Payload-Digest", arena);
	return *end == '\0' && r->type != NULL;
}

static const struct record_form warc = { "WARC/", begins_record, read_head };

bool
source_warc_read(struct source *source, struct err *err)
{
	return web_archive_read(source, &warc, err);
}

bool
source_warc_sniff(const struct source_head *head)
{
	return begins_record(head->text, head->text_len);
}
