#include "base/json_read.h"

#include "base/buf.h"
#include "base/json_out.h"
#include "base/must.h"
#include "base/utf8.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 200
#define NAME_BYTES 64
#define NUMBER_BYTES 64
#define INTEGER_DIGITS 18 /* any so long fits in 63 bits */

struct reader {
	const char *at, *end;
	unsigned depth;
	struct buf text; /* of the last text that has escapes */
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The byte ahead, or NUL, which no JSON has outside of its texts. */
static char
ahead(const struct reader *r)
{
	return r->at < r->end ? *r->at : '\0';
}

/* The first byte behind white space, which is passed over. */
static char
skip_space(struct reader *r)
{
	while (r->at < r->end && (*r->at == ' ' || *r->at == '\n' ||
					 *r->at == '\r' || *r->at == '\t'))
		r->at++;
	return ahead(r);
}

/* ---- texts ---- */

/* The four digits of \uXXXX; -1 for what they should not be. */
static int32_t
unit_at(const char *p, const char *end)
{
	int32_t unit = 0;

	if (end - p < 6 || p[0] != '\\' || p[1] != 'u')
		return -1;
	for (int i = 2; i < 6; i++) {
		char c = p[i] | 0x20;

		if (is_digit(p[i]))
			unit = unit << 4 | (p[i] - '0');
		else if (c >= 'a' && c <= 'f')
			unit = unit << 4 | (c - 'a' + 10);
		else
			return -1;
	}
	return unit;
}

/* \uXXXX, or a pair of them; how many bytes, 0 if it stands for nothing. */
static size_t
take_unit(struct buf *out, const char *p, const char *end)
{
	int32_t unit = unit_at(p, end), low;

	if (unit < 0 || (unit >= 0xdc00 && unit <= 0xdfff))
		return 0;
	if (unit < 0xd800 || unit > 0xdfff) {
		utf8_append(out, unit);
		return 6;
	}
	low = unit_at(p + 6, end);
	if (low < 0xdc00 || low > 0xdfff)
		return 0;
	utf8_append(out, 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
	return 12;
}

/* An escape at p; how many bytes it takes, 0 if there is none such. */
static size_t
take_escape(struct buf *out, const char *p, const char *end)
{
	static const char letters[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
	const char *letter;

	if (p[1] == 'u')
		return take_unit(out, p, end);
	letter = memchr(letters, p[1], sizeof(letters) - 1);
	if (letter == NULL)
		return 0;
	buf_putc(out, bytes[letter - letters]);
	return 2;
}

/* What p..end stands for, into r->text. */
static bool
unescape(struct reader *r, const char *p, const char *end)
{
	buf_reset(&r->text);
	while (p < end) {
		const char *slash = memchr(p, '\\', (size_t)(end - p));
		size_t n =
			slash != NULL ? (size_t)(slash - p) : (size_t)(end - p);

		buf_add(&r->text, p, n);
		p += n;
		if (p == end)
			break;
		n = take_escape(&r->text, p, end);
		if (n == 0)
			return false;
		p += n;
	}
	return true;
}

/* Pass over a text, between its quotes; *escapes: has it any? */
static bool
pass_text(struct reader *r, const char **from, bool *escapes)
{
	const char *p = r->at + 1, *end = r->end;

	*from = p;
	*escapes = false;
	for (p += json_plain_length(p, (size_t)(end - p)); p < end; p++) {
		if (*p == '"') {
			r->at = p + 1;
			return true;
		}
		if ((unsigned char)*p < 0x20)
			return false;
		if (*p != '\\')
			continue;
		*escapes = true;
		if (end - p < 2)
			return false;
		p += 1 + json_plain_length(p + 2, (size_t)(end - p - 2));
	}
	return false;
}

static json_t *
read_text(struct reader *r)
{
	const char *from;
	bool escapes;

	if (!pass_text(r, &from, &escapes))
		return NULL;
	if (!escapes)
		return json_stringn_nocheck(from, (size_t)(r->at - 1 - from));
	if (!unescape(r, from, r->at - 1))
		return NULL;
	return json_stringn_nocheck(buf_text(&r->text), r->text.len);
}

/* The name of a member into name, up to where its value begins. */
static bool
read_name(struct reader *r, char name[NAME_BYTES])
{
	const char *from;
	bool escapes;
	size_t len;

	if (skip_space(r) != '"' || !pass_text(r, &from, &escapes) || escapes)
		return false;
	len = (size_t)(r->at - 1 - from);
	if (len >= NAME_BYTES)
		return false;
	memcpy(name, from, len);
	name[len] = '\0';
	if (skip_space(r) != ':')
		return false;
	r->at++;
	return true;
}

/* ---- numbers and words ---- */

static size_t
pass_digits(struct reader *r)
{
	const char *from = r->at;

	while (is_digit(ahead(r)))
		r->at++;
	return (size_t)(r->at - from);
}

/* A point or an exponent with what belongs to it, if one is ahead. */
static bool
pass_fraction(struct reader *r)
{
	if (ahead(r) == '.') {
		r->at++;
		if (pass_digits(r) == 0)
			return false;
	}
	if ((ahead(r) | 0x20) == 'e') {
		r->at++;
		if (ahead(r) == '+' || ahead(r) == '-')
			r->at++;
		return pass_digits(r) > 0;
	}
	return true;
}

static json_t *
read_number(struct reader *r)
{
	const char *from = r->at, *digits = from + (*from == '-');
	char room[NUMBER_BYTES];
	size_t n, len;
	bool whole;
	double real;

	r->at = digits;
	n = pass_digits(r);
	whole = ahead(r) != '.' && (ahead(r) | 0x20) != 'e';
	if (n == 0 || (n > 1 && *digits == '0') || !pass_fraction(r))
		return NULL;
	len = (size_t)(r->at - from);
	if (len >= sizeof(room) || (whole && n > INTEGER_DIGITS))
		return NULL;
	memcpy(room, from, len);
	room[len] = '\0';
	if (whole)
		return json_integer(strtoll(room, NULL, 10));
	real = strtod(room, NULL);
	return isfinite(real) ? json_real(real) : NULL;
}

static bool
pass_word(struct reader *r, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(r->end - r->at) < len || memcmp(r->at, word, len) != 0)
		return false;
	r->at += len;
	return true;
}

/* ---- values ---- */

static json_t *read_value(struct reader *r);

/* Is another item ahead?  *ok is false if neither it nor the end is. */
static bool
next_item(struct reader *r, bool first, char bracket, bool *ok)
{
	char c = skip_space(r);

	*ok = c == bracket || first || c == ',';
	if (!*ok)
		return false;
	r->at += c == bracket || !first;
	return c != bracket;
}

static json_t *
read_list(struct reader *r)
{
	json_t *list = json_array(), *item;
	bool first = true, ok;

	must(list != NULL);
	r->at++;
	for (; next_item(r, first, ']', &ok); first = false) {
		item = read_value(r);
		ok = item != NULL && json_array_append_new(list, item) == 0;
		if (!ok)
			break;
	}
	if (ok)
		return list;
	json_decref(list);
	return NULL;
}

static json_t *
read_object(struct reader *r)
{
	json_t *object = json_object(), *value;
	bool first = true, ok;
	char name[NAME_BYTES];

	must(object != NULL);
	r->at++;
	for (; next_item(r, first, '}', &ok); first = false) {
		value = read_name(r, name) ? read_value(r) : NULL;
		ok = value != NULL &&
		     json_object_set_new_nocheck(object, name, value) == 0;
		if (!ok)
			break;
	}
	if (ok)
		return object;
	json_decref(object);
	return NULL;
}

/* Lists and objects, whose depth is bounded: this is a recursion. */
static json_t *
read_nest(struct reader *r)
{
	json_t *value = NULL;

	if (r->depth++ < DEPTH_MAX)
		value = *r->at == '{' ? read_object(r) : read_list(r);
	r->depth--;
	return value;
}

static json_t *
read_value(struct reader *r)
{
	switch (skip_space(r)) {
	case '"':
		return read_text(r);
	case '{':
	case '[':
		return read_nest(r);
	case 't':
		return pass_word(r, "true") ? json_true() : NULL;
	case 'f':
		return pass_word(r, "false") ? json_false() : NULL;
	case 'n':
		return pass_word(r, "null") ? json_null() : NULL;
	case '\0':
		return NULL;
	default:
		return read_number(r);
	}
}

json_t *
json_read_plain(const char *text, size_t len)
{
	struct reader r = { .at = text, .end = text + len };
	json_t *value;

	if (len == 0 || !utf8_valid(text, len, NULL))
		return NULL;
	value = read_value(&r);
	skip_space(&r);
	if (r.at < r.end) {
		json_decref(value);
		value = NULL;
	}
	buf_release(&r.text);
	return value;
}
