/*
 * source_feed.c - feeds: RSS of all kinds, Atom and CDF; each item a story
 *
 * The same things have many names.  For each there is a row of names, best
 * first: the first that says something wins.
 */
#include "indexer/sources/source_kinds.h"
#include "indexer/sources/source_xml.h"
#include "indexer/story/story_finish.h"
#include "indexer/text/language.h"

#include <string.h>
#include <strings.h>

/* What the feed says of all its items. */
struct channel {
	const char *title, *language, *rights;
};

struct reading_item {
	struct xml_source *x;
	const struct channel *channel;
	const struct xml_node *item;
	struct draft *draft;
};

static const char *const ids[] = { "guid", "id", NULL };
static const char *const titles[] = { "title", "dc:title", "media:title",
	NULL };
static const char *const bodies[] = { "content:encoded", "content", "body",
	"fullitem", "div", NULL };
static const char *const summaries[] = { "description", "summary", "abstract",
	"dc:description", "itunes:summary", "media:description", NULL };
static const char *const published[] = { "pubDate", "published", "issued",
	"dcterms:issued", "dc:date", "dcterms:created", "created", "date",
	NULL };
static const char *const modified[] = { "updated", "modified",
	"dcterms:modified", NULL };
static const char *const authors[] = { "dc:creator", "author", "dc:author",
	"creator", "itunes:author", NULL };
static const char *const categories[] = { "category", "dc:subject",
	"itunes:keywords", NULL };

/* ---- contents ---- */

/* Is it markup, or text of a type that is none? */
static bool
is_type(const struct xml_node *node, const char *type)
{
	const char *said = xml_attr(node, "type");

	return said != NULL && strcasecmp(said, type) == 0;
}

/* Content that is no text: a picture, or what nobody can read here. */
static bool
is_foreign(const struct xml_node *node)
{
	const char *type = xml_attr(node, "type");
	const char *mode = xml_attr(node, "mode");

	if (mode != NULL && strcasecmp(mode, "base64") == 0)
		return true;
	return type != NULL && strchr(type, '/') != NULL &&
	       strncasecmp(type, "text/", 5) != 0 &&
	       strcasestr(type, "html") == NULL;
}

static bool
has_elements(const struct xml_node *node)
{
	for (const struct xml_node *c = node->child; c != NULL; c = c->next)
		if (c->name != NULL)
			return true;
	return false;
}

/* The text of an element, with its lines, whatever form it has. */
static const char *
content_of(const struct reading_item *r, const struct xml_node *node)
{
	const char *text;

	if (is_foreign(node))
		return NULL;
	if (has_elements(node))
		return xml_paragraphs(node, r->draft->arena);
	text = xml_raw(node, r->draft->arena);
	if (is_type(node, "text") || is_type(node, "text/plain"))
		return text[strspn(text, " \t\r\n")] != '\0' ? text : NULL;
	return xml_lines(r->draft, text);
}

/* The first of these children that says something. */
static const char *
first_content(const struct reading_item *r, const char *const *names)
{
	for (; *names != NULL; names++)
		for (const struct xml_node *n = xml_child(r->item, *names);
			n != NULL; n = xml_next(n, *names)) {
			const char *text = content_of(r, n);

			if (text != NULL)
				return text;
		}
	return NULL;
}

/* ---- fields ---- */

/* A link of RSS is a text, of Atom an attribute, of CDF one of the item. */
static const char *
find_link(const struct reading_item *r)
{
	static const char *const texts[] = { "feedburner:origLink", "link",
		NULL };
	struct arena *arena = r->draft->arena;
	const char *guid;

	for (const char *const *name = texts; *name != NULL; name++)
		for (const struct xml_node *n = xml_child(r->item, *name);
			n != NULL; n = xml_next(n, *name)) {
			const char *rel = xml_attr(n, "rel");
			const char *href = xml_attr(n, "href");

			if (href == NULL)
				href = xml_text(n, arena);
			if (href != NULL &&
				(rel == NULL || *rel == '\0' ||
					strcasecmp(rel, "alternate") == 0))
				return href;
		}
	if (xml_attr(r->item, "href") != NULL)
		return xml_attr(r->item, "href");
	guid = xml_text(xml_child(r->item, "guid"), arena);
	return guid != NULL && strncasecmp(guid, "http", 4) == 0 ? guid : NULL;
}

static void
take_names(struct reading_item *r)
{
	struct draft *draft = r->draft;
	struct story *s = &draft->story;
	const char *link = find_link(r), *title;

	for (const char *const *name = ids; *name != NULL; name++)
		xml_set(draft, &s->uri,
			xml_text(xml_child(r->item, *name), draft->arena));
	if (s->uri == NULL)
		xml_set(draft, &s->uri, xml_attr(r->item, "rdf:about"));
	if (link != NULL && strstr(link, "://") != NULL &&
		strpbrk(link, " \t\r\n") == NULL)
		xml_set(draft, &s->url, link);
	title = first_content(r, titles);
	if (title != NULL)
		xml_set(draft, &s->headline, title);
}

static void
take_dates(struct reading_item *r)
{
	struct draft *draft = r->draft;
	struct arena *arena = draft->arena;
	const char *text;
	bool dated = false;

	for (const char *const *n = published; *n != NULL && !dated; n++) {
		text = xml_text(xml_child(r->item, *n), arena);
		dated = text != NULL && draft_date(draft, DATE_FROM_RSS, text,
						strlen(text)) > 0;
	}
	for (const char *const *n = modified; *n != NULL; n++) {
		text = xml_text(xml_child(r->item, *n), arena);
		xml_set_modified(draft, text);
		if (text != NULL && !dated)
			draft_date(
				draft, DATE_FROM_VERSION, text, strlen(text));
	}
}

/* "me@example.com (John Smith)", "John Smith <me@example.com>" and "John Smith
 * (me@example.com)" are named; an address alone is not. */
static void
take_author(struct draft *draft, const char *text)
{
	const char *at = strchr(text, '@');
	const char *open = strchr(text, '(');
	size_t before = strcspn(text, "<(");

	if (at == NULL)
		draft_byline(draft, text, strlen(text));
	else if (open > at && strchr(open, ')') != NULL)
		draft_byline(draft, open + 1,
			(size_t)(strchr(open, ')') - open - 1));
	else if (text + before < at)
		draft_byline(draft, text, before);
}

static void
take_authors(struct reading_item *r)
{
	struct draft *draft = r->draft;

	for (const char *const *name = authors; *name != NULL; name++) {
		const struct xml_node *n = xml_child(r->item, *name);

		for (; n != NULL; n = xml_next(n, *name)) {
			const struct xml_node *inner = xml_child(n, "name");
			const char *text = xml_line(draft,
				has_elements(n) ? xml_text(inner, draft->arena)
						: xml_text(n, draft->arena));

			if (text != NULL)
				take_author(draft, text);
		}
		if (draft->story.nauthors > 0)
			return;
	}
}

static void
take_categories(struct reading_item *r)
{
	struct draft *draft = r->draft;

	for (const char *const *name = categories; *name != NULL; name++)
		for (const struct xml_node *n = xml_child(r->item, *name);
			n != NULL; n = xml_next(n, *name)) {
			const char *text = xml_attr(n, "label");

			if (text == NULL)
				text = xml_line(
					draft, xml_text(n, draft->arena));
			if (text == NULL)
				text = xml_attr(n, "term");
			if (text != NULL)
				draft_subject(draft, text, strlen(text));
		}
}

/* The outlet: the feed that an item was taken from, else the one it is in. */
static void
take_outlet(struct reading_item *r)
{
	struct draft *draft = r->draft;
	struct story *s = &draft->story;
	const struct xml_node *source = xml_child(r->item, "source");
	const char *name = xml_text(source, draft->arena);

	if (source != NULL && has_elements(source))
		name = xml_text(xml_child(source, "title"), draft->arena);
	if (name != NULL)
		s->outlet_evidence = "field";
	else if (r->channel->title != NULL)
		s->outlet_evidence = "meta";
	s->outlet_name =
		name != NULL ? xml_line(draft, name)
			     : arena_string(draft->arena, r->channel->title);
}

static void
take_language(struct reading_item *r)
{
	const char *said = xml_attr(r->item, "xml:lang");

	if (said == NULL)
		said = xml_text(
			xml_child(r->item, "dc:language"), r->draft->arena);
	r->draft->story.language = language_tag(
		said != NULL ? said : r->channel->language, r->draft->arena);
}

static void
take_texts(struct reading_item *r)
{
	struct draft *draft = r->draft;
	const char *summary = first_content(r, summaries);
	const char *body = first_content(r, bodies);
	const char *rights =
		xml_text(xml_child(r->item, "rights"), draft->arena);

	if (rights == NULL)
		rights =
			xml_text(xml_child(r->item, "dc:rights"), draft->arena);
	xml_set(draft, &draft->story.rights,
		rights != NULL ? rights : r->channel->rights);
	if (body == NULL)
		body = summary;
	else if (xml_is_deck(draft, summary, body))
		xml_set(draft, &draft->story.subhead, summary);
	xml_set_body(draft, body);
}

static bool
read_item(struct xml_source *x, const struct channel *channel,
	const struct xml_node *item, struct arena *arena, struct err *err)
{
	struct draft draft;
	struct reading_item r = { x, channel, item, &draft };

	xml_source_draft(x, &draft, arena);
	take_names(&r);
	take_dates(&r);
	take_authors(&r);
	take_categories(&r);
	take_outlet(&r);
	take_language(&r);
	take_texts(&r);
	return story_finish(&draft, err);
}

/* ---- the feed ---- */

/* Items wherever they are: in the channel, behind it, or, where tags were not
 * closed, within each other. */
static bool
read_items(struct xml_source *x, const struct channel *channel,
	const struct xml_node *node, struct arena *arena, struct err *err)
{
	for (const struct xml_node *c = node->child; c != NULL; c = c->next) {
		if ((xml_is(c, "item") || xml_is(c, "entry")) &&
			!read_item(x, channel, c, arena, err))
			return false;
		if (c->child != NULL && !read_items(x, channel, c, arena, err))
			return false;
	}
	return true;
}

static void
read_channel(struct xml_source *x, struct channel *out)
{
	static const char *const rights[] = { "copyright", "rights",
		"dc:rights", NULL };
	const struct xml_node *at = xml_find(x->doc.root, "channel");
	struct draft draft;

	if (at == NULL)
		at = xml_find(x->doc.root, "feed");
	draft_init(&draft, &x->arena, x->source, 0, 0);
	out->title =
		xml_line(&draft, xml_text(xml_child(at, "title"), &x->arena));
	out->language = xml_attr(at, "xml:lang");
	if (out->language == NULL)
		out->language = xml_text(xml_child(at, "language"), &x->arena);
	if (out->language == NULL)
		out->language =
			xml_text(xml_child(at, "dc:language"), &x->arena);
	for (const char *const *name = rights; *name != NULL; name++)
		if (out->rights == NULL)
			out->rights = xml_text(xml_child(at, *name), &x->arena);
}

bool
source_feed_read(struct source *source, struct err *err)
{
	struct xml_source x;
	struct channel channel = { 0 };
	struct arena arena = { 0 };
	bool ok = true;

	if (xml_source_open(&x, source)) {
		read_channel(&x, &channel);
		ok = read_items(&x, &channel, x.doc.root, &arena, err);
		if (x.nth == 0)
			source->sink->reject(source->sink->ctx,
				source->input->path, 0, REJECT_NO_TEXT,
				"a feed without items");
	}
	arena_release(&arena);
	xml_source_release(&x);
	return ok;
}

bool
source_feed_sniff(const struct source_head *head)
{
	return source_head_root(head, "rss") ||
	       source_head_root(head, "feed") ||
	       source_head_root(head, "rdf:RDF") ||
	       source_head_root(head, "channel");
}
