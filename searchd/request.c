#include "searchd/request.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "base/wire.h"

#include <string.h>

/* What is still unread of a line. */
struct scan {
	const char *line;
	size_t at, end;
	struct arena *arena;
	size_t cap; /* of the request's args */
	struct err *err;
};

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_tag_char(char c)
{
	return is_alpha(c) || (c >= '0' && c <= '9') ||
	       (c != '\0' && strchr("-_.", c) != NULL);
}

/* Neither blank nor control; bytes of longer characters count as visible. */
static bool
is_visible(char c)
{
	return (unsigned char)c > ' ' && c != 0x7f;
}

/* The column, in characters from 1, of a byte of the line. */
static uint32_t
column(const struct scan *scan, size_t at)
{
	return (uint32_t)utf8_count(scan->line, at) + 1;
}

static void
skip_spaces(struct scan *scan)
{
	while (scan->at < scan->end && scan->line[scan->at] == ' ')
		scan->at++;
}

bool
request_empty(const char *line, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r')
			return false;
	return true;
}

bool
request_is_http(const char *line, size_t len)
{
	static const char version[] = " HTTP/1.";
	size_t n = sizeof(version) - 1;

	if (len > 0 && line[len - 1] == '\r')
		len--;
	return len > n && line[len - 1] >= '0' && line[len - 1] <= '9' &&
	       memcmp(line + len - 1 - n, version, n) == 0;
}

/* The length of the tag at the start of a line, without its `#`; 0: none. */
static size_t
tag_length(const char *line, size_t len)
{
	size_t n = 0;

	if (len == 0 || line[0] != '#')
		return 0;
	while (1 + n < len && is_tag_char(line[1 + n]))
		n++;
	if (n > WIRE_TAG_MAX || (1 + n < len && line[1 + n] != ' '))
		return 0;
	return n;
}

const char *
request_tag(const char *line, size_t len, struct arena *arena)
{
	size_t n = tag_length(line, len);

	return n > 0 ? arena_copy(arena, line + 1, n) : "";
}

/* NUL and malformed UTF-8 are refused before anything else is looked at. */
static bool
check_bytes(const struct scan *scan)
{
	const char *nul = memchr(scan->line, '\0', scan->end);
	size_t bad = scan->end;
	bool valid = utf8_valid(scan->line, scan->end, &bad);

	if (valid && nul == NULL)
		return true;
	if (valid || (nul != NULL && (size_t)(nul - scan->line) < bad))
		bad = (size_t)(nul - scan->line);
	err_set(scan->err, ERR_USAGE, "%s",
		scan->line[bad] == '\0' ? "a NUL byte" : "malformed UTF-8");
	return err_keys(scan->err, "col=%u", column(scan, bad));
}

static enum final
scan_tag(struct scan *scan, struct request *out)
{
	out->tag = request_tag(scan->line, scan->end, scan->arena);
	if (*out->tag != '\0')
		scan->at = 1 + strlen(out->tag);
	else if (scan->end > 0 && scan->line[0] == '#') {
		err_set(scan->err, ERR_USAGE,
			"a tag is # and 1 to %d of A-Z a-z 0-9 - _ .",
			WIRE_TAG_MAX);
		return FINAL_BAD_TAG;
	}
	return FINAL_OK;
}

static enum final
scan_verb(struct scan *scan, struct request *out)
{
	size_t start, len;

	skip_spaces(scan);
	start = scan->at;
	while (scan->at < scan->end && is_alpha(scan->line[scan->at]))
		scan->at++;
	len = scan->at - start;
	if (len > 0 && len <= WIRE_WORD_MAX &&
		(scan->at == scan->end || scan->line[scan->at] == ' ')) {
		out->verb = arena_copy(scan->arena, scan->line + start, len);
		return FINAL_OK;
	}
	err_set(scan->err, ERR_USAGE,
		"a request begins with a verb; HELP lists them");
	return FINAL_UNKNOWN_VERB;
}

/* Is the unread part `::`, alone or with the query behind it? */
static bool
at_query(const struct scan *scan)
{
	size_t left = scan->end - scan->at;
	const char *p = scan->line + scan->at;

	return left >= 2 && p[0] == ':' && p[1] == ':' &&
	       (left == 2 || p[2] == ' ');
}

static void
scan_query(struct scan *scan, struct request *out)
{
	scan->at += 2;
	if (scan->at < scan->end)
		scan->at++;
	out->has_query = true;
	out->query_len = scan->end - scan->at;
	out->query =
		arena_copy(scan->arena, scan->line + scan->at, out->query_len);
	scan->at = scan->end;
}

static bool
bad_argument(const struct scan *scan, size_t at, const char *what)
{
	err_set(scan->err, ERR_USAGE, "%s", what);
	return err_keys(scan->err, "col=%u", column(scan, at));
}

/* The length of `key=` at the unread part, with its `=`; 0: none. */
static size_t
key_length(const struct scan *scan)
{
	size_t n = 0, left = scan->end - scan->at;
	const char *p = scan->line + scan->at;

	while (n < left && n <= WIRE_WORD_MAX && is_alpha(p[n]))
		n++;
	return n > 0 && n <= WIRE_WORD_MAX && n < left && p[n] == '=' ? n + 1
								      : 0;
}

/* A token: up to the next blank, visible characters but no quote. */
static bool
scan_token(struct scan *scan, const char **text)
{
	size_t start = scan->at;

	for (; scan->at < scan->end && scan->line[scan->at] != ' ';
		scan->at++) {
		if (scan->line[scan->at] == '"')
			return bad_argument(scan, scan->at,
				"a quote may only begin a value");
		if (!is_visible(scan->line[scan->at]))
			return bad_argument(scan, scan->at,
				"a control character before the query");
	}
	*text = arena_copy(scan->arena, scan->line + start, scan->at - start);
	return true;
}

/* A quoted value, up to its closing quote. */
static bool
scan_quoted(struct scan *scan, struct request_arg *arg)
{
	struct buf value = { 0 };
	size_t start = scan->at;
	bool ok =
		wire_value(scan->line, scan->end, &scan->at, &value, scan->err);

	if (!ok)
		err_keys(scan->err, "col=%u", column(scan, start));
	if (ok && scan->at < scan->end && scan->line[scan->at] != ' ')
		ok = bad_argument(
			scan, scan->at, "a blank must follow a quoted value");
	if (ok)
		arg->value =
			arena_copy(scan->arena, buf_text(&value), value.len);
	buf_release(&value);
	return ok;
}

static bool
scan_arg(struct scan *scan, struct request *out)
{
	size_t key = key_length(scan);
	struct request_arg *arg;

	if (out->nargs == REQUEST_ARGS_MAX)
		return bad_argument(scan, scan->at, "too many parameters");
	arg = arena_push(scan->arena, out->args, out->nargs, scan->cap);
	*arg = (struct request_arg){ .col = column(scan, scan->at) };
	if (key > 0)
		arg->name =
			arena_copy(scan->arena, scan->line + scan->at, key - 1);
	if (key > 0 && scan->at + key < scan->end &&
		scan->line[scan->at + key] == '"') {
		scan->at += key;
		return scan_quoted(scan, arg);
	}
	if (!scan_token(scan, &arg->text))
		return false;
	if (key > 0)
		arg->value = arg->text + key;
	return true;
}

/* What stands between the verb and the end of the line. */
static bool
scan_rest(struct scan *scan, struct request *out)
{
	for (;;) {
		skip_spaces(scan);
		if (scan->at == scan->end)
			return true;
		if (at_query(scan))
			scan_query(scan, out);
		else if (!scan_arg(scan, out))
			return false;
	}
}

enum final
request_parse(const char *line, size_t len, struct arena *arena,
	struct request *out, struct err *err)
{
	struct scan scan = {
		.line = line, .end = len, .arena = arena, .err = err
	};
	enum final final;

	*out = (struct request){ .tag = "", .verb = "", .query = "" };
	if (len > 0 && line[len - 1] == '\r')
		scan.end--;
	if (!check_bytes(&scan)) {
		out->tag = request_tag(line, scan.end, arena);
		return FINAL_BAD_BYTES;
	}
	final = scan_tag(&scan, out);
	if (final == FINAL_OK)
		final = scan_verb(&scan, out);
	if (final == FINAL_OK && !scan_rest(&scan, out))
		final = FINAL_BAD_ARGUMENT;
	return final;
}
