/*
 * page_stamps.h - the elements of a page that may say when it was published
 *
 * While a page is read, its elements and texts pass through here in their
 * order; those that tell of a date by their tag or by the names they have
 * (class=entry-date, itemprop=datePublished) are kept with what they hold.
 * Each opened element is closed again; void ones (<meta>) at once.
 *
 * Pure data in an arena.  Thread: as the arena.
 */
#ifndef INDEXER_PAGE_STAMPS_H
#define INDEXER_PAGE_STAMPS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the names of an element tell of the date in it. */
enum stamp_hint {
	STAMP_TIME = 1, /* <time> */
	STAMP_DATE = 2,
	STAMP_PUBLISHED = 4,
	STAMP_MODIFIED = 8,
	STAMP_BYLINE = 16,  /* may have a date among other things */
	STAMP_OTHER = 32,   /* of something else: an event, a comment */
	STAMP_PROPERTY = 64 /* said in a vocabulary for machines */
};

struct page_stamp {
	const char *machine; /* datetime=, content=, title=; or NULL */
	const char *text;    /* what it holds, if that is short; or NULL */
	uint32_t hints;	     /* of enum stamp_hint */
	uint32_t zones;
	uint32_t block; /* how many blocks came before */
};

/* An element holds at most so many bytes of text to be a stamp. */
#define STAMP_TEXT 160
/* Elements within elements; deeper ones are not watched. */
#define STAMP_DEPTH 8

struct stamp_gathering {
	size_t stamp; /* its number */
	uint32_t depth;
	uint32_t len;
	bool border; /* an element began or ended since the last text */
	bool too_long;
	char text[STAMP_TEXT];
};

struct page_stamps {
	struct page_stamp *items;
	size_t count, cap;
	uint32_t depth; /* elements that are open */
	unsigned nopen;
	struct stamp_gathering open[STAMP_DEPTH];
};

struct stamp_attribute {
	const char *name, *value; /* small letters; as it stands */
	size_t name_len, value_len;
};

/* What an element is, and where it stands. */
struct stamp_element {
	const char *tag; /* small letters */
	size_t tag_len;
	const struct stamp_attribute *attributes;
	size_t nattributes;
	uint32_t zones, block;
};

void page_stamps_open(struct page_stamps *stamps, struct arena *arena,
	const struct stamp_element *element);
void page_stamps_text(struct page_stamps *stamps, const char *text, size_t len);
void page_stamps_close(struct page_stamps *stamps, struct arena *arena);

/* What a class, an id or a property tells: bits of stamp_hint. */
uint32_t page_stamp_hints(const char *names, size_t len);

#endif
