#include "indexer/page/html_names.h"

#include <string.h>
#include <strings.h>

#define BIT(group) (1u << (group))
#define ALL 0xffff
/* What stands in a cell ends nothing outside, but for cells and rows. */
#define IN_CELL (ALL & ~(BIT(GROUP_CELL) | BIT(GROUP_ROW)))

const struct html_name html_names[] = {
	{ "a", TAG_INLINE, GROUP_LINK, BIT(GROUP_LINK), 0 },
	{ "abbr", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "acronym", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "address", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "area", TAG_VOID | TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "article", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "aside", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "audio", TAG_UNREAD, GROUP_NONE, 0, ALL },
	{ "b", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "base", TAG_VOID | TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "basefont", TAG_VOID | TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "bdi", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "bdo", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "bgsound", TAG_VOID | TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "big", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "blockquote", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "body", 0, GROUP_NONE, 0, 0 },
	{ "br", TAG_VOID | TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "button", TAG_UNREAD, GROUP_NONE, 0, ALL },
	{ "canvas", TAG_UNREAD, GROUP_NONE, 0, ALL },
	{ "caption", TAG_BARRIER | TAG_TABLE, GROUP_NONE,
		BIT(GROUP_CELL) | BIT(GROUP_ROW), ALL },
	{ "center", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "cite", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "code", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "col", TAG_VOID | TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "colgroup", TAG_TABLE, GROUP_NONE, BIT(GROUP_CELL) | BIT(GROUP_ROW),
		0 },
	{ "data", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "dd", 0, GROUP_TERM, BIT(GROUP_P) | BIT(GROUP_TERM), 0 },
	{ "del", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "details", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "dfn", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "dialog", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "dir", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "div", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "dl", 0, GROUP_NONE, BIT(GROUP_P),
		BIT(GROUP_ITEM) | BIT(GROUP_TERM) },
	{ "dt", 0, GROUP_TERM, BIT(GROUP_P) | BIT(GROUP_TERM), 0 },
	{ "em", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "embed", TAG_VOID | TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "fieldset", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "figcaption", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "figure", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "font", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "footer", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "form", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "frame", TAG_VOID | TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "h1", 0, GROUP_HEADING, BIT(GROUP_P) | BIT(GROUP_HEADING), 0 },
	{ "h2", 0, GROUP_HEADING, BIT(GROUP_P) | BIT(GROUP_HEADING), 0 },
	{ "h3", 0, GROUP_HEADING, BIT(GROUP_P) | BIT(GROUP_HEADING), 0 },
	{ "h4", 0, GROUP_HEADING, BIT(GROUP_P) | BIT(GROUP_HEADING), 0 },
	{ "h5", 0, GROUP_HEADING, BIT(GROUP_P) | BIT(GROUP_HEADING), 0 },
	{ "h6", 0, GROUP_HEADING, BIT(GROUP_P) | BIT(GROUP_HEADING), 0 },
	{ "head", 0, GROUP_NONE, 0, 0 },
	{ "header", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "hgroup", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "hr", TAG_VOID, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "html", 0, GROUP_NONE, 0, 0 },
	{ "i", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "iframe", TAG_UNREAD | TAG_RAW, GROUP_NONE, 0, 0 },
	{ "img", TAG_VOID | TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "input", TAG_VOID | TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "ins", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "kbd", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "keygen", TAG_VOID | TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "label", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "li", 0, GROUP_ITEM, BIT(GROUP_P) | BIT(GROUP_ITEM), 0 },
	{ "link", TAG_VOID | TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "listing", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "main", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "map", TAG_UNREAD, GROUP_NONE, 0, ALL },
	{ "mark", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "math", TAG_UNREAD, GROUP_NONE, 0, ALL },
	{ "menu", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "meta", TAG_VOID | TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "nav", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "nobr", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "noembed", TAG_UNREAD | TAG_RAW, GROUP_NONE, 0, 0 },
	{ "noframes", TAG_UNREAD | TAG_RAW, GROUP_NONE, 0, 0 },
	{ "noscript", TAG_UNREAD | TAG_RAW, GROUP_NONE, 0, 0 },
	{ "object", TAG_UNREAD, GROUP_NONE, 0, ALL },
	{ "ol", 0, GROUP_NONE, BIT(GROUP_P),
		BIT(GROUP_ITEM) | BIT(GROUP_TERM) },
	{ "optgroup", TAG_INLINE, GROUP_OPTION, BIT(GROUP_OPTION), 0 },
	{ "option", TAG_INLINE, GROUP_OPTION, BIT(GROUP_OPTION), 0 },
	{ "p", 0, GROUP_P, BIT(GROUP_P), 0 },
	{ "param", TAG_VOID | TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "pre", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "q", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "rp", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "rt", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "ruby", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "s", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "samp", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "script", TAG_UNREAD | TAG_RAW, GROUP_NONE, 0, 0 },
	{ "section", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "select", TAG_UNREAD, GROUP_NONE, 0, ALL },
	{ "small", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "source", TAG_VOID | TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "span", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "strike", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "strong", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "style", TAG_UNREAD | TAG_RAW, GROUP_NONE, 0, 0 },
	{ "sub", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "summary", 0, GROUP_NONE, BIT(GROUP_P), 0 },
	{ "sup", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "svg", TAG_UNREAD, GROUP_NONE, 0, ALL },
	{ "table", TAG_BARRIER | TAG_TABLE, GROUP_NONE, BIT(GROUP_P), ALL },
	{ "tbody", TAG_TABLE, GROUP_NONE, BIT(GROUP_CELL) | BIT(GROUP_ROW), 0 },
	{ "td", TAG_BARRIER | TAG_TABLE, GROUP_CELL, BIT(GROUP_CELL), IN_CELL },
	{ "template", TAG_UNREAD, GROUP_NONE, 0, ALL },
	{ "textarea", TAG_UNREAD | TAG_RAW, GROUP_NONE, 0, 0 },
	{ "tfoot", TAG_TABLE, GROUP_NONE, BIT(GROUP_CELL) | BIT(GROUP_ROW), 0 },
	{ "th", TAG_BARRIER | TAG_TABLE, GROUP_CELL, BIT(GROUP_CELL), IN_CELL },
	{ "thead", TAG_TABLE, GROUP_NONE, BIT(GROUP_CELL) | BIT(GROUP_ROW), 0 },
	{ "time", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "title", TAG_UNREAD | TAG_RAW, GROUP_NONE, 0, 0 },
	{ "tr", TAG_TABLE, GROUP_ROW, BIT(GROUP_CELL) | BIT(GROUP_ROW), 0 },
	{ "track", TAG_VOID | TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "tt", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "u", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "ul", 0, GROUP_NONE, BIT(GROUP_P),
		BIT(GROUP_ITEM) | BIT(GROUP_TERM) },
	{ "var", TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "video", TAG_UNREAD, GROUP_NONE, 0, ALL },
	{ "wbr", TAG_VOID | TAG_INLINE, GROUP_NONE, 0, 0 },
	{ "xmp", TAG_UNREAD | TAG_RAW, GROUP_NONE, 0, 0 },
};

const unsigned html_names_count = sizeof(html_names) / sizeof(*html_names);

static unsigned
slot_of(const char *name, size_t len)
{
	unsigned hash = 5381;

	for (size_t i = 0; i < len; i++)
		hash = hash * 33 ^ (unsigned)(name[i] | 0x20);
	return (hash ^ hash >> 8) & 255;
}

void
html_index_init(struct html_index *index)
{
	memset(index, 0, sizeof(*index));
	for (unsigned i = 0; i < html_names_count; i++) {
		const char *name = html_names[i].name;
		unsigned at = slot_of(name, strlen(name));

		while (index->slots[at] != 0)
			at = (at + 1) & 255;
		index->slots[at] = (uint8_t)(i + 1);
	}
}

unsigned
html_name_find(const struct html_index *index, struct html_slice name)
{
	unsigned at;

	/* No element has a longer name. */
	if (name.len > 10)
		return html_names_count;
	at = slot_of(name.text, name.len);
	for (; index->slots[at] != 0; at = (at + 1) & 255) {
		const char *row = html_names[index->slots[at] - 1].name;

		if (strncasecmp(row, name.text, name.len) == 0 &&
			row[name.len] == '\0')
			return index->slots[at] - 1u;
	}
	return html_names_count;
}
