#include "indexer/build/spool.h"

#include "base/fs.h"
#include "base/mem.h"
#include "engine/story/moment.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool
spool_open(struct spool *spool, const char *path, struct err *err)
{
	spool->path = arena_string(&spool->arena, path);
	spool->file = fopen(path, "w+b");
	if (spool->file == NULL)
		return err_errno(err, "%s", path);
	spool->gathered = fs_gather(spool->file);
	return true;
}

/* Stories of one file come one after the other: keep its path once. */
static const char *
spool_path(struct spool *spool, const char *path)
{
	if (path == NULL)
		path = "-";
	if (spool->last_path == NULL || strcmp(spool->last_path, path) != 0)
		spool->last_path = arena_string(&spool->arena, path);
	return spool->last_path;
}

uint64_t
story_text_bytes(const struct story *story)
{
	uint64_t n = 0;

	if (story->headline != NULL)
		n += strlen(story->headline);
	if (story->body_text != NULL)
		n += strlen(story->body_text);
	return n;
}

void
story_key_text(
	struct story_key *key, struct terms *terms, const struct story *story)
{
	struct text_key text;

	text_key(terms, story, &text);
	key->text = key->digest = text.digest;
	key->sketch = text.sketch;
	key->text_bytes = story_text_bytes(story);
}

/* Write a story to the end of the file; the key says where. */
static bool
append(struct spool *spool, uint32_t number, struct story_key *key,
	const struct story *story, struct err *err)
{
	buf_reset(&spool->packed);
	story_pack(story, &spool->packed);
	if (spool->packed.len > UINT32_MAX)
		return err_set(err, ERR_INPUT, "%s:%llu: story too large",
			key->path, (unsigned long long)key->line);
	key->spool = number;
	key->at = spool->size;
	key->len = (uint32_t)spool->packed.len;
	if (fwrite(spool->packed.data, 1, key->len, spool->file) != key->len)
		return err_errno(err, "%s", spool->path);
	spool->size += key->len;
	return true;
}

bool
spool_add(struct spool *spool, uint32_t number, const struct story *story,
	struct terms *terms, uint32_t input, uint32_t nth, struct err *err)
{
	struct story_key key = {
		.uri = arena_string(&spool->arena, story->uri),
		.path = spool_path(spool, story->file),
		.line = story->line,
		.seen = moment_of_story(story),
		.day = story_day(story),
		.input = input,
		.nth = nth,
	};

	story_key_text(&key, terms, story);
	if (!append(spool, number, &key, story, err))
		return false;
	vec_push(spool->keys, spool->count, spool->cap) = key;
	return true;
}

bool
spool_keep(struct spool *spool, uint32_t number, const struct story *story,
	struct err *err)
{
	struct story_key key = {
		.uri = arena_string(&spool->arena, story->uri),
		.path = spool_path(spool, story->file),
		.line = story->line,
		.day = story_day(story),
		.text_bytes = story_text_bytes(story),
	};

	if (!append(spool, number, &key, story, err))
		return false;
	vec_push(spool->keys, spool->count, spool->cap) = key;
	return true;
}

size_t
spool_take_keys(struct spool *spool, struct story_key *out)
{
	size_t count = spool->count;

	if (count > 0)
		memcpy(out, spool->keys, count * sizeof(*out));
	free(spool->keys);
	spool->keys = NULL;
	spool->count = spool->cap = 0;
	return count;
}

bool
spool_replace(struct spool *spool, uint32_t number, struct story_key *key,
	const struct story *story, struct terms *terms, struct err *err)
{
	story_key_text(key, terms, story);
	key->day = story_day(story);
	return append(spool, number, key, story, err);
}

bool
spool_finish(struct spool *spool, struct err *err)
{
	buf_release(&spool->packed);
	if (fflush(spool->file) != 0)
		return err_errno(err, "%s", spool->path);
	return true;
}

/* The bytes of a story. */
static bool
read_story(const struct spool *spool, const struct story_key *key,
	struct buf *bytes, struct err *err)
{
	size_t got = 0;

	buf_reset(bytes);
	buf_room(bytes, key->len);
	while (got < key->len) {
		ssize_t n = pread(fileno(spool->file), bytes->data + got,
			key->len - got, (off_t)(key->at + got));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, "%s", spool->path);
		if (n == 0)
			return err_set(
				err, ERR_IO, "%s: ends early", spool->path);
		got += (size_t)n;
	}
	bytes->len = key->len;
	return true;
}

bool
spool_fetch(const struct spool *spool, const struct story_key *key,
	struct buf *bytes, struct arena *arena, struct story *out,
	struct err *err)
{
	return read_story(spool, key, bytes, err) &&
	       story_unpack(bytes->data, bytes->len, arena, out, err);
}

bool
spool_fetch_texts(const struct spool *spool, const struct story_key *key,
	struct buf *bytes, struct story *out, struct err *err)
{
	return read_story(spool, key, bytes, err) &&
	       story_unpack_texts(bytes->data, bytes->len, out, err);
}

void
spool_release(struct spool *spool)
{
	if (spool->file != NULL)
		fclose(spool->file);
	free(spool->gathered);
	free(spool->keys);
	buf_release(&spool->packed);
	arena_release(&spool->arena);
	memset(spool, 0, sizeof(*spool));
}
