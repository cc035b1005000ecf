/*
 * glass_reader.h - a table of a database, mapped, and its entries by key
 *
 * Any table that libxapian 1.4 could read: blocks of any size, leaves in any
 * order, tags in pieces.  An entry is found by going down from the root, with
 * a binary search in each block, and its key and tag are loans from the map.
 * Nothing is believed of a block but what is looked at: whatever bytes there
 * are, nothing outside the map is read, and nothing twice, because keys and
 * pieces must ascend.  Layout: docs/glass.md.
 *
 * Errors: ERR_IO; ERR_INDEX with the file.
 * Thread: an opened table is only read: any thread.  A spot belongs to one.
 */
#ifndef ENGINE_GLASS_READER_H
#define ENGINE_GLASS_READER_H

#include "base/buf.h"
#include "base/err.h"
#include "base/fs.h"
#include "engine/glass/glass_block.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct glass_reader {
	char *path;
	struct fs_map map;
	uint32_t root, level, block_size, blocks;
};

/* Of the tables only this one is asked for. */
struct glass_database {
	struct glass_reader postlist;
	uint32_t documents, last_docid;
};

/* dir: the folder of the database. */
bool glass_database_open(
	const char *dir, struct glass_database *database, struct err *err);
/* Zeroed is fine. */
void glass_database_close(struct glass_database *database);

/* An entry of a table, and the way to it; begin with `table` alone set. */
struct glass_spot {
	const struct glass_reader *table;
	struct {
		const unsigned char *block;
		uint32_t at, n; /* the item gone to, of how many */
	} way[GLASS_LEVELS];	/* by level */

	/* the entry at hand; its key is empty before the first entry and
	 * behind the last one, and then it has no tag */
	const unsigned char *key, *piece;
	uint32_t key_len, piece_len;
	uint32_t number; /* of the piece, from 1 */
	bool whole;	 /* the piece is the tag, or its last one */
	bool deflated;
	bool over; /* behind the last one */
};

/* To the last entry that is not behind the key, or before the first entry. */
bool glass_find(
	struct glass_spot *spot, const void *key, size_t len, struct err *err);

/* To the first entry that is not before the key. */
bool glass_find_from(
	struct glass_spot *spot, const void *key, size_t len, struct err *err);

/* To the next entry. */
bool glass_next(struct glass_spot *spot, struct err *err);

/* The key at hand is this one. */
bool glass_is(const struct glass_spot *spot, const void *key, size_t len);

/* The tag at hand as stored: a loan from the map, or of `joined`. */
bool glass_tag_of(struct glass_spot *spot, struct buf *joined,
	const unsigned char **tag, size_t *len, struct err *err);

/* Say that this table is damaged. */
bool glass_damaged(
	const struct glass_reader *table, const char *fault, struct err *err);

#endif
