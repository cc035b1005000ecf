/*
 * generation.c - the readers' side of a folder of generations
 */
#include "engine/index/archive.h"

#include "base/mem.h"
#include "base/must.h"
#include "engine/index/archive_layout.h"
#include "engine/index/union_files.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPEN_TRIES 100

/* ---- segments ---- */

/* Whose segments may be used again. */
struct known {
	struct segment *const *segments;
	uint32_t count;
};

/* The segments of a manifest: those it stands on, then its own. */
static bool
open_segments(struct generation *generation, const char *dir,
	const struct known *known, struct err *err)
{
	const struct manifest *m = &generation->manifest;
	bool own = manifest_has_part(m, "columns");
	size_t n = m->nsegments + own;

	if (n == 0 || n > JOIN_PARTS_MAX)
		return err_set(err, ERR_INDEX, "%s has %zu segments",
			generation->path, n);
	generation->segments = mem_alloc(n * sizeof(*generation->segments));
	for (size_t i = 0; i < n; i++) {
		bool last = i == m->nsegments;
		struct segment *segment = segment_open(dir,
			last ? generation->name : m->segments[i].name,
			last ? m->crc : m->segments[i].crc, known->segments,
			known->count, err);

		if (segment == NULL)
			return false;
		generation->segments[generation->nsegments++] = segment;
	}
	return true;
}

/* ---- one view of all segments ---- */

static bool
join(struct generation *generation, struct join_part *parts,
	const struct join_order *order, struct err *err)
{
	uint32_t n = generation->nsegments, stories;

	generation->docids = mem_alloc(n * sizeof(*generation->docids));
	for (uint32_t i = 0; i < n; i++) {
		parts[i].columns = &generation->segments[i]->columns;
		parts[i].docid = generation->docids[i] =
			mem_alloc((parts[i].columns->stories + (size_t)1) *
				  sizeof(*parts[i].docid));
	}
	generation->joined = true;
	return join_docids(
		       parts, n, order, &generation->homes, &stories, err) &&
	       columns_join(parts, n, &generation->homes, stories,
		       &generation->columns, err);
}

static bool
join_segments(struct generation *generation, struct err *err)
{
	uint32_t n = generation->nsegments;
	struct join_part *parts = mem_alloc(n * sizeof(*parts));
	struct gone *gone = mem_alloc(n * sizeof(*gone));
	struct join_order order = { 0 };
	bool ok = union_read_order(generation->path, &order, err);

	for (uint32_t i = 0; ok && i < n; i++) {
		ok = union_read_gone(generation->path,
			generation->segments[i]->name, &gone[i], err);
		parts[i].gone = gone[i].docids;
		parts[i].ngone = (uint32_t)gone[i].count;
	}
	ok = ok && (join(generation, parts, &order, err) ||
			   err_while(err, "%s", generation->path));
	for (uint32_t i = 0; i < n; i++)
		free(gone[i].docids);
	free(gone);
	free(parts);
	join_order_release(&order);
	return ok;
}

/* Manifest and columns of a generation that is locked. */
static bool
load(struct generation *generation, const char *dir, const struct known *known,
	struct err *err)
{
	if (!manifest_read(&generation->manifest, generation->path, err) ||
		!manifest_verify(&generation->manifest, generation->path,
			MANIFEST_SIZES, err) ||
		!open_segments(generation, dir, known, err))
		return false;
	if (!manifest_has_part(&generation->manifest, UNION_PART))
		generation->columns = generation->segments[0]->columns;
	else if (!join_segments(generation, err))
		return false;
	if (generation->columns.stories != generation->manifest.stories)
		return err_set(err, ERR_INDEX,
			"%s has columns of %u stories instead of %u",
			generation->path, generation->columns.stories,
			generation->manifest.stories);
	return true;
}

/* ---- opening and closing ---- */

static void
generation_free(struct generation *generation)
{
	frequent_release(&generation->frequent);
	if (generation->joined)
		columns_close(&generation->columns);
	for (uint32_t i = 0; i < generation->nsegments; i++) {
		if (generation->docids != NULL)
			free(generation->docids[i]);
		segment_unref(generation->segments[i]);
	}
	free(generation->segments);
	free(generation->docids);
	free(generation->homes.part);
	free(generation->homes.docid);
	manifest_release(&generation->manifest);
	if (generation->lock_fd >= 0)
		close(generation->lock_fd);
	free(generation->path);
	free(generation);
}

/* What is live now; it may be gone before all of it is locked. */
static struct generation *
open_live(const char *dir, const struct known *known, char live[8],
	struct err *err)
{
	struct generation *generation = mem_alloc(sizeof(*generation));
	struct buf path = { 0 };

	generation->refs = 1;
	generation->lock_fd = generation_lock_live(dir, generation->name, err);
	fs_join(&path, dir, generation->name, NULL);
	generation->path = mem_string(path.data);
	buf_release(&path);
	memcpy(live, generation->name, sizeof(generation->name));
	if (generation->lock_fd >= 0 && load(generation, dir, known, err))
		return generation;
	/* while it was held a writer may have found it in use */
	if (generation->lock_fd >= 0)
		generation_unref(generation);
	else
		generation_free(generation);
	return NULL;
}

/* Between reading the name of a generation and locking all it stands on, a
 * writer may have published another one and removed some of that. */
static struct generation *
open_with(const char *dir, const struct known *known, struct err *err)
{
	char before[GENERATION_NAME_SIZE] = "", live[GENERATION_NAME_SIZE] = "";
	struct generation *generation = NULL;
	struct err why = { 0 };

	for (int i = 0; generation == NULL && i < OPEN_TRIES; i++) {
		why = (struct err){ 0 };
		generation = open_live(dir, known, live, &why);
		if (generation != NULL || why.kind != ERR_NOT_FOUND ||
			strcmp(live, before) == 0)
			break;
		memcpy(before, live, sizeof(before));
	}
	if (generation == NULL && err != NULL) {
		*err = why;
		if (why.kind == ERR_NOT_FOUND && live[0] != '\0')
			err->kind = ERR_INDEX; /* damage, not a mistake */
	}
	return generation;
}

struct generation *
generation_open(const char *dir, struct err *err)
{
	const struct known none = { 0 };

	return open_with(dir, &none, err);
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

struct generation *
generation_open_next(const struct generation *generation, struct err *err)
{
	const struct known known = {
		generation->segments,
		generation->nsegments,
	};
	struct generation *next;
	struct buf dir = { 0 };

	next = open_with(archive_dir(generation, &dir), &known, err);
	buf_release(&dir);
	return next;
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

/* Its own segment holds a lock of its own until it is let go, too. */
void
generation_unref(struct generation *generation)
{
	char *path, name[GENERATION_NAME_SIZE];

	if (generation == NULL ||
		__atomic_sub_fetch(&generation->refs, 1, __ATOMIC_ACQ_REL) > 0)
		return;
	path = mem_string(generation->path);
	memcpy(name, generation->name, sizeof(name));
	generation_free(generation);
	generation_let_go(path, name);
	free(path);
}
