/* source_jsonl.c - JSON: an object a line, or one value in a file */
#include "base/json.h"
#include "base/utf8.h"
#include "indexer/json/json_record.h"
#include "indexer/sources/encoding.h"
#include "indexer/sources/feed.h"
#include "indexer/sources/source_kinds.h"
#include "indexer/story/story_finish.h"

#include <string.h>

/* What is known of the bytes of one record. */
struct place {
	uint64_t line, offset;
	size_t replaced;
	const char *encoding;
	const char *outlet; /* what holds the list says so of all in it */
	bool cut; /* the input broke off in it: that is said already */
};

/* A list within a list within an answer. */
#define WRAPPERS_MAX 6

static void
reject(struct source *source, uint64_t line, enum reject_reason why,
	const char *detail)
{
	source->sink->reject(
		source->sink->ctx, source->input->path, line, why, detail);
}

/* One object to one story. */
static bool
read_object(struct source *source, const struct json *object,
	const struct place *place, struct arena *arena, struct err *err)
{
	struct draft draft;

	if (json_kind(object) != JSON_IS_OBJECT) {
		reject(source, place->line, REJECT_BAD_JSON, "not an object");
		return true;
	}
	arena_reset(arena);
	draft_init(&draft, arena, source, place->offset, place->line);
	draft.replaced = place->replaced;
	draft.encoding = place->encoding;
	json_record_read(&draft, object, DATE_FROM_FIELD);
	if (place->outlet != NULL && draft.story.outlet_name == NULL) {
		draft.story.outlet_name = draft_squeeze(
			&draft, place->outlet, strlen(place->outlet));
		draft.story.outlet_evidence = "meta";
	}
	return story_finish(&draft, err);
}

static bool
has_text(const struct json *object, const char *const *names)
{
	for (; *names != NULL; names++)
		if (json_kind(json_member_nocase(object, *names)) ==
			JSON_IS_TEXT)
			return true;
	return false;
}

/* Has it a headline, or what stands in for one? */
static bool
is_titled(const struct json *object)
{
	static const char *const names[] = { "headline", "title", NULL };

	return has_text(object, names);
}

/*
 * {"posts": [...]}, {"data": {"item": {...}}}: an object that is no story but
 * holds one, or a list of them; a feed has a title besides.
 */
static const struct json *
wrapped(const struct json *object)
{
	static const char *const texts[] = { "body_text", "body", "text",
		"content", "content_original", "articleBody", "maintext",
		NULL };
	bool titled = is_titled(object);

	if (json_kind(object) != JSON_IS_OBJECT || has_text(object, texts))
		return NULL;
	for (const char *const *w = json_wrappers; *w != NULL; w++) {
		const struct json *inner = json_member_nocase(object, *w);
		const struct json *first = json_item(inner, 0);

		if (json_kind(inner) == JSON_IS_OBJECT && !titled)
			return inner;
		if (json_kind(inner) == JSON_IS_LIST &&
			json_kind(first) == JSON_IS_OBJECT &&
			(!titled || is_titled(first) || has_text(first, texts)))
			return inner;
	}
	return NULL;
}

/* The name of a feed: its title, or that of its member `feed`. */
static const char *
feed_title(const struct json *object)
{
	const char *title = json_text(json_member(object, "title"), NULL);

	if (title == NULL)
		title = json_text(
			json_member(json_member(object, "feed"), "title"),
			NULL);
	return title;
}

/* An object, or whatever holds objects, down to a bounded depth.  Each has a
 * place of its own: the first is where the value begins. */
static bool
read_value(struct source *source, const struct json *value, struct place *place,
	unsigned depth, struct arena *arena, struct err *err)
{
	const struct json *inner = wrapped(value);
	const char *outlet = place->outlet;
	bool ok = true;

	if (depth < WRAPPERS_MAX && inner != NULL) {
		if (outlet == NULL)
			place->outlet = feed_title(value);
		ok = read_value(source, inner, place, depth + 1, arena, err);
		place->outlet = outlet;
	} else if (depth < WRAPPERS_MAX && json_kind(value) == JSON_IS_LIST &&
		   json_kind(json_item(value, 0)) == JSON_IS_OBJECT) {
		for (size_t i = 0; i < json_count(value) && ok; i++)
			ok = read_value(source, json_item(value, i), place,
				depth + 1, arena, err);
	} else {
		ok = read_object(source, value, place, arena, err);
		place->offset++;
	}
	return ok;
}

/* Parse text[0..len) and read what it holds; damage is a reject. */
static bool
read_text(struct source *source, const char *text, size_t len,
	struct place *place, struct arena *arena, struct err *err)
{
	struct err why = { 0 };
	struct encoding encoding = { .name = "UTF-8" };
	struct buf repaired = { 0 };
	struct json *value;
	bool ok = true;

	if (!utf8_valid(text, len, NULL)) {
		encoding_to_utf8(text, len, NULL, &repaired, &encoding);
		text = buf_text(&repaired);
		len = repaired.len;
		place->replaced = encoding.replaced;
		if (encoding.guessed)
			place->encoding = encoding.name;
	}
	value = json_parse(text, len, &why);
	if (value == NULL && !place->cut)
		reject(source, place->line, REJECT_BAD_JSON, why.text);
	if (value != NULL)
		ok = read_value(source, value, place, 0, arena, err);
	json_free(value);
	buf_release(&repaired);
	return ok;
}

static bool
is_blank(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (strchr(" \t\r\n", text[i]) == NULL || text[i] == '\0')
			return false;
	return true;
}

/* Pass over a byte order mark and white space; the first byte, or 0. */
static char
first_byte(struct feed *feed)
{
	if (feed_want(feed, 3) >= 3 &&
		memcmp(feed_ahead(feed), "\xef\xbb\xbf", 3) == 0)
		feed_skip(feed, 3);
	while (feed_want(feed, 1) > 0) {
		char c = *feed_ahead(feed);

		if (strchr(" \t\r\n", c) == NULL || c == '\0')
			return c;
		feed_skip(feed, 1);
	}
	return '\0';
}

/* ---- one object a line ---- */

static bool
read_lines(struct source *source, struct arena *arena, struct err *err)
{
	size_t max = source->rules->story_max;
	struct feed_line line;
	bool ok = true;

	while (ok && feed_next_line(source->feed, max, &line)) {
		struct place place = { .line = line.line,
			.offset = line.offset };

		place.cut = source->feed->damage.kind != ERR_NONE &&
			    feed_want(source->feed, 1) == 0;
		if (line.too_long)
			reject(source, line.line, REJECT_TOO_LARGE,
				"a line of more bytes than story_max");
		else if (!is_blank(line.text, line.len))
			ok = read_text(source, line.text, line.len, &place,
				arena, err);
	}
	return ok;
}

/* ---- a list of objects, one at a time ---- */

/*
 * How many bytes the value ahead takes: up to the bracket that closes it, or
 * to the next comma.  Returns 0 if it is over max.
 */
static size_t
value_length(struct feed *feed, size_t max)
{
	size_t at = 0, depth = 0;
	bool quoted = false;

	for (; feed_want(feed, at + 1) > at; at++) {
		char c = feed_ahead(feed)[at];

		if (at >= max)
			return 0;
		if (quoted) {
			at += c == '\\';
			quoted = c != '"';
		} else if (c == '"') {
			quoted = true;
		} else if (c == '{' || c == '[') {
			depth++;
		} else if ((c == '}' || c == ']') && depth > 0) {
			if (--depth == 0)
				return at + 1;
		} else if (depth == 0 && (c == ',' || c == ']')) {
			return at;
		}
	}
	return feed_want(feed, 0);
}

static bool
read_array(struct source *source, struct arena *arena, struct err *err)
{
	struct feed *feed = source->feed;
	bool ok = true;
	char c;

	feed_skip(feed, 1);
	while (ok && (c = first_byte(feed)) != '\0' && c != ']') {
		struct place place = { .line = feed->line,
			.offset = feed->offset };
		size_t len;

		if (c == ',') {
			feed_skip(feed, 1);
			continue;
		}
		len = value_length(feed, source->rules->story_max);
		if (len == 0) {
			reject(source, place.line, REJECT_TOO_LARGE,
				"a value of more bytes than story_max; the "
				"rest of the list is left out");
			break;
		}
		ok = read_text(
			source, feed_ahead(feed), len, &place, arena, err);
		feed_skip(feed, len);
	}
	return ok;
}

/* ---- one value a file ---- */

/* Is the first line an object by itself?  Then every line is one. */
static bool
first_line_is_whole(struct feed *feed, size_t max)
{
	size_t seen = 0, ahead;
	const char *lf = NULL;
	struct json *value;

	while (lf == NULL && seen <= max &&
		(ahead = feed_want(feed, seen + 1)) > seen) {
		lf = memchr(feed_ahead(feed) + seen, '\n', ahead - seen);
		seen = ahead;
	}
	if (lf == NULL)
		return true;
	value = json_parse(
		feed_ahead(feed), (size_t)(lf - feed_ahead(feed)), NULL);
	json_free(value);
	return value != NULL;
}

static bool
read_whole(struct source *source, struct arena *arena, struct err *err)
{
	struct place place = { .line = source->feed->line,
		.offset = source->feed->offset };

	if (!feed_want_all(source->feed, source->rules->story_max)) {
		reject(source, 0, REJECT_TOO_LARGE,
			"more bytes than story_max");
		return true;
	}
	return read_text(source, feed_ahead(source->feed),
		feed_want(source->feed, 0), &place, arena, err);
}

static bool
read_json(struct source *source, bool lines, struct err *err)
{
	struct arena arena = { 0 };
	char first;
	bool ok;

	if (source->input->from > 0) { /* in the midst of lines */
		ok = read_lines(source, &arena, err);
		arena_release(&arena);
		return ok;
	}
	source_widen(source);
	first = first_byte(source->feed);
	if (first == '\0' && feed_want(source->feed, 1) == 0) {
		if (source->feed->damage.kind == ERR_NONE)
			reject(source, 0, REJECT_EMPTY, "no bytes");
		ok = true;
	} else if (first == '[') {
		ok = read_array(source, &arena, err);
	} else if (lines || first_line_is_whole(
				    source->feed, source->rules->story_max)) {
		ok = read_lines(source, &arena, err);
	} else {
		ok = read_whole(source, &arena, err);
	}
	arena_release(&arena);
	return ok;
}

bool
source_lines_read(struct source *source, struct err *err)
{
	return read_json(source, true, err);
}

bool
source_json_read(struct source *source, struct err *err)
{
	return read_json(source, false, err);
}

/* {" or {}, with or without white space between. */
static bool
begins_object(const char *text, size_t len)
{
	size_t at = 1;

	if (len < 2 || *text != '{')
		return false;
	while (at < len && strchr(" \t\r\n", text[at]) != NULL)
		at++;
	return at < len && (text[at] == '"' || text[at] == '}');
}

/* Objects, the first of which ends with its line as far as one can see. */
bool
source_lines_sniff(const struct source_head *head)
{
	const char *lf = memchr(head->text, '\n', head->text_len);

	if (!begins_object(head->text, head->text_len))
		return false;
	if (lf == NULL)
		return true;
	while (lf > head->text && strchr(" \t\r\n", *lf) != NULL)
		lf--;
	return *lf == '}';
}

bool
source_json_sniff(const struct source_head *head)
{
	const char *text = head->text;
	size_t at = 1;

	if (head->text_len < 2 || *text != '[')
		return begins_object(text, head->text_len);
	while (at < head->text_len && strchr(" \t\r\n", text[at]) != NULL)
		at++;
	return begins_object(text + at, head->text_len - at);
}
