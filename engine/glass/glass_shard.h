/*
 * glass_shard.h - a folder with what some documents leave for a database
 *
 * A shard is written by one worker and merged with others later: runs of
 * postings, document data, lengths.  Docids in it begin at 1.  Value slots are
 * not written: nothing of ours reads them.
 *
 *   run-0000 …   glass_run.h
 *   data         for each document: the length of its data, these bytes
 *   rest         documents, greatest frequency, the lengths of all
 *
 * Thread: a shard belongs to one thread.
 */
#ifndef ENGINE_GLASS_SHARD_H
#define ENGINE_GLASS_SHARD_H

#include "base/err.h"
#include "base/fs.h"
#include "engine/index/writer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct glass_shard;

/* A new folder.  A run is written when its postings take so much memory.
 * ERR_IO. */
struct glass_shard *glass_shard_new(
	const char *path, size_t run_size, struct err *err);
/* So much from now on. */
void glass_shard_limit(struct glass_shard *shard, size_t run_size);
void glass_shard_free(struct glass_shard *shard); /* NULL is fine */
bool glass_shard_add(struct glass_shard *shard, const struct document *document,
	struct err *err);
/* The same in two halves, for who has lists rather than documents: the
 * documents in the order of their docids, and the terms in that of their bytes.
 * Docids ascend. */
bool glass_shard_document(struct glass_shard *shard, const char *data,
	size_t len, uint32_t length, struct err *err);
bool glass_shard_list(struct glass_shard *shard,
	const struct posting_list *list, struct err *err);
bool glass_shard_finish(struct glass_shard *shard, struct err *err);
/* When it is finished: go on with another folder.  What was found out of terms
 * is known there, too. */
bool glass_shard_next(
	struct glass_shard *shard, const char *path, struct err *err);

/* ---- reading ---- */

/* A shard that was finished, mapped. */
struct glass_parts {
	uint32_t documents, wdf_most;
	uint32_t *lengths; /* of the documents */
	struct fs_map data, rest;
	struct fs_map *runs;
	size_t nruns;
};

/* ERR_IO; ERR_INDEX for bytes that are no shard. */
bool glass_parts_open(
	const char *path, struct glass_parts *parts, struct err *err);
void glass_parts_close(struct glass_parts *parts);

#endif
