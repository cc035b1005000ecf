/*
 * archive.h - a folder of generations, one of them live
 *
 *   DIR/lock                    held by the one writer
 *   DIR/live                    the name of the live generation and LF
 *   DIR/000042/                 a generation: manifest, database/, columns/
 *   DIR/building/               what a writer is at; worthless after a crash
 *   DIR/merging/                the same of who merges meanwhile
 *
 * Publishing: everything in building/ is fsynced, the manifest written,
 * building/ renamed to its number, and `live` replaced by rename: readers see
 * the old generation or the new one.  A generation may stand on older ones:
 * their stories are its own, but for those that it says are gone.  Generations
 * that are not live, that the live one does not stand on, and that no reader
 * holds (a shared lock on their manifest) are swept by the writer and by
 * readers that let go.
 *
 * Thread: a struct archive belongs to one thread; a struct generation is
 * shared and counted.
 */
#ifndef ENGINE_ARCHIVE_H
#define ENGINE_ARCHIVE_H

#include "base/err.h"
#include "engine/index/columns.h"
#include "engine/index/columns_join.h"
#include "engine/index/frequent.h"
#include "engine/index/manifest.h"
#include "engine/index/segment.h"

#include <stdbool.h>
#include <stdint.h>

/* ---- writing ---- */

struct archive;

/*
 * Open DIR for building, made when missing; takes the lock (ERR_BUSY names
 * it), removes what a crashed writer left.  A folder that has other things
 * in it and no archive is refused (ERR_USAGE).
 */
struct archive *archive_open(const char *dir, struct err *err);
void archive_close(struct archive *archive); /* NULL is fine */

/*
 * Make a segment beside what other writers do: the folder to build in is
 * DIR/merging, and nobody is kept out but who would do the same (ERR_BUSY).
 * What is there is then published by way of an archive that is open as above,
 * whose building/ it becomes.
 */
struct archive *archive_open_aside(const char *dir, struct err *err);
bool archive_take_over(
	struct archive *archive, struct archive *aside, struct err *err);

/* The number that archive_publish() will give. */
void archive_next(const struct archive *archive, char name[8]);

/* The folder to build in; empty. */
const char *archive_building(const struct archive *archive);

/* Complete building/ (measure, fsync, manifest, rename, live) as the next
 * generation, once an archive_open(); name (may be NULL) receives its number.
 * A manifest without `created` gets the time of now. */
bool archive_publish(struct archive *archive, struct manifest *manifest,
	char name[8], struct err *err);

/* ---- reading ---- */

struct generation {
	char name[8]; /* "000042" */
	char *path;
	struct manifest manifest;
	struct columns columns; /* of all its stories, in their order */
	frequent_cell frequent; /* of them */
	int lock_fd;
	int refs;

	/* what it consists of: its own folder's stories, and those of older
	 * generations that it stands on */
	struct segment **segments;
	uint32_t nsegments;
	uint32_t **docids; /* of a segment's docids [d - 1]: ours; 0: gone */
	struct join_homes homes; /* of our docids; see generation_home() */
	bool joined; /* else there is one segment, whose docids are ours */
};

/* The segment and the docid there of one of our docids. */
static inline struct segment *
generation_home(
	const struct generation *generation, uint32_t docid, uint32_t *home)
{
	*home = docid;
	if (!generation->joined)
		return generation->segments[0];
	*home = generation->homes.docid[docid - 1];
	return generation->segments[generation->homes.part[docid - 1]];
}

/*
 * The live generation of DIR, with one reference.  Sizes are checked, the
 * columns also by checksum.  Errors: ERR_NOT_FOUND (no archive there: "run
 * dateline-indexer build first"), ERR_INDEX.
 */
struct generation *generation_open(const char *dir, struct err *err);

/* The same for the folder that `known` is of; segments that it has open need
 * not be read again. */
struct generation *generation_open_next(
	const struct generation *known, struct err *err);

/* Is this still what DIR/live names? */
bool generation_is_live(const struct generation *generation);

struct generation *generation_ref(struct generation *generation);
/* The last reference closes it and sweeps it if it is no longer live. */
void generation_unref(struct generation *generation);

#endif
