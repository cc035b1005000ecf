/* json_take.c - the fields of a story, each out of a JSON value */
#include "base/buf.h"
#include "indexer/json/json_record.h"
#include "indexer/page/html.h"
#include "indexer/story/deck.h"
#include "indexer/story/uri.h"
#include "indexer/text/language.h"
#include "indexer/text/plain_text.h"

#include <string.h>
#include <strings.h>

/* Fill a text of the story once. */
static bool
take_text(const struct json_taking *t, const char **field)
{
	struct draft *draft = t->draft;
	const char *text;

	if (t->taken)
		return false;
	text = json_record_raw(draft, t->value);
	if (text != NULL && html_in_text(text))
		text = html_to_text(text, strlen(text), draft->arena);
	if (text != NULL)
		*field = draft_squeeze(draft, text, strlen(text));
	return *field != NULL;
}

static bool
take_uri(const struct json_taking *t)
{
	return take_text(t, &t->draft->story.uri);
}

static bool
take_url(const struct json_taking *t)
{
	const char *url;

	if (t->taken)
		return false;
	url = json_record_text(t->draft, t->value);
	if (url == NULL || strchr(url, ' ') != NULL)
		return false;
	t->draft->story.url = url;
	return true;
}

static bool
take_headline(const struct json_taking *t)
{
	return take_text(t, &t->draft->story.headline);
}

/* What is called a description is often only how the body begins. */
static bool
take_subhead(const struct json_taking *t)
{
	struct story *s = &t->draft->story;

	if (!take_text(t, &s->subhead))
		return false;
	if (strcmp(t->name, "subhead") != 0 && s->body_text != NULL &&
		!deck_says_more(s->subhead, s->headline, s->body_text))
		s->subhead = NULL;
	return true;
}

/* A list of paragraphs is one text. */
static char *
body_of(struct draft *draft, const struct json *value)
{
	struct buf text = { 0 };
	char *body;

	if (json_kind(value) != JSON_IS_LIST)
		return json_record_raw(draft, value);
	for (size_t i = 0; i < json_count(value); i++) {
		const char *part = json_record_raw(draft, json_item(value, i));

		if (part == NULL)
			continue;
		buf_puts(&text, part);
		buf_putc(&text, '\n');
	}
	body = arena_copy(draft->arena, buf_text(&text), text.len);
	buf_release(&text);
	return body;
}

/* body_text is clean by its definition; other bodies are as scraped. */
static bool
take_body(const struct json_taking *t)
{
	const char *body;

	if (t->taken)
		return false;
	body = body_of(t->draft, t->value);
	if (body == NULL || body[strspn(body, " \t\r\n")] == '\0')
		return false;
	if (strcmp(t->name, "body_text") == 0) {
		plain_text_clean(t->draft, body, strlen(body));
		return true;
	}
	if (html_in_text(body))
		body = html_to_text(body, strlen(body), t->draft->arena);
	plain_text_body(t->draft, body, strlen(body));
	return true;
}

/* ---- dates ---- */

enum date_source
json_date_source(const char *name)
{
	for (int i = 1; name != NULL && i < DATE_SOURCES; i++)
		if (strcmp(date_sources[i].name, name) == 0)
			return (enum date_source)i;
	return DATE_FROM_NONE;
}

/* A date that a reader of ours has concluded before: taken as it stands. */
static bool
take_concluded(const struct json_taking *t)
{
	const struct json *confidence = json_member(t->value, "confidence");
	const char *value = json_text(json_member(t->value, "value"), NULL);
	enum date_source source = json_date_source(
		json_text(json_member(t->value, "source"), NULL));
	struct story *s = &t->draft->story;
	struct date readings[DATE_READINGS];
	size_t n;

	if (json_kind(confidence) != JSON_IS_NUMBER || value == NULL ||
		source == DATE_FROM_NONE ||
		!date_read_whole(value, strlen(value), readings, &n) || n != 1)
		return false;
	s->published = (struct story_date){
		.value = arena_string(t->draft->arena, value),
		.precision = readings[0].precision,
		.source = source,
		.confidence = json_number(confidence),
		.day = date_day(&readings[0]),
	};
	if (!(s->published.confidence >= 0 && s->published.confidence <= 1))
		s->published.confidence = date_sources[source].confidence;
	if (s->ncandidates == 0)
		draft_candidate_add(t->draft, &s->published);
	t->draft->dated = true;
	return true;
}

/* Say that a date field is no date; it is kept as x_. */
static void
bad_date(const struct json_taking *t, const char *text)
{
	const struct source *source = t->draft->source;
	struct buf detail = { 0 };

	draft_warning(t->draft, "%s is no date: %.60s", t->name, text);
	buf_printf(&detail, "%s: %.60s", t->name, text);
	source->sink->remark(source->sink->ctx, source->input->path,
		t->draft->story.line, REMARK_BAD_DATE, detail.data);
	buf_release(&detail);
}

static bool
take_published(const struct json_taking *t)
{
	struct story *s = &t->draft->story;
	uint32_t before = s->ncandidates;
	const char *text;

	if (!t->taken && json_kind(t->value) == JSON_IS_OBJECT &&
		take_concluded(t))
		return true;
	text = json_record_text(t->draft, t->value);
	if (text == NULL)
		return false;
	if (draft_date(t->draft, t->dates, text, strlen(text)) == 0) {
		bad_date(t, text);
		return false;
	}
	/* The first name wins; the others are no independent voices. */
	for (uint32_t i = before; t->taken && i < s->ncandidates; i++)
		s->candidates[i].confidence /= 2;
	return true;
}

/* A date that only stands in the record: its ISO form, or NULL. */
static const char *
iso_date(struct draft *draft, const char *text)
{
	struct date readings[DATE_READINGS];
	char value[DATE_TEXT_SIZE];
	size_t n;

	if (text == NULL ||
		!date_read_whole(text, strlen(text), readings, &n) || n != 1)
		return NULL;
	date_print(&readings[0], value);
	return arena_string(draft->arena, value);
}

static bool
take_modified(const struct json_taking *t)
{
	const char *text = json_record_text(t->draft, t->value);
	const char *value = iso_date(t->draft, text);

	if (t->taken || value == NULL)
		return false;
	t->draft->story.date_modified = value;
	if (strcasecmp(t->name, "versioncreated") == 0)
		draft_date(t->draft, DATE_FROM_VERSION, text, strlen(text));
	return true;
}

/* When it was fetched: a bound, never a date of publication. */
static bool
take_captured(const struct json_taking *t)
{
	const char *text = json_record_text(t->draft, t->value);
	const char *value = iso_date(t->draft, text);

	if (t->taken || value == NULL)
		return false;
	t->draft->story.date_captured = value;
	draft_date(t->draft, DATE_FROM_CAPTURE, text, strlen(text));
	return true;
}

/* ---- outlet ---- */

/* "politico.com", "https://www.politico.com/": a domain, no name. */
static const char *
as_domain(struct draft *draft, const char *text)
{
	const char *host = uri_host(text, draft->arena);
	const char *dot = strrchr(text, '.');

	if (host != NULL)
		return host;
	if (dot == NULL || dot == text || strlen(dot) < 3 ||
		strcspn(text, " /@:,") != strlen(text))
		return NULL;
	for (const char *p = dot + 1; *p != '\0'; p++)
		if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z')))
			return NULL;
	return uri_host(arena_printf(draft->arena, "//%s", text), draft->arena);
}

static const char *
member_text(struct draft *draft, const struct json *object,
	const char *const *names)
{
	for (; *names != NULL; names++) {
		const char *text = json_record_text(
			draft, json_member_nocase(object, *names));

		if (text != NULL)
			return text;
	}
	return NULL;
}

/* How a reader of ours had found the outlet before; else it is a field. */
static const char *
evidence_of(const struct json *value)
{
	static const char *const known[] = { "meta", "url", "folder", "title" };
	const char *said = json_text(json_member(value, "evidence"), NULL);

	for (size_t i = 0; said != NULL && i < sizeof(known) / sizeof(*known);
		i++)
		if (strcmp(known[i], said) == 0)
			return known[i];
	return "field";
}

static bool
take_source(const struct json_taking *t)
{
	static const char *const names[] = { "name", "title", "@value", NULL };
	static const char *const domains[] = { "domain", "uri", "url", "@id",
		NULL };
	struct story *s = &t->draft->story;
	const struct json *value = t->value;
	const char *text;

	if (t->taken)
		return false;
	if (json_kind(value) == JSON_IS_LIST)
		value = json_item(value, 0);
	if (json_kind(value) == JSON_IS_OBJECT) {
		const char *domain = member_text(t->draft, value, domains);

		s->outlet_name = member_text(t->draft, value, names);
		if (domain != NULL)
			s->outlet_domain = as_domain(t->draft, domain);
	} else {
		text = json_record_text(t->draft, value);
		if (text == NULL)
			return false;
		s->outlet_domain = as_domain(t->draft, text);
		if (s->outlet_domain == NULL)
			s->outlet_name = text;
	}
	if (s->outlet_name == NULL && s->outlet_domain == NULL)
		return false;
	s->outlet_evidence = evidence_of(value);
	return true;
}

static bool
take_domain(const struct json_taking *t)
{
	struct story *s = &t->draft->story;
	const char *text = json_record_text(t->draft, t->value);
	const char *domain = text != NULL ? as_domain(t->draft, text) : NULL;

	if (t->taken || domain == NULL || s->outlet_domain != NULL)
		return false;
	s->outlet_domain = domain;
	s->outlet_evidence = "field";
	return true;
}

/* ---- lists of names ---- */

static bool
take_authors(const struct json_taking *t)
{
	struct draft *draft = t->draft;
	const char *text;

	if (t->taken && strcasecmp(t->name, "byline") != 0)
		return false;
	if (json_kind(t->value) == JSON_IS_LIST) {
		for (size_t i = 0; i < json_count(t->value); i++) {
			text = json_record_text(draft, json_item(t->value, i));
			if (text != NULL)
				draft_author(draft, text, strlen(text));
		}
		return draft->story.nauthors > 0;
	}
	text = json_record_text(draft, t->value);
	if (text == NULL)
		return false;
	if (t->taken)
		draft->story.byline = text;
	else if (json_kind(t->value) == JSON_IS_TEXT)
		draft_byline(draft, text, strlen(text));
	else
		draft_author(draft, text, strlen(text));
	return true;
}

static bool
take_language(const struct json_taking *t)
{
	const char *text;

	if (t->taken)
		return false;
	text = json_record_text(t->draft, t->value);
	t->draft->story.language = language_tag(text, t->draft->arena);
	return text != NULL;
}

static bool
take_section(const struct json_taking *t)
{
	return take_text(t, &t->draft->story.section);
}

static bool
take_rights(const struct json_taking *t)
{
	return take_text(t, &t->draft->story.rights);
}

static bool
take_agency(const struct json_taking *t)
{
	if (!take_text(t, &t->draft->story.agency))
		return false;
	t->draft->story.agency_evidence = "field";
	return true;
}

static bool
take_subjects(const struct json_taking *t)
{
	struct draft *draft = t->draft;
	const char *text;

	if (json_kind(t->value) == JSON_IS_LIST) {
		for (size_t i = 0; i < json_count(t->value); i++) {
			text = json_record_text(draft, json_item(t->value, i));
			if (text != NULL)
				draft_subject(draft, text, strlen(text));
		}
		return true;
	}
	text = json_record_text(draft, t->value);
	if (text != NULL)
		draft_subjects(draft, text);
	return text != NULL;
}

const json_take_fn json_takes[STORY_FIELDS] = {
	[STORY_URI] = take_uri,
	[STORY_URL] = take_url,
	[STORY_HEADLINE] = take_headline,
	[STORY_BODY] = take_body,
	[STORY_SUBHEAD] = take_subhead,
	[STORY_PUBLISHED] = take_published,
	[STORY_MODIFIED] = take_modified,
	[STORY_CAPTURED] = take_captured,
	[STORY_SOURCE] = take_source,
	[STORY_DOMAIN] = take_domain,
	[STORY_AUTHORS] = take_authors,
	[STORY_LANGUAGE] = take_language,
	[STORY_SECTION] = take_section,
	[STORY_AGENCY] = take_agency,
	[STORY_SUBJECTS] = take_subjects,
	[STORY_ACTORS] = json_take_actors,
	[STORY_PLACES] = json_take_places,
	[STORY_RIGHTS] = take_rights,
};
