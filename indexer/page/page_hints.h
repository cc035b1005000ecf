/*
 * page_hints.h - what the names in a page tell of its parts
 *
 * Pages call their parts alike: a class "article__body", an id
 * "relatedStories".  The words of such names are facts about the web, not
 * about a site.  Names are compared in small letters with their words apart:
 * articleBody, article_body and article--body are all "article-body".
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_PAGE_HINTS_H
#define INDEXER_PAGE_HINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum page_hint {
	HINT_BODY,
	HINT_ARTICLE,
	HINT_TEXT,
	HINT_LEAD,
	HINT_TITLE,
	HINT_BYLINE,
	HINT_DATE,
	HINT_CAPTION,
	HINT_MEDIA,
	HINT_RELATED,
	HINT_MORE,
	HINT_PROMO,
	HINT_NEWSLETTER,
	HINT_AD,
	HINT_SHARE,
	HINT_COMMENT,
	HINT_NAV,
	HINT_FOOTER,
	HINT_SIDE,
	HINT_WIDGET,
	HINT_META,
	HINT_TAG,
	HINT_HIDDEN,
	HINT_COOKIE,
	HINT_BOX,
	HINT_QUOTE,
	HINT_EMBED,
	HINT_BIO,
	HINT_CARD,
	HINT_DATA,
	HINT_NOTE,
	HINT_LIVE,
	HINT_TOC,
	HINT_HEADER,
	HINTS
};

#define HINT(name) (UINT64_C(1) << HINT_##name)

/* The words that are known, by the letter they begin with. */
#define PAGE_HINT_WORDS 640
struct page_hint_word {
	const char *text; /* not NUL-terminated */
	uint8_t len;
	uint8_t hint;
	bool whole; /* nothing may follow but another word */
};
struct page_hint_index {
	struct page_hint_word words[PAGE_HINT_WORDS];
	uint16_t first[27]; /* of a, of b, … and the end */
};

void page_hint_index_init(struct page_hint_index *index);

/* The hints in a class or an id, as bits. */
uint64_t page_hints_of(
	const struct page_hint_index *index, const char *text, size_t len);

/* The zones that hints make of an element and what it holds. */
uint32_t page_zones_of_hints(uint64_t hints);
/* By the name of the element, in small letters. */
uint32_t page_zones_of_tag(const char *tag);
uint32_t page_zones_of_role(const char *role, size_t len);

#endif
