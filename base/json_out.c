#include "base/json_out.h"

#include "base/json_tree.h"
#include "base/must.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- texts ---- */

/* What a byte is escaped as; NULL if it may stand as it is. */
static const char *
escape_of(unsigned char byte, char room[8])
{
	static const char *const named[] = {
		['"'] = "\\\"",
		['\\'] = "\\\\",
		['\b'] = "\\b",
		['\f'] = "\\f",
		['\n'] = "\\n",
		['\r'] = "\\r",
		['\t'] = "\\t",
	};

	if (byte < sizeof(named) / sizeof(*named) && named[byte] != NULL)
		return named[byte];
	if (byte >= 0x20)
		return NULL;
	snprintf(room, 8, "\\u%04X", byte);
	return room;
}

/* Has one of these eight bytes to be escaped?  A few that have not may seem
 * to (those behind one that has); none is missed. */
static bool
any_escapes(uint64_t eight)
{
	const uint64_t ones = UINT64_MAX / 0xff, tops = ones << 7;
	uint64_t quotes = eight ^ (ones * '"');
	uint64_t slashes = eight ^ (ones * '\\');

	return (((eight - ones * 0x20) & ~eight) | ((quotes - ones) & ~quotes) |
		       ((slashes - ones) & ~slashes)) &
	       tops;
}

size_t
json_plain_length(const char *text, size_t len)
{
	size_t at = 0;
	uint64_t eight;

	for (; len - at >= sizeof(eight); at += sizeof(eight)) {
		memcpy(&eight, text + at, sizeof(eight));
		if (any_escapes(eight))
			break;
	}
	return at;
}

/* Only a few bytes need care; the runs between them are copied whole. */
static void
put_valid(struct buf *out, const char *text, size_t len)
{
	char room[8];
	size_t from = 0;

	buf_putc(out, '"');
	for (size_t at = json_plain_length(text, len); at < len; at++) {
		const char *escape = escape_of((unsigned char)text[at], room);

		if (escape == NULL)
			continue;
		buf_add(out, text + from, at - from);
		buf_puts(out, escape);
		from = at + 1;
		at += json_plain_length(text + from, len - from);
	}
	buf_add(out, text + from, len - from);
	buf_putc(out, '"');
}

/* ---- values ---- */

/* What stands between this value and the one before it. */
static void
begin(struct json_out *o, const char *name)
{
	if (o->behind)
		buf_putc(o->buf, ',');
	if (name != NULL) {
		put_valid(o->buf, name, strlen(name));
		buf_putc(o->buf, ':');
	}
	o->behind = true;
}

void
json_out_open(struct json_out *o, const char *name, char bracket)
{
	begin(o, name);
	buf_putc(o->buf, bracket);
	o->behind = false;
}

void
json_out_close(struct json_out *o, char bracket)
{
	buf_putc(o->buf, bracket);
	o->behind = true;
}

void
json_out_bytes(
	struct json_out *o, const char *name, const char *text, size_t len)
{
	struct buf repaired = { 0 };

	begin(o, name);
	if (utf8_valid(text, len, NULL)) {
		put_valid(o->buf, text, len);
		return;
	}
	utf8_repair(&repaired, text, len);
	put_valid(o->buf, buf_text(&repaired), repaired.len);
	buf_release(&repaired);
}

void
json_out_text(struct json_out *o, const char *name, const char *text)
{
	if (text != NULL)
		json_out_bytes(o, name, text, strlen(text));
}

void
json_out_integer(struct json_out *o, const char *name, int64_t n)
{
	char digits[20];
	size_t at = sizeof(digits);
	uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	begin(o, name);
	do
		digits[--at] = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (n < 0)
		buf_putc(o->buf, '-');
	buf_add(o->buf, digits + at, sizeof(digits) - at);
}

/* An exponent as short as it goes: "1e+09" becomes "1e9". */
static void
shorten_exponent(char *e)
{
	char *digits = e + 1 + (e[1] == '-');
	char *from = e + 2;

	from += strspn(from, "0");
	memmove(digits, from, strlen(from) + 1);
}

void
json_out_real(struct json_out *o, const char *name, double n)
{
	char room[40];
	char *e;

	must(o->digits > 0 && o->digits <= 17);
	if (!isfinite(n)) {
		json_out_word(o, name, "null");
		return;
	}
	begin(o, name);
	snprintf(room, sizeof(room), "%.*g", o->digits, n);
	e = strchr(room, 'e');
	if (e != NULL)
		shorten_exponent(e);
	buf_puts(o->buf, room);
	if (e == NULL && strchr(room, '.') == NULL)
		buf_puts(o->buf, ".0");
}

void
json_out_word(struct json_out *o, const char *name, const char *word)
{
	begin(o, name);
	buf_puts(o->buf, word);
}
