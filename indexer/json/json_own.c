/* json_own.c - what only dateline.story/1 has, and the actors of others */
#include "indexer/json/json_record.h"

#include <string.h>
#include <strings.h>

/* ---- actors ---- */

struct type_name {
	const char *name;
	enum actor_type type;
};

static const struct type_name type_names[] = {
	{ "person", ACTOR_PERSON },
	{ "organisation", ACTOR_ORGANISATION },
	{ "organization", ACTOR_ORGANISATION },
	{ "newsmediaorganization", ACTOR_ORGANISATION },
	{ "governmentorganization", ACTOR_ORGANISATION },
	{ "corporation", ACTOR_ORGANISATION },
	{ "org", ACTOR_ORGANISATION },
	{ "country", ACTOR_COUNTRY },
	{ "group", ACTOR_GROUP },
	{ "people", ACTOR_PERSON },
	{ "persons", ACTOR_PERSON },
	{ "organisations", ACTOR_ORGANISATION },
	{ "organizations", ACTOR_ORGANISATION },
};

static enum actor_type
type_named(const char *name)
{
	for (size_t i = 0;
		name != NULL && i < sizeof(type_names) / sizeof(*type_names);
		i++)
		if (strcasecmp(type_names[i].name, name) == 0)
			return type_names[i].type;
	return ACTOR_UNKNOWN;
}

/* The spellings of aliases_seen, one a line. */
static const char *
aliases_of(struct draft *draft, const struct json *list)
{
	struct buf lines = { 0 };
	const char *copy = NULL;

	for (size_t i = 0; i < json_count(list); i++) {
		const char *text = json_record_text(draft, json_item(list, i));

		if (text == NULL)
			continue;
		if (lines.len > 0)
			buf_putc(&lines, '\n');
		buf_puts(&lines, text);
	}
	if (lines.len > 0)
		copy = arena_copy(draft->arena, lines.data, lines.len);
	buf_release(&lines);
	return copy;
}

static uint32_t
number_at(const struct json *list, size_t i)
{
	int64_t n;

	return json_whole(json_item(list, i), &n) && n >= 0 && n <= UINT32_MAX
		       ? (uint32_t)n
		       : 0;
}

static uint32_t
count_of(const struct json *object)
{
	int64_t count;

	return json_whole(json_member(object, "count"), &count) && count > 0 &&
			       count <= UINT32_MAX
		       ? (uint32_t)count
		       : 0;
}

/* [[start, end], ...]; what is no place in the text is dropped when that is
 * known (json_own_settle). */
static struct story_span *
spans_of(struct draft *draft, const struct json *list, uint32_t *n)
{
	size_t count = json_count(list);
	struct story_span *spans;

	*n = 0;
	if (count == 0 || count > UINT32_MAX)
		return NULL;
	spans = arena_array(draft->arena, count, sizeof(*spans));
	for (size_t i = 0; i < count; i++) {
		const struct json *span = json_item(list, i);

		spans[(*n)++] = (struct story_span){ number_at(span, 0),
			number_at(span, 1) };
	}
	return spans;
}

/* How a reader of ours knew of an actor; NULL: it did not say. */
static const char *
actor_evidence(const struct json *value)
{
	static const char *const known[] = { "field", "list", "found" };
	const char *said = json_text(json_member(value, "evidence"), NULL);

	for (size_t i = 0; said != NULL && i < sizeof(known) / sizeof(*known);
		i++)
		if (strcmp(known[i], said) == 0)
			return known[i];
	return NULL;
}

/* A thing of unknown type is a subject, unless the list is of actors. */
static void
take_actor(struct draft *draft, const struct json *value, const char *list)
{
	const char *type = json_text(json_member(value, "type"), NULL);
	struct story_actor actor = { 0 };

	if (type == NULL)
		type = json_text(json_member(value, "@type"), NULL);
	actor.type = type_named(type != NULL ? type : list);
	actor.name = json_record_text(draft, value);
	if (actor.name == NULL)
		return;
	if (actor.type == ACTOR_UNKNOWN && strcasecmp(list, "actors") != 0) {
		draft_subject(draft, actor.name, strlen(actor.name));
		return;
	}
	actor.code = json_record_text(draft, json_member(value, "code"));
	actor.aliases = aliases_of(draft, json_member(value, "aliases_seen"));
	actor.evidence = actor_evidence(value);
	actor.count = count_of(value);
	actor.spans =
		spans_of(draft, json_member(value, "spans"), &actor.nspans);
	draft_actor(draft, &actor);
}

bool
json_take_actors(const struct json_taking *t)
{
	if (json_kind(t->value) != JSON_IS_LIST)
		take_actor(t->draft, t->value, t->name);
	for (size_t i = 0;
		json_kind(t->value) == JSON_IS_LIST && i < json_count(t->value);
		i++)
		take_actor(t->draft, json_item(t->value, i), t->name);
	return true;
}

/* ---- places ---- */

bool
json_take_places(const struct json_taking *t)
{
	struct draft *draft = t->draft;
	const struct json *list = t->value;
	bool alone = json_kind(list) != JSON_IS_LIST;
	size_t n = alone ? 1 : json_count(list);
	struct story_place *places =
		arena_array(draft->arena, n, sizeof(*places));
	uint32_t count = 0;

	if (t->taken || n > UINT32_MAX)
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct json *value = alone ? list : json_item(list, i);
		struct story_place *p = &places[count];

		p->name = json_record_text(draft, value);
		if (p->name == NULL)
			continue;
		count++;
		p->code = json_record_text(draft, json_member(value, "code"));
		p->aliases =
			aliases_of(draft, json_member(value, "aliases_seen"));
		p->count = count_of(value);
		p->spans = spans_of(
			draft, json_member(value, "spans"), &p->nspans);
	}
	draft->story.places = places;
	draft->story.nplaces = count;
	return count > 0;
}

/* Spans that stand in the text, in their order. */
static void
settle_spans(struct story_span *spans, uint32_t *n, uint32_t len)
{
	uint32_t kept = 0, from = 0;

	for (uint32_t i = 0; i < *n; i++) {
		if (spans[i].start < from || spans[i].start >= spans[i].end ||
			spans[i].end > len)
			continue;
		from = spans[i].end;
		spans[kept++] = spans[i];
	}
	*n = kept;
}

/* Quotes that lie in the text. */
static void
settle_quotes(struct story *s, uint32_t len)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < s->nquotes; i++)
		if (s->quotes[i].start < s->quotes[i].end &&
			s->quotes[i].end <= len)
			s->quotes[kept++] = s->quotes[i];
	s->nquotes = kept;
}

void
json_own_settle(struct draft *draft)
{
	struct story *s = &draft->story;
	size_t bytes = s->body_text != NULL ? strlen(s->body_text) : 0;
	uint32_t len = bytes <= UINT32_MAX ? (uint32_t)bytes : 0;

	for (uint32_t i = 0; i < s->nactors; i++)
		settle_spans(s->actors[i].spans, &s->actors[i].nspans, len);
	for (uint32_t i = 0; i < s->nplaces; i++)
		settle_spans(s->places[i].spans, &s->places[i].nspans, len);
	settle_quotes(s, len);
}

/* ---- the record's own members ---- */

static void
take_candidate(struct draft *draft, const struct json *value)
{
	const struct json *confidence = json_member(value, "confidence");
	struct date readings[DATE_READINGS];
	struct story_date c = {
		.value = json_text(json_member(value, "value"), NULL),
		.text = json_text(json_member(value, "text"), NULL),
		.source = json_date_source(
			json_text(json_member(value, "source"), NULL)),
		.day = DAY_UNKNOWN,
		.start = number_at(json_member(value, "span"), 0),
		.end = number_at(json_member(value, "span"), 1),
	};
	size_t n;

	if (c.value == NULL || c.source == DATE_FROM_NONE)
		return;
	if (date_read_whole(c.value, strlen(c.value), readings, &n)) {
		c.precision = readings[0].precision;
		c.day = date_day(&readings[0]);
	}
	c.confidence = json_kind(confidence) == JSON_IS_NUMBER
			       ? json_number(confidence)
			       : date_sources[c.source].confidence;
	if (c.confidence >= 0 && c.confidence <= 1)
		draft_candidate_add(draft, &c);
}

static void
take_candidates(struct draft *draft, const struct json *value)
{
	for (size_t i = 0; i < json_count(value); i++)
		take_candidate(draft, json_item(value, i));
}

static void
take_boilerplate(struct draft *draft, const struct json *value)
{
	for (size_t i = 0; i < json_count(value); i++) {
		const struct json *block = json_item(value, i);
		const char *kind =
			json_record_text(draft, json_member(block, "kind"));
		const char *text =
			json_record_raw(draft, json_member(block, "text"));

		if (kind != NULL && text != NULL)
			draft_block(draft, kind, text, strlen(text),
				json_record_text(
					draft, json_member(block, "rule")));
	}
}

/* They are found anew where a text is read, not taken on trust. */
static void
take_quotes(struct draft *draft, const struct json *value)
{
	struct story *s = &draft->story;
	size_t n = json_count(value);

	if (!draft->source->rules->as_stated || n > UINT32_MAX)
		return;
	s->quotes = arena_array(draft->arena, n, sizeof(*s->quotes));
	for (size_t i = 0; i < n; i++) {
		const struct json *quote = json_item(value, i);
		const struct json *span = json_member(quote, "span");

		s->quotes[s->nquotes++] = (struct story_quote){
			.speaker = json_record_text(
				draft, json_member(quote, "speaker")),
			.start = number_at(span, 0),
			.end = number_at(span, 1),
		};
	}
}

static void
take_headline_raw(struct draft *draft, const struct json *value)
{
	draft->story.headline_raw = json_record_text(draft, value);
}

static void
take_dateline(struct draft *draft, const struct json *value)
{
	struct story *s = &draft->story;

	if (json_kind(value) == JSON_IS_TEXT) {
		s->dateline_text = json_record_text(draft, value);
		return;
	}
	s->dateline_text = json_record_text(draft, json_member(value, "text"));
	if (json_member(value, "place") != NULL)
		s->dateline_place =
			json_record_text(draft, json_member(value, "place"));
}

/* Where a story was written, in ninjs. */
static void
take_located(struct draft *draft, const struct json *value)
{
	struct story *s = &draft->story;

	if (s->dateline_place == NULL)
		s->dateline_place = json_record_text(draft, value);
}

static void
take_wire(struct draft *draft, const struct json *value)
{
	struct story *s = &draft->story;

	s->agency = json_record_text(draft, json_member(value, "agency"));
	s->agency_evidence =
		json_record_text(draft, json_member(value, "evidence"));
	if (s->agency != NULL && s->agency_evidence == NULL)
		s->agency_evidence = "field";
}

const struct json_own json_own[] = {
	{ "date_candidates", take_candidates },
	{ "boilerplate", take_boilerplate },
	{ "headline_raw", take_headline_raw },
	{ "quotes", take_quotes },
	{ "dateline", take_dateline },
	{ "located", take_located },
	{ "wire", take_wire },
	{ .name = NULL },
};
