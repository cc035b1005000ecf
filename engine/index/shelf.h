/*
 * shelf.h - the stored stories of one segment
 *
 * For who changes an archive: a story by its uri, and what is stored of it.
 * Docids are the segment's own.
 *
 * Thread: a shelf belongs to one thread.
 */
#ifndef ENGINE_SHELF_H
#define ENGINE_SHELF_H

#include "base/arena.h"
#include "base/err.h"
#include "engine/story/story.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct shelf;

/* path: of the generation that the segment is in. */
struct shelf *shelf_open(const char *path, struct err *err);
void shelf_close(struct shelf *shelf); /* NULL is fine */

/* The docid of the story with this uri; 0: there is none. */
bool shelf_find(
	struct shelf *shelf, const char *uri, uint32_t *docid, struct err *err);

/* Open what stories are read from, which shelf_story() does by itself, and of
 * `like` (may be NULL), too: where both are in the same shorthand, it is in
 * memory but once. */
bool shelf_open_stories(
	struct shelf *shelf, struct shelf *like, struct err *err);

/* The story of a docid, which the segment has; its texts live as long as arena
 * and shelf. */
bool shelf_story(struct shelf *shelf, uint32_t docid, struct arena *arena,
	struct story *out, struct err *err);

/* Its uri alone: a loan until the shelf is closed. */
bool shelf_uri(
	struct shelf *shelf, uint32_t docid, const char **uri, struct err *err);

#endif
