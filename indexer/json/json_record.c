#include "indexer/json/json_record.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* A member that nobody asked for is kept up to this size. */
#define EXTRA_BYTES 4096

/* ---- texts ---- */

/* Principal members of objects that stand for a text, best first. */
static const char *const principals[] = { "name", "value", "@value", "text",
	"content", "title", "headline", "main", "rendered", "url", "@id", "uri",
	"label", "eng", "en", "norm", "__text", "#text" };

char *
json_record_raw(struct draft *draft, const struct json *value)
{
	char number[32];
	const char *text;
	int64_t n;
	size_t len;
	char *copy;

	for (int depth = 0; depth < 8; depth++) {
		if (json_kind(value) == JSON_IS_LIST)
			value = json_item(value, 0);
		else if (json_kind(value) == JSON_IS_OBJECT) {
			const struct json *inner = NULL;

			for (size_t i = 0;
				inner == NULL &&
				i < sizeof(principals) / sizeof(*principals);
				i++)
				inner = json_member(value, principals[i]);
			value = inner;
		} else {
			break;
		}
	}
	if (json_whole(value, &n)) {
		snprintf(number, sizeof(number), "%lld", (long long)n);
		return arena_string(draft->arena, number);
	}
	text = json_text(value, &len);
	if (text == NULL)
		return NULL;
	copy = arena_copy(draft->arena, text, len);
	for (size_t i = 0; i < len; i++)
		if (copy[i] == '\0')
			copy[i] = ' ';
	return copy;
}

char *
json_record_text(struct draft *draft, const struct json *value)
{
	const char *raw = json_record_raw(draft, value);

	return raw == NULL ? NULL : draft_squeeze(draft, raw, strlen(raw));
}

/* ---- members by name ---- */

/* What became of a member: a dotted name takes only a part of it. */
enum member_use { MEMBER_FREE, MEMBER_PARTLY, MEMBER_USED };

/* An object, and what became of its members by their places. */
struct record {
	const struct json *object;
	enum member_use *uses;
};

static void
mark_used(struct record *record, const char *name, size_t len,
	enum member_use use)
{
	const char *member;
	struct json *value;
	size_t it = 0, place = 0;

	for (; json_next(record->object, &it, &member, &value); place++)
		if (strlen(member) == len &&
			strncasecmp(member, name, len) == 0)
			record->uses[place] = use;
}

static bool
is_used(const struct record *record, const char *name, size_t len)
{
	const char *member;
	struct json *value;
	size_t it = 0, place = 0;

	for (; json_next(record->object, &it, &member, &value); place++)
		if (record->uses[place] != MEMBER_FREE &&
			strlen(member) == len &&
			strncasecmp(member, name, len) == 0)
			return true;
	return false;
}

/* "date.release": the member of a member; lists give their first item. */
static struct json *
find_member(const struct json *object, const char *path)
{
	const struct json *at = object;
	char name[64];

	while (at != NULL && *path != '\0') {
		size_t len = strcspn(path, ".");

		if (len >= sizeof(name))
			return NULL;
		memcpy(name, path, len);
		name[len] = '\0';
		if (json_kind(at) == JSON_IS_LIST)
			at = json_item(at, 0);
		at = json_member_nocase(at, name);
		path += len + (path[len] == '.');
	}
	return (struct json *)at;
}

/* ---- what nobody asked for ---- */

static void
keep_extra(struct draft *draft, const char *name, const struct json *value)
{
	struct buf json = { 0 }, full = { 0 };

	json_write(&json, value, 15);
	if (json.len > EXTRA_BYTES) {
		draft_warning(draft, "field %.80s: %zu bytes not kept", name,
			json.len);
	} else {
		if (strncmp(name, "x_", 2) != 0)
			buf_puts(&full, "x_");
		buf_puts(&full, name);
		draft_extra(draft, full.data, buf_text(&json));
	}
	buf_release(&json);
	buf_release(&full);
}

static bool
is_empty(const struct json *value)
{
	size_t len = 0;

	switch (json_kind(value)) {
	case JSON_MISSING:
	case JSON_IS_NULL:
		return true;
	case JSON_IS_TEXT:
		json_text(value, &len);
		return len == 0;
	case JSON_IS_LIST:
	case JSON_IS_OBJECT:
		return json_count(value) == 0;
	default:
		return false;
	}
}

static void
keep_rest(struct draft *draft, const struct record *record)
{
	const char *name;
	struct json *value;
	size_t it = 0, place = 0;

	for (; json_next(record->object, &it, &name, &value); place++)
		if (record->uses[place] == MEMBER_FREE
				? !is_empty(value)
				: record->uses[place] == MEMBER_PARTLY &&
					  json_count(value) > 1)
			keep_extra(draft, name, value);
}

/* ---- the record ---- */

/* The first name that says something fills the field; a later one is kept
 * as evidence where that is possible, and as x_ otherwise. */
static void
take_field(struct draft *draft, struct record *record,
	const struct json_names *row, enum date_source dates)
{
	bool taken = false;

	for (const char *const *name = row->names; *name != NULL; name++) {
		size_t top = strcspn(*name, ".");
		struct json_taking taking = {
			.draft = draft,
			.name = *name,
			.value = find_member(record->object, *name),
			.dates = dates,
			.taken = taken,
		};

		if (is_empty(taking.value) || is_used(record, *name, top))
			continue;
		if (!json_takes[row->field](&taking))
			continue;
		mark_used(record, *name, top,
			(*name)[top] == '.' ? MEMBER_PARTLY : MEMBER_USED);
		taken = true;
	}
}

/* x_ fields pass through; these are made anew or make no sense here. */
static bool
is_ours(const char *name)
{
	static const char *const ours[] = { "dup", "provenance", "path",
		"quotes", "paragraphs", "sentences", "url_normalized",
		"url_canonical" };

	for (size_t i = 0; i < sizeof(ours) / sizeof(*ours); i++)
		if (strcmp(name, ours[i]) == 0)
			return true;
	return false;
}

static void
take_own(struct draft *draft, struct record *record)
{
	const char *name;
	struct json *value;
	size_t it = 0, place = 0;

	for (; json_next(record->object, &it, &name, &value); place++) {
		record->uses[place] = is_ours(name) ? MEMBER_USED : MEMBER_FREE;
		for (const struct json_own *own = json_own; own->name != NULL;
			own++) {
			if (strcmp(own->name, name) != 0)
				continue;
			own->take(draft, value);
			record->uses[place] = MEMBER_USED;
		}
	}
}

void
json_record_read(
	struct draft *draft, const struct json *object, enum date_source dates)
{
	struct record record = {
		.object = object,
		.uses = arena_array(draft->arena, json_count(object) + 1,
			sizeof(*record.uses)),
	};

	take_own(draft, &record);
	for (int i = 0; i < STORY_FIELDS; i++)
		take_field(draft, &record, &json_names[i], dates);
	json_own_settle(draft);
	keep_rest(draft, &record);
}
