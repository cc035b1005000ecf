/* source_nitf.c - NITF: what agencies send, a story a file */
#include "indexer/sources/source_nitf.h"

#include "indexer/sources/source_kinds.h"
#include "indexer/sources/source_xml.h"
#include "indexer/story/story_finish.h"
#include "indexer/text/language.h"

#include <string.h>
#include <strings.h>

/* ---- the head ---- */

static void
take_names(struct draft *draft, const struct xml_node *nitf)
{
	const struct xml_node *docdata = xml_at(nitf, "head/docdata");
	const struct xml_node *pubdata = xml_at(nitf, "head/pubdata");
	struct story *s = &draft->story;
	const char *outlet = xml_attr(pubdata, "name");

	xml_set(draft, &s->uri,
		xml_attr(xml_child(docdata, "doc-id"), "id-string"));
	xml_set(draft, &s->section, xml_attr(pubdata, "position.section"));
	if (outlet != NULL && s->outlet_name == NULL) {
		xml_set(draft, &s->outlet_name, outlet);
		s->outlet_evidence = "field";
	}
	if (s->language == NULL)
		s->language =
			language_tag(xml_attr(nitf, "baselang"), draft->arena);
	if (s->language == NULL)
		s->language = language_tag(
			xml_attr(xml_at(nitf, "body/body.content"), "lang"),
			draft->arena);
}

/* Where NITF keeps dates of publication, best first: element and attribute. */
static const struct {
	const char *path, *name;
} date_places[] = {
	{ "head/docdata/date.release", "norm" },
	{ "head/docdata/date.issue", "norm" },
	{ "head/pubdata", "date.publication" },
	{ "body/body.head/dateline/story.date", "norm" },
};

/* The first says when; the others are no independent voices. */
static void
take_dates(struct draft *draft, const struct xml_node *nitf)
{
	struct story *s = &draft->story;
	bool taken = s->ncandidates > 0;

	for (size_t i = 0; i < sizeof(date_places) / sizeof(*date_places);
		i++) {
		const char *text = xml_attr(
			xml_at(nitf, date_places[i].path), date_places[i].name);
		uint32_t before = s->ncandidates;

		if (text == NULL || draft_date(draft, DATE_FROM_FIELD, text,
					    strlen(text)) == 0)
			continue;
		for (uint32_t c = before; taken && c < s->ncandidates; c++)
			s->candidates[c].confidence /= 2;
		taken = true;
	}
	xml_set_modified(
		draft, xml_attr(xml_at(nitf, "head/revision-history"), "norm"));
}

/* The most special of a subject's names. */
static void
take_subjects(struct draft *draft, const struct xml_node *nitf)
{
	static const char *const names[] = { "tobject.subject.detail",
		"tobject.subject.matter", "tobject.subject.type", NULL };
	const struct xml_node *n =
		xml_child(xml_at(nitf, "head/tobject"), "tobject.subject");

	for (; n != NULL; n = xml_next(n, "tobject.subject"))
		for (const char *const *name = names; *name != NULL; name++) {
			const char *text = xml_attr(n, *name);

			if (text == NULL || *text == '\0')
				continue;
			draft_subject(draft, text, strlen(text));
			break;
		}
	n = xml_child(xml_at(nitf, "head/docdata/key-list"), "keyword");
	for (; n != NULL; n = xml_next(n, "keyword"))
		if (xml_attr(n, "key") != NULL)
			draft_subjects(draft, xml_attr(n, "key"));
}

static void
take_rights(struct draft *draft, const struct xml_node *nitf)
{
	const struct xml_node *said =
		xml_at(nitf, "head/docdata/doc.copyright");
	const char *year = xml_attr(said, "year");
	const char *holder = xml_attr(said, "holder");

	xml_set(draft, &draft->story.rights,
		xml_text(xml_at(nitf, "body/body.head/rights"), draft->arena));
	if (holder != NULL)
		xml_set(draft, &draft->story.rights,
			arena_printf(draft->arena, "© %s %s",
				year != NULL ? year : "", holder));
}

/* ---- the head of the body ---- */

/* The name without what its owner does: <byttl>AP Writer</byttl>. */
static void
take_byline(struct draft *draft, const struct xml_node *head)
{
	const struct xml_node *byline = xml_child(head, "byline");
	struct buf text = { 0 };

	if (draft->story.byline != NULL || byline == NULL)
		return;
	for (const struct xml_node *c = byline->child; c != NULL; c = c->next) {
		const char *part =
			xml_is(c, "byttl") ? NULL : xml_raw(c, draft->arena);

		if (part != NULL)
			buf_puts(&text, part);
	}
	draft_byline(draft, buf_text(&text), text.len);
	buf_release(&text);
}

static void
take_dateline(struct draft *draft, const struct xml_node *head)
{
	const struct xml_node *dateline = xml_child(head, "dateline");
	struct story *s = &draft->story;
	const char *place;
	char *text;

	if (dateline == NULL)
		return;
	place = xml_text(xml_find(dateline, "city"), draft->arena);
	if (place == NULL)
		place = xml_text(xml_child(dateline, "location"), draft->arena);
	text = xml_text(dateline, draft->arena);
	if (place == NULL && text != NULL &&
		xml_child(dateline, "story.date") == NULL)
		place = arena_copy(draft->arena, text, strcspn(text, ","));
	xml_set(draft, &s->dateline_place, place);
	if (place != NULL)
		xml_set(draft, &s->dateline_text, text);
}

static const char *
headline_of(struct draft *draft, const struct xml_node *nitf)
{
	static const char *const paths[] = { "body/body.head/hedline/hl1",
		"body/body.head/headline/hl1", "body/body.head/hedline",
		"head/title", NULL };

	for (const char *const *path = paths; *path != NULL; path++) {
		const char *text = xml_line(
			draft, xml_text(xml_at(nitf, *path), draft->arena));

		if (text != NULL)
			return text;
	}
	return NULL;
}

/* ---- the text ---- */

/* Captions stand beside the story. */
static void
take_captions(struct draft *draft, const struct xml_node *node)
{
	for (const struct xml_node *c = node->child; c != NULL; c = c->next) {
		const char *text;

		if (!xml_is(c, "media-caption")) {
			if (c->child != NULL)
				take_captions(draft, c);
			continue;
		}
		text = xml_text(c, draft->arena);
		if (text != NULL)
			draft_block(draft, "caption", text, strlen(text),
				"media-caption");
	}
}

/* Who is marked in the text, each mark a mention. */
static void
take_actors(struct draft *draft, const struct xml_node *node)
{
	for (const struct xml_node *c = node->child; c != NULL; c = c->next) {
		struct story_actor actor = { .count = 1 };

		if (xml_is(c, "person"))
			actor.type = ACTOR_PERSON;
		else if (xml_is(c, "org"))
			actor.type = ACTOR_ORGANISATION;
		else if (xml_is(c, "country"))
			actor.type = ACTOR_COUNTRY;
		else if (c->child != NULL)
			take_actors(draft, c);
		if (actor.type != ACTOR_UNKNOWN)
			actor.name = xml_text(c, draft->arena);
		if (actor.name != NULL)
			draft_actor(draft, &actor);
	}
}

static void
take_text(struct draft *draft, const struct xml_node *nitf)
{
	const struct xml_node *content = xml_at(nitf, "body/body.content");
	const struct xml_node *head = xml_at(nitf, "body/body.head");
	const char *body = xml_paragraphs(content, draft->arena);
	const char *tag = xml_text(xml_at(nitf, "body/body.end"), draft->arena);
	const char *deck = xml_text(xml_at(head, "hedline/hl2"), draft->arena);

	if (deck == NULL)
		deck = xml_text(xml_child(head, "abstract"), draft->arena);
	if (!xml_is_deck(draft, deck, body))
		deck = NULL;
	if (body != NULL)
		xml_set(draft, &draft->story.subhead, deck);
	if (content != NULL) {
		take_captions(draft, content);
		take_actors(draft, content);
	}
	if (tag != NULL)
		draft_block(draft, "aside", tag, strlen(tag), "body.end");
	xml_set_body(draft, body != NULL ? body : deck);
}

void
nitf_read(struct draft *draft, const struct xml_node *nitf)
{
	const struct xml_node *head = xml_at(nitf, "body/body.head");

	take_names(draft, nitf);
	take_dates(draft, nitf);
	take_subjects(draft, nitf);
	take_rights(draft, nitf);
	take_byline(draft, head);
	take_dateline(draft, head);
	xml_set_agency(
		draft, xml_text(xml_child(head, "distributor"), draft->arena));
	xml_set(draft, &draft->story.headline, headline_of(draft, nitf));
	take_text(draft, nitf);
}

/* Files of one story, and those that hold several. */
static bool
read_all(struct xml_source *x, struct arena *arena, struct err *err)
{
	const struct xml_node *nitf = xml_find(x->doc.root, "nitf");
	struct draft draft;

	for (; nitf != NULL; nitf = xml_next(nitf, "nitf")) {
		xml_source_draft(x, &draft, arena);
		nitf_read(&draft, nitf);
		if (!story_finish(&draft, err))
			return false;
	}
	return true;
}

bool
source_nitf_read(struct source *source, struct err *err)
{
	struct xml_source x;
	struct arena arena = { 0 };
	bool ok = true;

	if (xml_source_open(&x, source))
		ok = read_all(&x, &arena, err);
	arena_release(&arena);
	xml_source_release(&x);
	return ok;
}

bool
source_nitf_sniff(const struct source_head *head)
{
	return source_head_root(head, "nitf");
}
