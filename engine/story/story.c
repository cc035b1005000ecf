/* story.c - the record: its tables, its day, and its form as lines */
#include "engine/story/story.h"

#include <stdio.h>

/* On disk by their place in the table (engine/story/story_pack.c). */
const char *const date_precisions[PRECISIONS] = {
	[PRECISION_NONE] = "none",
	[PRECISION_YEAR] = "year",
	[PRECISION_MONTH] = "month",
	[PRECISION_DAY] = "day",
	[PRECISION_MINUTE] = "minute",
	[PRECISION_SECOND] = "second",
};

const struct date_source_row date_sources[DATE_SOURCES] = {
	[DATE_FROM_NONE] = { "none", 0.0, false },
	[DATE_FROM_MANUAL] = { "manual", 1.0, false },
	[DATE_FROM_FIELD] = { "field", 0.95, false },
	[DATE_FROM_JSONLD] = { "jsonld", 0.90, false },
	[DATE_FROM_META] = { "meta", 0.90, false },
	[DATE_FROM_RSS] = { "rss", 0.90, false },
	[DATE_FROM_URL] = { "url", 0.85, false },
	[DATE_FROM_TIME_TAG] = { "time_tag", 0.80, false },
	[DATE_FROM_DATELINE] = { "dateline", 0.80, false },
	[DATE_FROM_JS_LINE] = { "js_line", 0.70, false },
	[DATE_FROM_HEADER] = { "header", 0.60, false },
	[DATE_FROM_FILE_NAME] = { "file_name", 0.60, false },
	[DATE_FROM_HTTP] = { "http_last_modified", 0.30, false },
	[DATE_FROM_BODY_TEXT] = { "body_text", 0.10, false },
	[DATE_FROM_VERSION] = { "version", 0.60, false },
	[DATE_FROM_CAPTURE] = { "warc_capture", 0.0, true },
	[DATE_FROM_FILE_TIME] = { "file_mtime", 0.0, true },
};

const char *const actor_types[ACTOR_TYPES] = {
	[ACTOR_UNKNOWN] = "unknown",
	[ACTOR_PERSON] = "person",
	[ACTOR_ORGANISATION] = "organisation",
	[ACTOR_COUNTRY] = "country",
	[ACTOR_GROUP] = "group",
};

day
story_day(const struct story *story)
{
	const struct story_date *date = &story->published;

	if (date->value == NULL || date->precision < PRECISION_DAY)
		return DAY_UNKNOWN;
	return date->day;
}

/* ---- the record as lines ---- */

struct flattening {
	struct buf name; /* of the value at hand: "actors.1." + "name" */
	struct buf value;
	story_line_fn fn;
	void *ctx;
};

static void flatten(struct flattening *into, const struct json *value);

/* Go into a member or item, under the name it adds to the path. */
static void
flatten_below(struct flattening *into, const char *name, const struct json *v)
{
	size_t len = into->name.len;

	if (len > 0)
		buf_putc(&into->name, '.');
	buf_puts(&into->name, name);
	flatten(into, v);
	buf_cut(&into->name, len);
}

static void
flatten_list(struct flattening *into, const struct json *list)
{
	char number[24];

	for (size_t i = 0; i < json_count(list); i++) {
		snprintf(number, sizeof(number), "%zu", i + 1);
		flatten_below(into, number, json_item(list, i));
	}
}

static void
flatten_object(struct flattening *into, const struct json *object)
{
	const char *name;
	struct json *value;
	size_t it = 0;

	while (json_next(object, &it, &name, &value))
		flatten_below(into, name, value);
}

/* A leaf: texts as they are, null as "-", the rest as in JSON. */
static void
flatten_leaf(struct flattening *into, const struct json *value)
{
	const char *text = json_text(value, NULL);

	if (text == NULL && json_kind(value) == JSON_IS_NULL)
		text = "-";
	if (text == NULL) {
		buf_reset(&into->value);
		json_write(&into->value, value, STORY_DIGITS);
		text = buf_text(&into->value);
	}
	into->fn(into->ctx, buf_text(&into->name), text);
}

static void
flatten(struct flattening *into, const struct json *value)
{
	switch (json_kind(value)) {
	case JSON_IS_LIST:
		flatten_list(into, value);
		break;
	case JSON_IS_OBJECT:
		flatten_object(into, value);
		break;
	default:
		flatten_leaf(into, value);
	}
}

void
story_lines(const struct json *tree, story_line_fn fn, void *ctx)
{
	struct flattening into = { .fn = fn, .ctx = ctx };

	flatten(&into, tree);
	buf_release(&into.name);
	buf_release(&into.value);
}

const char *
story_role(const struct story *story)
{
	if (story->cluster == 0)
		return NULL;
	if (story->cluster_first && story_day(story) != DAY_UNKNOWN)
		return "original";
	return story->copy_of != NULL && story->similarity < 1 ? "near"
							       : "copy";
}
