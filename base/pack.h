/*
 * pack.h - numbers and strings in bytes, for our own files
 *
 * Unsigned integers are LEB128 (7 bits a byte, low bits first, high bit =
 * more follows); a string is its length and its bytes, then one NUL, so that
 * a reader may lend the bytes as a C string.
 *
 * Reading is sticky: after the first overrun every read gives 0 or "", and
 * unpack_ok() is false, so one check at the end is enough.
 *
 * Thread: any; a reader belongs to one thread.
 */
#ifndef BASE_PACK_H
#define BASE_PACK_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void pack_number(struct buf *buf, uint64_t n);
size_t pack_number_len(uint64_t n); /* how many bytes that adds */

/* The same where there is room for PACK_NUMBER_MAX bytes; returns what is
 * behind. */
#define PACK_NUMBER_MAX 10 /* 64 bits, 7 a byte */
static inline char *
pack_number_put(char *to, uint64_t n)
{
	for (; n > 0x7f; n >>= 7)
		*to++ = (char)((n & 0x7f) | 0x80);
	*to++ = (char)n;
	return to;
}

void pack_string(struct buf *buf, const char *text, size_t len);

struct unpack {
	const char *at;
	const char *end;
	bool broken;
};

uint64_t unpack_long_number(struct unpack *in); /* of any length */

static inline uint64_t
unpack_number(struct unpack *in)
{
	if (in->at < in->end && (unsigned char)*in->at < 0x80)
		return (unsigned char)*in->at++;
	return unpack_long_number(in);
}

/* A loan from the bytes being read; *len may be NULL. */
const char *unpack_string(struct unpack *in, size_t *len);

static inline bool
unpack_ok(const struct unpack *in)
{
	return !in->broken;
}

#endif
