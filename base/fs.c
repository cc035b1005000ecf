#include "base/fs.h"

#include "base/mem.h"
#include "base/must.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_SIZE 65536
#define GATHERED ((size_t)1 << 18)

/* ---- steps: read from the environment once, counted from then on ---- */

static struct {
	pthread_once_t once;
	long die_at; /* 0: never */
	const char *report;
	pid_t pid;
	long taken; /* atomic */
} steps = { .once = PTHREAD_ONCE_INIT };

/* At exit; a child process that exits too leaves the report to its parent. */
static void
steps_report(void)
{
	FILE *out;

	if (getpid() != steps.pid)
		return;
	out = fopen(steps.report, "w");
	if (out == NULL)
		return;
	fprintf(out, "%ld\n", steps.taken);
	fclose(out);
}

static void
steps_start(void)
{
	const char *die_at = getenv("DATELINE_DIE_AT");

	if (die_at != NULL)
		steps.die_at = strtol(die_at, NULL, 10);
	steps.pid = getpid();
	steps.report = getenv("DATELINE_STEPS");
	if (steps.report != NULL)
		atexit(steps_report);
}

void
fs_step(void)
{
	long step;

	pthread_once(&steps.once, steps_start);
	step = __atomic_add_fetch(&steps.taken, 1, __ATOMIC_RELAXED);
	if (step == steps.die_at)
		_exit(137);
}

/* ---- whole files ---- */

bool
fs_read_file(const char *path, size_t max, struct buf *out, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t left = max;
	bool ok = false;
	ssize_t got;

	if (fd < 0)
		return err_errno(err, "%s", path);
	for (;;) {
		/* One byte more than may be there tells too much from all. */
		size_t want = left < READ_SIZE ? left + 1 : READ_SIZE;

		got = read(fd, buf_room(out, want), want);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		if ((size_t)got > left) {
			err_set(err, ERR_INPUT, "%s: more than %zu bytes", path,
				max);
			goto out;
		}
		buf_took(out, (size_t)got);
		left -= (size_t)got;
	}
	ok = got == 0 || err_errno(err, "%s", path);
out:
	close(fd);
	return ok;
}

bool
fs_write_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return true;
}

char *
fs_gather(FILE *stream)
{
	char *room = mem_array(NULL, GATHERED, 1);

	setvbuf(stream, room, _IOFBF, GATHERED);
	return room;
}

void
fs_write_soon(FILE *stream)
{
	/* whether it worked, fclose() and fsync() will tell */
	if (fflush(stream) == 0)
		sync_file_range(fileno(stream), 0, 0, SYNC_FILE_RANGE_WRITE);
}

static bool
write_file(const char *path, const void *data, size_t len, bool synced,
	struct err *err)
{
	bool ok;
	int fd;

	fs_step();
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return err_errno(err, "%s", path);
	fs_step();
	ok = fs_write_all(fd, data, len);
	if (ok && synced) {
		fs_step();
		ok = fsync(fd) == 0;
	}
	if (!ok)
		err_errno(err, "%s", path);
	if (close(fd) != 0 && ok)
		ok = err_errno(err, "%s", path);
	return ok;
}

bool
fs_write_file(const char *path, const void *data, size_t len, struct err *err)
{
	return write_file(path, data, len, true, err);
}

bool
fs_put_file(const char *path, const void *data, size_t len, struct err *err)
{
	return write_file(path, data, len, false, err);
}

/* ---- folders and names ---- */

/* mkdir() for one folder whose parent is there. */
static bool
make_one(const char *path, struct err *err)
{
	if (fs_is_dir(path))
		return true;
	fs_step();
	/* Somebody else may have been faster. */
	if (mkdir(path, 0777) == 0 || (errno == EEXIST && fs_is_dir(path)))
		return true;
	return err_errno(err, "%s", path);
}

bool
fs_make_dir(const char *path, struct err *err)
{
	char *copy = mem_string(path);
	bool ok = true;

	for (char *at = copy; ok && *at != '\0'; at++) {
		if (*at != '/' || at == copy)
			continue;
		*at = '\0';
		ok = make_one(copy, err);
		*at = '/';
	}
	ok = ok && make_one(copy, err);
	free(copy);
	return ok;
}

bool
fs_sync(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok;

	if (fd < 0)
		return err_errno(err, "%s", path);
	fs_step();
	ok = fsync(fd) == 0 || err_errno(err, "%s", path);
	close(fd);
	return ok;
}

/*
 * Do `each` to all below path and then to path itself.  A symbolic link is
 * a leaf, wherever it leads.
 */
static bool
walk(const char *path,
	bool (*each)(const char *path, const struct stat *st, struct err *err),
	struct err *err)
{
	struct fs_names list = { 0 };
	struct buf below = { 0 };
	struct stat st;
	bool ok = false;

	if (lstat(path, &st) != 0)
		return err_errno(err, "%s", path);
	if (S_ISDIR(st.st_mode)) {
		if (!fs_list(path, &list, err))
			goto out;
		for (size_t i = 0; i < list.count; i++) {
			buf_reset(&below);
			fs_join(&below, path, list.names[i], NULL);
			if (!walk(below.data, each, err))
				goto out;
		}
	}
	ok = each(path, &st, err);
out:
	fs_names_release(&list);
	buf_release(&below);
	return ok;
}

static bool
sync_each(const char *path, const struct stat *st, struct err *err)
{
	if (!S_ISDIR(st->st_mode) && !S_ISREG(st->st_mode))
		return true;
	return fs_sync(path, err);
}

bool
fs_sync_tree(const char *path, struct err *err)
{
	return walk(path, sync_each, err);
}

static bool
remove_each(const char *path, const struct stat *st, struct err *err)
{
	fs_step();
	if ((S_ISDIR(st->st_mode) ? rmdir(path) : unlink(path)) == 0 ||
		errno == ENOENT)
		return true;
	return err_errno(err, "%s", path);
}

bool
fs_remove_tree(const char *path, struct err *err)
{
	struct stat st;

	if (lstat(path, &st) != 0 && errno == ENOENT)
		return true;
	return walk(path, remove_each, err);
}

bool
fs_rename(const char *from, const char *to, struct err *err)
{
	const char *slash = strrchr(to, '/');
	struct buf folder = { 0 };
	bool ok;

	if (slash == NULL)
		buf_puts(&folder, ".");
	else
		buf_add(&folder, to, slash == to ? 1 : (size_t)(slash - to));
	fs_step();
	ok = rename(from, to) == 0 || err_errno(err, "%s to %s", from, to);
	ok = ok && fs_sync(folder.data, err);
	buf_release(&folder);
	return ok;
}

bool
fs_link(const char *from, const char *to, struct err *err)
{
	fs_step();
	return link(from, to) == 0 || err_errno(err, "%s to %s", from, to);
}

bool
fs_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

bool
fs_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool
fs_size(const char *path, uint64_t *size, struct err *err)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return err_errno(err, "%s", path);
	*size = (uint64_t)st.st_size;
	return true;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

bool
fs_list(const char *path, struct fs_names *out, struct err *err)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	size_t cap = 0;

	*out = (struct fs_names){ 0 };
	if (dir == NULL)
		return err_errno(err, "%s", path);
	while ((errno = 0, entry = readdir(dir)) != NULL) {
		const char *name = entry->d_name;

		if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
			vec_push(out->names, out->count, cap) =
				mem_string(name);
	}
	if (errno != 0) {
		err_errno(err, "%s", path);
		fs_names_release(out);
		closedir(dir);
		return false;
	}
	closedir(dir);
	if (out->count > 0)
		qsort(out->names, out->count, sizeof(*out->names), by_bytes);
	return true;
}

void
fs_names_release(struct fs_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->names[i]);
	free(names->names);
	*names = (struct fs_names){ 0 };
}

void
fs_join(struct buf *out, const char *first, ...)
{
	const char *name;
	va_list ap;

	va_start(ap, first);
	for (name = first; name != NULL; name = va_arg(ap, const char *)) {
		if (out->len > 0 && out->data[out->len - 1] != '/')
			buf_putc(out, '/');
		buf_puts(out, name);
	}
	va_end(ap);
}

/* ---- maps and locks ---- */

bool
fs_map(const char *path, struct fs_map *map, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = false;
	struct stat st;
	void *data;

	*map = (struct fs_map){ .data = "" };
	if (fd < 0)
		return err_errno(err, "%s", path);
	if (fstat(fd, &st) != 0) {
		err_errno(err, "%s", path);
		goto out;
	}
	if (!S_ISREG(st.st_mode)) {
		err_set(err, ERR_IO, "%s: not a file", path);
		goto out;
	}
	ok = true;
	if (st.st_size == 0)
		goto out;
	data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
	if (data == MAP_FAILED) {
		ok = err_errno(err, "%s", path);
		goto out;
	}
	map->data = data;
	map->size = (size_t)st.st_size;
out:
	close(fd);
	return ok;
}

void
fs_unmap(struct fs_map *map)
{
	if (map->size > 0)
		must(munmap((void *)(uintptr_t)map->data, map->size) == 0);
	*map = (struct fs_map){ .data = "" };
}

/* Let go of so much at a time. */
#define PASS_STEP ((size_t)1 << 17)

void
fs_map_pass(struct fs_map *map, const void *at)
{
	size_t come = (size_t)((const char *)at - (const char *)map->data);

	if (map->size == 0 || come < map->passed + PASS_STEP)
		return;
	come -= come % PASS_STEP;
	madvise((char *)(uintptr_t)map->data + map->passed, come - map->passed,
		MADV_DONTNEED);
	map->passed = come;
}

int
fs_lock(const char *path, enum fs_lock_kind kind, struct err *err)
{
	bool shared = kind == FS_LOCK_SHARED;
	int fd = open(
		path, (shared ? O_RDONLY : O_RDWR) | O_CREAT | O_CLOEXEC, 0666);

	if (fd < 0) {
		err_errno(err, "%s", path);
		return -1;
	}
	while (flock(fd, (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0) {
		if (errno == EINTR)
			continue;
		if (errno == EWOULDBLOCK)
			err_set(err, ERR_BUSY, "%s: locked by somebody else",
				path);
		else
			err_errno(err, "%s", path);
		close(fd);
		return -1;
	}
	return fd;
}
