/* segment.c - the stories of one generation's own folder */
#include "engine/index/segment.h"

#include "base/mem.h"
#include "engine/index/archive_layout.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COLUMNS_PART "columns"

/* Large columns that are checked where they are read. */
static const char *const checked_as_read[] = { COLUMNS_PART "/stories" };

static bool
is_checked_as_read(const char *path)
{
	const size_t n = sizeof(checked_as_read) / sizeof(*checked_as_read);

	for (size_t i = 0; i < n; i++)
		if (strcmp(path, checked_as_read[i]) == 0)
			return true;
	return false;
}

/* In the folder of columns, or the pack of them. */
static bool
is_column(const char *path)
{
	const size_t len = strlen(COLUMNS_PART);

	return strncmp(path, COLUMNS_PART, len) == 0 &&
	       (path[len] == '/' || path[len] == '\0');
}

/* Other columns are read without further checks: every byte is proven. */
static bool
verify_columns(
	const struct manifest *manifest, const char *path, struct err *err)
{
	for (size_t i = 0; i < manifest->nfiles; i++)
		if (is_column(manifest->files[i].path) &&
			!is_checked_as_read(manifest->files[i].path) &&
			!manifest_verify_file(&manifest->files[i], path,
				MANIFEST_CHECKSUMS, err))
			return false;
	return true;
}

/* Manifest and columns of what is locked. */
static bool
load(struct segment *segment, uint32_t crc, struct err *err)
{
	struct manifest *manifest = &segment->manifest;
	struct buf columns = { 0 };
	bool ok = manifest_read(manifest, segment->path, err);

	if (ok && manifest->crc != crc)
		ok = err_set(err, ERR_INDEX,
			"%s is not the generation that another one stands on",
			segment->path);
	fs_join(&columns, segment->path, "columns", NULL);
	ok = ok &&
	     manifest_verify(manifest, segment->path, MANIFEST_SIZES, err) &&
	     verify_columns(manifest, segment->path, err) &&
	     columns_open(columns.data, &segment->columns, err);
	buf_release(&columns);
	return ok;
}

static void
segment_free(struct segment *segment)
{
	columns_close(&segment->columns);
	manifest_release(&segment->manifest);
	if (segment->lock_fd >= 0)
		close(segment->lock_fd);
	free(segment->path);
	free(segment);
}

struct segment *
segment_open(const char *dir, const char *name, uint32_t crc,
	struct segment *const *known, uint32_t nknown, struct err *err)
{
	struct segment *segment;
	struct buf path = { 0 };

	for (uint32_t i = 0; i < nknown; i++)
		if (known[i]->manifest.crc == crc &&
			strcmp(known[i]->name, name) == 0) {
			__atomic_add_fetch(
				&known[i]->refs, 1, __ATOMIC_RELAXED);
			return known[i];
		}
	fs_join(&path, dir, name, NULL);
	segment = mem_alloc(sizeof(*segment));
	*segment = (struct segment){ .refs = 1 };
	snprintf(segment->name, sizeof(segment->name), "%s", name);
	segment->path = mem_string(path.data);
	buf_release(&path);
	segment->lock_fd = generation_lock(segment->path, GENERATION_READ);
	if (segment->lock_fd < 0)
		err_set(err, ERR_NOT_FOUND, "%s/manifest: %s", segment->path,
			strerror(errno));
	else if (load(segment, crc, err))
		return segment;
	segment_free(segment);
	return NULL;
}

void
segment_unref(struct segment *segment)
{
	if (segment == NULL ||
		__atomic_sub_fetch(&segment->refs, 1, __ATOMIC_ACQ_REL) > 0)
		return;
	close(segment->lock_fd); /* our own lock would keep the sweep out */
	segment->lock_fd = -1;
	generation_let_go(segment->path, segment->name);
	segment_free(segment);
}
