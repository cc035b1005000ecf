#include "indexer/page/html.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "indexer/page/html_entities.h"
#include "indexer/page/html_tokens.h"
#include "indexer/page/html_tree.h"
#include "indexer/page/page_hints.h"

#include <string.h>
#include <strings.h>

/* A page beyond these is no story; the rest of it is left out, and said. */
#define TEXT_MAX (2u << 20)
#define BLOCKS_MAX 50000
#define ELEMENTS_MAX 100000
#define METADATA_MAX (4u << 20)
/* Attributes with longer names say nothing of dates. */
#define NAME_BYTES 24

/* Where a page's reading stands, and the block that is being gathered. */
struct reading {
	struct arena *arena;
	struct page *page;
	struct html_tokens tokens;
	struct html_tree tree;
	struct page_hint_index hints;
	struct buf text;
	struct buf decoded;
	struct page_block block; /* but for its text */
	enum block_kind kind;
	unsigned level;
	bool blank;	 /* a blank is due before the next word */
	size_t texts;	 /* bytes of all blocks */
	size_t metadata; /* bytes of metadata that were kept */
};

/* ---- texts ---- */

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static char
small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool
slice_is(struct html_slice slice, const char *text)
{
	return slice.len == strlen(text) &&
	       strncasecmp(slice.text, text, slice.len) == 0;
}

/* text with its entities decoded, in r->decoded. */
static void
decode(struct reading *r, struct html_slice slice)
{
	const char *end = slice.text + slice.len, *p = slice.text, *amp;

	buf_reset(&r->decoded);
	while ((amp = memchr(p, '&', (size_t)(end - p))) != NULL) {
		int32_t cp;
		size_t n = html_entity(amp, (size_t)(end - amp), &cp);

		buf_add(&r->decoded, p, (size_t)(amp - p));
		if (n > 0)
			utf8_append(&r->decoded, cp);
		else
			buf_putc(&r->decoded, '&');
		p = amp + (n > 0 ? n : 1);
	}
	buf_add(&r->decoded, p, (size_t)(end - p));
}

/* A value in the arena; NULL if the page has brought too much already. */
static const char *
keep(struct reading *r, struct html_slice slice)
{
	if (slice.len > METADATA_MAX - r->metadata)
		return NULL;
	r->metadata += slice.len;
	decode(r, slice);
	return arena_copy(r->arena, buf_text(&r->decoded), r->decoded.len);
}

static const char *
keep_attribute(struct reading *r, const struct html_token *t, const char *name)
{
	const struct html_slice *value = html_attribute(t, name);

	return value != NULL ? keep(r, *value) : NULL;
}

/* ---- blocks ---- */

/* The gathered text becomes a block of the element it stands in. */
static void
flush(struct reading *r)
{
	struct page *p = r->page;
	struct page_block *block;

	r->blank = false;
	if (r->text.len == 0)
		return;
	block = arena_push(r->arena, p->blocks, p->nblocks, p->cap_blocks);
	*block = r->block;
	block->text = arena_copy(r->arena, r->text.data, r->text.len);
	block->len = (uint32_t)r->text.len;
	block->element = r->tree.open[r->tree.top].element;
	block->zones = p->elements[block->element].zones;
	block->kind = r->kind;
	block->level = r->level;
	r->texts += r->text.len;
	r->block = (struct page_block){ 0 };
	buf_reset(&r->text);
}

/* How many bytes from p on are neither blank nor `&`. */
static size_t
word_length(const char *p, const char *end)
{
	const char *from = p;

	while (p < end && !is_space(*p) && *p != '&')
		p++;
	return (size_t)(p - from);
}

/* What a run of text was, for the block that it went into. */
static void
count_text(struct reading *r, size_t before)
{
	const struct html_open *top = &r->tree.open[r->tree.top];
	uint32_t bytes = (uint32_t)(r->text.len - before);

	if (bytes == 0)
		return;
	bytes -= r->text.data[before] == ' ';
	if (top->style & STYLE_LINK)
		r->block.link_bytes += bytes;
	if (top->style & STYLE_BOLD)
		r->block.bold_bytes += bytes;
	if (top->style & STYLE_SLANTED)
		r->block.slanted_bytes += bytes;
	r->block.hints = before == 0 ? top->hints : r->block.hints & top->hints;
}

/* One character for an entity; no-break spaces are blanks. */
static void
add_character(struct reading *r, int32_t cp)
{
	if (cp == 0xa0 || (cp < 0x80 && is_space((char)cp))) {
		r->blank = r->text.len > 0;
		return;
	}
	if (r->blank)
		buf_putc(&r->text, ' ');
	r->blank = false;
	utf8_append(&r->text, cp);
}

static void
add_text(struct reading *r, struct html_slice slice)
{
	size_t before = r->text.len, left = TEXT_MAX + 1 - r->texts - before;
	const char *p = slice.text;
	const char *end = p + (slice.len < left ? slice.len : left);

	if (r->tree.open[r->tree.top].style & STYLE_UNREAD)
		return;
	if (slice.len > left)
		r->page->cut_off = "a text too long";
	while (p < end) {
		size_t n = word_length(p, end);
		int32_t cp = '&';

		if (n > 0) {
			if (r->blank)
				buf_putc(&r->text, ' ');
			r->blank = false;
			buf_add(&r->text, p, n);
			p += n;
		} else if (*p == '&') {
			n = html_entity(p, (size_t)(end - p), &cp);
			add_character(r, cp);
			p += n > 0 ? n : 1;
		} else {
			r->blank = r->text.len > 0;
			p++;
		}
	}
	count_text(r, before);
	if (r->text.len > before)
		page_stamps_text(&r->page->stamps, r->text.data + before,
			r->text.len - before);
}

/* ---- metadata ---- */

static void
take_meta(struct reading *r, const struct html_token *t)
{
	static const char *const names[] = { "property", "name", "itemprop",
		"http-equiv", NULL };
	const char *content = keep_attribute(r, t, "content");
	struct page *p = r->page;

	for (const char *const *n = names; content != NULL && *n != NULL; n++) {
		const char *name = keep_attribute(r, t, *n);

		if (name != NULL)
			*arena_push(
				r->arena, p->metas, p->nmetas, p->cap_metas) =
				(struct page_meta){ name, content };
	}
}

static void
take_link(struct reading *r, const struct html_token *t)
{
	const struct html_slice *rel = html_attribute(t, "rel");

	if (rel != NULL && slice_is(*rel, "canonical") &&
		r->page->canonical == NULL)
		r->page->canonical = keep_attribute(r, t, "href");
}

static void
take_script(struct reading *r, const struct html_token *t)
{
	const struct html_slice *type = html_attribute(t, "type");
	struct html_slice text = html_raw(&r->tokens, "script");
	struct page *p = r->page;

	if (type == NULL || !slice_is(*type, "application/ld+json") ||
		text.len > METADATA_MAX - r->metadata)
		return;
	r->metadata += text.len;
	*arena_push(r->arena, p->jsonld, p->njsonld, p->cap_jsonld) =
		arena_copy(r->arena, text.text, text.len);
}

/* Let the element pass by those who look for dates. */
static void
take_title(struct reading *r)
{
	struct html_slice text = html_raw(&r->tokens, "title");
	struct page *p = r->page;

	if (p->title == NULL && p->nblocks == 0 &&
		!(r->tree.open[r->tree.top].style & STYLE_UNREAD))
		p->title = keep(r, text);
}

/* Let the element pass by those who look for dates; names are small there. */
static void
take_stamp(struct reading *r, const struct html_token *t,
	const struct html_known *known)
{
	struct stamp_attribute attributes[HTML_ATTRIBUTES];
	char names[HTML_ATTRIBUTES][NAME_BYTES];
	struct page *p = r->page;
	uint32_t element = r->tree.open[r->tree.top].element;
	struct stamp_element e = {
		.tag = known->name.name != NULL ? known->name.name : "",
		.tag_len =
			known->name.name != NULL ? strlen(known->name.name) : 0,
		.attributes = attributes,
		.zones = p->elements[element].zones,
		.block = (uint32_t)p->nblocks,
	};

	for (size_t i = 0; i < t->nattributes; i++) {
		const struct html_attribute *a = &t->attributes[i];
		size_t n = a->name.len;

		if (n > NAME_BYTES)
			continue;
		for (size_t c = 0; c < n; c++)
			names[i][c] = small(a->name.text[c]);
		attributes[e.nattributes++] =
			(struct stamp_attribute){ names[i], a->value.text, n,
				a->value.len };
	}
	page_stamps_open(&p->stamps, r->arena, &e);
}

/* ---- elements ---- */

static enum block_kind
kind_of(const char *name, unsigned *level)
{
	static const struct {
		const char *name;
		enum block_kind kind;
	} kinds[] = {
		{ "p", BLOCK_PARAGRAPH },
		{ "blockquote", BLOCK_PARAGRAPH },
		{ "pre", BLOCK_PARAGRAPH },
		{ "li", BLOCK_ITEM },
		{ "dd", BLOCK_ITEM },
		{ "dt", BLOCK_ITEM },
		{ "td", BLOCK_CELL },
		{ "th", BLOCK_CELL },
	};

	*level = 0;
	if (name == NULL)
		return BLOCK_OTHER;
	if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
		*level = (unsigned)(name[1] - '0');
		return BLOCK_HEADING;
	}
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(name, kinds[i].name) == 0)
			return kinds[i].kind;
	return BLOCK_OTHER;
}

static bool
is_hidden(const struct html_token *t)
{
	const struct html_slice *style = html_attribute(t, "style");

	if (html_attribute(t, "hidden") != NULL)
		return true;
	for (size_t i = 0; style != NULL && i + 12 <= style->len; i++)
		if (strncasecmp(style->text + i, "display:none", 12) == 0 ||
			(i + 13 <= style->len &&
				strncasecmp(style->text + i, "display: none",
					13) == 0))
			return true;
	return false;
}

/* What class and id say. */
static uint64_t
hints_of(const struct reading *r, const struct html_token *t)
{
	static const char *const names[] = { "class", "id", "data-component",
		"data-testid" };
	const struct html_slice *aria = html_attribute(t, "aria-hidden");
	uint64_t hints = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const struct html_slice *value = html_attribute(t, names[i]);

		if (value != NULL)
			hints |= page_hints_of(
				&r->hints, value->text, value->len);
	}
	if (aria != NULL && slice_is(*aria, "true"))
		hints |= HINT(HIDDEN);
	return hints;
}

/* Containers of everything are not judged by their class names. */
static bool
takes_hints(const char *name)
{
	return name == NULL ||
	       (strcmp(name, "html") != 0 && strcmp(name, "body") != 0 &&
		       strcmp(name, "main") != 0 &&
		       strcmp(name, "article") != 0);
}

static uint32_t
zones_of(const struct html_token *t, const char *name, uint64_t hints)
{
	static const char *const names[] = { "role", "itemprop" };
	uint32_t zones = page_zones_of_hints(hints);

	if (name != NULL)
		zones |= page_zones_of_tag(name);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const struct html_slice *value = html_attribute(t, names[i]);

		if (value != NULL)
			zones |= page_zones_of_role(value->text, value->len);
	}
	return is_hidden(t) ? zones | ZONE_HIDDEN : zones;
}

/* A block begins: the text before it is one of its own. */
static void
enter_block(struct reading *r, const struct html_token *t,
	const struct html_known *known, struct html_open *open)
{
	struct page *p = r->page;
	uint64_t hints = takes_hints(known->name.name) ? hints_of(r, t) : 0;
	uint32_t zones = zones_of(t, known->name.name, hints);
	uint32_t parent = open->element;

	r->kind = kind_of(known->name.name, &r->level);
	if (p->nelements >= ELEMENTS_MAX)
		return;
	*arena_push(r->arena, p->elements, p->nelements, p->cap_elements) =
		(struct page_element){
			.parent = parent,
			.zones = zones | p->elements[parent].zones,
			.hints = hints,
			.depth = (uint16_t)(p->elements[parent].depth + 1),
			.name = (uint8_t)known->key,
		};
	open->element = (uint32_t)(p->nelements - 1);
	open->hints = 0;
}

/* An element within a line. */
static void
enter_inline(const struct reading *r, const struct html_token *t,
	const struct html_known *known, struct html_open *open)
{
	static const struct {
		const char *name;
		uint8_t style;
	} styles[] = {
		{ "b", STYLE_BOLD },
		{ "strong", STYLE_BOLD },
		{ "i", STYLE_SLANTED },
		{ "em", STYLE_SLANTED },
	};
	const char *name = known->name.name;

	open->hints |= hints_of(r, t);
	if (name == NULL)
		return;
	if (is_hidden(t))
		open->style |= STYLE_UNREAD;
	if (name[0] == 'a' && name[1] == '\0' &&
		html_attribute(t, "href") != NULL)
		open->style |= STYLE_LINK;
	for (size_t i = 0; i < sizeof(styles) / sizeof(*styles); i++)
		if (strcmp(name, styles[i].name) == 0)
			open->style |= styles[i].style;
}

/* What a block's text belongs to after another one in it has ended. */
static void
resume(struct reading *r)
{
	const struct html_open *block =
		&r->tree.open[r->tree.open[r->tree.top].block];

	r->kind = kind_of(block->key < html_names_count && r->tree.top > 0
				  ? html_names[block->key].name
				  : NULL,
		&r->level);
}

/* Close open[at] and all above it. */
static void
close_to(struct reading *r, unsigned at)
{
	bool blocks = r->tree.open[r->tree.top].block >= at;

	if (at == 0)
		return;
	if (blocks)
		flush(r);
	while (r->tree.top >= at) {
		html_tree_pop(&r->tree);
		page_stamps_close(&r->page->stamps, r->arena);
	}
	if (blocks)
		resume(r);
}

/* ---- tags ---- */

static void
line_break(struct reading *r)
{
	if (r->kind == BLOCK_HEADING)
		r->blank = r->text.len > 0;
	else
		flush(r);
}

/* What an element says of the page. */
static void
take_metadata(struct reading *r, const struct html_token *t, const char *name)
{
	if (strcmp(name, "meta") == 0)
		take_meta(r, t);
	else if (strcmp(name, "link") == 0)
		take_link(r, t);
	else if (strcmp(name, "script") == 0)
		take_script(r, t);
	else if (strcmp(name, "title") == 0)
		take_title(r);
	else if (strcmp(name, "br") == 0)
		line_break(r);
	else if (strcmp(name, "html") == 0 && r->page->language == NULL)
		r->page->language = keep_attribute(r, t, "lang");
}

static void
start_tag(struct reading *r, const struct html_token *t)
{
	struct html_known known = html_tree_know(&r->tree, t->text);
	const uint8_t behaviour = known.name.behaviour;
	struct html_open *open;

	if (known.name.name != NULL)
		take_metadata(r, t, known.name.name);
	close_to(r, html_tree_ends(&r->tree, &known));
	if (behaviour & TAG_RAW) {
		html_raw(&r->tokens, known.name.name);
		return;
	}
	if (!(behaviour & TAG_INLINE))
		flush(r);
	if (behaviour & TAG_VOID || (t->closed && known.name.name == NULL)) {
		take_stamp(r, t, &known);
		page_stamps_close(&r->page->stamps, r->arena);
		return;
	}
	open = html_tree_push(&r->tree, &known);
	if (open == NULL)
		return;
	take_stamp(r, t, &known);
	if (behaviour & TAG_UNREAD)
		open->style |= STYLE_UNREAD;
	if (behaviour & TAG_INLINE)
		enter_inline(r, t, &known, open);
	else
		enter_block(r, t, &known, open);
}

static void
end_tag(struct reading *r, const struct html_token *t)
{
	struct html_known known = html_tree_know(&r->tree, t->text);

	/* What follows </body> is read as if it stood before it. */
	if (known.name.behaviour & TAG_RAW || slice_is(t->text, "body") ||
		slice_is(t->text, "html"))
		return;
	if (!(known.name.behaviour & TAG_INLINE))
		flush(r);
	close_to(r, html_tree_closes(&r->tree, &known));
}

/* Is there too much of the page?  What is left is not read. */
static bool
is_too_much(struct reading *r)
{
	if (r->texts + r->text.len > TEXT_MAX)
		r->page->cut_off = "a text too long";
	else if (r->page->nblocks >= BLOCKS_MAX)
		r->page->cut_off = "too many paragraphs";
	return r->page->cut_off != NULL;
}

void
html_read(const char *text, size_t len, struct arena *arena, struct page *page)
{
	struct reading r = {
		.arena = arena,
		.page = page,
		.tokens = { text, text + len },
	};
	struct html_token token;

	memset(page, 0, sizeof(*page));
	html_tree_init(&r.tree);
	page_hint_index_init(&r.hints);
	*arena_push(r.arena, page->elements, page->nelements,
		page->cap_elements) = (struct page_element){ .name = 255 };
	while (!is_too_much(&r) && html_next(&r.tokens, &token))
		switch (token.kind) {
		case TOKEN_TEXT:
			add_text(&r, token.text);
			break;
		case TOKEN_START:
			start_tag(&r, &token);
			break;
		case TOKEN_END:
			end_tag(&r, &token);
			break;
		}
	flush(&r);
	buf_release(&r.text);
	buf_release(&r.decoded);
}
