/*
 * manifest.h - what a generation consists of
 *
 * A text file `manifest` in the generation's folder: one `name value` line a
 * fact, one `file path size crc32` line a file, and last `end crc32` of all
 * before it.  A generation without a whole manifest does not exist.
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

struct manifest {
	struct arena arena;
	uint32_t format;
	uint32_t crc; /* of its text: tells generations of one name apart */
	const char *created;	       /* UTC, ISO 8601 */
	const char *writer;	       /* which kind wrote the database */
	const char *fallback_language; /* "" if none */
	uint32_t stories, distinct;
	uint64_t text_bytes; /* of headlines and bodies */
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

void manifest_release(struct manifest *manifest);

#endif
