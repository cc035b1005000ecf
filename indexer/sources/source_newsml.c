/*
 * source_newsml.c - NewsML-G2, and NewsML 1 before it
 *
 * A message holds items; an item of text is a story.  What else it holds
 * (pictures, packages that name stories elsewhere) is passed over, and told
 * only where there is no story at all.
 */
#include "indexer/sources/source_kinds.h"
#include "indexer/sources/source_nitf.h"
#include "indexer/sources/source_xml.h"
#include "indexer/story/story_finish.h"
#include "indexer/text/language.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

struct reading_news {
	struct xml_source *x;
	struct arena arena; /* of the story at hand */
	uint64_t passed_over;
	char why[64]; /* what the last one was that held no story */
};

/* ---- values ---- */

/* The name of a thing: its child <name>, what is literal, the code of a
 * qcode. */
static const char *
name_of(const struct xml_node *node, struct arena *arena)
{
	const char *text = xml_text(xml_child(node, "name"), arena);
	const char *code;

	if (text == NULL)
		text = xml_attr(node, "literal");
	if (text != NULL || (code = xml_attr(node, "qcode")) == NULL)
		return text;
	text = strchr(code, ':');
	return text != NULL ? text + 1 : code;
}

/* "ninat:picture": picture. */
static const char *
class_of(const struct xml_node *item)
{
	const char *code =
		xml_attr(xml_at(item, "itemMeta/itemClass"), "qcode");
	const char *colon = code != NULL ? strchr(code, ':') : NULL;

	return colon != NULL ? colon + 1 : code;
}

/* ---- NewsML-G2 ---- */

static void
take_dates(struct draft *draft, const struct xml_node *item)
{
	const char *version =
		xml_text(xml_at(item, "itemMeta/versionCreated"), draft->arena);
	const char *first =
		xml_text(xml_at(item, "itemMeta/firstCreated"), draft->arena);

	if (first == NULL)
		first = xml_text(xml_at(item, "contentMeta/contentCreated"),
			draft->arena);
	if (first != NULL)
		draft_date(draft, DATE_FROM_FIELD, first, strlen(first));
	if (version != NULL)
		draft_date(draft, DATE_FROM_VERSION, version, strlen(version));
	xml_set_modified(draft, version);
}

/* Who is a subject is an actor. */
static enum actor_type
type_of(const struct xml_node *subject)
{
	static const struct {
		const char *word;
		enum actor_type type;
	} types[] = {
		{ "person", ACTOR_PERSON },
		{ "organisation", ACTOR_ORGANISATION },
		{ "organization", ACTOR_ORGANISATION },
		{ "country", ACTOR_COUNTRY },
	};
	const char *said = xml_attr(subject, "type");

	for (size_t i = 0; said != NULL && i < sizeof(types) / sizeof(*types);
		i++)
		if (strcasestr(said, types[i].word) != NULL)
			return types[i].type;
	return ACTOR_UNKNOWN;
}

static void
take_subjects(struct draft *draft, const struct xml_node *meta)
{
	const struct xml_node *n = xml_child(meta, "subject");

	for (; n != NULL; n = xml_next(n, "subject")) {
		struct story_actor actor = { .type = type_of(n) };

		actor.name = xml_text(xml_child(n, "name"), draft->arena);
		if (actor.name == NULL)
			actor.name = xml_attr(n, "literal");
		if (actor.name == NULL)
			continue;
		if (actor.type != ACTOR_UNKNOWN)
			draft_actor(draft, &actor);
		else
			draft_subject(draft, actor.name, strlen(actor.name));
	}
}

static void
take_authors(struct draft *draft, const struct xml_node *meta)
{
	const char *by = xml_text(xml_child(meta, "by"), draft->arena);
	const struct xml_node *n = xml_child(meta, "creator");

	if (by != NULL)
		draft_byline(draft, by, strlen(by));
	for (; by == NULL && n != NULL; n = xml_next(n, "creator")) {
		const char *name = xml_text(xml_child(n, "name"), draft->arena);

		if (name != NULL)
			draft_author(draft, name, strlen(name));
	}
}

/* Who provides an item is an agency, and not the outlet. */
static void
take_provider(struct draft *draft, const struct xml_node *item)
{
	const struct xml_node *rights = xml_child(item, "rightsInfo");
	struct story *s = &draft->story;

	xml_set_agency(draft,
		name_of(xml_at(item, "itemMeta/provider"), draft->arena));
	xml_set(draft, &s->rights,
		xml_text(xml_child(rights, "copyrightNotice"), draft->arena));
	xml_set(draft, &s->rights,
		name_of(xml_child(rights, "copyrightHolder"), draft->arena));
}

/* What some call a dateline is a time. */
static void
take_place(struct draft *draft, const struct xml_node *meta)
{
	const char *line = xml_text(xml_child(meta, "dateline"), draft->arena);
	struct date readings[DATE_READINGS];
	size_t n;

	if (line != NULL &&
		!date_read_whole(line, strlen(line), readings, &n) &&
		!(line[0] >= '0' && line[0] <= '9'))
		xml_set(draft, &draft->story.dateline_text, line);
	xml_set(draft, &draft->story.dateline_place,
		name_of(xml_child(meta, "located"), draft->arena));
}

static const char *
headline_of(struct draft *draft, const struct xml_node *item)
{
	const char *text =
		xml_text(xml_at(item, "contentMeta/headline"), draft->arena);

	if (text == NULL)
		text = xml_text(xml_at(item, "itemMeta/title"), draft->arena);
	return xml_line(draft, text);
}

static bool
has_elements(const struct xml_node *node)
{
	for (const struct xml_node *c = node->child; c != NULL; c = c->next)
		if (c->name != NULL)
			return true;
	return false;
}

/* The text of a content: NITF, a page, paragraphs, or characters that may
 * have been escaped. */
static const char *
content_text(struct draft *draft, const struct xml_node *content)
{
	const struct xml_node *nitf = xml_find(content, "nitf");
	const struct xml_node *body = xml_find(content, "body");

	if (nitf != NULL) {
		nitf_read(draft, nitf);
		return NULL;
	}
	xml_set(draft, &draft->story.headline,
		xml_text(xml_find(content, "h1"), draft->arena));
	if (!has_elements(content))
		return xml_lines(draft, xml_raw(content, draft->arena));
	return xml_paragraphs(body != NULL ? body : content, draft->arena);
}

/* The first content that is text. */
static void
take_content(struct draft *draft, const struct xml_node *set)
{
	static const char *const names[] = { "inlineXML", "inlineData", NULL };
	struct story *s = &draft->story;

	for (const char *const *name = names; *name != NULL; name++)
		for (const struct xml_node *n = xml_child(set, *name);
			n != NULL && s->body_text == NULL;
			n = xml_next(n, *name))
			xml_set_body(draft, content_text(draft, n));
}

static bool
read_item(struct reading_news *r, const struct xml_node *item, struct err *err)
{
	const struct xml_node *meta = xml_child(item, "contentMeta");
	struct draft draft;
	struct story *s = &draft.story;
	const char *language, *deck;

	xml_source_draft(r->x, &draft, &r->arena);
	xml_set(&draft, &s->uri, xml_attr(item, "guid"));
	language = xml_attr(xml_child(meta, "language"), "tag");
	if (language == NULL)
		language = xml_attr(item, "xml:lang");
	s->language = language_tag(language, draft.arena);
	s->headline = headline_of(&draft, item);
	take_dates(&draft, item);
	take_authors(&draft, meta);
	take_subjects(&draft, meta);
	take_provider(&draft, item);
	take_place(&draft, meta);
	take_content(&draft, xml_child(item, "contentSet"));
	deck = xml_text(xml_child(meta, "description"), draft.arena);
	if (!xml_is_deck(&draft, deck, s->body_text))
		deck = NULL;
	if (s->body_text == NULL)
		xml_set_body(&draft, deck);
	else
		xml_set(&draft, &s->subhead, deck);
	return story_finish(&draft, err);
}

static bool
is_text(const struct xml_node *item)
{
	const char *class = class_of(item);

	return class == NULL || strcasecmp(class, "text") == 0;
}

static bool
read_items(struct reading_news *r, const struct xml_node *node, struct err *err)
{
	for (const struct xml_node *c = node->child; c != NULL; c = c->next) {
		bool item = xml_is(c, "newsItem");

		if (item && is_text(c)) {
			if (!read_item(r, c, err))
				return false;
		} else if (item || xml_is(c, "packageItem")) {
			r->passed_over++;
			snprintf(r->why, sizeof(r->why), "an item of %.30s",
				class_of(c) != NULL ? class_of(c) : "others");
		} else if (c->child != NULL && !read_items(r, c, err)) {
			return false;
		}
	}
	return true;
}

/* ---- NewsML 1 ---- */

/* A value is called FormalName there. */
static const char *
formal(const struct xml_node *node, const char *name)
{
	return xml_attr(xml_find(node, name), "FormalName");
}

/* The content with the most text: others are style sheets, decks, captions. */
static const struct xml_node *
main_content(const struct xml_node *node, struct arena *arena, size_t *most)
{
	const struct xml_node *best = NULL;

	for (const struct xml_node *c = node->child; c != NULL; c = c->next) {
		const struct xml_node *data = xml_child(c, "DataContent");
		const struct xml_node *inner = NULL;
		const char *type, *text;

		if (data == NULL && c->child != NULL)
			inner = main_content(c, arena, most);
		if (inner != NULL)
			best = inner;
		if (data == NULL)
			continue;
		type = xml_attr(xml_child(c, "MimeType"), "FormalName");
		if (type != NULL && strcasestr(type, "css") != NULL)
			continue;
		text = xml_text(data, arena);
		if (text != NULL && strlen(text) > *most) {
			*most = strlen(text);
			best = data;
		}
	}
	return best;
}

/* The lines about the story, wherever in the item they are. */
static void
take_lines_1(struct draft *draft, const struct xml_node *item)
{
	struct arena *arena = draft->arena;
	struct story *s = &draft->story;
	const char *by = xml_text(xml_find(item, "ByLine"), arena);

	xml_set(draft, &s->headline,
		xml_text(xml_find(item, "HeadLine"), arena));
	xml_set(draft, &s->subhead,
		xml_text(xml_find(item, "SubHeadLine"), arena));
	xml_set(draft, &s->dateline_text,
		xml_text(xml_find(item, "DateLine"), arena));
	xml_set(draft, &s->rights,
		xml_text(xml_find(item, "CopyrightLine"), arena));
	if (by != NULL)
		draft_byline(draft, by, strlen(by));
}

static bool
read_item_1(
	struct reading_news *r, const struct xml_node *item, struct err *err)
{
	const struct xml_node *content;
	struct draft draft;
	struct story *s = &draft.story;
	const char *date;
	size_t most = 0;

	xml_source_draft(r->x, &draft, &r->arena);
	xml_set(&draft, &s->uri,
		xml_text(xml_find(item, "PublicIdentifier"), draft.arena));
	take_lines_1(&draft, item);
	s->language = language_tag(formal(item, "Language"), draft.arena);
	date = xml_text(xml_find(item, "FirstCreated"), draft.arena);
	if (date != NULL)
		draft_date(&draft, DATE_FROM_FIELD, date, strlen(date));
	xml_set_modified(&draft,
		xml_text(xml_find(item, "ThisRevisionCreated"), draft.arena));
	xml_set_agency(&draft, formal(xml_find(item, "Provider"), "Party"));
	content = main_content(item, draft.arena, &most);
	if (content != NULL)
		xml_set_body(&draft, content_text(&draft, content));
	return story_finish(&draft, err);
}

static bool
read_all_1(struct reading_news *r, struct err *err)
{
	const struct xml_node *item =
		xml_child(xml_find(r->x->doc.root, "NewsML"), "NewsItem");

	for (; item != NULL; item = xml_next(item, "NewsItem"))
		if (!read_item_1(r, item, err))
			return false;
	return true;
}

/* ---- both ---- */

static void
tell_rest(const struct reading_news *r)
{
	const struct source *source = r->x->source;
	const struct sink *sink = source->sink;

	if (r->x->nth == 0)
		sink->reject(sink->ctx, source->input->path, 0, REJECT_NO_TEXT,
			r->passed_over > 0 ? r->why : "no item in it");
	else if (r->passed_over > 0 && sink->passed_over != NULL)
		sink->passed_over(sink->ctx, r->passed_over);
}

bool
source_newsml_read(struct source *source, struct err *err)
{
	struct xml_source x;
	struct reading_news r = { .x = &x };
	bool ok = true;

	if (xml_source_open(&x, source)) {
		ok = xml_find(x.doc.root, "NewsML") != NULL
			     ? read_all_1(&r, err)
			     : read_items(&r, x.doc.root, err);
		if (ok)
			tell_rest(&r);
	}
	arena_release(&r.arena);
	xml_source_release(&x);
	return ok;
}

bool
source_newsml_sniff(const struct source_head *head)
{
	static const char *const roots[] = { "newsMessage", "newsItem",
		"packageItem", "NewsML", NULL };

	for (const char *const *root = roots; *root != NULL; root++)
		if (source_head_root(head, *root))
			return true;
	return false;
}
