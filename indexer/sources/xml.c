#include "indexer/sources/xml.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "indexer/page/html_events.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <string.h>
#include <strings.h>

/* As deep as the library goes by itself. */
#define DEPTH_MAX 250

void
xml_start(void)
{
	xmlInitParser();
}

/* ---- what is mended before it is parsed ---- */

static const char *
behind(const char *p, const char *end, const char *close)
{
	const char *found = memmem(p, (size_t)(end - p), close, strlen(close));

	return found != NULL ? found + strlen(close) : end;
}

/* <!DOCTYPE ... > or <!DOCTYPE ... [ ... ] >. */
static const char *
behind_doctype(const char *p, const char *end)
{
	while (p < end && *p != '>' && *p != '[')
		p++;
	while (p < end && *p != '>') {
		p = behind(p, end, "]");
		while (p < end && strchr(" \t\r\n", *p) != NULL)
			p++;
	}
	return p < end ? p + 1 : end;
}

/* Behind the end of what begins at p: <?...?>, <!--...-->, <!DOCTYPE. */
static const char *
behind_declaration(const char *p, const char *end)
{
	if (p[1] == '?')
		return behind(p, end, "?>");
	if (end - p >= 4 && memcmp(p, "<!--", 4) == 0)
		return behind(p + 4, end, "-->");
	return behind_doctype(p, end);
}

/* A section of plain characters, with its end if that is missing. */
static const char *
mend_cdata(struct buf *out, const char *p, const char *end)
{
	const char *close = memmem(p, (size_t)(end - p), "]]>", 3);
	const char *stop = close != NULL ? close + 3 : end;

	for (; p < stop; p++)
		buf_putc(out, (unsigned char)*p < ' ' && *p != '\n' &&
					      *p != '\t' && *p != '\r'
				      ? ' '
				      : *p);
	if (close == NULL)
		buf_puts(out, "]]>");
	return stop;
}

/* A reference as what XML itself knows, or as the character it stands for. */
static const char *
mend_reference(struct buf *out, const char *p, const char *end)
{
	int32_t cp = 0;
	size_t n = html_entity(p, (size_t)(end - p), &cp);

	if (n == 0) {
		buf_puts(out, "&amp;");
		return p + 1;
	}
	if (cp == '<' || cp == '&' || cp == '>' || cp == '"' || cp == '\'')
		buf_printf(out, "&#%d;", (int)cp);
	else if (cp < ' ')
		buf_putc(out, ' ');
	else
		utf8_append(out, cp);
	return p + n;
}

static bool
begins_name(const char *p, const char *end)
{
	char c = p < end ? *p : '\0';

	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	       c == ':' || (unsigned char)c >= 0x80;
}

/*
 * One piece of markup.  An open comment or document type is looked through to
 * the end of the text, which then is over: no byte is looked at often.
 */
static const char *
mend_markup(struct buf *out, const char *p, const char *end)
{
	if (end - p >= 9 && memcmp(p, "<![CDATA[", 9) == 0)
		return mend_cdata(out, p, end);
	if (end - p >= 2 && (p[1] == '?' || p[1] == '!'))
		return behind_declaration(p, end);
	buf_puts(
		out, begins_name(p + 1, end) || (p + 1 < end && p[1] == '/' &&
							begins_name(p + 2, end))
			     ? "<"
			     : "&lt;");
	return p + 1;
}

static void
mend(struct buf *out, const char *text, size_t len)
{
	const char *p = text, *end = text + len;

	buf_puts(out, "<x>");
	while (p < end) {
		if (*p == '<') {
			p = mend_markup(out, p, end);
		} else if (*p == '&') {
			p = mend_reference(out, p, end);
		} else {
			buf_putc(out, (unsigned char)*p < ' ' && *p != '\n' &&
						      *p != '\t' && *p != '\r'
					      ? ' '
					      : *p);
			p++;
		}
	}
	buf_puts(out, "</x>");
}

/* ---- the tree ---- */

struct building {
	struct arena *arena;
	struct xml_doc *doc;
	struct xml_node *at;
	struct buf text; /* since the last tag */
	size_t depth;
};

static struct xml_node *
add_node(struct building *b)
{
	struct xml_node *node = arena_new(b->arena, struct xml_node);

	node->parent = b->at;
	if (b->at->last != NULL)
		b->at->last->next = node;
	else
		b->at->child = node;
	b->at->last = node;
	return node;
}

static void
flush_text(struct building *b)
{
	if (b->text.len == 0)
		return;
	add_node(b)->text = arena_copy(b->arena, b->text.data, b->text.len);
	buf_reset(&b->text);
}

/* Under which prefix a namespace is known here, whatever a document says. */
static const struct {
	const char *uri, *prefix;
} namespaces[] = {
	{ "http://www.w3.org/2005/Atom", "" },
	{ "http://purl.org/atom/ns#", "" },
	{ "http://purl.org/rss/1.0", "" },
	{ "http://my.netscape.com/rdf/simple/0.9", "" },
	{ "http://channel.netscape.com/rdf/simple/0.9", "" },
	{ "http://my.netscape.com/publish/formats/rss-0.91.dtd", "" },
	{ "http://backend.userland.com/rss", "" },
	{ "http://backend.userland.com/rss2", "" },
	{ "http://www.w3.org/1999/xhtml", "" },
	{ "http://iptc.org/std/nar/2006-10-01", "" },
	{ "http://iptc.org/std/NITF/2006-10-18", "" },
	{ "http://purl.org/dc/elements/1.1", "dc" },
	{ "http://purl.org/dc/elements/1.0", "dc" },
	{ "http://purl.org/dc/terms", "dcterms" },
	{ "http://purl.org/rss/1.0/modules/content", "content" },
	{ "http://search.yahoo.com/mrss", "media" },
	{ "http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes" },
	{ "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf" },
	{ "http://rssnamespace.org/feedburner/ext/1.0", "feedburner" },
};

static const char *
usual_prefix(const char *prefix, const char *uri)
{
	size_t len = uri != NULL ? strlen(uri) : 0;

	if (len > 0 && uri[len - 1] == '/')
		len--;
	for (size_t i = 0; i < sizeof(namespaces) / sizeof(*namespaces); i++)
		if (strlen(namespaces[i].uri) == len &&
			strncasecmp(namespaces[i].uri, uri, len) == 0)
			return namespaces[i].prefix;
	return prefix != NULL ? prefix : "";
}

static const char *
full_name(struct building *b, const xmlChar *local, const xmlChar *prefix,
	const xmlChar *uri)
{
	const char *usual =
		usual_prefix((const char *)prefix, (const char *)uri);

	if (*usual == '\0')
		return arena_string(b->arena, (const char *)local);
	return arena_printf(b->arena, "%s:%s", usual, (const char *)local);
}

/* Attributes come as five pointers each: name, prefix, namespace, and where
 * the value begins and ends. */
static void
on_start(void *ctx, const xmlChar *local, const xmlChar *prefix,
	const xmlChar *uri, int nspaces, const xmlChar **spaces, int nattrs,
	int ndefaults, const xmlChar **attrs)
{
	struct building *b = ctx;
	struct xml_attr **to;

	(void)nspaces;
	(void)spaces;
	(void)ndefaults;
	flush_text(b);
	if (++b->depth > DEPTH_MAX)
		b->doc->cut = true;
	b->at = add_node(b);
	b->at->name = full_name(b, local, prefix, uri);
	to = &b->at->attrs;
	for (int i = 0; i < nattrs; i++, attrs += 5) {
		*to = arena_new(b->arena, struct xml_attr);
		(*to)->name = full_name(b, attrs[0], attrs[1], attrs[2]);
		(*to)->value = arena_copy(b->arena, (const char *)attrs[3],
			(size_t)(attrs[4] - attrs[3]));
		to = &(*to)->next;
	}
}

static void
on_end(void *ctx, const xmlChar *local, const xmlChar *prefix,
	const xmlChar *uri)
{
	struct building *b = ctx;

	(void)local;
	(void)prefix;
	(void)uri;
	flush_text(b);
	if (b->at->parent != NULL) {
		b->at = b->at->parent;
		b->depth--;
	}
}

static void
on_text(void *ctx, const xmlChar *text, int len)
{
	struct building *b = ctx;

	buf_add(&b->text, text, (size_t)len);
}

void
xml_read(const char *text, size_t len, struct arena *arena, struct xml_doc *out)
{
	static const xmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
	};
	struct building b = { .arena = arena, .doc = out };
	struct buf mended = { 0 };
	xmlParserCtxt *parser = NULL;

	memset(out, 0, sizeof(*out));
	out->root = b.at = arena_new(arena, struct xml_node);
	out->root->name = "";
	mend(&mended, text, len);
	if (mended.len <= INT_MAX)
		parser =
			xmlCreateMemoryParserCtxt(mended.data, (int)mended.len);
	out->cut = parser == NULL;
	if (parser != NULL) {
		*parser->sax = handler;
		parser->userData = &b;
		/* There are no entities; but without NOENT the library leaves
		 * references in attributes as they are. */
		xmlCtxtUseOptions(parser,
			XML_PARSE_RECOVER | XML_PARSE_NOENT | XML_PARSE_NONET |
				XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
		xmlParseDocument(parser);
		xmlFreeParserCtxt(parser);
	}
	if (out->root->child != NULL) /* the <x> around all of it */
		out->root = out->root->child;
	buf_release(&mended);
	buf_release(&b.text);
}

const char *
xml_declared(const char *bytes, size_t len, char out[32])
{
	const char *close, *p;
	size_t n = 0;

	if (len < 5 || strncasecmp(bytes, "<?xml", 5) != 0)
		return NULL;
	close = memmem(bytes, len < 1024 ? len : 1024, "?>", 2);
	if (close == NULL)
		return NULL;
	p = memmem(bytes, (size_t)(close - bytes), "encoding", 8);
	if (p == NULL)
		return NULL;
	for (p += 8; p < close && strchr(" \t\r\n=\"'", *p) != NULL; p++)
		continue;
	while (p + n < close && n < 31 && strchr("\"' \t\r\n", p[n]) == NULL)
		n++;
	memcpy(out, p, n);
	out[n] = '\0';
	return n > 0 ? out : NULL;
}
