/* story_json.c - the record as JSON: one row a member, in their order */
#include "engine/story/story.h"

#include "base/must.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

/* A date as it was concluded: what it is and how sure we are. */
static void
put_published(struct json_out *o, const char *name, const struct story *story)
{
	const struct story_date *date = &story->published;

	if (date->value == NULL) {
		json_out_word(o, name, "null");
		return;
	}
	json_out_open(o, name, '{');
	json_out_text(o, "value", date->value);
	json_out_text(o, "precision", date_precisions[date->precision]);
	json_out_text(o, "source", date_sources[date->source].name);
	json_out_real(o, "confidence", date->confidence);
	json_out_close(o, '}');
}

static void
put_span(struct json_out *o, const char *name, uint32_t start, uint32_t end)
{
	json_out_open(o, name, '[');
	json_out_integer(o, NULL, start);
	json_out_integer(o, NULL, end);
	json_out_close(o, ']');
}

static void
put_spans(struct json_out *o, const struct story_span *spans, uint32_t n)
{
	if (n == 0)
		return;
	json_out_open(o, "spans", '[');
	for (uint32_t i = 0; i < n; i++)
		put_span(o, NULL, spans[i].start, spans[i].end);
	json_out_close(o, ']');
}

/* A date seen as evidence: also where it stood. */
static void
put_candidate(struct json_out *o, const struct story_date *date)
{
	json_out_open(o, NULL, '{');
	json_out_text(o, "value", date->value);
	if (date->precision != PRECISION_NONE)
		json_out_text(o, "precision", date_precisions[date->precision]);
	json_out_text(o, "source", date_sources[date->source].name);
	if (date->confidence > 0)
		json_out_real(o, "confidence", date->confidence);
	if (date->end > date->start)
		put_span(o, "span", date->start, date->end);
	json_out_text(o, "text", date->text);
	json_out_close(o, '}');
}

static void
put_candidates(struct json_out *o, const char *name, const struct story *story)
{
	if (story->ncandidates == 0)
		return;
	json_out_open(o, name, '[');
	for (uint32_t i = 0; i < story->ncandidates; i++)
		put_candidate(o, &story->candidates[i]);
	json_out_close(o, ']');
}

/* The member stays away when no text is there. */
static void
put_texts(struct json_out *o, const char *name, const char *const *texts,
	uint32_t n)
{
	if (n == 0)
		return;
	json_out_open(o, name, '[');
	for (uint32_t i = 0; i < n; i++)
		json_out_text(o, NULL, texts[i]);
	json_out_close(o, ']');
}

/* An object of the texts that are there; nothing if none is. */
static void
put_pairs(struct json_out *o, const char *name, const char *const pairs[][2],
	size_t n)
{
	size_t first = 0;

	while (first < n && pairs[first][1] == NULL)
		first++;
	if (first == n)
		return;
	json_out_open(o, name, '{');
	for (size_t i = first; i < n; i++)
		json_out_text(o, pairs[i][0], pairs[i][1]);
	json_out_close(o, '}');
}

static void
put_source(struct json_out *o, const char *name, const struct story *story)
{
	const char *const pairs[][2] = {
		{ "name", story->outlet_name },
		{ "domain", story->outlet_domain },
		{ "evidence", story->outlet_evidence },
	};

	put_pairs(o, name, pairs, 3);
}

static void
put_wire(struct json_out *o, const char *name, const struct story *story)
{
	const char *const pairs[][2] = {
		{ "agency", story->agency },
		{ "evidence", story->agency_evidence },
	};

	put_pairs(o, name, pairs, 2);
}

static void
put_dateline(struct json_out *o, const char *name, const struct story *story)
{
	const char *const pairs[][2] = {
		{ "text", story->dateline_text },
		{ "place", story->dateline_place },
	};

	put_pairs(o, name, pairs, 2);
}

/* The lines of a text as a list. */
static void
put_text_lines(struct json_out *o, const char *name, const char *text)
{
	const char *end;

	json_out_open(o, name, '[');
	for (; *text != '\0'; text = *end == '\0' ? end : end + 1) {
		end = strchrnul(text, '\n');
		if (end > text)
			json_out_bytes(o, NULL, text, (size_t)(end - text));
	}
	json_out_close(o, ']');
}

/* What an actor and a place have in common. */
static void
put_mentions(struct json_out *o, uint32_t count, const char *aliases,
	const struct story_span *spans, uint32_t nspans)
{
	if (count > 0)
		json_out_integer(o, "count", count);
	if (aliases != NULL && *aliases != '\0')
		put_text_lines(o, "aliases_seen", aliases);
	put_spans(o, spans, nspans);
}

static void
put_actor(struct json_out *o, const struct story_actor *actor)
{
	json_out_open(o, NULL, '{');
	json_out_text(o, "name", actor->name);
	if (actor->type != ACTOR_UNKNOWN)
		json_out_text(o, "type", actor_types[actor->type]);
	json_out_text(o, "code", actor->code);
	json_out_text(o, "evidence", actor->evidence);
	put_mentions(
		o, actor->count, actor->aliases, actor->spans, actor->nspans);
	json_out_close(o, '}');
}

static void
put_actors(struct json_out *o, const char *name, const struct story *story)
{
	if (story->nactors == 0)
		return;
	json_out_open(o, name, '[');
	for (uint32_t i = 0; i < story->nactors; i++)
		put_actor(o, &story->actors[i]);
	json_out_close(o, ']');
}

static void
put_places(struct json_out *o, const char *name, const struct story *story)
{
	if (story->nplaces == 0)
		return;
	json_out_open(o, name, '[');
	for (uint32_t i = 0; i < story->nplaces; i++) {
		const struct story_place *place = &story->places[i];

		json_out_open(o, NULL, '{');
		json_out_text(o, "name", place->name);
		json_out_text(o, "code", place->code);
		put_mentions(o, place->count, place->aliases, place->spans,
			place->nspans);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
}

static void
put_quotes(struct json_out *o, const char *name, const struct story *story)
{
	if (story->nquotes == 0 || story->body_text == NULL)
		return;
	json_out_open(o, name, '[');
	for (uint32_t i = 0; i < story->nquotes; i++) {
		const struct story_quote *quote = &story->quotes[i];

		json_out_open(o, NULL, '{');
		json_out_text(o, "speaker", quote->speaker);
		json_out_bytes(o, "text", story->body_text + quote->start,
			quote->end - quote->start);
		put_span(o, "span", quote->start, quote->end);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
}

static void
put_authors(struct json_out *o, const char *name, const struct story *story)
{
	put_texts(o, name, story->authors, story->nauthors);
}

static void
put_subjects(struct json_out *o, const char *name, const struct story *story)
{
	if (story->nsubjects == 0)
		return;
	json_out_open(o, name, '[');
	for (uint32_t i = 0; i < story->nsubjects; i++) {
		json_out_open(o, NULL, '{');
		json_out_text(o, "name", story->subjects[i]);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
}

static void
put_boilerplate(struct json_out *o, const char *name, const struct story *story)
{
	if (story->nboilerplate == 0)
		return;
	json_out_open(o, name, '[');
	for (uint32_t i = 0; i < story->nboilerplate; i++) {
		json_out_open(o, NULL, '{');
		json_out_text(o, "kind", story->boilerplate[i].kind);
		json_out_text(o, "text", story->boilerplate[i].text);
		json_out_text(o, "rule", story->boilerplate[i].rule);
		json_out_close(o, '}');
	}
	json_out_close(o, ']');
}

static void
put_dup(struct json_out *o, const char *name, const struct story *story)
{
	if (story->cluster == 0)
		return;
	json_out_open(o, name, '{');
	json_out_integer(o, "cluster", story->cluster);
	json_out_text(o, "role", story_role(story));
	json_out_text(o, "of", story->copy_of);
	if (story->similarity > 0)
		json_out_real(o, "similarity", story->similarity);
	json_out_close(o, '}');
}

static void
put_provenance(struct json_out *o, const char *name, const struct story *story)
{
	if (story->file == NULL && story->format == NULL && story->line == 0 &&
		story->nwarnings == 0)
		return;
	json_out_open(o, name, '{');
	json_out_text(o, "file", story->file);
	json_out_text(o, "format", story->format);
	if (story->file != NULL)
		json_out_integer(o, "offset", (int64_t)story->offset);
	if (story->line > 0)
		json_out_integer(o, "line", (int64_t)story->line);
	put_texts(o, "warnings", story->warnings, story->nwarnings);
	json_out_close(o, '}');
}

#define TEXT(member) offsetof(struct story, member), NULL

static const struct record_row {
	const char *name;
	size_t at; /* a text of struct story, if there is no function */
	void (*put)(struct json_out *o, const char *name,
		const struct story *story); /* may leave the member out */
} record_rows[] = {
	{ "uri", TEXT(uri) },
	{ "url", TEXT(url) },
	{ "headline", TEXT(headline) },
	{ "headline_raw", TEXT(headline_raw) },
	{ "subhead", TEXT(subhead) },
	{ "byline", TEXT(byline) },
	{ "authors", 0, put_authors },
	{ "section", TEXT(section) },
	{ "body_text", TEXT(body_text) },
	{ "language", TEXT(language) },
	{ "date_published", 0, put_published },
	{ "date_candidates", 0, put_candidates },
	{ "date_modified", TEXT(date_modified) },
	{ "date_captured", TEXT(date_captured) },
	{ "source", 0, put_source },
	{ "wire", 0, put_wire },
	{ "dateline", 0, put_dateline },
	{ "actors", 0, put_actors },
	{ "places", 0, put_places },
	{ "quotes", 0, put_quotes },
	{ "subjects", 0, put_subjects },
	{ "rights", TEXT(rights) },
	{ "boilerplate", 0, put_boilerplate },
	{ "dup", 0, put_dup },
	{ "provenance", 0, put_provenance },
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
set_extra(struct json *extras, const struct story_extra *extra)
{
	struct buf name = { 0 };

	if (strncmp(extra->name, "x_", 2) != 0)
		buf_puts(&name, "x_");
	utf8_repair(&name, extra->name, strlen(extra->name));
	json_set(extras, name.data, json_extra(extra));
	buf_release(&name);
}

/* The members that have names of ours. */
static void
put_rows(struct json_out *o, const struct story *story)
{
	for (size_t i = 0; i < sizeof(record_rows) / sizeof(*record_rows);
		i++) {
		const struct record_row *row = &record_rows[i];
		const char *field = (const char *)story + row->at;

		if (row->put == NULL)
			json_out_text(o, row->name,
				*(const char *const *)(const void *)field);
		else
			row->put(o, row->name, story);
	}
}

/* Extras go through a tree: of two under one name the last is kept. */
static void
put_extras(struct json_out *o, const struct story *story)
{
	struct json *extras, *value;
	const char *name;
	size_t it = 0;

	if (story->nextras == 0)
		return;
	extras = json_new_object();
	for (uint32_t i = 0; i < story->nextras; i++)
		set_extra(extras, &story->extras[i]);
	while (json_next(extras, &it, &name, &value))
		json_out_value(o, name, value);
	json_free(extras);
}

void
story_json_write(struct json_out *o, const struct story *story)
{
	put_rows(o, story);
	put_extras(o, story);
}

/* What is written is read again: one table says what a record has, and the
 * tree is asked for once where the bytes are a thousand times. */
struct json *
story_json(const struct story *story)
{
	struct buf bytes = { 0 };
	struct json_out o = { .buf = &bytes, .digits = 17 };
	struct json *record;

	json_out_open(&o, NULL, '{');
	story_json_write(&o, story);
	json_out_close(&o, '}');
	record = json_parse(bytes.data, bytes.len, NULL);
	must(record != NULL);
	buf_release(&bytes);
	return record;
}
