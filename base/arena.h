/*
 * arena.h - memory that lives exactly as long as one request or one story
 *
 * Everything a query needs (its words, tree, plan, hits) is taken from the
 * arena of its request and is never freed piece by piece.  The arena itself
 * has one owner; a pointer into it is a loan that ends at arena_reset().
 * A zeroed struct is a valid empty arena.  Out of memory stops the process.
 *
 * Thread: one arena belongs to one thread at a time.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct arena_block;

struct arena {
	struct arena_block *blocks;
	size_t used; /* bytes handed out since the reset */
};

/* Zeroed memory, aligned for any type; size 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);

/* n items of size bytes each; an overflowing product stops the process. */
void *arena_array(struct arena *arena, size_t n, size_t size);

/* The same, not zeroed: for what is written before it is read. */
void *arena_room(struct arena *arena, size_t n, size_t size);

/*
 * Room for one more in items[0..n), an array in the arena with room for *cap:
 * returns items, or its copy of twice the room, with *cap updated.
 */
void *arena_grow(
	struct arena *arena, void *items, size_t n, size_t *cap, size_t size);

/* The place for one more item: *arena_push(arena, items, n, cap) = x; */
#define arena_push(arena, items, n, cap)                                       \
	((items) = (n) < (cap) ? (items)                                       \
			       : arena_grow((arena), (items), (n), &(cap),     \
					 sizeof(*(items))),                    \
		&(items)[(n)++])

/* A copy of text[0..len) with a NUL behind it; text may hold NULs. */
char *arena_copy(struct arena *arena, const char *text, size_t len);

/* A copy of a C string; NULL stays NULL. */
char *arena_string(struct arena *arena, const char *text);

/* printf into the arena. */
char *arena_printf(struct arena *arena, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* All of it into an image (image.h), with links to its blocks. */
struct image;
void arena_take(const struct arena *arena, struct image *image);

/* Forget all; one block is kept for reuse. */
void arena_reset(struct arena *arena);
void arena_release(struct arena *arena);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

#ifdef __cplusplus
}
#endif
#endif
