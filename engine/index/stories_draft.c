/* stories_draft.c - bundles while stories come in */
#include "engine/index/stories_draft.h"

#include "base/fs.h"
#include "base/mem.h"
#include "engine/index/column_file.h"
#include "engine/index/spill.h"
#include "engine/index/stories_files.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Bytes of a bundle, and how hard they are deflated: docs/decisions/0080. */
#define BUNDLE_SIZE ((size_t)8 << 10)
#define BUNDLE_LEVEL 3

/* Bytes gathered before they go to the file. */
#define KEPT ((size_t)1 << 18)

static void
part_release(struct stories_part *part)
{
	if (part->path != NULL)
		unlink(part->path);
	free(part->path);
	free(part->starts);
	buf_release(&part->bytes);
}

void
stories_draft_release(struct stories_draft *draft)
{
	for (size_t i = 0; i < draft->nparts; i++)
		part_release(&draft->parts[i]);
	free(draft->parts);
	story_bundle_free(draft->bundle);
	zio_deflater_free(draft->deflater);
	shorthand_free(draft->none);
	buf_release(&draft->raw);
	*draft = (struct stories_draft){ .scratch = draft->scratch };
}

/* ---- bundles into a file ---- */

/* Move what is in memory behind what is in the file. */
static void
spill(struct stories_draft *draft, struct stories_part *part)
{
	size_t len = part->bytes.len;

	if (draft->err.kind == ERR_NONE &&
		spill_append(draft->scratch, "stories-XXXXXX", &part->path,
			&part->bytes, &draft->err))
		part->written += len;
}

/* The bundle at hand is complete. */
static void
end_bundle(struct stories_draft *draft)
{
	struct stories_part *part = &draft->parts[draft->nparts - 1];
	struct buf *out = &part->bytes;
	size_t begin = out->len, len;
	uint32_t crc = 0;

	buf_reset(&draft->raw);
	story_bundle_take(draft->bundle, &draft->raw);
	part->starts[part->nstarts - 1].size = (uint32_t)draft->raw.len;
	buf_add(out, &crc, sizeof(crc));
	len = zio_deflate(
		draft->deflater, draft->raw.data, draft->raw.len, out);
	crc = zio_crc(0, out->data + out->len - len, len);
	memcpy(out->data + begin, &crc, sizeof(crc));
	if (out->len >= KEPT)
		spill(draft, part);
}

/* What the first story needs. */
static void
begin_part(struct stories_draft *draft)
{
	struct err err;

	if (draft->shorthand == NULL)
		draft->shorthand = draft->none = shorthand_new("", 0, &err);
	draft->bundle = story_bundle_new(draft->shorthand);
	draft->deflater = zio_deflater_new(BUNDLE_LEVEL);
	vec_push(draft->parts, draft->nparts, draft->parts_cap) =
		(struct stories_part){ 0 };
}

void
stories_draft_add(struct stories_draft *draft, const struct story *story,
	const struct bundle_walk *stored)
{
	struct stories_part *part;

	if (draft->bundle == NULL)
		begin_part(draft);
	part = &draft->parts[draft->nparts - 1];
	if (story_bundle_size(draft->bundle) == 0)
		vec_push(part->starts, part->nstarts, part->starts_cap) =
			(struct bundle_start){
				.at = part->written + part->bytes.len,
				.first = part->stories,
			};
	if (stored != NULL)
		story_bundle_copy(draft->bundle, stored);
	else
		story_bundle_add(draft->bundle, story);
	part->stories++;
	if (story_bundle_size(draft->bundle) >= BUNDLE_SIZE)
		end_bundle(draft);
}

/* No story comes any more. */
static void
end_part(struct stories_draft *draft)
{
	if (draft->bundle == NULL)
		return;
	if (story_bundle_size(draft->bundle) > 0)
		end_bundle(draft);
	story_bundle_free(draft->bundle);
	zio_deflater_free(draft->deflater);
	draft->bundle = NULL;
	draft->deflater = NULL;
}

void
stories_draft_merge(struct stories_draft *draft, struct stories_draft *more)
{
	end_part(draft);
	end_part(more);
	if (draft->shorthand == NULL)
		draft->shorthand = more->shorthand;
	if (draft->none == NULL) {
		draft->none = more->none;
		more->none = NULL;
	}
	for (size_t i = 0; i < more->nparts; i++)
		vec_push(draft->parts, draft->nparts, draft->parts_cap) =
			more->parts[i];
	more->nparts = 0;
	if (draft->err.kind == ERR_NONE)
		draft->err = more->err;
	stories_draft_release(more);
}

/* ---- the files ---- */

/* The bytes of a part behind those before it. */
static bool
copy_part(const struct stories_part *part, struct column_stream *stream,
	struct err *err)
{
	struct fs_map map = { 0 };
	bool ok = true;

	if (part->path != NULL) {
		ok = fs_map(part->path, &map, err) &&
		     column_stream_add(stream, map.data, map.size, err);
		fs_unmap(&map);
	}
	return ok && column_stream_add(
			     stream, part->bytes.data, part->bytes.len, err);
}

static bool
write_bytes(const struct stories_draft *draft, const char *dir, uint64_t *bytes,
	struct err *err)
{
	struct column_stream *stream =
		column_stream_open(dir, STORIES_FILE, 1, err);
	bool ok = stream != NULL;

	*bytes = 0;
	for (size_t i = 0; ok && i < draft->nparts; i++) {
		const struct stories_part *part = &draft->parts[i];

		ok = copy_part(part, stream, err);
		*bytes += part->written + part->bytes.len;
	}
	if (ok)
		return column_stream_close(stream, *bytes, err);
	column_stream_drop(stream);
	return false;
}

/* Where all bundles begin, and the end. */
static bool
write_starts(const struct stories_draft *draft, const char *dir, uint64_t bytes,
	struct err *err)
{
	struct bundle_start *starts = NULL;
	size_t n = 0, cap = 0;
	struct bundle_start end = { 0 };
	struct column_part whole;
	bool ok;

	for (size_t i = 0; i < draft->nparts; i++) {
		const struct stories_part *part = &draft->parts[i];

		for (size_t j = 0; j < part->nstarts; j++) {
			struct bundle_start start = part->starts[j];

			start.at += end.at;
			start.first += end.first;
			vec_push(starts, n, cap) = start;
		}
		end.at += part->written + part->bytes.len;
		end.first += part->stories;
	}
	end.at = bytes;
	vec_push(starts, n, cap) = end;
	whole = (struct column_part){ starts, n * sizeof(*starts) };
	ok = column_file_write(
		dir, STORY_START_FILE, sizeof(*starts), n, &whole, 1, err);
	free(starts);
	return ok;
}

static bool
write_words(const struct stories_draft *draft, const char *dir, struct err *err)
{
	struct column_part words = { 0 };

	if (draft->shorthand != NULL)
		words.data = shorthand_words(draft->shorthand, &words.size);
	return column_file_write(dir, STORY_WORDS_FILE, 0, 0, &words, 1, err);
}

bool
stories_draft_write(
	struct stories_draft *draft, const char *dir, struct err *err)
{
	uint64_t bytes;

	end_part(draft);
	if (draft->err.kind != ERR_NONE) {
		*err = draft->err;
		return false;
	}
	return write_bytes(draft, dir, &bytes, err) &&
	       write_starts(draft, dir, bytes, err) &&
	       write_words(draft, dir, err);
}
