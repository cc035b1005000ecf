/*
 * generation.c - the readers' side of a folder of generations
 */
#include "engine/index/archive.h"

#include "base/mem.h"
#include "base/must.h"
#include "engine/index/archive_layout.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COLUMNS_FOLDER "columns/"

/* Large columns that are checked where they are read. */
static const char *const checked_as_read[] = { COLUMNS_FOLDER "stories" };

static bool
is_checked_as_read(const char *path)
{
	const size_t n = sizeof(checked_as_read) / sizeof(*checked_as_read);

	for (size_t i = 0; i < n; i++)
		if (strcmp(path, checked_as_read[i]) == 0)
			return true;
	return false;
}

/* Other columns are read without further checks: every byte is proven. */
static bool
verify_columns(const struct generation *generation, struct err *err)
{
	const struct manifest *manifest = &generation->manifest;
	const size_t len = strlen(COLUMNS_FOLDER);

	for (size_t i = 0; i < manifest->nfiles; i++)
		if (strncmp(manifest->files[i].path, COLUMNS_FOLDER, len) ==
				0 &&
			!is_checked_as_read(manifest->files[i].path) &&
			!manifest_verify_file(&manifest->files[i],
				generation->path, MANIFEST_CHECKSUMS, err))
			return false;
	return true;
}

/* Manifest and columns of a generation that is locked. */
static bool
load(struct generation *generation, struct err *err)
{
	struct buf columns = { 0 };
	bool ok;

	fs_join(&columns, generation->path, "columns", NULL);
	ok = manifest_read(&generation->manifest, generation->path, err) &&
	     manifest_verify(&generation->manifest, generation->path,
		     MANIFEST_SIZES, err) &&
	     verify_columns(generation, err) &&
	     columns_open(columns.data, &generation->columns, err);
	if (ok && generation->columns.stories != generation->manifest.stories)
		ok = err_set(err, ERR_INDEX,
			"%s has columns of %u stories instead of %u",
			generation->path, generation->columns.stories,
			generation->manifest.stories);
	buf_release(&columns);
	return ok;
}

static void
generation_free(struct generation *generation)
{
	columns_close(&generation->columns);
	manifest_release(&generation->manifest);
	if (generation->lock_fd >= 0)
		close(generation->lock_fd);
	free(generation->path);
	free(generation);
}

struct generation *
generation_open(const char *dir, struct err *err)
{
	struct generation *generation = mem_alloc(sizeof(*generation));
	struct buf path = { 0 };

	generation->refs = 1;
	generation->lock_fd = generation_lock_live(dir, generation->name, err);
	fs_join(&path, dir, generation->name, NULL);
	generation->path = mem_string(path.data);
	buf_release(&path);
	if (generation->lock_fd >= 0 && load(generation, err))
		return generation;
	generation_free(generation);
	return NULL;
}

/* The archive's folder, into dir. */
static const char *
archive_dir(const struct generation *generation, struct buf *dir)
{
	size_t len = strlen(generation->path) - strlen(generation->name);

	must(len > 0);
	buf_add(dir, generation->path, len - 1);
	return len > 1 ? dir->data : "/";
}

/* Does `live` name another one?  When it cannot be read nothing is certain,
 * and a generation in doubt is kept. */
static bool
superseded(const struct generation *generation)
{
	char live[GENERATION_NAME_SIZE];
	struct buf dir = { 0 };
	bool other;

	other = archive_live(archive_dir(generation, &dir), live, NULL) &&
		strcmp(live, generation->name) != 0;
	buf_release(&dir);
	return other;
}

/* Is its name borne by another one, of an archive that was made anew? */
static bool
replaced(const struct generation *generation)
{
	struct buf path = { 0 };
	struct stat held, there;
	bool other;

	fs_join(&path, generation->path, "manifest", NULL);
	other = fstat(generation->lock_fd, &held) == 0 &&
		stat(path.data, &there) == 0 &&
		(held.st_dev != there.st_dev || held.st_ino != there.st_ino);
	buf_release(&path);
	return other;
}

bool
generation_is_live(const struct generation *generation)
{
	return !superseded(generation) && !replaced(generation);
}

struct generation *
generation_ref(struct generation *generation)
{
	__atomic_add_fetch(&generation->refs, 1, __ATOMIC_RELAXED);
	return generation;
}

void
generation_unref(struct generation *generation)
{
	struct buf dir = { 0 };

	if (generation == NULL ||
		__atomic_sub_fetch(&generation->refs, 1, __ATOMIC_ACQ_REL) > 0)
		return;
	close(generation->lock_fd); /* our own lock would keep the sweep out */
	generation->lock_fd = -1;
	if (superseded(generation))
		generation_sweep(
			archive_dir(generation, &dir), generation->name);
	buf_release(&dir);
	generation_free(generation);
}
