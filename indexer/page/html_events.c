#include "indexer/page/html_events.h"

#include "base/must.h"
#include "indexer/page/html_western.h"

#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A page that is being told of. */
struct telling {
	const struct html_events *events;
	htmlParserCtxt *parser;
	uint64_t end_tags; /* of the whole page */
	uint64_t depth;
	bool cut_off;
};

void
html_events_start(void)
{
	xmlInitParser();
}

const struct html_slice *
html_attribute(const struct html_tag *tag, const char *name)
{
	for (size_t i = 0; i < tag->nattributes; i++)
		if (strcmp(tag->attributes[i].name.text, name) == 0)
			return &tag->attributes[i].value;
	return NULL;
}

/* ---- entities ---- */

/* Longer ones are none. */
#define ENTITY_MAX 32

/* The number of "#8217" or "#x2019"; -1 if it is none. */
static int32_t
number_of(const char *text)
{
	int base = text[1] == 'x' || text[1] == 'X' ? 16 : 10;
	const char *digits = text + (base == 16 ? 2 : 1);
	char *end;
	long n;

	if (!isxdigit((unsigned char)*digits))
		return -1;
	n = strtol(digits, &end, base);
	if (*end != '\0')
		return -1;
	if (n <= 0 || n > 0x10ffff || (n >= 0xd800 && n <= 0xdfff))
		return 0xfffd;
	return html_western_character((int32_t)n);
}

size_t
html_entity(const char *text, size_t len, int32_t *cp)
{
	const char *end =
		memchr(text, ';', len < ENTITY_MAX ? len : ENTITY_MAX);
	const htmlEntityDesc *known;
	char name[ENTITY_MAX];
	size_t n = end != NULL ? (size_t)(end - text) - 1 : 0;

	if (n == 0)
		return 0;
	memcpy(name, text + 1, n);
	name[n] = '\0';
	if (name[0] == '#') {
		*cp = number_of(name);
		return *cp >= 0 ? n + 2 : 0;
	}
	known = htmlEntityLookup((const xmlChar *)name);
	if (known == NULL)
		return 0;
	*cp = (int32_t)known->value;
	return n + 2;
}

/* ---- what libxml2 calls ---- */

static struct html_slice
slice_of(const xmlChar *text)
{
	const char *t = text != NULL ? (const char *)text : "";

	return (struct html_slice){ t, strlen(t) };
}

static void
look_up(struct telling *t)
{
	if (t->events->enough(t->events->ctx))
		xmlStopParser(t->parser);
}

static void
on_open(void *ctx, const xmlChar *name, const xmlChar **attributes)
{
	struct telling *t = ctx;
	struct html_tag tag = { .name = slice_of(name) };

	for (; attributes != NULL && attributes[0] != NULL; attributes += 2) {
		if (tag.nattributes == HTML_ATTRIBUTES)
			break;
		tag.attributes[tag.nattributes++] =
			(struct html_attribute){ slice_of(attributes[0]),
				slice_of(attributes[1]) };
	}
	t->events->open(t->events->ctx, &tag);
	t->depth++;
	if (t->depth > HTML_DEPTH_MAX ||
		t->depth * t->end_tags > HTML_ENDS_MAX) {
		t->cut_off = true;
		xmlStopParser(t->parser);
	}
	look_up(t);
}

static void
on_close(void *ctx, const xmlChar *name)
{
	struct telling *t = ctx;

	(void)name;
	if (t->depth == 0)
		return;
	t->depth--;
	t->events->close(t->events->ctx);
}

static void
on_text(void *ctx, const xmlChar *text, int len)
{
	struct telling *t = ctx;

	if (len > 0)
		t->events->text(
			t->events->ctx, (const char *)text, (size_t)len);
	look_up(t);
}

/* ---- before the parser ---- */

/* The end of the tag at p, behind its `>`; or NULL if there are too many
 * blanks in it: each may begin an attribute, and the parser holds each
 * attribute against all before it. */
static const char *
tag_end(const char *p, const char *end)
{
	unsigned blanks = 0;
	char quote = '\0';

	for (; p < end; p++) {
		if (quote != '\0')
			quote = *p == quote ? '\0' : quote;
		else if (*p == '>')
			return p + 1;
		else if ((*p == '"' || *p == '\'') && p[-1] == '=')
			quote = *p;
		else if ((*p == ' ' || *p == '\n' || *p == '\t') &&
			 ++blanks > HTML_TAG_BLANKS)
			return NULL;
	}
	return end;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* How much of a page comes before a tag that is no tag; counts end tags. */
static size_t
readable(const char *text, size_t len, uint64_t *end_tags)
{
	const char *end = text + len, *p = text, *next;

	while ((p = memchr(p, '<', (size_t)(end - p))) != NULL) {
		p++;
		if (p == end)
			break;
		*end_tags += *p == '/';
		if (!is_letter(*p))
			continue;
		next = tag_end(p, end);
		if (next == NULL)
			return (size_t)(p - 1 - text);
		p = next;
	}
	return len;
}

/* ---- the page ---- */

static void
parse(struct telling *t, const char *text, size_t len)
{
	const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
			    HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
			    HTML_PARSE_NODEFDTD;
	htmlSAXHandler *sax = t->parser->sax;

	memset(sax, 0, sizeof(*sax));
	sax->startElement = on_open;
	sax->endElement = on_close;
	sax->characters = on_text;
	sax->ignorableWhitespace = on_text;
	sax->cdataBlock = on_text;
	t->parser->userData = t;
	/* it reads no tree, but frees one that it should make after all */
	xmlFreeDoc(htmlCtxtReadMemory(
		t->parser, text, (int)len, NULL, "UTF-8", options));
}

bool
html_events_read(const char *text, size_t len, const struct html_events *events)
{
	struct telling t = { .events = events };
	size_t good =
		readable(text, len < INT_MAX ? len : INT_MAX, &t.end_tags);

	if (good == 0)
		return len == 0;
	t.parser = htmlNewParserCtxt();
	must(t.parser != NULL); /* only without memory */
	parse(&t, text, good);
	htmlFreeParserCtxt(t.parser);
	for (; t.depth > 0; t.depth--)
		events->close(events->ctx);
	return good == len && !t.cut_off;
}
