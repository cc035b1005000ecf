#include "indexer/page/html.h"

#include "base/buf.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* More attributes of an element than these say nothing of dates. */
#define ATTRIBUTES_MAX 24

/* A walk through the tree, and the block that is being gathered. */
struct walk {
	struct arena *arena;
	struct page *page;
	struct buf text;
	uint32_t link_bytes;
	bool blank; /* a blank is due before the next word */
	uint32_t element;
	enum block_kind kind;
	unsigned level;
	unsigned links; /* <a> that are open */
};

void
html_start(void)
{
	xmlInitParser();
}

/* ---- names ---- */

static bool
is_any(const char *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcasecmp(name, *names) == 0)
			return true;
	return false;
}

/* Elements whose text nobody reads. */
static bool
is_unread(const char *name)
{
	static const char *const names[] = { "script", "style", "noscript",
		"template", "iframe", "svg", "button", "select", "textarea",
		"input", "video", "audio", "object", "canvas", "math", "map",
		"title", NULL };

	return is_any(name, names);
}

/* Elements that stand within a line of text. */
static bool
is_inline(const char *name)
{
	static const char *const names[] = { "a", "abbr", "b", "bdi", "bdo",
		"big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
		"ins", "kbd", "label", "mark", "q", "s", "samp", "small",
		"span", "strike", "strong", "sub", "sup", "time", "tt", "u",
		"var", "wbr", "nobr", "acronym", "center", "img", NULL };

	return is_any(name, names);
}

static enum block_kind
kind_of(const char *name, unsigned *level)
{
	*level = 0;
	if (strcmp(name, "p") == 0 || strcmp(name, "blockquote") == 0 ||
		strcmp(name, "pre") == 0)
		return BLOCK_PARAGRAPH;
	if (strcmp(name, "li") == 0 || strcmp(name, "dd") == 0 ||
		strcmp(name, "dt") == 0)
		return BLOCK_ITEM;
	if (strcmp(name, "td") == 0 || strcmp(name, "th") == 0)
		return BLOCK_CELL;
	if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' &&
		name[2] == '\0') {
		*level = (unsigned)(name[1] - '0');
		return BLOCK_HEADING;
	}
	return BLOCK_OTHER;
}

/* An attribute in the arena; NULL if it is not there. */
static const char *
attribute(struct walk *w, xmlNode *node, const char *name)
{
	xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
	const char *copy = arena_string(w->arena, (const char *)value);

	xmlFree(value);
	return copy;
}

/* ---- blocks ---- */

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* The gathered text becomes a block of the element it stands in. */
static void
flush(struct walk *w)
{
	struct page *p = w->page;
	struct page_block *block;

	w->blank = false;
	if (w->text.len == 0)
		return;
	block = arena_push(w->arena, p->blocks, p->nblocks, p->cap_blocks);
	*block = (struct page_block){
		.text = arena_copy(w->arena, w->text.data, w->text.len),
		.len = (uint32_t)w->text.len,
		.link_bytes = w->link_bytes,
		.element = w->element,
		.zones = p->elements[w->element].zones,
		.kind = w->kind,
		.level = w->level,
	};
	buf_reset(&w->text);
	w->link_bytes = 0;
}

static void
add_text(struct walk *w, const char *text)
{
	size_t before = w->text.len;

	for (; *text != '\0'; text++) {
		if (is_space(*text)) {
			w->blank = w->text.len > 0;
			continue;
		}
		if (w->blank)
			buf_putc(&w->text, ' ');
		w->blank = false;
		buf_putc(&w->text, *text);
	}
	if (w->links > 0)
		w->link_bytes += (uint32_t)(w->text.len - before);
}

/* ---- metadata ---- */

static void
take_meta(struct walk *w, xmlNode *node)
{
	static const char *const names[] = { "property", "name", "itemprop",
		"http-equiv", NULL };
	const char *content = attribute(w, node, "content");
	struct page *p = w->page;

	for (const char *const *n = names; content != NULL && *n != NULL; n++) {
		const char *name = attribute(w, node, *n);

		if (name != NULL)
			*arena_push(
				w->arena, p->metas, p->nmetas, p->cap_metas) =
				(struct page_meta){ name, content };
	}
}

static void
take_link(struct walk *w, xmlNode *node)
{
	const char *rel = attribute(w, node, "rel");

	if (rel != NULL && strcasecmp(rel, "canonical") == 0 &&
		w->page->canonical == NULL)
		w->page->canonical = attribute(w, node, "href");
}

static const char *
content_of(struct walk *w, xmlNode *node)
{
	xmlChar *text = xmlNodeGetContent(node);
	const char *copy = arena_string(w->arena, (const char *)text);

	xmlFree(text);
	return copy;
}

static void
take_script(struct walk *w, xmlNode *node)
{
	const char *type = attribute(w, node, "type");
	struct page *p = w->page;

	if (type != NULL && strcasecmp(type, "application/ld+json") == 0)
		*arena_push(w->arena, p->jsonld, p->njsonld, p->cap_jsonld) =
			content_of(w, node);
}

/* Let the element pass by those who look for dates. */
static void
take_stamp(struct walk *w, xmlNode *node, const char *name)
{
	struct page *p = w->page;
	struct stamp_attribute attributes[ATTRIBUTES_MAX];
	struct stamp_element element = {
		.tag = name,
		.tag_len = strlen(name),
		.attributes = attributes,
		.zones = p->elements[w->element].zones,
		.block = (uint32_t)p->nblocks,
	};

	for (xmlAttr *a = node->properties;
		a != NULL && element.nattributes < ATTRIBUTES_MAX;
		a = a->next) {
		const char *value =
			a->children != NULL && a->children->content != NULL
				? (const char *)a->children->content
				: "";

		attributes[element.nattributes++] =
			(struct stamp_attribute){ (const char *)a->name, value,
				strlen((const char *)a->name), strlen(value) };
	}
	page_stamps_open(&p->stamps, w->arena, &element);
}

/* Elements that say something about the page. */
static void
take_metadata(struct walk *w, xmlNode *node, const char *name)
{
	struct page *p = w->page;

	if (strcmp(name, "meta") == 0)
		take_meta(w, node);
	else if (strcmp(name, "link") == 0)
		take_link(w, node);
	else if (strcmp(name, "script") == 0)
		take_script(w, node);
	else if (strcmp(name, "title") == 0 && p->title == NULL &&
		 p->nblocks == 0)
		p->title = content_of(w, node);
	else if (strcmp(name, "html") == 0 && p->language == NULL)
		p->language = attribute(w, node, "lang");
}

/* ---- the walk ---- */

static bool
is_hidden(struct walk *w, xmlNode *node)
{
	const char *style = attribute(w, node, "style");

	return style != NULL &&
	       (strcasestr(style, "display:none") != NULL ||
		       strcasestr(style, "display: none") != NULL);
}

/* Containers of everything are not judged by their class names. */
static bool
takes_hints(const char *name)
{
	static const char *const names[] = { "html", "body", "main", "article",
		NULL };

	return !is_any(name, names);
}

static uint32_t
zones_of(struct walk *w, xmlNode *node, const char *name)
{
	uint32_t zones = page_zone_of_tag(name) |
			 page_zone_of_role(attribute(w, node, "role"),
				 attribute(w, node, "itemprop"));

	if (takes_hints(name)) {
		zones |= page_zone_of_hint(attribute(w, node, "class"));
		zones |= page_zone_of_hint(attribute(w, node, "id"));
	}
	return zones;
}

/* Enter a block element: text before it is a block, it is an element. */
static void
enter_block(struct walk *w, xmlNode *node, const char *name)
{
	struct page *p = w->page;
	struct page_element *element;
	uint32_t zones = p->elements[w->element].zones;
	uint32_t parent = w->element;

	flush(w);
	zones |= zones_of(w, node, name);
	element = arena_push(
		w->arena, p->elements, p->nelements, p->cap_elements);
	*element = (struct page_element){ parent, zones };
	w->element = (uint32_t)(p->nelements - 1);
	w->kind = kind_of(name, &w->level);
}

/* Leave it: the text behind it belongs to the element around it. */
static void
leave_block(struct walk *w, xmlNode *node)
{
	xmlNode *around = node->parent;

	flush(w);
	w->element = w->page->elements[w->element].parent;
	while (around != NULL && around->type == XML_ELEMENT_NODE &&
		is_inline((const char *)around->name))
		around = around->parent;
	w->kind = around != NULL && around->type == XML_ELEMENT_NODE
			  ? kind_of((const char *)around->name, &w->level)
			  : BLOCK_OTHER;
}

/* Returns false if nothing below the node is to be read. */
static bool
enter(struct walk *w, xmlNode *node)
{
	const char *name = (const char *)node->name;

	if (node->type == XML_TEXT_NODE ||
		node->type == XML_CDATA_SECTION_NODE) {
		const char *text = node->content != NULL
					   ? (const char *)node->content
					   : "";

		add_text(w, text);
		page_stamps_text(&w->page->stamps, text, strlen(text));
		return false;
	}
	if (node->type == XML_ENTITY_REF_NODE)
		return false;
	if (node->type != XML_ELEMENT_NODE)
		return false;
	take_metadata(w, node, name);
	take_stamp(w, node, name);
	if (is_unread(name) || is_hidden(w, node)) {
		page_stamps_close(&w->page->stamps, w->arena);
		return false;
	}
	if (strcmp(name, "br") == 0) {
		if (w->kind == BLOCK_HEADING)
			w->blank = w->text.len > 0;
		else
			flush(w);
		page_stamps_close(&w->page->stamps, w->arena);
		return false;
	}
	if (strcmp(name, "a") == 0)
		w->links++;
	if (!is_inline(name))
		enter_block(w, node, name);
	return true;
}

static void
leave(struct walk *w, xmlNode *node)
{
	const char *name = (const char *)node->name;

	page_stamps_close(&w->page->stamps, w->arena);
	if (strcmp(name, "a") == 0)
		w->links--;
	if (!is_inline(name))
		leave_block(w, node);
}

/* Every node in its order, without recursion: pages may be very deep. */
static void
walk_tree(struct walk *w, xmlNode *root)
{
	xmlNode *node = root;

	while (node != NULL) {
		if (enter(w, node)) {
			if (node->children != NULL) {
				node = node->children;
				continue;
			}
			leave(w, node);
		}
		while (node != root && node->next == NULL) {
			node = node->parent;
			leave(w, node);
		}
		node = node == root ? NULL : node->next;
	}
	flush(w);
}

void
html_read(const char *text, size_t len, struct arena *arena, struct page *page)
{
	const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
			    HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
			    HTML_PARSE_COMPACT;
	struct walk w = { .arena = arena, .page = page };
	htmlParserCtxt *parser = htmlNewParserCtxt();
	xmlDoc *doc = NULL;

	memset(page, 0, sizeof(*page));
	*arena_push(w.arena, page->elements, page->nelements,
		page->cap_elements) = (struct page_element){ 0 };
	if (parser != NULL && len <= INT_MAX)
		doc = htmlCtxtReadMemory(
			parser, text, (int)len, NULL, "UTF-8", options);
	if (doc != NULL && xmlDocGetRootElement(doc) != NULL)
		walk_tree(&w, xmlDocGetRootElement(doc));
	if (parser != NULL && parser->disableSAX)
		page->cut_off = "tags nested too deep, or a text too long";
	xmlFreeDoc(doc);
	htmlFreeParserCtxt(parser);
	buf_release(&w.text);
}

/* ---- fragments ---- */

bool
html_in_text(const char *text)
{
	/* <P> alone is as likely the sign of a share as a paragraph. */
	static const char *const signs[] = { "</p>", "</P>", "</a>", "</A>",
		"</b>", "</i>", "</em>", "</strong>", "</li>", "</span>",
		"</div>", "</h", "<br>", "<br/", "<br ", "<p>", "<p ",
		"<img " };

	if (strchr(text, '<') == NULL)
		return false;
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (strstr(text, signs[i]) != NULL)
			return true;
	return false;
}

char *
html_to_text(const char *text, size_t len, struct arena *arena)
{
	struct buf out = { 0 };
	struct page page;
	char *copy;

	html_read(text, len, arena, &page);
	for (size_t i = 0; i < page.nblocks; i++) {
		if (i > 0)
			buf_putc(&out, '\n');
		buf_add(&out, page.blocks[i].text, page.blocks[i].len);
	}
	copy = arena_copy(arena, buf_text(&out), out.len);
	buf_release(&out);
	return copy;
}

const char *
html_declared(const char *bytes, size_t len, char out[32])
{
	const char *end = bytes + (len < 4096 ? len : 4096);

	for (const char *p = bytes; p + 8 < end; p++) {
		size_t n = 0;

		if ((*p | 0x20) != 'c' || strncasecmp(p, "charset", 7) != 0)
			continue;
		p += 7;
		while (p < end && strchr(" =\"'", *p) != NULL && *p != '\0')
			p++;
		while (p + n < end && n < 31 && p[n] != '\0' &&
			strchr("\"' ;/>", p[n]) == NULL)
			n++;
		if (n == 0)
			continue;
		snprintf(out, 32, "%.*s", (int)n, p);
		return out;
	}
	return NULL;
}
