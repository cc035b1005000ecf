/* story_json.c - the record as JSON: one row a member, in their order */
#include "engine/story.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

/* A date as it was concluded: what it is and how sure we are. */
static struct json *
json_published(const struct story *story)
{
	const struct story_date *date = &story->published;
	struct json *object;

	if (date->value == NULL)
		return json_new_null();
	object = json_new_object();
	json_set_text(object, "value", date->value);
	json_set_text(object, "precision", date_precisions[date->precision]);
	json_set_text(object, "source", date_sources[date->source].name);
	json_set(object, "confidence", json_new_real(date->confidence));
	return object;
}

static struct json *
json_span(uint32_t start, uint32_t end)
{
	struct json *span = json_new_list();

	json_append(span, json_new_integer(start));
	json_append(span, json_new_integer(end));
	return span;
}

static void
set_spans(struct json *object, const struct story_span *spans, uint32_t n)
{
	struct json *list;

	if (n == 0)
		return;
	list = json_new_list();
	for (uint32_t i = 0; i < n; i++)
		json_append(list, json_span(spans[i].start, spans[i].end));
	json_set(object, "spans", list);
}

/* A date seen as evidence: also where it stood. */
static struct json *
json_candidate(const struct story_date *date)
{
	struct json *object = json_new_object();

	json_set_text(object, "value", date->value);
	if (date->precision != PRECISION_NONE)
		json_set_text(
			object, "precision", date_precisions[date->precision]);
	json_set_text(object, "source", date_sources[date->source].name);
	if (date->confidence > 0)
		json_set(object, "confidence", json_new_real(date->confidence));
	if (date->end > date->start)
		json_set(object, "span", json_span(date->start, date->end));
	json_set_text(object, "text", date->text);
	return object;
}

static struct json *
json_candidates(const struct story *story)
{
	struct json *list;

	if (story->ncandidates == 0)
		return NULL;
	list = json_new_list();
	for (uint32_t i = 0; i < story->ncandidates; i++)
		json_append(list, json_candidate(&story->candidates[i]));
	return list;
}

/* NULL, so that the member stays away, when no text is there. */
static struct json *
json_texts(const char *const *texts, uint32_t n)
{
	struct json *list;

	if (n == 0)
		return NULL;
	list = json_new_list();
	for (uint32_t i = 0; i < n; i++)
		json_append(list, json_new_text(texts[i], strlen(texts[i])));
	return list;
}

/* An object of the texts that are there; NULL if none is. */
static struct json *
json_pairs(const char *const pairs[][2], size_t n)
{
	struct json *object = NULL;

	for (size_t i = 0; i < n; i++) {
		if (pairs[i][1] == NULL)
			continue;
		if (object == NULL)
			object = json_new_object();
		json_set_text(object, pairs[i][0], pairs[i][1]);
	}
	return object;
}

static struct json *
json_source(const struct story *story)
{
	const char *const pairs[][2] = {
		{ "name", story->outlet_name },
		{ "domain", story->outlet_domain },
		{ "evidence", story->outlet_evidence },
	};

	return json_pairs(pairs, 3);
}

static struct json *
json_wire(const struct story *story)
{
	const char *const pairs[][2] = {
		{ "agency", story->agency },
		{ "evidence", story->agency_evidence },
	};

	return json_pairs(pairs, 2);
}

static struct json *
json_dateline(const struct story *story)
{
	const char *const pairs[][2] = {
		{ "text", story->dateline_text },
		{ "place", story->dateline_place },
	};

	return json_pairs(pairs, 2);
}

/* The lines of a text as a list. */
static struct json *
json_text_lines(const char *text)
{
	struct json *list = json_new_list();
	const char *end;

	for (; *text != '\0'; text = *end == '\0' ? end : end + 1) {
		end = strchrnul(text, '\n');
		if (end > text)
			json_append(list, json_new_text(text, end - text));
	}
	return list;
}

/* What an actor and a place have in common. */
static void
set_mentions(struct json *object, uint32_t count, const char *aliases,
	const struct story_span *spans, uint32_t nspans)
{
	if (count > 0)
		json_set(object, "count", json_new_integer(count));
	if (aliases != NULL && *aliases != '\0')
		json_set(object, "aliases_seen", json_text_lines(aliases));
	set_spans(object, spans, nspans);
}

static struct json *
json_actor(const struct story_actor *actor)
{
	struct json *object = json_new_object();

	json_set_text(object, "name", actor->name);
	if (actor->type != ACTOR_UNKNOWN)
		json_set_text(object, "type", actor_types[actor->type]);
	json_set_text(object, "code", actor->code);
	json_set_text(object, "evidence", actor->evidence);
	set_mentions(object, actor->count, actor->aliases, actor->spans,
		actor->nspans);
	return object;
}

static struct json *
json_actors(const struct story *story)
{
	struct json *list;

	if (story->nactors == 0)
		return NULL;
	list = json_new_list();
	for (uint32_t i = 0; i < story->nactors; i++)
		json_append(list, json_actor(&story->actors[i]));
	return list;
}

static struct json *
json_places(const struct story *story)
{
	struct json *list;

	if (story->nplaces == 0)
		return NULL;
	list = json_new_list();
	for (uint32_t i = 0; i < story->nplaces; i++) {
		const struct story_place *place = &story->places[i];
		struct json *object = json_new_object();

		json_set_text(object, "name", place->name);
		json_set_text(object, "code", place->code);
		set_mentions(object, place->count, place->aliases, place->spans,
			place->nspans);
		json_append(list, object);
	}
	return list;
}

static struct json *
json_quotes(const struct story *story)
{
	struct json *list;

	if (story->nquotes == 0 || story->body_text == NULL)
		return NULL;
	list = json_new_list();
	for (uint32_t i = 0; i < story->nquotes; i++) {
		const struct story_quote *quote = &story->quotes[i];
		struct json *object = json_new_object();

		json_set_text(object, "speaker", quote->speaker);
		json_set(object, "text",
			json_new_text(story->body_text + quote->start,
				quote->end - quote->start));
		json_set(object, "span", json_span(quote->start, quote->end));
		json_append(list, object);
	}
	return list;
}

static struct json *
json_authors(const struct story *story)
{
	return json_texts(story->authors, story->nauthors);
}

static struct json *
json_subjects(const struct story *story)
{
	struct json *list, *object;

	if (story->nsubjects == 0)
		return NULL;
	list = json_new_list();
	for (uint32_t i = 0; i < story->nsubjects; i++) {
		object = json_new_object();
		json_set_text(object, "name", story->subjects[i]);
		json_append(list, object);
	}
	return list;
}

static struct json *
json_boilerplate(const struct story *story)
{
	struct json *list, *object;

	if (story->nboilerplate == 0)
		return NULL;
	list = json_new_list();
	for (uint32_t i = 0; i < story->nboilerplate; i++) {
		object = json_new_object();
		json_set_text(object, "kind", story->boilerplate[i].kind);
		json_set_text(object, "text", story->boilerplate[i].text);
		json_set_text(object, "rule", story->boilerplate[i].rule);
		json_append(list, object);
	}
	return list;
}

static struct json *
json_dup(const struct story *story)
{
	struct json *object;

	if (story->cluster == 0)
		return NULL;
	object = json_new_object();
	json_set(object, "cluster", json_new_integer(story->cluster));
	json_set_text(object, "role", story_role(story));
	json_set_text(object, "of", story->copy_of);
	if (story->similarity > 0)
		json_set(
			object, "similarity", json_new_real(story->similarity));
	return object;
}

static struct json *
json_provenance(const struct story *story)
{
	struct json *object = json_new_object();

	json_set_text(object, "file", story->file);
	json_set_text(object, "format", story->format);
	if (story->file != NULL)
		json_set(object, "offset",
			json_new_integer((int64_t)story->offset));
	if (story->line > 0)
		json_set(
			object, "line", json_new_integer((int64_t)story->line));
	if (story->nwarnings > 0)
		json_set(object, "warnings",
			json_texts(story->warnings, story->nwarnings));
	if (json_count(object) == 0) {
		json_free(object);
		return NULL;
	}
	return object;
}

#define TEXT(member) offsetof(struct story, member), NULL

static const struct record_row {
	const char *name;
	size_t at; /* a text of struct story, if there is no function */
	struct json *(*make)(const struct story *story); /* NULL: absent */
} record_rows[] = {
	{ "uri", TEXT(uri) },
	{ "url", TEXT(url) },
	{ "headline", TEXT(headline) },
	{ "headline_raw", TEXT(headline_raw) },
	{ "subhead", TEXT(subhead) },
	{ "byline", TEXT(byline) },
	{ "authors", 0, json_authors },
	{ "section", TEXT(section) },
	{ "body_text", TEXT(body_text) },
	{ "language", TEXT(language) },
	{ "date_published", 0, json_published },
	{ "date_candidates", 0, json_candidates },
	{ "date_modified", TEXT(date_modified) },
	{ "date_captured", TEXT(date_captured) },
	{ "source", 0, json_source },
	{ "wire", 0, json_wire },
	{ "dateline", 0, json_dateline },
	{ "actors", 0, json_actors },
	{ "places", 0, json_places },
	{ "quotes", 0, json_quotes },
	{ "subjects", 0, json_subjects },
	{ "rights", TEXT(rights) },
	{ "boilerplate", 0, json_boilerplate },
	{ "dup", 0, json_dup },
	{ "provenance", 0, json_provenance },
};

/* A value that was kept as JSON; as text if it is none after all. */
static struct json *
json_extra(const struct story_extra *extra)
{
	size_t len = strlen(extra->json);
	struct json *value = json_parse(extra->json, len, NULL);

	return value != NULL ? value : json_new_text(extra->json, len);
}

/* Under a name of its own kind, so that it cannot stand in for a field. */
static void
set_extra(struct json *record, const struct story_extra *extra)
{
	struct buf name = { 0 };

	if (strncmp(extra->name, "x_", 2) != 0)
		buf_puts(&name, "x_");
	utf8_repair(&name, extra->name, strlen(extra->name));
	json_set(record, name.data, json_extra(extra));
	buf_release(&name);
}

struct json *
story_json(const struct story *story)
{
	struct json *record = json_new_object();
	struct json *value;

	for (size_t i = 0; i < sizeof(record_rows) / sizeof(*record_rows);
		i++) {
		const struct record_row *row = &record_rows[i];
		const char *field = (const char *)story + row->at;

		if (row->make == NULL)
			json_set_text(record, row->name,
				*(const char *const *)(const void *)field);
		else if ((value = row->make(story)) != NULL)
			json_set(record, row->name, value);
	}
	for (uint32_t i = 0; i < story->nextras; i++)
		set_extra(record, &story->extras[i]);
	return record;
}
