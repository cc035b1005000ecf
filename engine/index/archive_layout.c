/* archive_layout.c - names in an archive's folder, and who may remove what */
#include "engine/index/archive_layout.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/must.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPEN_TRIES 100

/* ---- names ---- */

uint32_t
generation_number(const char *name)
{
	size_t len = strlen(name);
	bool seven = len == 7 && name[0] != '0';

	if ((len != 6 && !seven) || strspn(name, "0123456789") != len)
		return 0;
	return (uint32_t)strtoul(name, NULL, 10);
}

void
generation_name(uint32_t number, char name[GENERATION_NAME_SIZE])
{
	must(number > 0 && number <= GENERATION_LAST);
	snprintf(name, GENERATION_NAME_SIZE, "%06u", number);
}

bool
archive_live(const char *dir, char name[GENERATION_NAME_SIZE], struct err *err)
{
	struct buf path = { 0 }, text = { 0 };
	bool ok = false;

	fs_join(&path, dir, ARCHIVE_LIVE, NULL);
	if (!fs_read_file(path.data, GENERATION_NAME_SIZE, &text, err))
		goto out;
	if (text.len > 0 && text.data[text.len - 1] == '\n')
		buf_cut(&text, text.len - 1);
	if (generation_number(buf_text(&text)) == 0) {
		err_set(err, ERR_INDEX, "%s: names no generation", path.data);
		goto out;
	}
	memcpy(name, text.data, text.len + 1);
	ok = true;

out:
	buf_release(&path);
	buf_release(&text);
	return ok;
}

/* ---- locks ---- */

/* Is what fd has open still what path names? */
static bool
same_file(int fd, const char *path)
{
	struct stat opened, named;

	return fstat(fd, &opened) == 0 && stat(path, &named) == 0 &&
	       opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

/*
 * Readers may not have the right to write here, so the manifest is opened
 * for reading.  A lock that came after a removal is a lock on nothing.
 */
int
generation_lock(const char *path, enum generation_lock kind)
{
	static const int operations[] = {
		[GENERATION_READ] = LOCK_SH | LOCK_NB,
		[GENERATION_REMOVE] = LOCK_EX | LOCK_NB,
	};
	struct buf manifest = { 0 };
	int failure = 0;
	int fd;

	fs_join(&manifest, path, "manifest", NULL);
	fd = open(manifest.data, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		failure = errno;
	else if (flock(fd, operations[kind]) != 0)
		failure = errno;
	else if (!same_file(fd, manifest.data))
		failure = ENOENT;
	if (failure != 0 && fd >= 0) {
		close(fd);
		fd = -1;
	}
	buf_release(&manifest);
	errno = failure;
	return fd;
}

/* What DIR/live says, with advice for who has no archive yet. */
static bool
read_live(const char *dir, char name[GENERATION_NAME_SIZE], struct err *err)
{
	struct err why = { 0 };

	if (archive_live(dir, name, &why))
		return true;
	if (why.kind == ERR_NOT_FOUND)
		return err_set(err, ERR_NOT_FOUND,
			"no archive in %s: run dateline-indexer build first",
			dir);
	return err_set(err, why.kind, "%s", why.text);
}

/*
 * Lock the live generation.  Between reading its name and locking it, a
 * writer may have published another one and removed this: then look again.
 */
int
generation_lock_live(
	const char *dir, char name[GENERATION_NAME_SIZE], struct err *err)
{
	char before[GENERATION_NAME_SIZE] = "";
	struct buf path = { 0 };
	int fd = -1, failure = 0;

	for (int i = 0; fd < 0 && i < OPEN_TRIES; i++) {
		if (!read_live(dir, name, err))
			goto out;
		if (strcmp(name, before) == 0)
			break; /* still live: that it moved on is no excuse */
		memcpy(before, name, sizeof(before));
		buf_reset(&path);
		fs_join(&path, dir, name, NULL);
		fd = generation_lock(path.data, GENERATION_READ);
		failure = errno;
	}
	if (fd < 0 && failure == EWOULDBLOCK)
		err_set(err, ERR_BUSY, "%s is being removed", path.data);
	else if (fd < 0)
		err_set(err, ERR_INDEX, "%s/manifest: %s", path.data,
			strerror(failure));

out:
	buf_release(&path);
	return fd;
}

void
generation_sweep(const char *dir, const char *name)
{
	struct buf path = { 0 }, gone = { 0 };
	int fd;

	fs_join(&path, dir, name, NULL);
	fs_join(&gone, dir, ARCHIVE_GONE, NULL);
	buf_puts(&gone, name);
	fd = generation_lock(path.data, GENERATION_REMOVE);
	/* one without a manifest is no generation: nobody can be reading it */
	if (fd >= 0 || errno == ENOENT) {
		if (fs_remove_tree(gone.data, NULL) &&
			fs_rename(path.data, gone.data, NULL))
			fs_remove_tree(gone.data, NULL);
	}
	if (fd >= 0)
		close(fd);
	buf_release(&path);
	buf_release(&gone);
}

/* ---- what is needed ---- */

bool
archive_needs_read(
	const char *dir, struct archive_needs *needs, struct err *err)
{
	struct buf path = { 0 };
	struct err why = { 0 };
	bool ok;

	*needs = (struct archive_needs){ 0 };
	if (!archive_live(dir, needs->live, &why)) {
		needs->live[0] = '\0';
		return why.kind == ERR_NOT_FOUND ||
		       err_set(err, why.kind, "%s", why.text);
	}
	fs_join(&path, dir, needs->live, NULL);
	ok = manifest_read(&needs->manifest, path.data, err);
	buf_release(&path);
	return ok;
}

bool
archive_needs_it(const struct archive_needs *needs, const char *name)
{
	return strcmp(needs->live, name) == 0 ||
	       manifest_stands_on(&needs->manifest, name);
}

void
archive_needs_release(struct archive_needs *needs)
{
	manifest_release(&needs->manifest);
}

void
generation_let_go(const char *path, const char *name)
{
	struct archive_needs needs;
	struct buf dir = { 0 };
	size_t len = strlen(path) - strlen(name);

	must(len > 0);
	buf_add(&dir, path, len > 1 ? len - 1 : 1);
	if (archive_needs_read(dir.data, &needs, NULL) &&
		needs.live[0] != '\0' && !archive_needs_it(&needs, name))
		generation_sweep(dir.data, name);
	archive_needs_release(&needs);
	buf_release(&dir);
}
