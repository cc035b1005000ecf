#include "indexer/page/html.h"

#include "base/buf.h"
#include "base/mem.h"
#include "indexer/page/html_names.h"
#include "indexer/page/html_western.h"
#include "indexer/page/page_hints.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A page beyond these is no story; the rest of it is left out, and said. */
#define TEXT_MAX (1u << 20)
#define BLOCKS_MAX 50000
#define ELEMENTS_MAX 100000
#define TAGS_MAX 200000
#define METADATA_MAX (4u << 20)
/* An element whose name is in no row of html_names[]. */
#define NAME_UNKNOWN 255

enum style {
	STYLE_UNREAD = 1,
	STYLE_LINK = 2,
	STYLE_BOLD = 4,
	STYLE_SLANTED = 8
};

/* Elements whose text is not read but taken. */
enum gather { GATHER_NOTHING, GATHER_TITLE, GATHER_JSONLD };

/* An element that is open, and what holds for the text in it. */
struct open {
	uint8_t name; /* of html_names[], or NAME_UNKNOWN */
	bool in_line; /* no block */
	uint8_t style;
	enum gather gather;
	uint32_t element; /* of the page */
	uint32_t block;	  /* which open one is the innermost block */
	uint64_t hints;	  /* of elements within the line */
};

/* Where a page's reading stands, and the block that is being gathered. */
struct reading {
	struct arena *arena;
	struct page *page;
	struct open *open; /* [0] is the root */
	size_t depth, cap_open;
	struct html_index names;
	struct page_hint_index hints;
	struct buf text;
	struct buf gathered;
	struct buf western;
	struct page_block block; /* but for its text */
	enum block_kind kind;
	unsigned level;
	bool blank;	 /* a blank is due before the next word */
	size_t texts;	 /* bytes of all blocks */
	size_t metadata; /* bytes of metadata that were kept */
	size_t tags;	 /* elements of any kind so far */
};

static struct open *
top(const struct reading *r)
{
	return &r->open[r->depth - 1];
}

/* ---- texts ---- */

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool
slice_is(struct html_slice slice, const char *text)
{
	return slice.len == strlen(text) &&
	       strncasecmp(slice.text, text, slice.len) == 0;
}

/* A value in the arena; NULL if the page has brought too much already. */
static const char *
keep(struct reading *r, struct html_slice slice)
{
	if (slice.len > METADATA_MAX - r->metadata)
		return NULL;
	r->metadata += slice.len;
	buf_reset(&r->western);
	html_western(&r->western, slice.text, slice.len);
	return arena_copy(r->arena, buf_text(&r->western), r->western.len);
}

static const char *
keep_attribute(struct reading *r, const struct html_tag *t, const char *name)
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
	block->element = top(r)->element;
	block->zones = p->elements[block->element].zones;
	block->kind = r->kind;
	block->level = r->level;
	r->texts += r->text.len;
	r->block = (struct page_block){ 0 };
	buf_reset(&r->text);
}

/* How many bytes from p on are a blank: no-break spaces are blanks too. */
static size_t
blank_length(const char *p, const char *end)
{
	if (is_space(*p))
		return 1;
	return end - p >= 2 && memcmp(p, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

/* What a run of text was, for the block that it went into. */
static void
count_text(struct reading *r, size_t before)
{
	const struct open *in = top(r);
	uint32_t bytes = (uint32_t)(r->text.len - before);

	if (bytes == 0)
		return;
	bytes -= r->text.data[before] == ' ';
	if (in->style & STYLE_LINK)
		r->block.link_bytes += bytes;
	if (in->style & STYLE_BOLD)
		r->block.bold_bytes += bytes;
	if (in->style & STYLE_SLANTED)
		r->block.slanted_bytes += bytes;
	r->block.hints = before == 0 ? in->hints : r->block.hints & in->hints;
}

static void
add_text(struct reading *r, const char *text, size_t len)
{
	size_t before = r->text.len, left = TEXT_MAX + 1 - r->texts - before;
	const char *p = text, *end = p + len;

	if (len > left) {
		r->page->cut_off = "a text too long";
		end = p + left;
		while (end > p && (*end & 0xc0) == 0x80)
			end--; /* characters stay whole */
	}
	while (p < end) {
		const char *from = p;
		size_t blank = 0;

		while (p < end && (blank = blank_length(p, end)) == 0)
			p++;
		if (p > from) {
			if (r->blank)
				buf_putc(&r->text, ' ');
			r->blank = false;
			buf_add(&r->text, from, (size_t)(p - from));
		}
		if (blank > 0)
			r->blank = r->text.len > 0;
		p += blank;
	}
	count_text(r, before);
	if (r->text.len > before)
		page_stamps_text(&r->page->stamps, r->text.data + before,
			r->text.len - before);
}

/* ---- metadata ---- */

static void
take_meta(struct reading *r, const struct html_tag *t)
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
take_link(struct reading *r, const struct html_tag *t)
{
	const struct html_slice *rel = html_attribute(t, "rel");

	if (rel != NULL && slice_is(*rel, "canonical") &&
		r->page->canonical == NULL)
		r->page->canonical = keep_attribute(r, t, "href");
}

/* Which text of an element is to be taken when it has ended. */
static enum gather
gathers(const struct reading *r, const struct html_tag *t)
{
	const struct html_slice *type = html_attribute(t, "type");

	if (slice_is(t->name, "title") && r->page->title == NULL &&
		r->page->nblocks == 0)
		return GATHER_TITLE;
	if (slice_is(t->name, "script") && type != NULL &&
		slice_is(*type, "application/ld+json"))
		return GATHER_JSONLD;
	return GATHER_NOTHING;
}

static void
take_gathered(struct reading *r, enum gather what)
{
	struct page *p = r->page;
	const struct html_slice all = { buf_text(&r->gathered),
		r->gathered.len };
	const char *text = keep(r, all);

	buf_reset(&r->gathered);
	if (text != NULL && what == GATHER_TITLE)
		p->title = text;
	if (text != NULL && what == GATHER_JSONLD)
		*arena_push(r->arena, p->jsonld, p->njsonld, p->cap_jsonld) =
			text;
}

/* Let the element pass by those who look for dates. */
static void
take_stamp(struct reading *r, const struct html_tag *t)
{
	struct stamp_attribute attributes[HTML_ATTRIBUTES];
	struct page *p = r->page;
	struct stamp_element e = {
		.tag = t->name.text,
		.tag_len = t->name.len,
		.attributes = attributes,
		.nattributes = t->nattributes,
		.zones = p->elements[top(r)->element].zones,
		.block = (uint32_t)p->nblocks,
	};

	for (size_t i = 0; i < t->nattributes; i++) {
		const struct html_attribute *a = &t->attributes[i];

		attributes[i] = (struct stamp_attribute){ a->name.text,
			a->value.text, a->name.len, a->value.len };
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
is_hidden(const struct html_tag *t)
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
hints_of(const struct reading *r, const struct html_tag *t)
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
zones_of(const struct html_tag *t, const char *name, uint64_t hints)
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
enter_block(struct reading *r, const struct html_tag *t, const char *name,
	struct open *open)
{
	struct page *p = r->page;
	uint64_t hints = takes_hints(name) ? hints_of(r, t) : 0;
	uint32_t zones = zones_of(t, name, hints);
	uint32_t parent = open->element;

	flush(r);
	r->kind = kind_of(name, &r->level);
	open->block = (uint32_t)r->depth;
	if (p->nelements >= ELEMENTS_MAX)
		return;
	*arena_push(r->arena, p->elements, p->nelements, p->cap_elements) =
		(struct page_element){
			.parent = parent,
			.zones = zones | p->elements[parent].zones,
			.hints = hints,
			.depth = (uint16_t)(p->elements[parent].depth + 1),
			.name = open->name,
		};
	open->element = (uint32_t)(p->nelements - 1);
	open->hints = 0;
}

/* An element within a line. */
static void
enter_inline(const struct reading *r, const struct html_tag *t,
	const char *name, struct open *open)
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

	open->in_line = true;
	open->hints |= hints_of(r, t);
	if (is_hidden(t))
		open->style |= STYLE_UNREAD;
	if (name == NULL)
		return;
	if (strcmp(name, "a") == 0 && html_attribute(t, "href") != NULL)
		open->style |= STYLE_LINK;
	for (size_t i = 0; i < sizeof(styles) / sizeof(*styles); i++)
		if (strcmp(name, styles[i].name) == 0)
			open->style |= styles[i].style;
}

/* What a block's text belongs to after another one in it has ended. */
static void
resume(struct reading *r)
{
	const struct open *block = &r->open[top(r)->block];

	r->kind = kind_of(block->name < html_names_count
				  ? html_names[block->name].name
				  : NULL,
		&r->level);
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

/* What an element says of the page, or does to the line. */
static void
take_metadata(struct reading *r, const struct html_tag *t)
{
	const char *name = t->name.text;

	if (strcmp(name, "meta") == 0)
		take_meta(r, t);
	else if (strcmp(name, "link") == 0)
		take_link(r, t);
	else if (strcmp(name, "br") == 0)
		line_break(r);
	else if (strcmp(name, "html") == 0 && r->page->language == NULL)
		r->page->language = keep_attribute(r, t, "lang");
}

/* Names with a dash are blocks that a page made up, as <news-card>; others
 * that nobody knows are of some word processor and stand within lines. */
static bool
is_inline(unsigned name, struct html_slice text)
{
	if (name < html_names_count)
		return html_names[name].behaviour & TAG_INLINE;
	return memchr(text.text, '-', text.len) == NULL;
}

static void
on_open(void *ctx, const struct html_tag *t)
{
	struct reading *r = ctx;
	unsigned number = html_name_find(&r->names, t->name);
	bool known = number < html_names_count;
	const char *name = known ? html_names[number].name : NULL;
	struct open open = *top(r);

	r->tags++;
	if (!(open.style & STYLE_UNREAD))
		take_metadata(r, t);
	open.name = known ? (uint8_t)number : NAME_UNKNOWN;
	open.in_line = false;
	open.gather =
		open.style & STYLE_UNREAD ? GATHER_NOTHING : gathers(r, t);
	if (known && html_names[number].behaviour & TAG_UNREAD)
		open.style |= STYLE_UNREAD;
	if (is_inline(number, t->name))
		enter_inline(r, t, name, &open);
	else
		enter_block(r, t, name, &open);
	vec_push(r->open, r->depth, r->cap_open) = open;
	take_stamp(r, t);
}

static void
on_close(void *ctx)
{
	struct reading *r = ctx;
	const struct open open = *top(r);

	if (open.gather != GATHER_NOTHING)
		take_gathered(r, open.gather);
	if (!open.in_line)
		flush(r);
	page_stamps_close(&r->page->stamps, r->arena);
	r->depth--;
	if (!open.in_line)
		resume(r);
}

static void
on_text(void *ctx, const char *text, size_t len)
{
	struct reading *r = ctx;

	if (html_is_western(text, len)) {
		buf_reset(&r->western);
		html_western(&r->western, text, len);
		text = r->western.data;
		len = r->western.len;
	}
	if (top(r)->gather != GATHER_NOTHING) {
		if (len <= METADATA_MAX - r->gathered.len)
			buf_add(&r->gathered, text, len);
	} else if (!(top(r)->style & STYLE_UNREAD))
		add_text(r, text, len);
}

/* Is there too much of the page?  What is left is not read. */
static bool
is_too_much(void *ctx)
{
	struct reading *r = ctx;

	if (r->texts + r->text.len > TEXT_MAX)
		r->page->cut_off = "a text too long";
	else if (r->page->nblocks >= BLOCKS_MAX)
		r->page->cut_off = "too many paragraphs";
	else if (r->tags >= TAGS_MAX || r->page->nelements >= ELEMENTS_MAX)
		r->page->cut_off = "too many elements";
	return r->page->cut_off != NULL;
}

void
html_read(const char *text, size_t len, struct arena *arena, struct page *page)
{
	struct reading r = { .arena = arena, .page = page };
	const struct html_events events = { &r, on_open, on_close, on_text,
		is_too_much };

	memset(page, 0, sizeof(*page));
	html_index_init(&r.names);
	page_hint_index_init(&r.hints);
	*arena_push(r.arena, page->elements, page->nelements,
		page->cap_elements) = (struct page_element){
		.name = NAME_UNKNOWN,
	};
	vec_push(r.open, r.depth, r.cap_open) = (struct open){
		.name = NAME_UNKNOWN,
	};
	if (!html_events_read(text, len, &events))
		page->cut_off = "tags nested too deep, or too long";
	flush(&r);
	buf_release(&r.text);
	buf_release(&r.gathered);
	buf_release(&r.western);
	free(r.open);
}
