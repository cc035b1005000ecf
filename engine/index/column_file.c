/* column_file.c - the shell that every file of columns/ has */
#include "engine/index/column_file.h"

#include "base/fs.h"
#include "base/mem.h"
#include "engine/index/column_pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMN_MAGIC "dateline"
#define COLUMN_ORDER 0x01020304u
#define COLUMN_VERSION 1

struct column_header {
	char magic[8];
	uint32_t order; /* COLUMN_ORDER on a machine of the same byte order */
	uint32_t version;
	char name[16]; /* how the file's own begins, filled up with NULs */
	uint32_t width;
	uint32_t zero;
	uint64_t count;
};

_Static_assert(sizeof(struct column_header) == 48, "48 bytes on disk");

/* Of a column of a pack, what has come is kept until all is there. */
struct column_stream {
	FILE *out;	/* NULL: it goes into a pack, */
	char *gathered; /* of fs_gather() */
	struct buf pending;
	char *path; /* which has this one, */
	char *name;
	struct column_header header;
};

/* ---- writing ---- */

static bool
begin_stream(struct column_stream *stream, struct err *err)
{
	if (stream->out != NULL)
		stream->gathered = fs_gather(stream->out);
	return column_stream_add(
		stream, &stream->header, sizeof(stream->header), err);
}

struct column_stream *
column_stream_open(
	const char *dir, const char *name, uint32_t width, struct err *err)
{
	struct column_stream *stream = mem_alloc(sizeof(*stream));
	struct buf path = { 0 };

	stream->header = (struct column_header){
		.magic = COLUMN_MAGIC,
		.order = COLUMN_ORDER,
		.version = COLUMN_VERSION,
		.width = width,
	};
	memcpy(stream->header.name, name,
		strnlen(name, sizeof(stream->header.name)));
	stream->name = mem_string(name);
	fs_join(&path, dir, column_pack_is(dir) ? NULL : name, NULL);
	stream->path = mem_string(path.data);
	buf_release(&path);
	if (strcmp(stream->path, dir) != 0 &&
		(stream->out = fopen(stream->path, "wbe")) == NULL)
		err_errno(err, "%s", stream->path);
	else if (begin_stream(stream, err))
		return stream;
	column_stream_drop(stream);
	return NULL;
}

bool
column_stream_add(struct column_stream *stream, const void *data, size_t size,
	struct err *err)
{
	if (stream->out == NULL)
		buf_add(&stream->pending, data, size);
	else if (size > 0 && fwrite(data, size, 1, stream->out) != 1)
		return err_errno(err, "%s", stream->path);
	return true;
}

/* Now that it is known how many entries there are. */
static bool
put_header_right(struct column_stream *stream, uint64_t count, struct err *err)
{
	stream->header.count = count;
	if (stream->out == NULL) {
		memcpy(stream->pending.data, &stream->header,
			sizeof(stream->header));
		return true;
	}
	if (fseek(stream->out, 0, SEEK_SET) != 0)
		return err_errno(err, "%s", stream->path);
	return column_stream_add(
		stream, &stream->header, sizeof(stream->header), err);
}

bool
column_stream_close(
	struct column_stream *stream, uint64_t count, struct err *err)
{
	bool ok = put_header_right(stream, count, err);

	if (stream->out != NULL)
		fs_write_soon(stream->out);
	if (stream->out == NULL)
		ok = ok &&
		     column_pack_add(stream->path, stream->name,
			     stream->pending.data, stream->pending.len, err);
	else if (fclose(stream->out) != 0 && ok)
		ok = err_errno(err, "%s", stream->path);
	stream->out = NULL;
	column_stream_drop(stream);
	return ok;
}

void
column_stream_drop(struct column_stream *stream)
{
	if (stream == NULL)
		return;
	if (stream->out != NULL)
		fclose(stream->out);
	buf_release(&stream->pending);
	free(stream->gathered);
	free(stream->path);
	free(stream->name);
	free(stream);
}

bool
column_file_write(const char *dir, const char *name, uint32_t width,
	uint64_t count, const struct column_part *parts, size_t nparts,
	struct err *err)
{
	struct column_stream *stream =
		column_stream_open(dir, name, width, err);
	bool ok = stream != NULL;

	for (size_t i = 0; ok && i < nparts; i++)
		ok = column_stream_add(
			stream, parts[i].data, parts[i].size, err);
	if (ok)
		return column_stream_close(stream, count, err);
	column_stream_drop(stream);
	return false;
}

/* ---- reading ---- */

/* What is wrong with the header of a mapped column; NULL if nothing is. */
static const char *
header_fault(const void *data, size_t size, const char *name, uint32_t width)
{
	struct column_header header;
	size_t payload;

	if (size < sizeof(header))
		return "shorter than its header";
	memcpy(&header, data, sizeof(header));
	payload = size - sizeof(header);
	if (memcmp(header.magic, COLUMN_MAGIC, sizeof(header.magic)) != 0)
		return "not a column of dateline";
	if (header.order != COLUMN_ORDER)
		return "written on a machine of another byte order";
	if (header.version != COLUMN_VERSION)
		return "of another version; build the index again";
	if (strncmp(header.name, name, sizeof(header.name)) != 0)
		return "the file of another column";
	if (header.width != width)
		return "with entries of another width";
	if (width != 0 && (header.count > payload / width ||
				  header.count * width != payload))
		return "not as long as its header says";
	return NULL;
}

/* The bytes of a column, of its own file or of a pack. */
static bool
map_bytes(const char *dir, const char *name, struct fs_map *map,
	const void **data, size_t *size, struct err *err)
{
	struct buf path = { 0 };
	bool ok;

	if (column_pack_is(dir))
		return column_pack_map(dir, name, map, data, size, err);
	fs_join(&path, dir, name, NULL);
	ok = fs_map(path.data, map, err);
	buf_release(&path);
	*data = map->data;
	*size = map->size;
	return ok;
}

bool
column_file_map(const char *dir, const char *name, uint32_t width,
	struct column_file *file, struct err *err)
{
	struct column_header header;
	const char *fault;
	const void *data;
	size_t size;

	if (!map_bytes(dir, name, &file->map, &data, &size, err))
		return false;
	fault = header_fault(data, size, name, width);
	if (fault != NULL) {
		fs_unmap(&file->map);
		return err_set(err, ERR_INDEX, "%s/%s: %s", dir, name, fault);
	}
	memcpy(&header, data, sizeof(header));
	file->count = header.count;
	file->payload = (const char *)data + sizeof(header);
	file->size = size - sizeof(header);
	return true;
}

bool
column_file_damaged(struct err *err, const char *dir, const char *name,
	uint64_t entry, const char *what)
{
	return err_set(err, ERR_INDEX, "%s/%s: entry %llu: %s", dir, name,
		(unsigned long long)entry, what);
}
