/*
 * web_archive.h - what the two forms of web archives have in common
 *
 * Both are records one after the other: a head that says how long the block
 * is, the block, line ends.  A form knows its heads; web_archive.c does the
 * rest.
 *
 * Thread: any.
 */
#ifndef INDEXER_WEB_ARCHIVE_H
#define INDEXER_WEB_ARCHIVE_H

#include "base/arena.h"
#include "base/err.h"
#include "indexer/sources/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RECORD_HEAD_MAX (64u << 10)

struct record {
	uint64_t at; /* where it begins in the unpacked input */
	size_t head;
	uint64_t length; /* of its block */
	const char *type, *uri, *date, *content_type;
	const char *block_digest, *payload_digest;
};

struct record_form {
	const char *first; /* how every record begins, to look for it */
	/* Does one begin here? */
	bool (*begins)(const char *bytes, size_t len);
	/* Its head, texts in the arena; false if it does not say its type and
	 * its length. */
	bool (*head)(const char *bytes, size_t len, struct arena *arena,
		struct record *out);
};

bool web_archive_read(
	struct source *source, const struct record_form *form, struct err *err);

#endif
