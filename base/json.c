#include "base/json.h"

#include "base/mem.h"
#include "base/must.h"
#include "base/utf8.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A struct json is a json_t; only these two know. */
static json_t *
inner(const struct json *value)
{
	return (json_t *)(uintptr_t)value;
}

static struct json *
outer(json_t *value)
{
	return (struct json *)value;
}

/* What was just made; there is no memory left if it is none. */
static struct json *
made(json_t *value)
{
	must(value != NULL);
	return outer(value);
}

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

struct json *
json_parse(const char *text, size_t len, struct err *err)
{
	size_t flags = JSON_DECODE_ANY | JSON_ALLOW_NUL;
	json_error_t why;
	json_t *value = json_loadb(len ? text : "", len, flags, &why);

	if (value == NULL)
		value = parse_again(text, len, flags, &why);
	if (value != NULL)
		return outer(value);
	if (why.line > 1)
		err_set(err, ERR_INPUT, "line %d, column %d: %s", why.line,
			why.column, why.text);
	else
		err_set(err, ERR_INPUT, "column %d: %s", why.column, why.text);
	return NULL;
}

void
json_free(struct json *root)
{
	json_decref(inner(root));
}

enum json_kind
json_kind(const struct json *value)
{
	static const enum json_kind kinds[] = {
		[JSON_OBJECT] = JSON_IS_OBJECT,
		[JSON_ARRAY] = JSON_IS_LIST,
		[JSON_STRING] = JSON_IS_TEXT,
		[JSON_INTEGER] = JSON_IS_NUMBER,
		[JSON_REAL] = JSON_IS_NUMBER,
		[JSON_TRUE] = JSON_IS_BOOL,
		[JSON_FALSE] = JSON_IS_BOOL,
		[JSON_NULL] = JSON_IS_NULL,
	};

	return value == NULL ? JSON_MISSING : kinds[json_typeof(inner(value))];
}

const char *
json_text(const struct json *value, size_t *len)
{
	if (len != NULL)
		*len = json_string_length(inner(value));
	return json_string_value(inner(value));
}

double
json_number(const struct json *value)
{
	return json_number_value(inner(value));
}

bool
json_whole(const struct json *value, int64_t *out)
{
	double real;

	if (json_is_integer(inner(value))) {
		*out = json_integer_value(inner(value));
		return true;
	}
	if (!json_is_real(inner(value)))
		return false;
	real = json_real_value(inner(value));
	/* Both limits are exact; outside of them the cast is undefined. */
	if (real != floor(real) || real < -0x1p63 || real >= 0x1p63)
		return false;
	*out = (int64_t)real;
	return true;
}

bool
json_bool(const struct json *value)
{
	return json_is_true(inner(value));
}

size_t
json_count(const struct json *list)
{
	return json_array_size(inner(list)) + json_object_size(inner(list));
}

struct json *
json_item(const struct json *list, size_t i)
{
	return outer(json_array_get(inner(list), i));
}

struct json *
json_member(const struct json *object, const char *name)
{
	return outer(json_object_get(inner(object), name));
}

struct json *
json_member_nocase(const struct json *object, const char *name)
{
	struct json *value = json_member(object, name);
	const char *key;
	struct json *each;

	for (size_t it = 0;
		value == NULL && json_next(object, &it, &key, &each);)
		if (strcasecmp(key, name) == 0)
			value = each;
	return value;
}

bool
json_next(const struct json *object, size_t *it, const char **name,
	struct json **value)
{
	json_t *members = inner(object);
	void *iter;

	/* *it is the iterator behind the last one given, then a mark. */
	if (*it == SIZE_MAX)
		return false;
	iter = *it == 0 ? json_object_iter(members) : (void *)(uintptr_t)*it;
	if (iter == NULL)
		return false;
	*name = json_object_iter_key(iter);
	*value = outer(json_object_iter_value(iter));
	iter = json_object_iter_next(members, iter);
	*it = iter == NULL ? SIZE_MAX : (size_t)(uintptr_t)iter;
	return true;
}

/* ---- building ---- */

struct json *
json_new_object(void)
{
	return made(json_object());
}

struct json *
json_new_list(void)
{
	return made(json_array());
}

struct json *
json_new_text(const char *text, size_t len)
{
	struct buf repaired = { 0 };
	json_t *value;

	if (utf8_valid(text, len, NULL))
		return made(json_stringn_nocheck(len ? text : "", len));
	utf8_repair(&repaired, text, len);
	value = json_stringn_nocheck(repaired.data, repaired.len);
	buf_release(&repaired);
	return made(value);
}

struct json *
json_new_integer(int64_t n)
{
	return made(json_integer(n));
}

struct json *
json_new_real(double n)
{
	return isfinite(n) ? made(json_real(n)) : json_new_null();
}

struct json *
json_new_null(void)
{
	return made(json_null());
}

struct json *
json_new_bool(bool value)
{
	return made(json_boolean(value));
}

void
json_set(struct json *object, const char *name, struct json *value)
{
	must(json_object_set_new_nocheck(inner(object), name, inner(value)) ==
		0);
}

void
json_set_text(struct json *object, const char *name, const char *text)
{
	if (text != NULL)
		json_set(object, name, json_new_text(text, strlen(text)));
}

void
json_append(struct json *list, struct json *value)
{
	must(json_array_append_new(inner(list), inner(value)) == 0);
}

struct json *
json_clone(const struct json *value)
{
	return made(json_deep_copy(inner(value)));
}

/* ---- writing ---- */

static void write_value(struct json_out *o, const char *name, json_t *value);

static void
write_list(struct json_out *o, const char *name, json_t *list)
{
	json_out_open(o, name, '[');
	for (size_t i = 0; i < json_array_size(list); i++)
		write_value(o, NULL, json_array_get(list, i));
	json_out_close(o, ']');
}

static void
write_object(struct json_out *o, const char *name, json_t *object)
{
	void *iter = json_object_iter(object);

	json_out_open(o, name, '{');
	for (; iter != NULL; iter = json_object_iter_next(object, iter))
		write_value(o, json_object_iter_key(iter),
			json_object_iter_value(iter));
	json_out_close(o, '}');
}

/* A tree is as deep as jansson parses or our code builds: some levels. */
static void
write_value(struct json_out *o, const char *name, json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		write_object(o, name, value);
		break;
	case JSON_ARRAY:
		write_list(o, name, value);
		break;
	case JSON_STRING:
		json_out_bytes(o, name, json_string_value(value),
			json_string_length(value));
		break;
	case JSON_INTEGER:
		json_out_integer(o, name, json_integer_value(value));
		break;
	case JSON_REAL:
		json_out_real(o, name, json_real_value(value));
		break;
	case JSON_TRUE:
		json_out_word(o, name, "true");
		break;
	case JSON_FALSE:
		json_out_word(o, name, "false");
		break;
	case JSON_NULL:
		json_out_word(o, name, "null");
		break;
	}
}

void
json_out_value(struct json_out *o, const char *name, const struct json *value)
{
	write_value(o, name, inner(value));
}

/* Not json_dump_callback(): it decodes every character again, which made the
 * printing of a story a fifth of reading it. */
void
json_write(struct buf *out, const struct json *value, int digits)
{
	struct json_out o = { .buf = out, .digits = digits };

	must(digits > 0 && digits <= 17);
	write_value(&o, NULL, inner(value));
}
