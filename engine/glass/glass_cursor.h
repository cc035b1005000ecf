/*
 * glass_cursor.h - a table read from its first entry to its last
 *
 * Goes down from the root as a search does, and refuses whatever a search
 * might stumble over: blocks that lie outside, are visited twice or stand on
 * the wrong level, items that overlap, keys that do not ascend, separators
 * that lead astray, tags with pieces missing.  For checking what was written;
 * questions are answered by libxapian.
 * Layout: docs/glass.md.
 *
 * Error: ERR_INDEX with the file and the block.
 * Thread: a cursor belongs to one thread.
 */
#ifndef ENGINE_GLASS_CURSOR_H
#define ENGINE_GLASS_CURSOR_H

#include "base/buf.h"
#include "base/err.h"
#include "base/fs.h"
#include "base/pack.h"
#include "engine/glass/glass_block.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What iamglass says of a table. */
struct glass_root {
	uint32_t block, level, entries, block_size, blocks;
};

/* Read it from the bytes of iamglass; false when it is none of ours. */
bool glass_root_read(struct unpack *in, struct glass_root *root);

struct glass_place {
	const unsigned char *block;
	uint32_t at, n; /* which item is next, of how many */
};

struct glass_cursor {
	char *path;
	struct fs_map map;
	struct glass_root root;
	struct glass_place places[GLASS_LEVELS]; /* by level */
	unsigned char *seen;			 /* a byte a block */
	uint32_t visited, entries;
	struct buf separator; /* that led to the leaf at hand; key and piece */
	uint16_t separator_piece;
	struct buf last; /* the key and piece before */
	uint16_t last_piece;
	bool started;

	/* the entry at hand */
	struct buf key; /* empty at the end */
	struct buf tag; /* as stored: perhaps deflated */
	bool deflated;
};

bool glass_cursor_open(const char *path, const struct glass_root *root,
	struct glass_cursor *cursor, struct err *err);
/* Step to the next entry; past the last one the key is empty, and all blocks
 * and entries have been seen, or it is an error. */
bool glass_cursor_next(struct glass_cursor *cursor, struct err *err);
void glass_cursor_close(struct glass_cursor *cursor);

#endif
