/*
 * source_xml.h - what the readers of XML formats share
 *
 * Thread: any.
 */
#ifndef INDEXER_SOURCE_XML_H
#define INDEXER_SOURCE_XML_H

#include "base/arena.h"
#include "indexer/sources/source.h"
#include "indexer/sources/xml.h"
#include "indexer/story/draft.h"

#include <stdbool.h>
#include <stddef.h>

/* A document being read: its tree and what its stories share. */
struct xml_source {
	struct source *source;
	struct arena arena; /* of the tree */
	struct xml_doc doc;
	size_t replaced; /* bytes that were no characters */
	const char *encoding;
	uint64_t nth; /* of the next story in the document */
};

/* The whole input as a tree; false when it is none: the sink was told. */
bool xml_source_open(struct xml_source *x, struct source *source);
void xml_source_release(struct xml_source *x);

/* The next story of the document; the arena is its own. */
void xml_source_draft(
	struct xml_source *x, struct draft *draft, struct arena *arena);

/* Text that may be HTML, of one line and of many; in the draft's arena.  NULL
 * if nothing is left. */
const char *xml_line(struct draft *draft, const char *text);
const char *xml_lines(struct draft *draft, const char *text);

/* Fields of a draft that a format fills if they are empty. */
void xml_set(struct draft *draft, const char **field, const char *text);
void xml_set_modified(struct draft *draft, const char *text);
/* A body that has headline and so on already; NULL is none. */
void xml_set_body(struct draft *draft, const char *text);
/* Does a summary say more than the headline, and than the beginning of the
 * body?  Either may be missing; so may the summary, which then does not. */
bool xml_is_deck(
	const struct draft *draft, const char *summary, const char *body);
/* An agency under the name it is known by; it is not the outlet. */
void xml_set_agency(struct draft *draft, const char *text);

#endif
