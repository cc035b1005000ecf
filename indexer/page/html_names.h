/*
 * html_names.h - the elements of HTML, and how each behaves
 *
 * Pure data.  Thread: any.
 */
#ifndef INDEXER_HTML_NAMES_H
#define INDEXER_HTML_NAMES_H

#include "indexer/page/html_events.h"

#include <stdint.h>

enum html_behaviour {
	TAG_INLINE = 1, /* stands within a line of text */
	TAG_UNREAD = 2	/* nobody reads its text */
};

struct html_name {
	const char *name;
	uint8_t behaviour; /* of html_behaviour */
};

/* Rows by their number; html_names_count of them. */
extern const struct html_name html_names[];
extern const unsigned html_names_count;

/* A table to find rows by, made anew for each page: 256 bytes. */
struct html_index {
	uint8_t slots[256]; /* 1 + number of row; 0: free */
};

void html_index_init(struct html_index *index);

/* The number of a name in small letters; html_names_count if unknown. */
unsigned html_name_find(const struct html_index *index, struct html_slice name);

#endif
