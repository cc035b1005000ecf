/*
 * manifest.h - what a generation consists of
 *
 * A text file `manifest` in the generation's folder: one `name value` line a
 * fact, one `segment name crc32` line for each generation it stands on, one
 * `given seconds path` line for each folder that stories came from, one `file
 * path size crc32` line a file, and last `end crc32` of all before it.
 * A generation without a whole manifest does not exist.
 *
 * Thread: any; a struct belongs to one thread.
 */
#ifndef ENGINE_MANIFEST_H
#define ENGINE_MANIFEST_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MANIFEST_FORMAT                                                        \
	2 /* of the whole generation; other ones are refused                   \
	   */

struct manifest_file {
	const char *path; /* relative to the generation */
	uint64_t size;
	uint32_t crc;
};

/* A generation whose database and columns this one includes. */
struct manifest_segment {
	char name[8];
	uint32_t crc; /* of its manifest */
};

/* A folder whose files the archive has, as they were then. */
struct manifest_given {
	uint64_t seconds; /* since 1970, when they began to be looked for */
	const char *path;
};

struct manifest {
	struct arena arena;
	uint32_t format;
	uint32_t crc; /* of its text: tells generations of one name apart */
	const char *created;	       /* UTC, ISO 8601 */
	const char *writer;	       /* which kind wrote the database */
	const char *fallback_language; /* "" if none */
	/* of all segments, without what was deleted */
	uint32_t stories, distinct;
	uint64_t text_bytes; /* of headlines and bodies */
	/* what it stands on; its own folder, if it has columns, comes last */
	struct manifest_segment *segments;
	size_t nsegments, segments_cap;
	struct manifest_given *given;
	size_t ngiven, given_cap;
	struct manifest_file *files;
	size_t nfiles, files_cap;
};

/* Measure every file below dir (except manifest itself) into *manifest. */
bool manifest_measure(
	struct manifest *manifest, const char *dir, struct err *err);

/* The text of a manifest, appended. */
void manifest_print(const struct manifest *manifest, struct buf *out);

/* Write dir/manifest, fsynced. */
bool manifest_write(
	const struct manifest *manifest, const char *dir, struct err *err);

/* The text back into *manifest, whose old content goes; after an error it is
 * empty.  Error: ERR_INDEX with line and reason. */
bool manifest_parse(struct manifest *manifest, const char *text, size_t len,
	struct err *err);

/* Read dir/manifest.  Error: as manifest_parse(); ERR_NOT_FOUND. */
bool manifest_read(struct manifest *manifest, const char *dir, struct err *err);

enum manifest_depth { MANIFEST_SIZES, MANIFEST_CHECKSUMS };
/* Hold the files of dir against it.  Error: ERR_INDEX with the file. */
bool manifest_verify(const struct manifest *manifest, const char *dir,
	enum manifest_depth depth, struct err *err);

/* The same for one file. */
bool manifest_verify_file(const struct manifest_file *file, const char *dir,
	enum manifest_depth depth, struct err *err);

/* Is this one of its files? */
bool manifest_lists(const struct manifest *manifest, const char *path);

/* The same, or a folder that has one: a part of a generation may be either. */
bool manifest_has_part(const struct manifest *manifest, const char *part);

/* Does it stand on the generation of this name? */
bool manifest_stands_on(const struct manifest *manifest, const char *name);

void manifest_add_segment(
	struct manifest *manifest, const char *name, uint32_t crc);

/* What was said of the folder before is forgotten; a path that no line can
 * hold is left out. */
void manifest_add_given(
	struct manifest *manifest, const char *path, uint64_t seconds);
/* When the folder's files were looked for; 0: never. */
uint64_t manifest_given_at(const struct manifest *manifest, const char *path);

void manifest_release(struct manifest *manifest);

#endif
