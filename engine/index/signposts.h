/*
 * signposts.h - where among sorted texts one must lie, if it is there
 *
 * A binary search among a quarter of a million words waits for memory at every
 * step.  The first eight bytes of every 64th word fit into a corner of the
 * cache: they leave 64 neighbours to look at, mostly.
 *
 * Pure; aborts when memory is out.  Thread: any; what was made is only read.
 */
#ifndef ENGINE_SIGNPOSTS_H
#define ENGINE_SIGNPOSTS_H

#include <stddef.h>
#include <stdint.h>

/* Zeroed: none were put up, and a text may be anywhere. */
struct signposts {
	uint64_t *heads; /* of texts 0, 64, 128 and so on, ascending */
	uint32_t n;
};

/* Text i of n is bytes[at[i]..at[i + 1]); they ascend by bytes, and none has a
 * NUL. */
void signposts_make(struct signposts *posts, const char *bytes,
	const uint32_t *at, uint32_t n);
void signposts_release(struct signposts *posts);

/* A text that is among the n of signposts_make() is in [*low, *high), and one
 * that is not would stand there. */
void signposts_find(const struct signposts *posts, uint32_t n, const char *text,
	size_t len, uint32_t *low, uint32_t *high);

#endif
