/*
 * html_names.h - the elements of HTML, and how each behaves
 *
 * Pure data.  Thread: any.
 */
#ifndef INDEXER_HTML_NAMES_H
#define INDEXER_HTML_NAMES_H

#include "indexer/page/html_tokens.h"

#include <stdint.h>

enum html_behaviour {
	TAG_VOID = 1,	  /* has no end */
	TAG_INLINE = 2,	  /* stands within a line of text */
	TAG_UNREAD = 4,	  /* nobody reads its text */
	TAG_RAW = 8,	  /* holds no tags */
	TAG_BARRIER = 16, /* end tags inside close nothing outside */
	TAG_TABLE = 32	  /* whose own end tags pass barriers */
};

/* Elements that HTML closes by themselves: an open one of the group ends
 * where another of it begins. */
enum html_group {
	GROUP_NONE,
	GROUP_P,
	GROUP_ITEM,
	GROUP_TERM,
	GROUP_HEADING,
	GROUP_OPTION,
	GROUP_CELL,
	GROUP_ROW,
	GROUP_LINK,
	GROUPS
};

struct html_name {
	const char *name;
	uint8_t behaviour; /* of html_behaviour */
	uint8_t group;
	/* Groups whose open elements this one ends, as bits, and those it
	 * shields from being ended by what it holds. */
	uint16_t ends;
	uint16_t shields;
};

/* Rows by their number; html_names_count of them. */
extern const struct html_name html_names[];
extern const unsigned html_names_count;

/* A table to find rows by, made anew for each page: 256 bytes. */
struct html_index {
	uint8_t slots[256]; /* 1 + number of row; 0: free */
};

void html_index_init(struct html_index *index);

/* The number of a name in any case; html_names_count if it is unknown. */
unsigned html_name_find(const struct html_index *index, struct html_slice name);

#endif
