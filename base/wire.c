#include "base/wire.h"

#include <string.h>

/* In columns: the letter that a raw byte is written as behind a backslash; 0:
 * it is written as it is. */
static const char letters[256] = {
	['\t'] = 't',
	['\n'] = 'n',
	['\r'] = 'r',
	['\\'] = '\\',
};

void
wire_put_column(struct buf *out, const char *text, size_t len)
{
	size_t plain = 0; /* text[plain..i) waits to be added as it is */

	if (text == NULL || len == 0) {
		buf_putc(out, '-');
		return;
	}
	for (size_t i = 0; i < len; i++) {
		char letter = letters[(unsigned char)text[i]];

		if (letter == 0)
			continue;
		buf_add(out, text + plain, i - plain);
		buf_putc(out, '\\');
		buf_putc(out, letter);
		plain = i + 1;
	}
	buf_add(out, text + plain, len - plain);
}

/* The raw byte that a letter behind a backslash stands for, or 0. */
static const char raws[256] = {
	['t'] = '\t',
	['n'] = '\n',
	['r'] = '\r',
	['\\'] = '\\',
};

size_t
wire_column(char *text, size_t len)
{
	size_t to = 0;

	for (size_t at = 0; at < len; at++) {
		char raw = 0;

		if (text[at] == '\\' && at + 1 < len)
			raw = raws[(unsigned char)text[at + 1]];
		if (raw != 0)
			at++;
		text[to++] = raw != 0 ? raw : text[at];
	}
	return to;
}

/* May the byte stand in a token: visible, and no quote? */
static bool
in_token(char c)
{
	return (unsigned char)c > ' ' && c != 0x7f && c != '"';
}

void
wire_put_value(struct buf *out, const char *text, size_t len)
{
	size_t i = 0;

	while (i < len && in_token(text[i]))
		i++;
	if (i == len && len > 0) {
		buf_add(out, text, len);
		return;
	}
	buf_putc(out, '"');
	for (i = 0; i < len; i++) {
		char c = text[i];

		if (c == '"' || c == '\\' || c == '\n' || c == '\t')
			buf_putc(out, '\\');
		buf_putc(out, c == '\n' ? 'n' : c == '\t' ? 't' : c);
	}
	buf_putc(out, '"');
}

/* What stands between quotes; *at is behind the first one. */
static bool
quoted(const char *text, size_t len, size_t *at, struct buf *out,
	struct err *err)
{
	for (; *at < len && text[*at] != '"'; ++*at) {
		char c = text[*at];

		if (c == '\\') {
			if (++*at == len)
				break;
			c = text[*at];
			if (c != '"' && c != '\\' && c != 'n' && c != 't')
				return err_set(err, ERR_USAGE,
					"in quotes a \\ stands before "
					"\", \\, n or t");
			c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
		}
		buf_putc(out, c);
	}
	if (*at >= len)
		return err_set(err, ERR_USAGE, "a quote is not closed");
	++*at;
	return true;
}

bool
wire_value(const char *text, size_t len, size_t *at, struct buf *out,
	struct err *err)
{
	size_t start = *at;

	if (start < len && text[start] == '"') {
		++*at;
		return quoted(text, len, at, out, err);
	}
	while (*at < len && in_token(text[*at]))
		++*at;
	if (*at == start)
		return err_set(err, ERR_USAGE, "a value is missing");
	buf_add(out, text + start, *at - start);
	return true;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Where the " :: " that begins the text stands, or len; quotes are skipped. */
static size_t
find_text(const char *line, size_t len, size_t at)
{
	bool inside = false;

	for (; at < len; at++) {
		if (line[at] == '"')
			inside = !inside;
		else if (inside && line[at] == '\\')
			at++;
		else if (!inside && line[at] == ' ' && len - at >= 3 &&
			 memcmp(line + at, " ::", 3) == 0 &&
			 (len - at == 3 || line[at + 3] == ' '))
			return at;
	}
	return len;
}

bool
wire_final(const char *line, size_t len, struct wire_final *out)
{
	size_t at = 4, end;

	if (len < 5 || line[0] < '2' || line[0] > '5' || !is_digit(line[1]) ||
		!is_digit(line[2]) || line[3] != ' ' || !in_token(line[4]))
		return false;
	*out = (struct wire_final){ .word = line + 4, .text = "" };
	out->code =
		(line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
	while (at < len && in_token(line[at]))
		at++;
	out->word_len = at - 4;
	end = find_text(line, len, at);
	if (at < end && line[at] == ' ')
		at++;
	out->keys = line + at;
	out->keys_len = end - at;
	if (len - end > 4) {
		out->text = line + end + 4;
		out->text_len = len - end - 4;
	}
	return true;
}

bool
wire_final_key(const struct wire_final *final, const char *key, struct buf *out)
{
	const char *keys = final->keys;
	size_t len = final->keys_len, n = strlen(key), at = 0;
	struct buf skipped = { 0 };
	bool found = false;

	while (at < len && !found) {
		size_t start = at;

		while (at < len && keys[at] != '=' && keys[at] != ' ')
			at++;
		if (at == len || keys[at++] == ' ')
			continue;
		found = at - 1 - start == n &&
			memcmp(keys + start, key, n) == 0;
		buf_reset(&skipped);
		if (!wire_value(keys, len, &at, &skipped, NULL)) {
			found = false;
			break;
		}
	}
	if (found)
		buf_add(out, skipped.data, skipped.len);
	buf_release(&skipped);
	return found;
}

static bool
in_tag(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       is_digit(c) || c == '-' || c == '_' || c == '.';
}

size_t
wire_tag(const char *line, size_t len, const char **tag, size_t *tag_len)
{
	size_t n = 1;

	*tag = NULL;
	*tag_len = 0;
	if (len == 0 || line[0] != '#')
		return 0;
	while (n < len && in_tag(line[n]))
		n++;
	if (n == 1 || n > 1 + WIRE_TAG_MAX || n == len || line[n] != ' ')
		return 0;
	*tag = line + 1;
	*tag_len = n - 1;
	return n + 1;
}
