/*
 * rejects.h - everything that was left out or looked wrong, with its place
 *
 * A reject is a story or file that is not in the index; a remark is about a
 * story that is.  Both are counted by reason and kept with path, line and
 * detail, to be listed in the order of paths and lines whatever the number
 * of workers was.
 *
 * Thread: adding from any thread; the rest when the workers are done.
 */
#ifndef INDEXER_REJECTS_H
#define INDEXER_REJECTS_H

#include "base/arena.h"
#include "base/err.h"
#include "indexer/sources/source.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct rejects_item;

struct rejects {
	pthread_mutex_t lock;
	struct arena arena;
	struct rejects_item *items;
	size_t count, cap;
	uint64_t rejected[REJECT_REASONS];
	uint64_t remarked[REMARKS];
	uint64_t passed_over; /* records that hold no story: no loss */
};

void rejects_init(struct rejects *rejects);
void rejects_release(struct rejects *rejects);

void rejects_add(struct rejects *rejects, const char *path, uint64_t line,
	enum reject_reason why, const char *detail);
void rejects_remark(struct rejects *rejects, const char *path, uint64_t line,
	enum remark_reason why, const char *detail);

void rejects_pass_over(struct rejects *rejects, uint64_t records);

/* How many were rejected, all reasons together. */
uint64_t rejects_total(const struct rejects *rejects);

/* "3 left out: 2 bad.json, 1 empty.file" and the like; "" when there were
 * none.  Appends to out. */
void rejects_summary(const struct rejects *rejects, struct buf *out);

/*
 * All of them, one a line: path, line, `left-out` or `indexed`, reason,
 * detail, separated by tabs, escaped as the columns of docs/protocol.md, under
 * a line of names.
 */
bool rejects_write(struct rejects *rejects, const char *path, struct err *err);

/* What a command says of them when it is done: all into the file at path; when
 * that is NULL, the first ten on standard error, unless it is to be quiet. */
bool rejects_tell(
	struct rejects *rejects, const char *path, bool quiet, struct err *err);

/* The first few as `path:line: reason: detail`, for people. */
void rejects_print(struct rejects *rejects, FILE *out, size_t most);

#endif
