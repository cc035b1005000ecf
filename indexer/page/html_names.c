#include "indexer/page/html_names.h"

#include <string.h>

const struct html_name html_names[] = {
	{ "a", TAG_INLINE },
	{ "abbr", TAG_INLINE },
	{ "acronym", TAG_INLINE },
	{ "address", 0 },
	{ "area", TAG_INLINE },
	{ "article", 0 },
	{ "aside", 0 },
	{ "audio", TAG_UNREAD },
	{ "b", TAG_INLINE },
	{ "base", TAG_INLINE },
	{ "basefont", TAG_INLINE },
	{ "bdi", TAG_INLINE },
	{ "bdo", TAG_INLINE },
	{ "bgsound", TAG_INLINE },
	{ "big", TAG_INLINE },
	{ "blockquote", 0 },
	{ "body", 0 },
	{ "br", TAG_INLINE },
	{ "button", TAG_UNREAD },
	{ "canvas", TAG_UNREAD },
	{ "caption", 0 },
	{ "center", 0 },
	{ "cite", TAG_INLINE },
	{ "code", TAG_INLINE },
	{ "col", TAG_INLINE },
	{ "colgroup", 0 },
	{ "data", TAG_INLINE },
	{ "dd", 0 },
	{ "del", TAG_INLINE },
	{ "details", 0 },
	{ "dfn", TAG_INLINE },
	{ "dialog", 0 },
	{ "dir", 0 },
	{ "div", 0 },
	{ "dl", 0 },
	{ "dt", 0 },
	{ "em", TAG_INLINE },
	{ "embed", TAG_INLINE },
	{ "fieldset", 0 },
	{ "figcaption", 0 },
	{ "figure", 0 },
	{ "font", TAG_INLINE },
	{ "footer", 0 },
	{ "form", 0 },
	{ "frame", TAG_INLINE },
	{ "h1", 0 },
	{ "h2", 0 },
	{ "h3", 0 },
	{ "h4", 0 },
	{ "h5", 0 },
	{ "h6", 0 },
	{ "head", 0 },
	{ "header", 0 },
	{ "hgroup", 0 },
	{ "hr", 0 },
	{ "html", 0 },
	{ "i", TAG_INLINE },
	{ "iframe", TAG_UNREAD },
	{ "img", TAG_INLINE },
	{ "input", TAG_INLINE },
	{ "ins", TAG_INLINE },
	{ "kbd", TAG_INLINE },
	{ "keygen", TAG_INLINE },
	{ "label", TAG_INLINE },
	{ "li", 0 },
	{ "link", TAG_INLINE },
	{ "listing", 0 },
	{ "main", 0 },
	{ "map", TAG_UNREAD },
	{ "mark", TAG_INLINE },
	{ "math", TAG_UNREAD },
	{ "menu", 0 },
	{ "meta", TAG_INLINE },
	{ "nav", 0 },
	{ "nobr", TAG_INLINE },
	{ "noembed", TAG_UNREAD },
	{ "noframes", TAG_UNREAD },
	{ "noscript", TAG_UNREAD },
	{ "object", TAG_UNREAD },
	{ "ol", 0 },
	{ "optgroup", TAG_INLINE },
	{ "option", TAG_INLINE },
	{ "p", 0 },
	{ "param", TAG_INLINE },
	{ "pre", 0 },
	{ "q", TAG_INLINE },
	{ "rp", TAG_INLINE },
	{ "rt", TAG_INLINE },
	{ "ruby", TAG_INLINE },
	{ "s", TAG_INLINE },
	{ "samp", TAG_INLINE },
	{ "script", TAG_UNREAD },
	{ "section", 0 },
	{ "select", TAG_UNREAD },
	{ "small", TAG_INLINE },
	{ "source", TAG_INLINE },
	{ "span", TAG_INLINE },
	{ "strike", TAG_INLINE },
	{ "strong", TAG_INLINE },
	{ "style", TAG_UNREAD },
	{ "sub", TAG_INLINE },
	{ "summary", 0 },
	{ "sup", TAG_INLINE },
	{ "svg", TAG_UNREAD },
	{ "table", 0 },
	{ "tbody", 0 },
	{ "td", 0 },
	{ "template", TAG_UNREAD },
	{ "textarea", TAG_UNREAD },
	{ "tfoot", 0 },
	{ "th", 0 },
	{ "thead", 0 },
	{ "time", TAG_INLINE },
	{ "title", TAG_UNREAD },
	{ "tr", 0 },
	{ "track", TAG_INLINE },
	{ "tt", TAG_INLINE },
	{ "u", TAG_INLINE },
	{ "ul", 0 },
	{ "var", TAG_INLINE },
	{ "video", TAG_UNREAD },
	{ "wbr", TAG_INLINE },
	{ "xmp", TAG_UNREAD },
};

const unsigned html_names_count = sizeof(html_names) / sizeof(*html_names);

static unsigned
slot_of(const char *name, size_t len)
{
	unsigned hash = 5381;

	for (size_t i = 0; i < len; i++)
		hash = hash * 33 ^ (unsigned char)name[i];
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

		if (strcmp(row, name.text) == 0)
			return index->slots[at] - 1u;
	}
	return html_names_count;
}
