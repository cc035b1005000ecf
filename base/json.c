/* json.c - JSON as jansson reads it: all that json_read() leaves to it */
#include "base/json_tree.h"

#include "base/must.h"
#include "base/utf8.h"

#include <jansson.h>
#include <string.h>

void
json_start(void)
{
	/* Keys are hashed with a secret that may be set only once. */
	json_object_seed(0);
}

/* ---- reading ---- */

/* The code unit of an escape `\uXXXX` at text[0..len), or -1. */
static long
escaped_unit(const char *text, size_t len)
{
	long unit = 0;

	if (len < 6 || text[0] != '\\' || text[1] != 'u')
		return -1;
	for (size_t i = 2; i < 6; i++) {
		const char *digits = "0123456789abcdef";
		const char *digit = strchr(digits, text[i] | 0x20);

		if (text[i] == '\0' || digit == NULL)
			return -1;
		unit = unit << 4 | (digit - digits);
	}
	return unit;
}

/*
 * Write U+FFFD over each half of a surrogate pair that lacks the other.
 * Texts that were cut without regard to emoji are full of them.
 */
static void
mend_surrogates(char *text, size_t len)
{
	for (size_t at = 0; at < len; at++) {
		long unit = escaped_unit(text + at, len - at);
		long next = -1;

		if (text[at] == '\\' && unit < 0)
			at++; /* another escape */
		if (unit < 0xd800 || unit > 0xdfff)
			continue;
		if (unit < 0xdc00 && len - at > 6)
			next = escaped_unit(text + at + 6, len - at - 6);
		if (next >= 0xdc00 && next <= 0xdfff)
			at += 11;
		else
			memcpy(text + at, "\\ufffd", 6);
	}
}

/* Once more, without what made the parser refuse, if we know a cure. */
static json_t *
parse_again(const char *text, size_t len, size_t flags, json_error_t *why)
{
	struct buf mended = { 0 };
	json_t *value;

	/* Numbers too long for an integer are no reason to lose a story. */
	if (json_error_code(why) == json_error_numeric_overflow)
		flags |= JSON_DECODE_INT_AS_REAL;
	buf_add(&mended, text, len);
	mend_surrogates(mended.data, len);
	value = json_loadb(mended.data, len, flags, why);
	buf_release(&mended);
	return value;
}

/* ---- into a tree of ours ---- */

static struct json *translated(json_t *value);

static void
take_members(struct json *object, json_t *members)
{
	void *iter = json_object_iter(members);

	for (; iter != NULL; iter = json_object_iter_next(members, iter))
		json_add(object, json_object_iter_key(iter),
			translated(json_object_iter_value(iter)));
}

/* A tree is as deep as jansson parses: some levels. */
static struct json *
translated(json_t *value)
{
	struct json *out = NULL;

	switch (json_typeof(value)) {
	case JSON_OBJECT:
		out = json_new_object();
		take_members(out, value);
		break;
	case JSON_ARRAY:
		out = json_new_list();
		for (size_t i = 0; i < json_array_size(value); i++)
			json_append(out, translated(json_array_get(value, i)));
		break;
	case JSON_STRING:
		out = json_new_valid_text(
			json_string_value(value), json_string_length(value));
		break;
	case JSON_INTEGER:
		out = json_new_integer(json_integer_value(value));
		break;
	case JSON_REAL:
		out = json_new_real(json_real_value(value));
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		out = json_new_bool(json_is_true(value));
		break;
	case JSON_NULL:
		out = json_new_null();
		break;
	}
	return out;
}

/* As jansson reads it; error: as json_parse() tells it. */
static struct json *
parse_thoroughly(const char *text, size_t len, struct err *err)
{
	size_t flags = JSON_DECODE_ANY | JSON_ALLOW_NUL;
	struct json *out = NULL;
	json_error_t why;
	json_t *value = json_loadb(len ? text : "", len, flags, &why);

	if (value == NULL)
		value = parse_again(text, len, flags, &why);
	if (value != NULL)
		out = translated(value);
	else if (why.line > 1)
		err_set(err, ERR_INPUT, "line %d, column %d: %s", why.line,
			why.column, why.text);
	else
		err_set(err, ERR_INPUT, "column %d: %s", why.column, why.text);
	json_decref(value);
	return out;
}

struct json *
json_parse(const char *text, size_t len, struct err *err)
{
	struct json *value = NULL;

	if (len > 0 && utf8_valid(text, len, NULL))
		value = json_read(text, len);
	return value != NULL ? value : parse_thoroughly(text, len, err);
}
