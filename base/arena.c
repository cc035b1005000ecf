#include "base/arena.h"

#include "base/image.h"
#include "base/mem.h"
#include "base/must.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALIGN _Alignof(max_align_t)

/*
 * Blocks grow with what the arena holds, from FIRST to MOST bytes; a single
 * larger piece has a block of its own.  Under the address sanitizer every
 * piece has its own, so that it sees an overrun or a loan that is over.
 */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define BLOCK_FIRST ((size_t)1)
#define BLOCK_MOST ((size_t)1)
#else
#define BLOCK_FIRST ((size_t)1024)
#define BLOCK_MOST ((size_t)1 << 20)
#endif

struct arena_block {
	struct arena_block *next;
	size_t size; /* of data */
	size_t used;
	_Alignas(max_align_t) char data[];
};

/* Put a fresh block that can hold size bytes in front of the others. */
static void
add_block(struct arena *arena, size_t size)
{
	size_t want = arena->used < BLOCK_FIRST ? BLOCK_FIRST : arena->used;
	struct arena_block *block;

	if (want > BLOCK_MOST)
		want = BLOCK_MOST;
	if (want < size)
		want = size;
	must(want <= SIZE_MAX - sizeof(*block));
	block = mem_array(NULL, sizeof(*block) + want, 1);
	block->next = arena->blocks;
	block->size = want;
	block->used = 0;
	arena->blocks = block;
}

/* size bytes, not zeroed, aligned for any type. */
static char *
take(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->blocks;
	size_t start = 0;
	char *p;

	if (block != NULL)
		start = (block->used + ALIGN - 1) & ~(ALIGN - 1);
	if (block == NULL || start > block->size ||
		size > block->size - start) {
		add_block(arena, size);
		block = arena->blocks;
		start = 0;
	}
	p = block->data + start;
	block->used = start + size;
	arena->used += size;
	return p;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	/* A byte at least: two empty pieces are still two pointers. */
	return memset(take(arena, size ? size : 1), 0, size);
}

void *
arena_array(struct arena *arena, size_t n, size_t size)
{
	size_t bytes;

	must(!__builtin_mul_overflow(n, size, &bytes));
	return arena_alloc(arena, bytes);
}

/* More bytes behind items[0..used), if nothing has been taken since and the
 * block has them. */
static bool
extend(struct arena *arena, const char *items, size_t used, size_t more)
{
	struct arena_block *block = arena->blocks;

	if (block == NULL || items == NULL ||
		items + used != block->data + block->used ||
		more > block->size - block->used)
		return false;
	memset(block->data + block->used, 0, more);
	block->used += more;
	arena->used += more;
	return true;
}

void *
arena_room(struct arena *arena, size_t n, size_t size)
{
	size_t bytes;

	must(!__builtin_mul_overflow(n, size, &bytes));
	return take(arena, bytes ? bytes : 1);
}

void *
arena_grow(struct arena *arena, void *items, size_t n, size_t *cap, size_t size)
{
	size_t had = *cap * size, bytes;
	char *more;

	if (n < *cap)
		return items;
	*cap = *cap == 0 ? 4 : *cap * 2;
	must(!__builtin_mul_overflow(*cap, size, &bytes));
	if (extend(arena, items, had, bytes - had))
		return items;
	more = take(arena, bytes);
	if (n > 0)
		memcpy(more, items, n * size);
	memset(more + n * size, 0, bytes - n * size);
	return more;
}

char *
arena_copy(struct arena *arena, const char *text, size_t len)
{
	char *copy;

	must(len < SIZE_MAX);
	copy = take(arena, len + 1);
	if (len > 0)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *
arena_string(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_copy(arena, text, strlen(text));
}

char *
arena_printf(struct arena *arena, const char *fmt, ...)
{
	va_list ap, again;
	char *text;
	int len;

	va_start(ap, fmt);
	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, ap);
	must(len >= 0);
	text = take(arena, (size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, fmt, again);
	va_end(again);
	va_end(ap);
	return text;
}

/* Free all blocks but `keep`, which becomes the only one. */
static void
keep_only(struct arena *arena, struct arena_block *keep)
{
	struct arena_block *block = arena->blocks;
	struct arena_block *next;

	for (; block != NULL; block = next) {
		next = block->next;
		if (block != keep)
			free(block);
	}
	if (keep != NULL) {
		keep->next = NULL;
		keep->used = 0;
	}
	arena->blocks = keep;
	arena->used = 0;
}

void
arena_take(const struct arena *arena, struct image *image)
{
	image_link(image, &arena->blocks);
	for (const struct arena_block *b = arena->blocks; b != NULL;
		b = b->next) {
		image_take(image, b, sizeof(*b) + b->used);
		image_link(image, &b->next);
	}
}

void
arena_reset(struct arena *arena)
{
	struct arena_block *keep = NULL;
	struct arena_block *block;

	/* The largest, but not one that a single huge request has left. */
	for (block = arena->blocks; block != NULL; block = block->next)
		if (block->size <= BLOCK_MOST &&
			(keep == NULL || block->size > keep->size))
			keep = block;
	keep_only(arena, keep);
}

void
arena_release(struct arena *arena)
{
	keep_only(arena, NULL);
}
