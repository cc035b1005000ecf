/*
 * json_tree.c - values of JSON in memory: looked into, built, written
 */
#include "base/json_tree.h"

#include "base/mem.h"
#include "base/must.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void
json_free(struct json *value)
{
	struct json_root *root = (struct json_root *)value;
	bool listed = value != NULL && (value->kind == JSON_IS_LIST ||
					       value->kind == JSON_IS_OBJECT);

	if (value == NULL)
		return;
	if (value->parsed) {
		arena_release(&root->arena);
		free(root);
		return;
	}
	for (size_t i = 0; listed && i < value->count; i++) {
		free((char *)value->children[i].name);
		json_free(value->children[i].value);
	}
	if (listed)
		free(value->children);
	else if (value->kind == JSON_IS_TEXT)
		free((char *)value->text);
	free(value);
}

/* ---- looking ---- */

static bool
is_kind(const struct json *value, enum json_kind kind)
{
	return value != NULL && value->kind == kind;
}

enum json_kind
json_kind(const struct json *value)
{
	return value == NULL ? JSON_MISSING : value->kind;
}

const char *
json_text(const struct json *value, size_t *len)
{
	bool is_text = is_kind(value, JSON_IS_TEXT);

	if (len != NULL)
		*len = is_text ? value->count : 0;
	return is_text ? value->text : NULL;
}

double
json_number(const struct json *value)
{
	if (!is_kind(value, JSON_IS_NUMBER))
		return 0;
	return value->real ? value->number : (double)value->whole;
}

bool
json_whole(const struct json *value, int64_t *out)
{
	if (!is_kind(value, JSON_IS_NUMBER))
		return false;
	if (!value->real) {
		*out = value->whole;
		return true;
	}
	/* Both limits are exact; outside of them the cast is undefined. */
	if (value->number != floor(value->number) || value->number < -0x1p63 ||
		value->number >= 0x1p63)
		return false;
	*out = (int64_t)value->number;
	return true;
}

bool
json_bool(const struct json *value)
{
	return is_kind(value, JSON_IS_BOOL) && value->truth;
}

size_t
json_count(const struct json *list)
{
	return is_kind(list, JSON_IS_LIST) || is_kind(list, JSON_IS_OBJECT)
		       ? list->count
		       : 0;
}

struct json *
json_item(const struct json *list, size_t i)
{
	return is_kind(list, JSON_IS_LIST) && i < list->count
		       ? list->children[i].value
		       : NULL;
}

struct json *
json_member(const struct json *object, const char *name)
{
	size_t n = is_kind(object, JSON_IS_OBJECT) ? object->count : 0;

	for (size_t i = 0; i < n; i++)
		if (strcmp(object->children[i].name, name) == 0)
			return object->children[i].value;
	return NULL;
}

struct json *
json_member_nocase(const struct json *object, const char *name)
{
	struct json *value = json_member(object, name);
	size_t n = is_kind(object, JSON_IS_OBJECT) ? object->count : 0;

	for (size_t i = 0; value == NULL && i < n; i++)
		if (strcasecmp(object->children[i].name, name) == 0)
			value = object->children[i].value;
	return value;
}

bool
json_next(const struct json *object, size_t *it, const char **name,
	struct json **value)
{
	if (!is_kind(object, JSON_IS_OBJECT) || *it >= object->count)
		return false;
	*name = object->children[*it].name;
	*value = object->children[(*it)++].value;
	return true;
}

/* ---- building ---- */

static struct json *
new_value(enum json_kind kind)
{
	struct json *value = mem_alloc(sizeof(*value));

	value->kind = kind;
	return value;
}

struct json *
json_new_object(void)
{
	return new_value(JSON_IS_OBJECT);
}

struct json *
json_new_list(void)
{
	return new_value(JSON_IS_LIST);
}

struct json *
json_new_valid_text(const char *text, size_t len)
{
	struct json *value = new_value(JSON_IS_TEXT);
	char *copy = mem_array(NULL, len + 1, 1);

	if (len > 0)
		memcpy(copy, text, len);
	copy[len] = '\0';
	value->text = copy;
	value->count = len;
	return value;
}

struct json *
json_new_text(const char *text, size_t len)
{
	struct buf repaired = { 0 };
	struct json *value;

	if (utf8_valid(text, len, NULL))
		return json_new_valid_text(text, len);
	utf8_repair(&repaired, text, len);
	value = json_new_valid_text(repaired.data, repaired.len);
	buf_release(&repaired);
	return value;
}

struct json *
json_new_integer(int64_t n)
{
	struct json *value = new_value(JSON_IS_NUMBER);

	value->whole = n;
	return value;
}

struct json *
json_new_real(double n)
{
	struct json *value;

	if (!isfinite(n))
		return json_new_null();
	value = new_value(JSON_IS_NUMBER);
	value->real = true;
	value->number = n;
	return value;
}

struct json *
json_new_null(void)
{
	return new_value(JSON_IS_NULL);
}

struct json *
json_new_bool(bool truth)
{
	struct json *value = new_value(JSON_IS_BOOL);

	value->truth = truth;
	return value;
}

void
json_add(struct json *object, const char *name, struct json *value)
{
	must(!object->parsed);
	vec_push(object->children, object->count, object->cap) =
		(struct json_child){ mem_string(name), value };
}

void
json_set(struct json *object, const char *name, struct json *value)
{
	must(is_kind(object, JSON_IS_OBJECT));
	for (size_t i = 0; i < object->count; i++)
		if (strcmp(object->children[i].name, name) == 0) {
			json_free(object->children[i].value);
			object->children[i].value = value;
			return;
		}
	json_add(object, name, value);
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
	must(is_kind(list, JSON_IS_LIST) && !list->parsed);
	vec_push(list->children, list->count, list->cap) =
		(struct json_child){ NULL, value };
}

static struct json *
clone_children(const struct json *value)
{
	struct json *copy = new_value(value->kind);

	for (size_t i = 0; i < value->count; i++) {
		const struct json_child *child = &value->children[i];

		if (child->name != NULL)
			json_add(copy, child->name, json_clone(child->value));
		else
			json_append(copy, json_clone(child->value));
	}
	return copy;
}

struct json *
json_clone(const struct json *value)
{
	struct json *copy;

	if (value->kind == JSON_IS_LIST || value->kind == JSON_IS_OBJECT)
		return clone_children(value);
	if (value->kind == JSON_IS_TEXT)
		return json_new_valid_text(value->text, value->count);
	copy = mem_alloc(sizeof(*copy));
	*copy = *value;
	copy->parsed = false;
	return copy;
}

/* ---- writing ---- */

static void
write_number(struct json_out *o, const char *name, const struct json *value)
{
	if (value->real)
		json_out_real(o, name, value->number);
	else
		json_out_integer(o, name, value->whole);
}

/* A tree is as deep as we parse or build: some levels. */
void
json_out_value(struct json_out *o, const char *name, const struct json *value)
{
	bool object = value->kind == JSON_IS_OBJECT;

	switch (value->kind) {
	case JSON_IS_OBJECT:
	case JSON_IS_LIST:
		json_out_open(o, name, object ? '{' : '[');
		for (size_t i = 0; i < value->count; i++)
			json_out_value(o, value->children[i].name,
				value->children[i].value);
		json_out_close(o, object ? '}' : ']');
		break;
	case JSON_IS_TEXT:
		json_out_bytes(o, name, value->text, value->count);
		break;
	case JSON_IS_NUMBER:
		write_number(o, name, value);
		break;
	case JSON_IS_BOOL:
		json_out_word(o, name, value->truth ? "true" : "false");
		break;
	case JSON_IS_NULL:
	case JSON_MISSING:
		json_out_word(o, name, "null");
		break;
	}
}

void
json_write(struct buf *out, const struct json *value, int digits)
{
	struct json_out o = { .buf = out, .digits = digits };

	must(digits > 0 && digits <= 17);
	json_out_value(&o, NULL, value);
}
