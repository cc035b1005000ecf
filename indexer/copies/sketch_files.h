/*
 * sketch_files.h - digests and sketches of stories, kept beside the columns
 *
 * What an addition finds copies by among the stories that are there: the digest
 * of each story's own text, and its sketch, whose hashes are cut to three
 * bytes: of a million other texts hardly one shares two of them by chance.
 * File format: docs/index-format.md.
 *
 * Thread: opened files are only read: any thread.
 */
#ifndef INDEXER_SKETCH_FILES_H
#define INDEXER_SKETCH_FILES_H

#include "base/err.h"
#include "base/fs.h"
#include "indexer/build/spool.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SKETCH_BYTES 3
#define SKETCH_HASH(hash) ((hash)&0xffffff)

struct sketch_files {
	struct fs_map maps[2];
	uint32_t count;			  /* stories */
	const struct text_digest *digest; /* of docid d: [d - 1] */
	const uint8_t *sketch; /* SKETCH_HASHES of SKETCH_BYTES a story */
};

/* Write dir/digest and dir/sketch of keys in the order of docids. */
bool sketch_files_write(const char *dir, const struct story_key *keys,
	size_t count, struct err *err);

/* Error: ERR_INDEX; an archive of an older version has none. */
bool sketch_files_open(
	const char *dir, struct sketch_files *files, struct err *err);
void sketch_files_close(struct sketch_files *files); /* zeroed is fine */

/* Hash i of docid row + 1; 0: none. */
static inline uint32_t
sketch_files_hash(const struct sketch_files *files, uint32_t row, size_t i)
{
	const uint8_t *at = files->sketch +
			    ((size_t)row * SKETCH_HASHES + i) * SKETCH_BYTES;

	return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16;
}

#endif
