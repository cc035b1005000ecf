/*
 * fs.h - files, and the steps that make them durable
 *
 * Everything that must survive a crash in a known order goes through this
 * file: create, write, fsync, rename, unlink.  Each durable step first calls
 * fs_step(), so that the crash tests can count the steps of a run and die at
 * the n-th one: with DATELINE_DIE_AT=n in the environment the process ends
 * by _exit(137) right before its n-th step; with DATELINE_STEPS=path the
 * number of steps is written there at exit, when there were any.  Neither costs
 * anything else.
 *
 * Errors: ERR_IO or ERR_NOT_FOUND with the path in the text.
 * Thread: any.
 */
#ifndef BASE_FS_H
#define BASE_FS_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

void fs_step(void);

/* Make a folder, and its parents; one that exists is fine. */
bool fs_make_dir(const char *path, struct err *err);

/* The whole file appended to out; refuses more than max bytes (ERR_INPUT). */
bool fs_read_file(
	const char *path, size_t max, struct buf *out, struct err *err);

/* All the bytes to a descriptor, however many calls that takes; false and errno
 * when one fails. */
bool fs_write_all(int fd, const char *data, size_t len);

/* Have a stream that was opened a moment ago write 256 KB at once: setvbuf()
 * does not for those who bring no memory.  Returns that memory, which is freed
 * behind fclose(). */
char *fs_gather(FILE *stream);

/* A stream is done but for fclose(): begin to put its bytes on the disk, so
 * that an fsync() to come need not wait for all of them. */
void fs_write_soon(FILE *stream);

/* Create or replace path with the bytes, fsynced (not its folder). */
bool fs_write_file(
	const char *path, const void *data, size_t len, struct err *err);

/* The same, but not fsynced: for what is soon gone, or synced with its folder.
 */
bool fs_put_file(
	const char *path, const void *data, size_t len, struct err *err);

/* fsync one file or folder. */
bool fs_sync(const char *path, struct err *err);

/* fsync every file and folder below path, then path itself. */
bool fs_sync_tree(const char *path, struct err *err);

/* rename(), then fsync the folder of the new name. */
bool fs_rename(const char *from, const char *to, struct err *err);

/* Another name for a file that never changes, on the same disk. */
bool fs_link(const char *from, const char *to, struct err *err);

/* Remove a file or a folder with all in it; nothing there is fine. */
bool fs_remove_tree(const char *path, struct err *err);

bool fs_exists(const char *path);
bool fs_is_dir(const char *path);
bool fs_size(const char *path, uint64_t *size, struct err *err);

/* Names in a folder (without . and ..), sorted by bytes; free with below. */
struct fs_names {
	char **names;
	size_t count;
};
bool fs_list(const char *path, struct fs_names *out, struct err *err);
void fs_names_release(struct fs_names *names);

/* A file mapped read-only; an empty file maps to size 0 and data "". */
struct fs_map {
	const void *data;
	size_t size;
	size_t passed; /* what fs_map_pass() has let go of */
};
bool fs_map(const char *path, struct fs_map *map, struct err *err);
void fs_unmap(struct fs_map *map);

/* Who walks over a map once has come to `at`: what lies before need not stay
 * in the process's memory, and is read again should it be looked at. */
void fs_map_pass(struct fs_map *map, const void *at);

/*
 * An advisory lock (flock) on path, created when missing.  Returns the
 * descriptor to close, or -1 with ERR_BUSY when somebody else holds it.
 */
enum fs_lock_kind { FS_LOCK_SHARED, FS_LOCK_EXCLUSIVE };
int fs_lock(const char *path, enum fs_lock_kind kind, struct err *err);

/* Append "/name" to a path in buf, or start it: path_join(&b, a, b, NULL). */
void fs_join(struct buf *out, const char *first, ...) __attribute__((sentinel));

#endif
