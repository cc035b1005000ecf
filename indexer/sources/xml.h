/*
 * xml.h - XML as a light tree; the one door to libxml2
 *
 * The parser goes on where XML is ill-formed: stray &, names of HTML like
 * &nbsp;, tags that are not closed, several roots or none.  Document types are
 * dropped before it sees them, so that no entity is ever declared; nothing is
 * fetched, and nothing is printed.
 *
 * Names are compared without regard to case.  A name has the prefix that is
 * usual for its namespace, whatever the document calls it: dc:creator,
 * content:encoded; the elements of RSS, Atom, XHTML, NITF and NewsML-G2 have
 * none.
 *
 * Thread: any, after xml_start().
 */
#ifndef INDEXER_XML_H
#define INDEXER_XML_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct xml_attr {
	const char *name, *value;
	struct xml_attr *next;
};

/* An element, or a text between elements. */
struct xml_node {
	const char *name; /* NULL: a text */
	const char *text; /* of a text */
	struct xml_attr *attrs;
	struct xml_node *parent, *child, *last, *next;
};

struct xml_doc {
	struct xml_node *root; /* of no name; what stood on top is in it */
	bool cut; /* nested too deeply, or far too long: the rest is missing */
};

/* Once, before threads begin. */
void xml_start(void);

/* Read text[0..len), UTF-8; all memory from the arena. */
void xml_read(
	const char *text, size_t len, struct arena *arena, struct xml_doc *out);

/* The encoding that <?xml encoding="..."?> declares, into out; or NULL. */
const char *xml_declared(const char *bytes, size_t len, char out[32]);

/* The first child, sibling behind, or descendant of this name; or NULL.  All
 * are fine with NULL. */
struct xml_node *xml_child(const struct xml_node *node, const char *name);
struct xml_node *xml_next(const struct xml_node *node, const char *name);
struct xml_node *xml_find(const struct xml_node *node, const char *name);
/* The same down a path of children: "head/docdata/doc-id". */
struct xml_node *xml_at(const struct xml_node *node, const char *path);

bool xml_is(const struct xml_node *node, const char *name);
const char *xml_attr(const struct xml_node *node, const char *name);

/* All text in a node, white space squeezed; NULL if that leaves nothing. */
char *xml_text(const struct xml_node *node, struct arena *arena);
/* All text as it stands. */
char *xml_raw(const struct xml_node *node, struct arena *arena);
/* Its paragraphs, one a line (xml_text.c): XHTML, NITF and their kin. */
char *xml_paragraphs(const struct xml_node *node, struct arena *arena);

#endif
