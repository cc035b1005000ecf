/* column_pack.c - many small columns in one file */
#include "engine/index/column_pack.h"

#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Columns begin where any number may: the bytes between are NUL. */
#define PACK_ALIGN 16

/* An entry of the directory. */
struct pack_entry {
	char name[32];	   /* filled up with NULs */
	uint64_t at, size; /* bytes */
};

/* The end of the file; the directory is right before it. */
struct pack_end {
	char magic[8];
	uint64_t columns;
};

/* The directory is aligned as they are: whatever it is replaced by is, too. */
_Static_assert(sizeof(struct pack_entry) % PACK_ALIGN == 0, "on disk");
_Static_assert(sizeof(struct pack_end) % PACK_ALIGN == 0, "on disk");

static const char magic[8] = "linepack";

bool
column_pack_make(const char *path, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

	return (fd >= 0 && close(fd) == 0) || err_errno(err, "%s", path);
}

bool
column_pack_is(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* ---- the directory ---- */

/* Where the directory of a pack of so many bytes begins, from its end. */
static bool
find_directory(const struct pack_end *end, uint64_t size, uint64_t *at)
{
	uint64_t room = size - sizeof(*end);

	if (memcmp(end->magic, magic, sizeof(magic)) != 0 ||
		end->columns > room / sizeof(struct pack_entry))
		return false;
	*at = room - end->columns * sizeof(struct pack_entry);
	return *at % PACK_ALIGN == 0;
}

static bool
damaged(struct err *err, const char *path)
{
	return err_set(err, ERR_INDEX, "%s: not a pack of columns", path);
}

/* ---- writing ---- */

static bool
read_at(int fd, void *out, size_t len, uint64_t at)
{
	return pread(fd, out, len, (off_t)at) == (ssize_t)len;
}

static bool
write_at(int fd, const char *data, size_t len, uint64_t at)
{
	while (len > 0) {
		ssize_t n = pwrite(fd, data, len, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		data += n;
		at += (uint64_t)n;
		len -= (size_t)n;
	}
	return true;
}

/* The directory of what is there, into entries; and where it begins. */
static bool
read_directory(int fd, const char *path, struct pack_end *end, uint64_t *at,
	struct buf *entries, struct err *err)
{
	struct stat st;
	uint64_t size;
	size_t len;

	*end = (struct pack_end){ .columns = 0 };
	memcpy(end->magic, magic, sizeof(magic));
	*at = 0;
	if (fstat(fd, &st) != 0)
		return err_errno(err, "%s", path);
	size = (uint64_t)st.st_size;
	if (size == 0)
		return true;
	if (size < sizeof(*end) ||
		!read_at(fd, end, sizeof(*end), size - sizeof(*end)) ||
		!find_directory(end, size, at))
		return damaged(err, path);
	len = (size_t)end->columns * sizeof(struct pack_entry);
	if (!read_at(fd, buf_room(entries, len), len, *at))
		return damaged(err, path);
	buf_took(entries, len);
	return true;
}

bool
column_pack_add(const char *path, const char *name, const void *data,
	size_t size, struct err *err)
{
	static const char zeros[PACK_ALIGN];
	struct pack_entry entry = { .size = size };
	struct buf entries = { 0 }, out = { 0 };
	struct pack_end end;
	int fd = open(path, O_RDWR | O_CLOEXEC);
	bool ok = fd >= 0 || err_errno(err, "%s", path);

	ok = ok && read_directory(fd, path, &end, &entry.at, &entries, err);
	if (ok) {
		memcpy(entry.name, name, strnlen(name, sizeof(entry.name)));
		end.columns++;
		buf_add(&out, data, size);
		buf_add(&out, zeros, -size % PACK_ALIGN);
		buf_add(&out, buf_text(&entries), entries.len);
		buf_add(&out, &entry, sizeof(entry));
		buf_add(&out, &end, sizeof(end));
		ok = write_at(fd, out.data, out.len, entry.at) ||
		     err_errno(err, "%s", path);
	}
	if (fd >= 0 && close(fd) != 0 && ok)
		ok = err_errno(err, "%s", path);
	buf_release(&entries);
	buf_release(&out);
	return ok;
}

/* ---- reading ---- */

/* The entry of a column in a mapped pack; NULL: it has none.  *sound: are all
 * columns on the way inside? */
static const struct pack_entry *
find_entry(const struct fs_map *map, const char *name, bool *sound)
{
	const char *bytes = map->data;
	const struct pack_entry *entries;
	struct pack_end end;
	uint64_t at;

	*sound = map->size == 0;
	if (map->size < sizeof(end))
		return NULL;
	memcpy(&end, bytes + map->size - sizeof(end), sizeof(end));
	*sound = find_directory(&end, map->size, &at);
	if (!*sound)
		return NULL;
	entries = (const void *)(bytes + at);
	for (uint64_t i = 0; i < end.columns; i++) {
		const struct pack_entry *e = &entries[i];

		if (strncmp(e->name, name, sizeof(e->name)) != 0)
			continue;
		*sound = e->at % PACK_ALIGN == 0 && e->at <= at &&
			 e->size <= at - e->at;
		return *sound ? e : NULL;
	}
	return NULL;
}

bool
column_pack_map(const char *path, const char *name, struct fs_map *map,
	const void **data, size_t *size, struct err *err)
{
	const struct pack_entry *entry;
	bool sound;

	if (!fs_map(path, map, err))
		return false;
	entry = find_entry(map, name, &sound);
	if (entry != NULL) {
		*data = (const char *)map->data + entry->at;
		*size = (size_t)entry->size;
		return true;
	}
	fs_unmap(map);
	return sound ? err_set(err, ERR_NOT_FOUND, "%s: no column %s", path,
			       name)
		     : damaged(err, path);
}
