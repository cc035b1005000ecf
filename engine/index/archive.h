/*
 * archive.h - a folder of generations, one of them live
 *
 *   DIR/lock                    held by the one writer
 *   DIR/live                    the name of the live generation and LF
 *   DIR/000042/                 a generation: manifest, database/, columns/
 *   DIR/building/               what a writer is at; worthless after a crash
 *
 * Publishing: everything in building/ is fsynced, the manifest written,
 * building/ renamed to its number, and `live` replaced by rename: readers see
 * the old generation or the new one.  Generations that are neither live nor
 * held by a reader (a shared lock on their manifest) are swept by the writer
 * and by readers that let go.
 *
 * Thread: a struct archive belongs to one thread; a struct generation is
 * shared and counted.
 */
#ifndef ENGINE_ARCHIVE_H
#define ENGINE_ARCHIVE_H

#include "base/err.h"
#include "engine/index/columns.h"
#include "engine/index/manifest.h"

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

/* The folder to build in: has database/ made by the writer and columns/. */
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
	struct columns columns;
	int lock_fd;
	int refs;
};

/*
 * The live generation of DIR, with one reference.  Sizes are checked, the
 * columns also by checksum.  Errors: ERR_NOT_FOUND (no archive there: "run
 * dateline-indexer build first"), ERR_INDEX.
 */
struct generation *generation_open(const char *dir, struct err *err);

/* Is this still what DIR/live names? */
bool generation_is_live(const struct generation *generation);

struct generation *generation_ref(struct generation *generation);
/* The last reference closes it and sweeps it if it is no longer live. */
void generation_unref(struct generation *generation);

#endif
