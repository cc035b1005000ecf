/*
 * glass_code.h - numbers and strings as Xapian's tables hold them
 *
 * Everything is appended to a buf.  uint() of the format is pack_number() of
 * base/pack.h.  Source of the formats: the description of glass in Xapian
 * 1.4's own sources (common/pack.h); how they are used here: docs/glass.md.
 *
 * Pure.  Thread: any.
 */
#ifndef ENGINE_GLASS_CODE_H
#define ENGINE_GLASS_CODE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Base 256, low byte first, no leading zeros; ends with its tag or key. */
void glass_uint_last(struct buf *out, uint32_t n);

/* Big-endian behind a unary length: sorts by bytes as by number. */
void glass_sort_uint(struct buf *out, uint32_t n);

/* The number that these bytes are, all of them; false when they are none. */
bool glass_read_sort_uint(const unsigned char *at, size_t len, uint32_t *n);

/* Every NUL becomes 00 ff; with `closed` one 00 follows, so that a number may
 * stand behind it and strings still sort first. */
void glass_sort_string(
	struct buf *out, const char *text, size_t len, bool closed);

/* A length and the bytes. */
void glass_string(struct buf *out, const char *text, size_t len);

#endif
