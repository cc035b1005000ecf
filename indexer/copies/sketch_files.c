/* sketch_files.c - digests and sketches of stories, beside the columns */
#include "indexer/copies/sketch_files.h"

#include "base/mem.h"
#include "engine/index/column_file.h"

#include <stdlib.h>
#include <string.h>

#define DIGEST_FILE "digest"
#define SKETCH_FILE "sketch"
#define SKETCH_WIDTH (SKETCH_HASHES * SKETCH_BYTES)

static void
put_sketch(uint8_t *at, const struct sketch *sketch)
{
	for (size_t i = 0; i < SKETCH_HASHES; i++) {
		uint32_t hash = SKETCH_HASH(sketch->hashes[i]);

		for (size_t k = 0; k < SKETCH_BYTES; k++)
			*at++ = (uint8_t)(hash >> 8 * k);
	}
}

bool
sketch_files_write(const char *dir, const struct story_key *keys, size_t count,
	struct err *err)
{
	struct text_digest *digests =
		mem_array(NULL, count + 1, sizeof(*digests));
	uint8_t *sketches = mem_array(NULL, count + 1, SKETCH_WIDTH);
	const struct column_part digest = { digests, count * sizeof(*digests) };
	const struct column_part sketch = { sketches, count * SKETCH_WIDTH };
	bool ok;

	for (size_t i = 0; i < count; i++) {
		digests[i] = keys[i].text;
		put_sketch(sketches + i * SKETCH_WIDTH, &keys[i].sketch);
	}
	ok = column_file_write(dir, DIGEST_FILE, sizeof(*digests), count,
		     &digest, 1, err) &&
	     column_file_write(
		     dir, SKETCH_FILE, SKETCH_WIDTH, count, &sketch, 1, err);
	free(digests);
	free(sketches);
	return ok;
}

bool
sketch_files_open(const char *dir, struct sketch_files *files, struct err *err)
{
	struct column_file digest, sketch;

	*files = (struct sketch_files){ 0 };
	if (!column_file_map(
		    dir, DIGEST_FILE, sizeof(*files->digest), &digest, err))
		return err_while(err, "built by an older version");
	files->maps[0] = digest.map;
	if (!column_file_map(dir, SKETCH_FILE, SKETCH_WIDTH, &sketch, err)) {
		sketch_files_close(files);
		return false;
	}
	files->maps[1] = sketch.map;
	files->count = (uint32_t)digest.count;
	files->digest = (const void *)digest.payload;
	files->sketch = (const uint8_t *)sketch.payload;
	if (digest.count == sketch.count && digest.count < UINT32_MAX)
		return true;
	sketch_files_close(files);
	return err_set(
		err, ERR_INDEX, "%s: not as many digests as sketches", dir);
}

void
sketch_files_close(struct sketch_files *files)
{
	for (size_t i = 0; i < 2; i++)
		fs_unmap(&files->maps[i]);
	*files = (struct sketch_files){ 0 };
}
