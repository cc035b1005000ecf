/*
 * glass_postlist.h - posting lists in the chunks of a postlist table
 *
 * A list is cut into chunks, so that a reader may skip; each has the docid it
 * begins with in its key, and the first one says how long the whole list is.
 * Layout: docs/glass.md.
 *
 * Thread: a chunk belongs to one thread.
 */
#ifndef ENGINE_GLASS_POSTLIST_H
#define ENGINE_GLASS_POSTLIST_H

#include "base/buf.h"
#include "base/err.h"
#include "engine/glass/glass_table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A list on its way into a table; zeroed is ready. */
struct glass_chunks {
	struct glass_table *table;
	struct buf first_key; /* of the chunk that begins the list */
	struct buf key;	      /* of all others, without the docid */
	uint32_t documents;
	uint64_t frequency;
	/* the open chunk */
	uint32_t first, last;
	bool is_first;
	struct buf entries, tag, full_key;
};

/* Begin the list of a term; how many documents and what frequency it will
 * have must be known. */
void glass_chunks_term(struct glass_chunks *chunks, const char *term,
	size_t len, uint32_t documents, uint64_t frequency);

/* The key of the list of all documents' lengths. */
void glass_lengths_key(struct buf *key);

/* Begin the list of all documents' lengths. */
void glass_chunks_lengths(struct glass_chunks *chunks);

/* docid ascends; wdf, or the length. */
bool glass_chunks_add(struct glass_chunks *chunks, uint32_t docid, uint32_t wdf,
	struct err *err);

/* The same for many documents: entries as in a chunk, without the docid of the
 * first one; that of the last is `last`.  ERR_INDEX for bytes that are none. */
struct glass_entries {
	const char *at, *end;
	uint32_t first, last;
};
bool glass_chunks_copy(struct glass_chunks *chunks,
	const struct glass_entries *entries, struct err *err);
bool glass_chunks_end(struct glass_chunks *chunks, struct err *err);
void glass_chunks_release(struct glass_chunks *chunks);

/* Entries of at least so many bytes fill a chunk. */
#define GLASS_CHUNK_SIZE 2000

#endif
