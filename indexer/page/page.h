/*
 * page.h - a web page as blocks of text, without its mark-up
 *
 * What html.c makes of the bytes, and what the choosing functions look at.
 * A block is a run of text that a reader sees as one: a paragraph, a
 * heading, an item.  Elements are kept as a tree of numbers (0 is the root),
 * so that the part of the page with the story can be chosen.
 *
 * Pure data in an arena.  Thread: as the arena.
 */
#ifndef INDEXER_PAGE_H
#define INDEXER_PAGE_H

#include "base/arena.h"
#include "indexer/page/page_stamps.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What an element, or one that it lies in, is for. */
enum page_zone {
	ZONE_ARTICLE = 1, /* <article> */
	ZONE_MAIN = 2,
	ZONE_BODY = 4, /* says that it holds the text of the story */
	ZONE_NAVIGATION = 8,
	ZONE_ASIDE = 16,
	ZONE_CAPTION = 32,
	ZONE_RELATED = 64,
	ZONE_COMMENTS = 128,
	ZONE_SHARE = 256,
	ZONE_HEADER = 512,  /* <header>: of the page, or of the article */
	ZONE_HINTED = 1024, /* told by a class name only: may be wrong */
	ZONE_HIDDEN = 2048, /* not shown when the page opens */
	ZONE_NOISE = ZONE_NAVIGATION | ZONE_ASIDE | ZONE_CAPTION |
		     ZONE_RELATED | ZONE_COMMENTS | ZONE_SHARE | ZONE_HIDDEN
};

enum block_kind {
	BLOCK_OTHER, /* text in a <div> and the like */
	BLOCK_PARAGRAPH,
	BLOCK_HEADING,
	BLOCK_ITEM,
	BLOCK_CELL
};

struct page_block {
	const char *text; /* white space squeezed; never empty */
	uint32_t len;
	uint32_t link_bytes; /* of them in links */
	uint32_t bold_bytes;
	uint32_t slanted_bytes;
	uint32_t element; /* in which it stands */
	uint32_t zones;
	uint64_t hints; /* of the lines' own elements that hold all of it */
	enum block_kind kind;
	unsigned level; /* of a heading, 1..6 */
};

struct page_element {
	uint32_t parent; /* a smaller number; of the root: 0 */
	uint32_t zones;	 /* its own and those it lies in */
	uint64_t hints;	 /* its own: bits of enum page_hint */
	uint16_t depth;
	uint8_t name; /* of html_names[] */
};

struct page_meta {
	const char *name; /* of name=, property= or itemprop= */
	const char *content;
};

struct page {
	const char *title; /* of <title>; NULL if there is none */
	const char *language;
	const char *canonical;
	const char *cut_off; /* why the rest was not read; NULL */
	struct page_meta *metas;
	size_t nmetas, cap_metas;
	const char **jsonld; /* texts of such scripts */
	size_t njsonld, cap_jsonld;
	struct page_stamps stamps;
	struct page_block *blocks;
	size_t nblocks, cap_blocks;
	struct page_element *elements;
	size_t nelements, cap_elements;
};

/* What a page claims of its story, in metadata; each may be NULL. */
struct page_claims {
	const char *headline; /* of the article */
	const char *title;    /* of the page as it is shared */
	const char *site;
	const char *description;
	const char *body; /* plain text; may be cut */
};

/* ---- page_body.c: where the story is ---- */

/* Fill chosen[0..nblocks): is the block of the story's text? */
void page_choose(const struct page *page, const struct page_claims *claims,
	struct arena *arena, bool *chosen);
/* What a block that was not chosen is called in boilerplate. */
const char *page_noise_kind(const struct page_block *block);

#endif
