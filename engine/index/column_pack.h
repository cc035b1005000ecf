/*
 * column_pack.h - many small columns in one file
 *
 * What an addition writes are some forty columns of a few kilobytes each; to
 * make, sync and later remove a file costs more than to fill it.  So where a
 * folder of columns is expected there may be a file instead, which has them
 * one behind the other, and then a directory: those who write and read columns
 * (engine/index/column_file.h) need not know.  Bytes: docs/index-format.md.
 *
 * For column_file.c alone, but for column_pack_make().
 * Thread: any; one writer at a time.
 */
#ifndef ENGINE_COLUMN_PACK_H
#define ENGINE_COLUMN_PACK_H

#include "base/err.h"
#include "base/fs.h"

#include <stdbool.h>
#include <stddef.h>

/* Make an empty one, where nothing is; not fsynced. */
bool column_pack_make(const char *path, struct err *err);

/* Is there a file, rather than a folder? */
bool column_pack_is(const char *path);

/* Put a column behind those that are there. */
bool column_pack_add(const char *path, const char *name, const void *data,
	size_t size, struct err *err);

/* Map the pack and find a column in it.  Errors: ERR_NOT_FOUND, it has none of
 * that name; ERR_INDEX; ERR_IO. */
bool column_pack_map(const char *path, const char *name, struct fs_map *map,
	const void **data, size_t *size, struct err *err);

#endif
