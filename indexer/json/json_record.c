#include "indexer/json/json_record.h"

#include "base/must.h"

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
	for (char *nul = memchr(copy, '\0', len); nul != NULL;
		nul = memchr(nul, '\0', len - (size_t)(nul - copy)))
		*nul = ' ';
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

struct member {
	const char *name;
	size_t len;
	const struct json *value;
	enum member_use use;
};

/* An object with its members in a row: every name that a field may have is
 * looked for, some hundreds, and few records have more than ten members. */
struct record {
	struct member *members;
	size_t count;
	uint32_t initials; /* a bit for each that a name begins with */
};

/* Letters of either case have one bit. */
static uint32_t
initial_bit(const char *name)
{
	return UINT32_C(1) << (*name & 31);
}

static void
record_open(
	struct record *record, const struct json *object, struct arena *arena)
{
	const char *name;
	struct json *value;
	size_t it = 0;

	record->members = arena_array(
		arena, json_count(object) + 1, sizeof(*record->members));
	while (json_next(object, &it, &name, &value)) {
		record->members[record->count++] = (struct member){
			.name = name,
			.len = strlen(name),
			.value = value,
		};
		record->initials |= initial_bit(name);
	}
}

/* Without regard to case. */
static bool
is_named(const struct member *member, const char *name, size_t len)
{
	return member->len == len && ((*member->name ^ *name) & 31) == 0 &&
	       strncasecmp(member->name, name, len) == 0;
}

static void
mark_used(struct record *record, const char *name, size_t len,
	enum member_use use)
{
	for (size_t i = 0; i < record->count; i++)
		if (is_named(&record->members[i], name, len))
			record->members[i].use = use;
}

static bool
is_used(const struct record *record, const char *name, size_t len)
{
	for (size_t i = 0; i < record->count; i++)
		if (record->members[i].use != MEMBER_FREE &&
			is_named(&record->members[i], name, len))
			return true;
	return false;
}

/* As json_member_nocase(): an exact match goes first. */
static const struct json *
top_member(const struct record *record, const char *name, size_t len)
{
	const struct json *found = NULL;

	for (size_t i = 0; i < record->count; i++) {
		const struct member *member = &record->members[i];

		if (!is_named(member, name, len))
			continue;
		if (memcmp(member->name, name, len) == 0)
			return member->value;
		if (found == NULL)
			found = member->value;
	}
	return found;
}

/* "date.release": the member of a member; lists give their first item. */
static const struct json *
find_member(const struct record *record, const char *path, size_t top)
{
	const struct json *at = top_member(record, path, top);

	while (at != NULL && path[top] == '.') {
		char name[64];

		path += top + 1;
		top = strcspn(path, ".");
		must(top < sizeof(name)); /* of json_names */
		memcpy(name, path, top);
		name[top] = '\0';
		if (json_kind(at) == JSON_IS_LIST)
			at = json_item(at, 0);
		at = json_member_nocase(at, name);
	}
	return at;
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
	for (size_t i = 0; i < record->count; i++) {
		const struct member *m = &record->members[i];

		if (m->use == MEMBER_FREE ? !is_empty(m->value)
					  : m->use == MEMBER_PARTLY &&
						    json_count(m->value) > 1)
			keep_extra(draft, m->name, m->value);
	}
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
		struct json_taking taking = {
			.draft = draft,
			.name = *name,
			.dates = dates,
			.taken = taken,
		};
		size_t top;

		if ((record->initials & initial_bit(*name)) == 0)
			continue;
		top = strcspn(*name, ".");
		taking.value = find_member(record, *name, top);
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
		"paragraphs", "sentences", "url_normalized", "url_canonical" };

	for (size_t i = 0; i < sizeof(ours) / sizeof(*ours); i++)
		if (strcmp(name, ours[i]) == 0)
			return true;
	return false;
}

static void
take_own(struct draft *draft, struct record *record)
{
	for (size_t i = 0; i < record->count; i++) {
		struct member *m = &record->members[i];

		if (is_ours(m->name))
			m->use = MEMBER_USED;
		for (const struct json_own *own = json_own; own->name != NULL;
			own++) {
			if (strcmp(own->name, m->name) != 0)
				continue;
			own->take(draft, m->value);
			m->use = MEMBER_USED;
		}
	}
}

void
json_record_read(
	struct draft *draft, const struct json *object, enum date_source dates)
{
	struct record record = { 0 };

	record_open(&record, object, draft->arena);
	take_own(draft, &record);
	for (int i = 0; i < STORY_FIELDS; i++)
		take_field(draft, &record, &json_names[i], dates);
	json_own_settle(draft);
	keep_rest(draft, &record);
}
