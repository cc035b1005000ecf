/*
 * encoding.h - bytes of any encoding to UTF-8; the one door to uchardet
 *
 * In this order: a byte order mark decides; valid UTF-8 is UTF-8; what the
 * page declares is tried; a text that is UTF-8 but for a few bytes is
 * repaired; else the encoding is guessed from the bytes, and Windows-1252
 * where the guess fails.  Malformed bytes become U+FFFD and are counted.
 *
 * Thread: any.
 */
#ifndef INDEXER_ENCODING_H
#define INDEXER_ENCODING_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct encoding {
	char name[32];	 /* "UTF-8", "windows-1252" … */
	size_t replaced; /* malformed bytes */
	bool guessed;	 /* nobody said so */
};

/* Append text[0..len) as UTF-8 to out.  declared may be NULL. */
void encoding_to_utf8(const char *text, size_t len, const char *declared,
	struct buf *out, struct encoding *encoding);

/* No text at all: NULs without a byte order mark, or much that no text has. */
bool encoding_is_binary(const char *text, size_t len);

#endif
