/* xml_text.c - asking a tree of XML, and its words */
#include "base/buf.h"
#include "indexer/sources/xml.h"

#include <string.h>
#include <strings.h>

bool
xml_is(const struct xml_node *node, const char *name)
{
	return node != NULL && node->name != NULL &&
	       strcasecmp(node->name, name) == 0;
}

static struct xml_node *
first_named(struct xml_node *node, const char *name, size_t len)
{
	for (; node != NULL; node = node->next)
		if (node->name != NULL && strlen(node->name) == len &&
			strncasecmp(node->name, name, len) == 0)
			return node;
	return NULL;
}

struct xml_node *
xml_child(const struct xml_node *node, const char *name)
{
	return node != NULL ? first_named(node->child, name, strlen(name))
			    : NULL;
}

struct xml_node *
xml_next(const struct xml_node *node, const char *name)
{
	return node != NULL ? first_named(node->next, name, strlen(name))
			    : NULL;
}

struct xml_node *
xml_at(const struct xml_node *node, const char *path)
{
	struct xml_node *at = (struct xml_node *)node;

	while (at != NULL && *path != '\0') {
		size_t len = strcspn(path, "/");

		at = first_named(at->child, path, len);
		path += len + (path[len] == '/');
	}
	return at;
}

/* Depth is bounded by the parser. */
struct xml_node *
xml_find(const struct xml_node *node, const char *name)
{
	struct xml_node *found;

	if (node == NULL)
		return NULL;
	for (struct xml_node *c = node->child; c != NULL; c = c->next) {
		if (xml_is(c, name))
			return c;
		found = c->child != NULL ? xml_find(c, name) : NULL;
		if (found != NULL)
			return found;
	}
	return NULL;
}

const char *
xml_attr(const struct xml_node *node, const char *name)
{
	if (node == NULL)
		return NULL;
	for (const struct xml_attr *a = node->attrs; a != NULL; a = a->next)
		if (strcasecmp(a->name, name) == 0)
			return a->value;
	return NULL;
}

/* ---- words ---- */

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static void
add_raw(struct buf *out, const struct xml_node *node)
{
	if (node->text != NULL)
		buf_puts(out, node->text);
	for (const struct xml_node *c = node->child; c != NULL; c = c->next)
		add_raw(out, c);
}

char *
xml_raw(const struct xml_node *node, struct arena *arena)
{
	struct buf text = { 0 };
	char *copy;

	if (node == NULL)
		return NULL;
	add_raw(&text, node);
	copy = arena_copy(arena, buf_text(&text), text.len);
	buf_release(&text);
	return copy;
}

char *
xml_text(const struct xml_node *node, struct arena *arena)
{
	char *text = xml_raw(node, arena), *to = text;

	if (text == NULL)
		return NULL;
	for (const char *p = text; *p != '\0'; p++) {
		if (!is_space(*p))
			*to++ = *p;
		else if (to > text && to[-1] != ' ')
			*to++ = ' ';
	}
	if (to > text && to[-1] == ' ')
		to--;
	*to = '\0';
	return to > text ? text : NULL;
}

static bool
is_any(const char *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcasecmp(name, *names) == 0)
			return true;
	return false;
}

/* Elements that stand on lines of their own; all others stand within one. */
static bool
is_block(const char *name)
{
	static const char *const names[] = { "p", "div", "br", "hl1", "hl2",
		"h1", "h2", "h3", "h4", "h5", "h6", "block", "blockquote", "bq",
		"pre", "li", "dt", "dd", "ul", "ol", "dl", "tr", "table",
		"caption", "section", "article", "figure", "figcaption", "hr",
		"fn", "note", "nitf-table", "credit", "tagline", "bibliography",
		NULL };

	return is_any(name, names);
}

/* Elements whose text is no part of the story. */
static bool
is_unread(const char *name)
{
	static const char *const names[] = { "script", "style", "media",
		"media-caption", "media-producer", "object", "iframe", "header",
		"footer", "nav", NULL };

	return is_any(name, names);
}

/* Begin a new line, unless one has just begun. */
static void
break_line(struct buf *out)
{
	if (out->len > 0 && out->data[out->len - 1] == ' ')
		buf_cut(out, out->len - 1);
	if (out->len > 0 && out->data[out->len - 1] != '\n')
		buf_putc(out, '\n');
}

static void
add_words(struct buf *out, const char *text, bool lines)
{
	for (; *text != '\0'; text++) {
		char last = out->len > 0 ? out->data[out->len - 1] : '\n';

		if (!is_space(*text))
			buf_putc(out, *text);
		else if (lines && *text == '\n')
			break_line(out);
		else if (last != ' ' && last != '\n')
			buf_putc(out, ' ');
	}
}

/* lines: white space means what it says, as in <pre>. */
static void
add_paragraphs(struct buf *out, const struct xml_node *node, bool lines)
{
	for (const struct xml_node *c = node->child; c != NULL; c = c->next) {
		bool block;

		if (c->text != NULL)
			add_words(out, c->text, lines);
		if (c->name == NULL || is_unread(c->name))
			continue;
		block = is_block(c->name);
		if (block)
			break_line(out);
		else if (xml_is(c, "td") || xml_is(c, "th"))
			add_words(out, " ", false);
		add_paragraphs(out, c, lines || xml_is(c, "pre"));
		if (block)
			break_line(out);
	}
}

char *
xml_paragraphs(const struct xml_node *node, struct arena *arena)
{
	struct buf text = { 0 };
	char *copy = NULL;

	if (node == NULL)
		return NULL;
	add_paragraphs(&text, node, false);
	break_line(&text);
	if (text.len > 0)
		copy = arena_copy(arena, text.data, text.len - 1);
	buf_release(&text);
	return copy;
}
