/*
 * glass_table.h - a table of a glass database, filled in the order of its keys
 *
 * A table is a file of blocks, a B-tree from keys to tags.  Entries come in
 * ascending order, so leaves are appended one after the other and a branch
 * block is written when its last child has been: every write is an append,
 * and the leaves lie in the file as in the order of their keys.
 * Layout of blocks and items: docs/glass.md.
 *
 * Errors: ERR_IO; ERR_INDEX for keys that do not ascend or are too long.
 * Thread: a table belongs to one thread.
 */
#ifndef ENGINE_GLASS_TABLE_H
#define ENGINE_GLASS_TABLE_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GLASS_KEY_MAX 255

struct glass_table;

struct glass_table *glass_table_new(const char *path, struct err *err);
void glass_table_free(struct glass_table *table); /* NULL is fine */

/* A tag that is deflated (raw, RFC 1951) is marked so. */
struct glass_tag {
	const char *bytes;
	size_t len;
	bool deflated;
};

/* key, 1..GLASS_KEY_MAX bytes, is greater than the one before. */
bool glass_table_add(struct glass_table *table, const struct buf *key,
	const struct glass_tag *tag, struct err *err);

/*
 * Write what is open (not fsynced), and append to root_info where the root is,
 * for glass_version_write().  compress_min: tags longer than this may be
 * deflated by who updates the table later; 0: never.
 */
bool glass_table_finish(struct glass_table *table, uint32_t compress_min,
	struct buf *root_info, struct err *err);

#endif
