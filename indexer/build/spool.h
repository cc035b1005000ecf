/*
 * spool.h - stories between being read and being indexed
 *
 * While the pile is read, each worker appends its stories (story_pack) to a
 * file of its own and keeps one small key a story in memory; the keys are
 * then put in order and the stories fetched back one by one.
 *
 * Thread: writing belongs to one worker; once all have finished writing,
 * spool_fetch() is safe from any thread.
 */
#ifndef INDEXER_SPOOL_H
#define INDEXER_SPOOL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "engine/index/terms.h"
#include "engine/story/story.h"
#include "indexer/copies/sketch.h"
#include "indexer/learning/learner.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* What the order of an index is made from; see order.h. */
struct story_key {
	const char *uri; /* in the spool's arena */
	const char *path;
	uint64_t line;
	struct text_digest text;   /* digest of the text */
	struct text_digest digest; /* the same; then that of its cluster */
	struct sketch sketch;
	int64_t seen;	/* moment_of_story() */
	day day;	/* DAY_UNKNOWN if not known to the day */
	uint32_t input; /* which input, and the how-manieth story of it: */
	uint32_t nth;	/* the order in which the keeper gave them */
	uint32_t spool;
	uint32_t cluster; /* as in struct story; filled by copies_find() */
	float similarity;
	const char *copy_of;
	bool cluster_first;
	bool dropped;
	uint32_t len;
	uint64_t at; /* bytes of the spool file: [at, at + len) */
	uint64_t text_bytes;
	struct story_groups groups; /* for what is learned; see learner.h */
	uint32_t kin; /* of a story that an archive has: indexer/growth/kin.h */
};

struct spool {
	FILE *file;
	char *gathered; /* of fs_gather() */
	const char *path;
	uint64_t size;
	struct story_key *keys;
	size_t count, cap;
	struct arena arena;
	struct buf packed; /* scratch */
	const char *last_path;
};

/* Create the file at path; path and number are kept. */
bool spool_open(struct spool *spool, const char *path, struct err *err);

/* Fill what a key says of the story's text: again, when the text changed. */
void story_key_text(
	struct story_key *key, struct terms *terms, const struct story *story);

/* Append a story; the key's own fields are filled from it. */
bool spool_add(struct spool *spool, uint32_t number, const struct story *story,
	struct terms *terms, uint32_t input, uint32_t nth, struct err *err);

/* Append a story whose digest, sketch and copies the caller knows. */
bool spool_keep(struct spool *spool, uint32_t number, const struct story *story,
	struct err *err);

/* Bytes of what counts as the story's text in every report. */
uint64_t story_text_bytes(const struct story *story);

/* Move all keys to out, which has room for them; returns how many. */
size_t spool_take_keys(struct spool *spool, struct story_key *out);

/* Append a story that has changed, of whichever spool it was; its key then
 * leads here and says what it says now. */
bool spool_replace(struct spool *spool, uint32_t number, struct story_key *key,
	const struct story *story, struct terms *terms, struct err *err);

/* Make what was added readable. */
bool spool_finish(struct spool *spool, struct err *err);

/* The story of a key; texts are loans from bytes, arrays from the arena. */
bool spool_fetch(const struct spool *spool, const struct story_key *key,
	struct buf *bytes, struct arena *arena, struct story *out,
	struct err *err);

/* The same of story_unpack_texts(): who compares texts needs no more. */
bool spool_fetch_texts(const struct spool *spool, const struct story_key *key,
	struct buf *bytes, struct story *out, struct err *err);

void spool_release(struct spool *spool); /* closes; the file stays */

#endif
