/*
 * stories.h - the stored stories of a generation, and their cards
 *
 * A card is what a hit shows: uri, date, headline; mapped, and read at once.
 * The story itself lies with its neighbours in a bundle
 * (engine/story/story_bundle.h), deflated, with a checksum: what a reader
 * gives is what was stored, whatever befell the file.
 *
 * Thread: struct stories is only read: any thread; a story_reader belongs to
 * one.
 */
#ifndef ENGINE_STORIES_H
#define ENGINE_STORIES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/fs.h"
#include "engine/story/day.h"
#include "engine/story/story.h"
#include "engine/text/shorthand.h"

#include <stdbool.h>
#include <stdint.h>

struct bundle_walk;
struct columns;

/* Where a bundle begins; as on disk. */
struct bundle_start {
	uint64_t at;	/* in the bytes */
	uint32_t first; /* row of its first story */
	uint32_t size;	/* inflated */
};

struct stories {
	struct fs_map maps[3];
	uint32_t bundles;
	const struct bundle_start *starts; /* bundles + 1 */
	const char *bytes;
	struct shorthand *shorthand;
};

/* Map the files in folder dir, of so many stories.  Where they are in the same
 * shorthand as `like` (may be NULL), both own one (shorthand_open_like()).
 * ERR_INDEX, ERR_IO. */
bool stories_open(const char *dir, uint32_t count, const struct stories *like,
	struct stories *stories, struct err *err);
void stories_close(struct stories *stories);

/* The shorthand that the stories in folder dir are written in; the caller frees
 * it. */
struct shorthand *stories_shorthand(const char *dir, struct err *err);

struct card {
	const char *uri;
	const char *headline;	  /* NULL: it has none */
	char date[DAY_TEXT_SIZE]; /* as long as it is known; "": not at all */
};

/* The card of docid row + 1; its texts are loans from the columns. */
bool card_read(const struct columns *columns, uint32_t row, struct card *card,
	struct err *err);
/* Append the card of a story to out. */
void card_write(const struct story *story, struct buf *out);

/* Keeps the bundle read last, so that neighbours come at once. */
struct story_reader;
struct story_reader *story_reader_new(const struct columns *columns);
void story_reader_free(struct story_reader *reader); /* NULL is fine */

/* The story of docid row + 1; its texts live as long as arena and columns. */
bool story_reader_get(struct story_reader *reader, uint32_t row,
	struct arena *arena, struct story *out, struct err *err);
/* At the story that was read last (story_bundle_copy()): a loan until another
 * one is. */
const struct bundle_walk *story_reader_stored(
	const struct story_reader *reader);

#endif
