/*
 * sniff.h - what an input is, by its first bytes and by its name
 *
 * Each kind of source_kinds may look at the head of an input and say that it
 * is one of its own beyond doubt.  The ending of the name breaks ties, and
 * decides where no bytes are beyond doubt.
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_SNIFF_H
#define INDEXER_SNIFF_H

#include <stdbool.h>
#include <stddef.h>

#define SNIFF_BYTES 8192 /* what is worth having ahead */
#define SNIFF_NAME 40

struct source_kind;

/* The first bytes, and what stands first in them if that is markup. */
struct source_head {
	const char *bytes; /* as they are */
	size_t len;
	const char *text; /* behind mark and white space; of UTF-16 every other
			     byte */
	size_t text_len;
	char doctype[SNIFF_NAME]; /* <!DOCTYPE this; "" if there is none */
	char root[SNIFF_NAME];	  /* the first element; "" if none begins */
	bool xml;		  /* begins with <?xml */
	char narrow[1024];	  /* where text of UTF-16 is kept */
};

void source_head_read(struct source_head *head, const char *bytes, size_t len);

/* Is the first element, with its prefix or without, called so? */
bool source_head_root(const struct source_head *head, const char *name);

/* The kind of an input of this name; NULL: no source reads it. */
const struct source_kind *source_kind_told(
	const struct source_head *head, const char *name);

#endif
