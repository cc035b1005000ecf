/*
 * glass_merge.h - shards into one database
 *
 * Docids of a shard follow those of the shards before it.  The tables are
 * written side by side, each once and in the order of its keys; then all is
 * read back and verified (glass_verify.h).
 *
 * Thread: called from one thread; runs a second one.
 */
#ifndef ENGINE_GLASS_MERGE_H
#define ENGINE_GLASS_MERGE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* dest must not exist.  ERR_IO, ERR_INDEX. */
bool glass_merge(
	const char *const *shards, size_t n, const char *dest, struct err *err);

#endif
