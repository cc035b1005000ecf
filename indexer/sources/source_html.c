/* source_html.c - web pages: one story a file */
#include "indexer/page/html.h"
#include "indexer/page/page_dates.h"
#include "indexer/page/page_jsonld.h"
#include "indexer/sources/feed.h"
#include "indexer/sources/source_kinds.h"
#include "indexer/story/story_finish.h"
#include "indexer/text/language.h"
#include "indexer/text/noise.h"
#include "indexer/text/plain_text.h"

#include <string.h>
#include <strings.h>

/* ---- metadata ---- */

enum meta_use {
	META_HEADLINE,
	META_SITE,
	META_AUTHOR,
	META_SECTION,
	META_URL,
	META_SUBJECTS,
	META_LANGUAGE
};

/* Names that pages use, better ones of a kind before others. */
static const struct meta_row {
	const char *name;
	enum meta_use use;
} meta_rows[] = {
	{ "og:title", META_HEADLINE },
	{ "twitter:title", META_HEADLINE },
	{ "parsely-title", META_HEADLINE },
	{ "sailthru.title", META_HEADLINE },
	{ "dc.title", META_HEADLINE },
	{ "headline", META_HEADLINE },
	{ "og:site_name", META_SITE },
	{ "publisher", META_SITE },
	{ "dc.publisher", META_SITE },
	{ "application-name", META_SITE },
	{ "author", META_AUTHOR },
	{ "article:author", META_AUTHOR },
	{ "parsely-author", META_AUTHOR },
	{ "sailthru.author", META_AUTHOR },
	{ "dc.creator", META_AUTHOR },
	{ "byl", META_AUTHOR },
	{ "article:section", META_SECTION },
	{ "parsely-section", META_SECTION },
	{ "og:url", META_URL },
	{ "news_keywords", META_SUBJECTS },
	{ "keywords", META_SUBJECTS },
	{ "og:locale", META_LANGUAGE },
	{ "content-language", META_LANGUAGE },
};

/* What is being read: the page, the draft, and what is still weighed. */
struct reading_page {
	struct draft *draft;
	struct page page;
	struct page_claims claims; /* of the metadata */
	const char *h1;
	bool *chosen;
};

static bool
is_web_url(const char *text)
{
	return strncasecmp(text, "http", 4) == 0 && strstr(text, "://") != NULL;
}

static void
use_meta(struct reading_page *r, enum meta_use use, const char *text)
{
	struct draft *draft = r->draft;
	struct story *s = &draft->story;

	switch (use) {
	case META_HEADLINE:
		if (r->claims.headline == NULL)
			r->claims.headline = text;
		break;
	case META_SITE:
		if (r->claims.site == NULL && !is_web_url(text))
			r->claims.site = text;
		break;
	case META_AUTHOR:
		if (s->nauthors == 0 && !is_web_url(text))
			draft_byline(draft, text, strlen(text));
		break;
	case META_SECTION:
		if (s->section == NULL)
			s->section = text;
		break;
	case META_URL:
		if (s->url == NULL && is_web_url(text))
			s->url = text;
		break;
	case META_SUBJECTS:
		if (s->nsubjects == 0)
			draft_subjects(draft, text);
		break;
	case META_LANGUAGE:
		if (s->language == NULL)
			s->language = language_tag(text, draft->arena);
		break;
	}
}

static void
read_metas(struct reading_page *r)
{
	const struct page *p = &r->page;

	for (size_t i = 0; i < sizeof(meta_rows) / sizeof(*meta_rows); i++)
		for (size_t m = 0; m < p->nmetas; m++) {
			const char *text;

			if (strcasecmp(p->metas[m].name, meta_rows[i].name) !=
				0)
				continue;
			text = draft_squeeze(r->draft, p->metas[m].content,
				strlen(p->metas[m].content));
			if (text != NULL)
				use_meta(r, meta_rows[i].use, text);
		}
}

/* ---- headline ---- */

/* The page's own heading, if it has just one that may be the headline. */
static const char *
find_h1(const struct reading_page *r)
{
	const struct page *p = &r->page;
	const char *found = NULL;

	for (size_t i = 0; i < p->nblocks; i++) {
		const struct page_block *b = &p->blocks[i];

		if (b->kind != BLOCK_HEADING || b->level != 1 ||
			(b->zones & (ZONE_NAVIGATION | ZONE_ASIDE |
					    ZONE_RELATED)) != 0)
			continue;
		if (found != NULL && strcmp(found, b->text) != 0)
			return NULL;
		found = b->text;
	}
	return found;
}

/* A title without the site's name, where that is known to be one. */
static const char *
without_site(struct reading_page *r, const char *title)
{
	size_t clean = plain_head_without_site(title, strlen(title));
	const char *site = strchr(title + clean + (title[clean] == ' '), ' ');

	if (title[clean] == '\0' || site == NULL)
		return title;
	if (title[clean + 1] != '|' &&
		(r->claims.site == NULL ||
			!plain_head_same(site + 1, r->claims.site)) &&
		(r->h1 == NULL || strlen(r->h1) > clean))
		return title;
	r->draft->site = arena_string(r->draft->arena, site + 1);
	return arena_copy(r->draft->arena, title, clean);
}

static void
choose_headline(struct reading_page *r)
{
	struct story *s = &r->draft->story;
	const char *title = r->page.title;
	const char *claim = r->claims.headline;

	r->h1 = find_h1(r);
	if (title != NULL)
		title = draft_squeeze(r->draft, title, strlen(title));
	if (title != NULL)
		title = without_site(r, title);
	if (claim != NULL)
		claim = without_site(r, claim);
	if (r->h1 != NULL &&
		((claim == NULL && title == NULL) ||
			(claim != NULL && plain_head_same(r->h1, claim)) ||
			(title != NULL && plain_head_same(r->h1, title))))
		s->headline = r->h1;
	else if (claim != NULL)
		s->headline = claim;
	else
		s->headline = title != NULL ? title : r->h1;
	if (s->headline != NULL)
		s->headline = draft_squeeze(
			r->draft, s->headline, strlen(s->headline));
	if (s->headline != NULL && r->page.title != NULL &&
		strcmp(s->headline, r->page.title) != 0)
		s->headline_raw = draft_squeeze(
			r->draft, r->page.title, strlen(r->page.title));
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
		if (r->draft->story.headline != NULL && !r->chosen[i] &&
			b->kind == BLOCK_HEADING &&
			plain_head_same(r->draft->story.headline, line->text))
			line->role = LINE_USED;
		else if (!r->chosen[i])
			set_apart(line, b);
	}
	plain_text_lines(r->draft, &lines);
}

/* The text that the metadata claims, where the page shows far less. */
static void
read_text(struct reading_page *r)
{
	const char *body = r->claims.body;

	if (body != NULL && html_in_text(body))
		body = html_to_text(body, strlen(body), r->draft->arena);
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
	page_choose(p, draft->arena, r.chosen);
	if (p->canonical != NULL && is_web_url(p->canonical))
		s->url = p->canonical;
	page_jsonld_read(draft, p, &r.claims);
	read_metas(&r);
	page_dates_read(draft, &(struct page_text){ p, r.chosen, text, len });
	if (s->language == NULL)
		s->language = language_tag(p->language, draft->arena);
	if (r.claims.site != NULL) {
		s->outlet_name = r.claims.site;
		s->outlet_evidence = "meta";
	}
	choose_headline(&r);
	read_text(&r);
}

bool
source_html_read(struct source *source, struct err *err)
{
	struct arena arena = { 0 };
	struct buf text = { 0 };
	struct draft draft;
	char declared[32];
	bool ok = true;
	size_t ahead = feed_want(source->feed, 4096);

	draft_init(&draft, &arena, source, 0, 0);
	if (source_whole(source,
		    html_declared(feed_ahead(source->feed), ahead, declared),
		    &text, &draft)) {
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
