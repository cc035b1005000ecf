/*
 * digest.h - message digests; the one door to libcrypto
 *
 * Thread: any.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#define DIGEST_SHA1 20

/* SHA-1 of data[0..len).  False if the library refuses (a strict setting). */
bool digest_sha1(const void *data, size_t len, unsigned char out[DIGEST_SHA1]);

/*
 * Does a digest in text, as web archives write it, belong to this SHA-1?
 * `sha1:` and 32 letters of base32 or 40 hexadecimal digits, in any case.
 * Text of any other form belongs to everything: nothing can be said.
 */
bool digest_text_agrees(
	const char *text, const unsigned char digest[DIGEST_SHA1]);

#endif
