/*
 * html_tree.h - the elements of a page that are open while it is read
 *
 * What browsers do with end tags that are missing, wrong or too many, as far
 * as texts are concerned: a paragraph ends where another block begins, an
 * item where the next one does, and an end tag that fits nothing is passed
 * over.  Every step takes the same time however deep the page is.
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_HTML_TREE_H
#define INDEXER_HTML_TREE_H

#include "indexer/page/html_names.h"

#include <stdbool.h>
#include <stdint.h>

/* Browsers stop here, too: what is deeper lies in the deepest. */
#define HTML_DEPTH 512
/* Unknown names are told apart by so many numbers. */
#define HTML_UNKNOWN 64
#define HTML_KEYS (256 + HTML_UNKNOWN)

enum html_style {
	STYLE_UNREAD = 1,
	STYLE_LINK = 2,
	STYLE_BOLD = 4,
	STYLE_SLANTED = 8
};

/* An element that is open, and what holds for the text in it. */
struct html_open {
	uint16_t key;  /* its name's number, or one made of an unknown name */
	bool in_line;  /* no block */
	uint8_t style; /* of html_style */
	uint32_t element;	 /* of the page */
	uint64_t hints;		 /* of elements within the line */
	uint16_t same;		 /* the next one below of this name; 0: none */
	uint16_t barrier;	 /* the topmost one at or below; 0: none */
	uint16_t block;		 /* the topmost block at or below */
	uint16_t groups[GROUPS]; /* which of a group is open and in sight */
};

struct html_tree {
	struct html_open open[HTML_DEPTH]; /* [0] is the root */
	unsigned top;
	uint16_t last[HTML_KEYS]; /* the topmost one of a name; 0: none */
	struct html_index index;
};

void html_tree_init(struct html_tree *tree);

/* What is known of a name; behaviour of unknown ones goes by their looks. */
struct html_known {
	uint16_t key;
	struct html_name name; /* .name is NULL if it is unknown */
};
struct html_known html_tree_know(
	const struct html_tree *tree, struct html_slice name);

/* Which one a start tag ends with all above it; 0: none. */
unsigned html_tree_ends(
	const struct html_tree *tree, const struct html_known *known);
/* Which one an end tag ends; 0: none. */
unsigned html_tree_closes(
	const struct html_tree *tree, const struct html_known *known);

/* Open one: it is as the one below in all that is not set here.  NULL, and
 * nothing is done, where the page is too deep. */
struct html_open *html_tree_push(
	struct html_tree *tree, const struct html_known *known);
void html_tree_pop(struct html_tree *tree);

#endif
