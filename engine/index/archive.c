/*
 * archive.c - the writer's side of a folder of generations
 *
 * Every step leaves a folder in which `live` names a whole generation.  What
 * a crash can leave besides is known by its name, and the next writer
 * removes it: building/, live.next, a numbered folder that never became
 * live, a gone-… folder half removed.
 */
#include "engine/index/archive.h"

#include "base/fs.h"
#include "base/mem.h"
#include "base/must.h"
#include "engine/index/archive_layout.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

struct archive {
	char *dir;
	char *building;
	int lock_fd;
	uint32_t next; /* number of the generation to come */
	bool published;
};

/* ---- what lies in the folder ---- */

/* Is this a name that a writer gives? */
static bool
is_ours(const char *name)
{
	static const char *const names[] = {
		ARCHIVE_LOCK,
		ARCHIVE_LIVE,
		ARCHIVE_LIVE_NEXT,
		ARCHIVE_BUILDING,
		ARCHIVE_MERGING,
	};
	const size_t gone = strlen(ARCHIVE_GONE);

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	if (strncmp(name, ARCHIVE_GONE, gone) == 0)
		name += gone;
	return generation_number(name) > 0;
}

/* An archive, or a folder that may become one. */
static bool
folder_acceptable(const char *dir, struct err *err)
{
	struct fs_names names = { 0 };
	const char *foreign = NULL;
	bool archive = false;

	if (!fs_list(dir, &names, err))
		return false;
	for (size_t i = 0; i < names.count; i++) {
		if (strcmp(names.names[i], ARCHIVE_LIVE) == 0)
			archive = true;
		else if (!is_ours(names.names[i]))
			foreign = names.names[i];
	}
	if (foreign != NULL && !archive)
		err_set(err, ERR_USAGE,
			"%s is no archive and not empty (it has %s): choose "
			"another folder",
			dir, foreign);
	fs_names_release(&names);
	return foreign == NULL || archive;
}

/* Make the folder itself, so that it is there after a crash. */
static bool
make_folder(const char *dir, struct err *err)
{
	const char *slash = strrchr(dir, '/');
	struct buf parent = { 0 };
	bool ok;

	if (fs_is_dir(dir))
		return true;
	if (slash == NULL)
		buf_puts(&parent, ".");
	else
		buf_add(&parent, dir, slash == dir ? 1 : slash - dir);
	ok = fs_make_dir(dir, err) && fs_sync(parent.data, err);
	buf_release(&parent);
	return ok;
}

static bool
take_lock(struct archive *archive, struct err *err)
{
	struct buf path = { 0 };
	struct err why = { 0 };

	fs_join(&path, archive->dir, ARCHIVE_LOCK, NULL);
	archive->lock_fd = fs_lock(path.data, FS_LOCK_EXCLUSIVE, &why);
	if (why.kind == ERR_BUSY)
		err_set(err, ERR_BUSY,
			"%s is locked: another dateline-indexer is at work "
			"there",
			path.data);
	else if (archive->lock_fd < 0)
		err_set(err, why.kind, "%s", why.text);
	buf_release(&path);
	return archive->lock_fd >= 0;
}

/* ---- what crashed writers and readers left ---- */

/* Who merges aside locks the archive's folder itself.  Returns a descriptor,
 * or -1. */
static int
lock_merging(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static void
remove_name(const char *dir, const char *name)
{
	struct buf path = { 0 };

	fs_join(&path, dir, name, NULL);
	fs_remove_tree(path.data, NULL);
	buf_release(&path);
}

/*
 * Remove everything that is ours but is neither needed nor being read.  What
 * resists is left; it is in nobody's way.
 */
static bool
sweep(const struct archive *archive, const struct archive_needs *needs,
	struct err *err)
{
	const size_t gone = strlen(ARCHIVE_GONE);
	struct fs_names names = { 0 };

	if (!fs_list(archive->dir, &names, err))
		return false;
	for (size_t i = 0; i < names.count; i++) {
		const char *name = names.names[i];

		if (strncmp(name, ARCHIVE_GONE, gone) == 0 &&
			generation_number(name + gone) > 0)
			remove_name(archive->dir, name);
		else if (generation_number(name) > 0 &&
			 !archive_needs_it(needs, name))
			generation_sweep(archive->dir, name);
	}
	fs_names_release(&names);
	return true;
}

/* Numbers ascend for ever, past those that never became live, too. */
static bool
choose_number(struct archive *archive, const char *live, struct err *err)
{
	uint32_t last = generation_number(live);
	struct fs_names names = { 0 };

	if (!fs_list(archive->dir, &names, err))
		return false;
	for (size_t i = 0; i < names.count; i++) {
		uint32_t number = generation_number(names.names[i]);

		if (number > last)
			last = number;
	}
	fs_names_release(&names);
	if (last == GENERATION_LAST)
		return err_set(err, ERR_UNAVAILABLE,
			"%s: no numbers left for generations", archive->dir);
	archive->next = last + 1;
	return true;
}

/* What a merge left that is at work no more. */
static void
sweep_merging(const char *dir)
{
	int fd = lock_merging(dir);

	if (fd >= 0) {
		remove_name(dir, ARCHIVE_MERGING);
		close(fd);
	}
}

/* With the lock held: the folder as the next build wants it. */
static bool
prepare(struct archive *archive, struct err *err)
{
	struct archive_needs needs = { 0 };
	struct err why = { 0 };
	bool known, ok;

	/* a live generation that cannot be read keeps all there is; but a
	 * build shall be able to replace it */
	known = archive_needs_read(archive->dir, &needs, &why);
	if (!known && needs.live[0] == '\0') {
		archive_needs_release(&needs);
		return err_set(err, why.kind, "%s", why.text);
	}
	remove_name(archive->dir, ARCHIVE_LIVE_NEXT);
	sweep_merging(archive->dir);
	ok = choose_number(archive, needs.live, err) &&
	     (!known || sweep(archive, &needs, err)) &&
	     fs_remove_tree(archive->building, err) &&
	     fs_make_dir(archive->building, err);
	archive_needs_release(&needs);
	return ok;
}

/* ---- the archive ---- */

static struct archive *
archive_new(const char *dir, const char *building)
{
	struct archive *archive = mem_alloc(sizeof(*archive));
	struct buf path = { 0 };

	fs_join(&path, dir, building, NULL);
	archive->dir = mem_string(dir);
	archive->building = mem_string(path.data);
	archive->lock_fd = -1;
	buf_release(&path);
	return archive;
}

struct archive *
archive_open_aside(const char *dir, struct err *err)
{
	struct archive *archive = archive_new(dir, ARCHIVE_MERGING);
	bool ok;

	archive->lock_fd = lock_merging(dir);
	ok = archive->lock_fd >= 0 ||
	     err_set(err, ERR_BUSY, "%s is being merged already", dir);
	ok = ok && fs_remove_tree(archive->building, err) &&
	     fs_make_dir(archive->building, err);
	if (ok)
		return archive;
	archive_close(archive);
	return NULL;
}

bool
archive_take_over(
	struct archive *archive, struct archive *aside, struct err *err)
{
	static const char *const parts[] = { "columns", "database" };
	struct buf from = { 0 }, to = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < sizeof(parts) / sizeof(*parts); i++) {
		buf_reset(&from);
		buf_reset(&to);
		fs_join(&from, aside->building, parts[i], NULL);
		fs_join(&to, archive->building, parts[i], NULL);
		ok = fs_remove_tree(to.data, err) &&
		     fs_rename(from.data, to.data, err);
	}
	buf_release(&from);
	buf_release(&to);
	return ok;
}

void
archive_next(const struct archive *archive, char name[8])
{
	generation_name(archive->next, name);
}

struct archive *
archive_open(const char *dir, struct err *err)
{
	struct archive *archive = archive_new(dir, ARCHIVE_BUILDING);

	if (make_folder(dir, err) && folder_acceptable(dir, err) &&
		take_lock(archive, err) && prepare(archive, err))
		return archive;
	archive_close(archive);
	return NULL;
}

void
archive_close(struct archive *archive)
{
	if (archive == NULL)
		return;
	if (archive->lock_fd >= 0) {
		fs_remove_tree(archive->building, NULL);
		close(archive->lock_fd);
	}
	free(archive->dir);
	free(archive->building);
	free(archive);
}

const char *
archive_building(const struct archive *archive)
{
	return archive->building;
}

/* Say when, unless the caller did. */
static void
set_created(struct manifest *manifest)
{
	time_t now = time(NULL);
	char text[32];
	struct tm utc;

	if (manifest->created != NULL || gmtime_r(&now, &utc) == NULL)
		return;
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc);
	manifest->created = arena_string(&manifest->arena, text);
}

/* Everything in building/ on the disk, and the manifest that says so. */
static bool
complete(const struct archive *archive, struct manifest *manifest,
	struct err *err)
{
	const char *building = archive->building;

	return manifest_measure(manifest, building, err) &&
	       fs_sync_tree(building, err) &&
	       manifest_write(manifest, building, err) &&
	       fs_sync(building, err);
}

/* Give building/ its number. */
static bool
settle(const struct archive *archive, const char *name, struct err *err)
{
	struct buf path = { 0 };
	bool ok;

	fs_join(&path, archive->dir, name, NULL);
	ok = fs_rename(archive->building, path.data, err);
	buf_release(&path);
	return ok;
}

/* The one moment at which readers' answers change. */
static bool
make_live(const struct archive *archive, const char *name, struct err *err)
{
	struct buf next = { 0 }, live = { 0 }, text = { 0 };
	bool ok;

	fs_join(&next, archive->dir, ARCHIVE_LIVE_NEXT, NULL);
	fs_join(&live, archive->dir, ARCHIVE_LIVE, NULL);
	buf_printf(&text, "%s\n", name);
	ok = fs_write_file(next.data, text.data, text.len, err) &&
	     fs_rename(next.data, live.data, err);
	buf_release(&next);
	buf_release(&live);
	buf_release(&text);
	return ok;
}

bool
archive_publish(struct archive *archive, struct manifest *manifest,
	char name[8], struct err *err)
{
	struct archive_needs needs;
	char number[GENERATION_NAME_SIZE];

	must(!archive->published);
	generation_name(archive->next, number);
	set_created(manifest);
	if (!complete(archive, manifest, err) ||
		!settle(archive, number, err) ||
		!make_live(archive, number, err))
		return err_while(err, "publishing generation %s", number);
	archive->published = true;
	if (name != NULL)
		memcpy(name, number, sizeof(number));
	if (archive_needs_read(archive->dir, &needs, NULL))
		sweep(archive, &needs, NULL);
	archive_needs_release(&needs);
	return true;
}
