/* source_html.c - web pages: one story a file */
#include "indexer/page/html.h"
#include "indexer/page/page_claims.h"
#include "indexer/page/page_dates.h"
#include "indexer/page/page_headline.h"
#include "indexer/page/page_jsonld.h"
#include "indexer/sources/feed.h"
#include "indexer/sources/source_kinds.h"
#include "indexer/story/story_finish.h"
#include "indexer/text/language.h"
#include "indexer/text/noise.h"
#include "indexer/text/plain_text.h"

#include <string.h>
#include <strings.h>

/* The story of a longer page is at its beginning, if there is one. */
#define PAGE_BYTES (4u << 20)
/* So much of what is no story is kept of a page. */
#define APART_BYTES (64u << 10)

/* What is being read: the page, the draft, and what is still weighed. */
struct reading_page {
	struct draft *draft;
	struct page page;
	struct page_claims claims; /* of the metadata */
	bool *chosen;
	size_t apart;	/* bytes of blocks set apart */
	size_t dropped; /* blocks that there was no room for */
};

static bool
is_web_url(const char *text)
{
	return strncasecmp(text, "http", 4) == 0 && strstr(text, "://") != NULL;
}

/* ---- text ---- */

/* Bytes of the blocks that were chosen. */
static size_t
chosen_bytes(const struct reading_page *r)
{
	size_t bytes = 0;

	for (size_t i = 0; i < r->page.nblocks; i++)
		if (r->chosen[i])
			bytes += r->page.blocks[i].len;
	return bytes;
}

/* What gives itself away by its words is called so wherever it stands. */
static void
set_apart(struct line *line, const struct page_block *block)
{
	const char *rule;
	const char *kind = noise_of_line(line, &rule);

	if (kind != NULL)
		line_apart(line, kind, rule);
	else
		line_apart(line, page_noise_kind(block), "page layout");
}

/* A block that is no part of the story: apart, while there is room, unless
 * nobody sees it. */
static void
leave_out(struct reading_page *r, struct line *line, const struct page_block *b)
{
	if (b->zones & ZONE_HIDDEN || r->apart + b->len > APART_BYTES) {
		line->role = LINE_USED;
		r->dropped += !(b->zones & ZONE_HIDDEN);
		return;
	}
	r->apart += b->len;
	set_apart(line, b);
}

/* The blocks as lines, those outside the story set apart. */
static void
read_blocks(struct reading_page *r)
{
	const struct page *p = &r->page;
	struct lines lines = {
		.items = arena_array(
			r->draft->arena, p->nblocks + 1, sizeof(*lines.items)),
	};

	for (size_t i = 0; i < p->nblocks; i++) {
		struct line *line = &lines.items[lines.count];
		const struct page_block *b = &p->blocks[i];

		if (!line_make(line, r->draft->arena, b->text, b->len))
			continue;
		line->gap = 1;
		lines.count++;
		if (r->draft->story.headline != NULL &&
			b->kind == BLOCK_HEADING &&
			plain_head_same(r->draft->story.headline, line->text))
			line->role = LINE_USED;
		else if (!r->chosen[i])
			leave_out(r, line, b);
	}
	if (r->dropped > 0)
		draft_warning(r->draft, "boilerplate: %zu blocks left out",
			r->dropped);
	plain_text_lines(r->draft, &lines);
}

/* The text that the metadata claims, where the page shows far less. */
static void
read_text(struct reading_page *r)
{
	const char *body = r->claims.body;

	if (body != NULL && strlen(body) > 200 &&
		chosen_bytes(r) * 2 < strlen(body))
		plain_text_body(r->draft, body, strlen(body));
	else
		read_blocks(r);
}

static void
read_page(struct draft *draft, const char *text, size_t len)
{
	struct reading_page r = { .draft = draft };
	struct story *s = &draft->story;
	struct page *p = &r.page;

	html_read(text, len, draft->arena, p);
	if (p->cut_off != NULL)
		draft_warning(draft, "page cut off: %s", p->cut_off);
	r.chosen = arena_array(draft->arena, p->nblocks + 1, sizeof(bool));
	if (p->canonical != NULL && is_web_url(p->canonical))
		s->url = p->canonical;
	page_jsonld_read(draft, p, &r.claims);
	page_claims_read(draft, p, &r.claims);
	page_choose(p, &r.claims, draft->arena, r.chosen);
	page_dates_read(draft, &(struct page_text){ p, r.chosen, text, len });
	if (s->language == NULL)
		s->language = language_tag(p->language, draft->arena);
	if (r.claims.site != NULL) {
		s->outlet_name = r.claims.site;
		s->outlet_evidence = "meta";
	}
	page_headline_choose(draft, p, &r.claims);
	read_text(&r);
}

/* The page as UTF-8; of a monster only the beginning. */
static bool
read_bytes(struct source *source, struct buf *text, struct draft *draft)
{
	struct feed *feed = source->feed;
	size_t ahead = feed_want(feed, PAGE_BYTES + 1), len;
	char declared[32];
	const char *name = html_declared(feed_ahead(feed), ahead, declared);

	if (ahead <= PAGE_BYTES || source->rules->story_max <= PAGE_BYTES)
		return source_whole(source, name, text, draft);
	if (!source_ahead(source, PAGE_BYTES, name, text, draft))
		return false;
	draft_warning(draft, "page cut off: more than %u bytes", PAGE_BYTES);
	while ((len = feed_want(feed, 1)) > 0)
		feed_skip(feed, len);
	return true;
}

bool
source_html_read(struct source *source, struct err *err)
{
	struct arena arena = { 0 };
	struct buf text = { 0 };
	struct draft draft;
	bool ok = true;

	draft_init(&draft, &arena, source, 0, 0);
	if (read_bytes(source, &text, &draft)) {
		read_page(&draft, buf_text(&text), text.len);
		ok = story_finish(&draft, err);
	}
	buf_release(&text);
	arena_release(&arena);
	return ok;
}

bool
source_html_sniff(const struct source_head *head)
{
	return strcasecmp(head->doctype, "html") == 0 ||
	       source_head_root(head, "html") ||
	       source_head_root(head, "head") || source_head_root(head, "body");
}
