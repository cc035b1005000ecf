/*
 * digest.h - message digests, and bytes as letters; the one door to libcrypto
 *
 * Thread: any.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

#define DIGEST_SHA1 20
#define DIGEST_SHA256 32

/* SHA-1 of data[0..len).  False if the library refuses (a strict setting). */
bool digest_sha1(const void *data, size_t len, unsigned char out[DIGEST_SHA1]);

/*
 * Does a digest in text, as web archives write it, belong to this SHA-1?
 * `sha1:` and 32 letters of base32 or 40 hexadecimal digits, in any case.
 * Text of any other form belongs to everything: nothing can be said.
 */
bool digest_text_agrees(
	const char *text, const unsigned char digest[DIGEST_SHA1]);

/* SHA-256 of data[0..len), as digest_sha1(). */
bool digest_sha256(
	const void *data, size_t len, unsigned char out[DIGEST_SHA256]);

/* HMAC-SHA-256 (RFC 2104) of data[0..len) with a key. */
bool digest_sign(const void *key, size_t key_len, const void *data, size_t len,
	unsigned char out[DIGEST_SHA256]);

/* Are these the same bytes?  Takes as long whatever they are. */
bool digest_same(const void *a, const void *b, size_t len);

/* Append data[0..len) as base64url (RFC 4648 section 5), without `=`. */
void digest_put_letters(struct buf *out, const void *data, size_t len);

/* The bytes back: exactly `size` of them, from exactly the letters that they
 * would be written with; false for any other text. */
bool digest_take_letters(const char *text, void *out, size_t size);

#endif
