/*
 * column_file.h - the shell that every file of columns/ has
 *
 * A header of 48 bytes that says what the file is, then the payload, aligned
 * for any number.  Numbers are those of the machine that wrote the file; a
 * machine of the other byte order refuses it.  Bytes: docs/index-format.md.
 * Where `dir` is a pack (engine/index/column_pack.h), its columns are meant.
 *
 * For columns*.c, dictionary*.c and vocabulary*.c of engine/index alone.
 * Thread: any.
 */
#ifndef ENGINE_COLUMN_FILE_H
#define ENGINE_COLUMN_FILE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/fs.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct column_part {
	const void *data;
	size_t size;
};

/* Write dir/name of `count` entries, width bytes each; not fsynced.  A
 * dictionary has width 0: its entries differ in size. */
bool column_file_write(const char *dir, const char *name, uint32_t width,
	uint64_t count, const struct column_part *parts, size_t nparts,
	struct err *err);

/*
 * The same bit by bit, for what is larger than memory should hold; how many
 * entries there are is told at the end.  Both ends free it; dropped is what
 * could not be written.
 */
struct column_stream;
struct column_stream *column_stream_open(
	const char *dir, const char *name, uint32_t width, struct err *err);
bool column_stream_add(struct column_stream *stream, const void *data,
	size_t size, struct err *err);
bool column_stream_close(
	struct column_stream *stream, uint64_t count, struct err *err);
void column_stream_drop(struct column_stream *stream); /* NULL is fine */

/* A file that was mapped and has the right header. */
struct column_file {
	struct fs_map map;
	uint64_t count;
	const char *payload;
	size_t size; /* of the payload: count * width, if there is a width */
};

/* Error: ERR_INDEX, ERR_IO, ERR_NOT_FOUND, with the path. */
bool column_file_map(const char *dir, const char *name, uint32_t width,
	struct column_file *file, struct err *err);

/* ERR_INDEX that names file and entry (from 1, as docids are). */
bool column_file_damaged(struct err *err, const char *dir, const char *name,
	uint64_t entry, const char *what);

#endif
