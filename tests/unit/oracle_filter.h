/*
 * oracle_filter.h - the values of a story that filters and facets go by
 *
 * As the record has them; compared folded, without dictionaries or terms.
 */
#ifndef TESTS_ORACLE_FILTER_H
#define TESTS_ORACLE_FILTER_H

#include "base/utf8.h"
#include "engine/query/query.h"
#include "tests/unit/oracle_archive.h"

#include <ctype.h>
#include <strings.h>

#define ORACLE_VALUES_MAX 8
#define ORACLE_VALUE_SIZE 32
#define ORACLE_PARTS_MAX 8

/* What a story has of a field: names, and codes where it has them. */
struct oracle_values {
	const char *names[ORACLE_VALUES_MAX];
	const char *codes[ORACLE_VALUES_MAX];
	uint32_t count;
	char text[ORACLE_VALUE_SIZE]; /* of a language */
};

static inline void
oracle_value_add(
	struct oracle_values *values, const char *name, const char *code)
{
	if (name == NULL && code == NULL)
		return;
	values->names[values->count] = name != NULL ? name : code;
	values->codes[values->count++] = code;
}

/* A field whose values facets count; not of days. */
static inline void
oracle_values_of(const struct story *story, enum field_id field,
	struct oracle_values *values)
{
	const char *role = story_role(story);

	*values = (struct oracle_values){ 0 };
	if (field == FIELD_OUTLET)
		oracle_value_add(
			values, story->outlet_name, story->outlet_domain);
	else if (field == FIELD_SECTION)
		oracle_value_add(values, story->section, NULL);
	else if (field == FIELD_AGENCY)
		oracle_value_add(values, story->agency, NULL);
	else if (field == FIELD_KIND)
		oracle_value_add(values, role != NULL ? role : "single", NULL);
	else if (field == FIELD_LANGUAGE && story->language != NULL) {
		snprintf(values->text, sizeof(values->text), "%.2s",
			story->language);
		oracle_value_add(values, values->text, NULL);
	} else if (field == FIELD_ACTOR)
		for (uint32_t i = 0; i < story->nactors; i++)
			oracle_value_add(values, story->actors[i].name,
				story->actors[i].code);
}

/* Are both the same but for case and accents? */
static inline bool
oracle_alike(const char *a, size_t alen, const char *b, size_t blen)
{
	struct buf x = { 0 }, y = { 0 };
	bool same;

	utf8_fold(&x, a, alen);
	utf8_fold(&y, b, blen);
	same = x.len == y.len && memcmp(x.data, y.data, x.len) == 0;
	buf_release(&x);
	buf_release(&y);
	return same;
}

/* ---- addresses ---- */

/* Host and path of an address, in lower case and cut at each slash. */
struct oracle_parts {
	char text[ORACLE_PARTS_MAX][ORACLE_VALUE_SIZE];
	uint32_t count;
};

static inline void
oracle_parts_of(const char *url, size_t len, struct oracle_parts *parts)
{
	size_t at = 0, n;

	*parts = (struct oracle_parts){ 0 };
	for (size_t i = 0; i + 3 <= len; i++)
		if (memcmp(url + i, "://", 3) == 0)
			at = i + 3;
	if (len - at > 4 && strncasecmp(url + at, "www.", 4) == 0)
		at += 4;
	for (; at < len && strchr("?#", url[at]) == NULL; at += n + 1) {
		char *part = parts->text[parts->count];

		for (n = 0; at + n < len; n++)
			if (strchr("/?#", url[at + n]) != NULL)
				break;
		for (size_t i = 0; i < n; i++)
			part[i] = (char)tolower((unsigned char)url[at + i]);
		if (parts->count == 0)
			part[strcspn(part, ":")] = '\0';
		parts->count += n > 0;
		if (at + n < len && url[at + n] != '/')
			break;
	}
}

/* The host and path so far.  Before a star the last part is a beginning;
 * behind a slash the star is any one more. */
static inline bool
oracle_url_is(const struct story *story, const struct query *value)
{
	bool begins = value->len > 0 && value->text[value->len - 1] == '*';
	bool deeper =
		begins && value->len > 1 && value->text[value->len - 2] == '/';
	struct oracle_parts wanted, has;

	if (story->url == NULL)
		return false;
	oracle_parts_of(story->url, strlen(story->url), &has);
	oracle_parts_of(value->text, value->len - begins, &wanted);
	if (has.count < wanted.count + deeper || wanted.count == 0)
		return false;
	for (uint32_t i = 0; i < wanted.count; i++) {
		bool last = begins && !deeper && i + 1 == wanted.count;

		if (last ? strncmp(has.text[i], wanted.text[i],
				   strlen(wanted.text[i])) != 0
			 : strcmp(has.text[i], wanted.text[i]) != 0)
			return false;
	}
	return true;
}

/* ---- filters ---- */

/* Is the value of the query this name or code?  X* is a beginning. */
static inline bool
oracle_value_is(const struct query *value, const char *name, const char *code)
{
	size_t len = value->len;

	if (value->field->id == FIELD_ACTOR && len > 0 &&
		value->text[len - 1] == '*')
		return code != NULL &&
		       strncasecmp(code, value->text, len - 1) == 0;
	return oracle_alike(name, strlen(name), value->text, len) ||
	       (code != NULL &&
		       oracle_alike(code, strlen(code), value->text, len));
}

static inline bool
oracle_filter(const struct story *story, const struct query *value)
{
	struct oracle_values values;

	if (value->field->id == FIELD_URL)
		return oracle_url_is(story, value);
	oracle_values_of(story, value->field->id, &values);
	for (uint32_t i = 0; i < values.count; i++)
		if (oracle_value_is(value, values.names[i], values.codes[i]))
			return true;
	return false;
}

static inline bool
oracle_dates(const struct story *story, const struct query *query)
{
	day d = story_day(story);

	if (query->undated || d == DAY_UNKNOWN)
		return query->undated && d == DAY_UNKNOWN;
	return (query->days.first == DAY_UNKNOWN || d >= query->days.first) &&
	       (query->days.last == DAY_UNKNOWN || d <= query->days.last);
}

#endif
