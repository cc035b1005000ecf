/*
 * glass_block.h - the layout of a block, for who writes and who checks it
 *
 * For engine/glass/glass_table.c and glass_cursor.c alone.
 * Pure.  Thread: any.
 */
#ifndef ENGINE_GLASS_BLOCK_H
#define ENGINE_GLASS_BLOCK_H

#include <stdint.h>

#define GLASS_BLOCK 8192 /* bytes */

/* The head of a block, big-endian: revision (4), level (1), the gap between
 * directory and items (2), all free bytes (2), the end of the directory (2). */
enum { GLASS_HEAD = 11, GLASS_REVISION = 1, GLASS_LEVELS = 10 };

/* The first two bytes of a leaf's item: flags, and its size, less by this. */
enum {
	GLASS_ITEM_SIZE = 0x1fff,
	GLASS_ITEM_FIRST = 0x2000,
	GLASS_ITEM_LAST = 0x4000,
	GLASS_ITEM_DEFLATED = 0x8000
};
enum { GLASS_ITEM_SIZE_LESS = 3 };

static inline void
glass_put16(unsigned char *at, uint32_t n)
{
	at[0] = (unsigned char)(n >> 8);
	at[1] = (unsigned char)n;
}

static inline void
glass_put32(unsigned char *at, uint32_t n)
{
	glass_put16(at, n >> 16);
	glass_put16(at + 2, n);
}

static inline uint32_t
glass_get16(const unsigned char *at)
{
	return (uint32_t)at[0] << 8 | at[1];
}

static inline uint32_t
glass_get32(const unsigned char *at)
{
	return glass_get16(at) << 16 | glass_get16(at + 2);
}

#endif
