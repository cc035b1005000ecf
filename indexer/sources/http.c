#include "indexer/sources/http.h"

#include "base/zio.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- heads ---- */

size_t
head_length(const char *bytes, size_t len)
{
	const char *p = bytes, *end = bytes + len;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		p++;
		while (p < end && *p == '\r')
			p++;
		if (p < end && *p == '\n')
			return (size_t)(p + 1 - bytes);
	}
	return 0;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* A value up to the end of its last line, on one line and trimmed. */
static char *
field_value(const char *p, const char *end, struct arena *arena)
{
	const char *lf = memchr(p, '\n', (size_t)(end - p));
	char *out;
	size_t n;

	while (lf != NULL && lf + 1 < end && (lf[1] == ' ' || lf[1] == '\t'))
		lf = memchr(lf + 1, '\n', (size_t)(end - lf - 1));
	if (lf != NULL)
		end = lf;
	while (p < end && is_blank(*p))
		p++;
	while (end > p && is_blank(end[-1]))
		end--;
	n = (size_t)(end - p);
	out = arena_copy(arena, p, n);
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)out[i] < ' ')
			out[i] = ' ';
	return out;
}

char *
head_field(const char *head, size_t len, const char *name, struct arena *arena)
{
	const char *p = head, *end = head + len;
	size_t n = strlen(name);

	while (p < end) {
		const char *lf = memchr(p, '\n', (size_t)(end - p));

		if ((size_t)(end - p) > n && strncasecmp(p, name, n) == 0 &&
			p[n] == ':')
			return field_value(p + n + 1, end, arena);
		if (lf == NULL)
			break;
		p = lf + 1;
	}
	return NULL;
}

/* ---- answers ---- */

/* "HTTP/1.1 200 OK": 200. */
static int
read_status(const char *bytes, size_t len)
{
	size_t at = 5;
	int status = 0;

	if (len < 12 || strncasecmp(bytes, "HTTP/", 5) != 0)
		return 0;
	while (at < len && bytes[at] != ' ' && bytes[at] != '\n')
		at++;
	while (at < len && bytes[at] == ' ')
		at++;
	for (int digits = 0; digits < 3; digits++, at++) {
		if (at >= len || bytes[at] < '0' || bytes[at] > '9')
			return 0;
		status = status * 10 + (bytes[at] - '0');
	}
	return status;
}

static void
make_small(char *text)
{
	for (; *text != '\0'; text++)
		if (*text >= 'A' && *text <= 'Z')
			*text += 'a' - 'A';
}

void
http_type(const char *value, struct arena *arena, const char **type,
	const char **charset)
{
	const char *at = value != NULL ? strcasestr(value, "charset=") : NULL;
	char *copy;

	*type = *charset = NULL;
	if (value == NULL)
		return;
	copy = arena_copy(arena, value, strcspn(value, "; ,"));
	make_small(copy);
	if (*copy != '\0')
		*type = copy;
	if (at == NULL)
		return;
	at += strlen("charset=");
	at += strspn(at, "\"' ");
	copy = arena_copy(arena, at, strcspn(at, "\"'; ,"));
	if (*copy != '\0')
		*charset = copy;
}

void
http_read(const char *bytes, size_t len, struct arena *arena,
	struct http_answer *out)
{
	const char *transfer;

	memset(out, 0, sizeof(*out));
	out->status = read_status(bytes, len);
	out->head = head_length(bytes, len);
	if (out->status == 0 || out->head == 0) {
		out->status = 0;
		return;
	}
	http_type(head_field(bytes, out->head, "Content-Type", arena), arena,
		&out->content_type, &out->charset);
	out->encoding = head_field(bytes, out->head, "Content-Encoding", arena);
	out->modified = head_field(bytes, out->head, "Last-Modified", arena);
	transfer = head_field(bytes, out->head, "Transfer-Encoding", arena);
	out->chunked = transfer != NULL && strcasestr(transfer, "chunked");
}

/* ---- bodies ---- */

/* "1a2b;extension\r\n": the size; returns what the line takes, or 0. */
static size_t
chunk_line(const char *p, size_t len, size_t *size)
{
	size_t at = 0;

	*size = 0;
	for (; at < len && at < 16; at++) {
		char c = p[at];
		int digit = c >= '0' && c <= '9'   ? c - '0'
			    : c >= 'a' && c <= 'f' ? c - 'a' + 10
			    : c >= 'A' && c <= 'F' ? c - 'A' + 10
						   : -1;

		if (digit < 0)
			break;
		*size = *size * 16 + (size_t)digit;
	}
	if (at == 0 || at == 16)
		return 0;
	while (at < len && p[at] != '\n') {
		if (at > 1024)
			return 0;
		at++;
	}
	return at < len ? at + 1 : 0;
}

bool
http_unchunk(const char *body, size_t len, struct buf *out)
{
	size_t begin = out->len, at = 0, size, line;

	while ((line = chunk_line(body + at, len - at, &size)) > 0) {
		at += line;
		if (size == 0)
			return true;
		if (size > len - at)
			size = len - at; /* cut: what there is */
		buf_add(out, body + at, size);
		at += size;
		while (at < len && (body[at] == '\r' || body[at] == '\n'))
			at++;
		if (at == len)
			return true;
	}
	if (out->len == begin)
		return at > 0 && at == len;
	buf_add(out, body + at, len - at); /* broken off: the rest as it is */
	return true;
}

/* "gzip", "x-gzip", "deflate"; what says that there is none. */
static bool
is_none(const char *encoding)
{
	return *encoding == '\0' || strcasecmp(encoding, "identity") == 0 ||
	       strcasecmp(encoding, "none") == 0 ||
	       strncasecmp(encoding, "utf", 3) == 0;
}

bool
http_decode(const char *encoding, const char *body, size_t len, size_t max,
	struct buf *out, struct err *err)
{
	bool gzip = strcasestr(encoding, "gzip") != NULL;
	bool deflate = strcasecmp(encoding, "deflate") == 0;
	size_t begin = out->len;

	if (!gzip && !deflate && !is_none(encoding))
		return err_set(
			err, ERR_INPUT, "Content-Encoding %.40s", encoding);
	/* Some archives keep the field and undo the encoding. */
	if (gzip && (len < 2 || memcmp(body, "\x1f\x8b", 2) != 0))
		gzip = false;
	if (gzip || deflate) {
		if (zio_inflate(body, len, max, out, err))
			return true;
		if (out->len - begin >= max || (gzip && out->len == begin))
			return false;
		if (out->len > begin)
			return true; /* cut: what there is */
	}
	buf_add(out, body, len);
	return true;
}
