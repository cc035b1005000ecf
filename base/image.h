/*
 * image.h - structures with pointers, kept in a file
 *
 * What takes long to make and is then only read can be made once: its memory
 * is written piece by piece as it is, with a list of where pointers are.
 * Mapped where the file says it is ready at once; mapped elsewhere its pointers
 * are shifted first.
 *
 * A file is taken if its key is the one asked for, nothing of it has changed by
 * accident, and it is of the same user; beyond that its bytes are trusted, as
 * the program's own are.
 *
 * Thread: making, one; a mapped image is only read: any.
 */
#ifndef BASE_IMAGE_H
#define BASE_IMAGE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define IMAGE_KEY 32 /* bytes that say of what it was made, and by whom */

struct image_piece;

/* In the making; zeroed is a valid empty one. */
struct image {
	struct image_piece *pieces;
	size_t npieces, pieces_cap;
	const void **links;
	size_t nlinks, links_cap;
};

/* This memory goes along; it must stay as it is until image_write(). */
void image_take(struct image *image, const void *data, size_t size);

/* `field`, in a piece, is a pointer into one: to another place, or NULL.  What
 * is not linked must not be followed in the image. */
void image_link(struct image *image, const void *field);

/* Write it to path, fsynced; root is what image_open() gives.  Linking twice
 * is fine. */
bool image_write(const struct image *image, const char *path,
	const unsigned char key[IMAGE_KEY], const void *root, struct err *err);
void image_release(struct image *image);

/* One that was mapped; zeroed: none. */
struct image_map {
	void *data;
	size_t size;
};

/* The root of the image at path; NULL: there is none of that key. */
const void *image_open(const char *path, const unsigned char key[IMAGE_KEY],
	struct image_map *map);
void image_close(struct image_map *map);

#endif
