/*
 * zio.h - compressed files and checksums; the one door to zlib and libdeflate
 *
 * A reader gives the bytes of a file, plain or gzip (RFC 1952, any number of
 * members), whichever it turns out to be by its first two bytes.
 *
 * Errors: ERR_IO; ERR_INPUT for damaged gzip data, with the path; what came
 * before the damage has been given out.
 * Thread: one reader belongs to one thread.
 */
#ifndef BASE_ZIO_H
#define BASE_ZIO_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zio;

/* path "-" is standard input. */
struct zio *zio_open(const char *path, struct err *err);
/* The bytes [from, to) of a file, as they are. */
struct zio *zio_open_part(
	const char *path, uint64_t from, uint64_t to, struct err *err);
void zio_close(struct zio *zio); /* NULL is fine */

/* Up to size bytes into data; *got 0 is the end. */
bool zio_read(
	struct zio *zio, void *data, size_t size, size_t *got, struct err *err);

/*
 * After damage in gzip data (ERR_INPUT): go on at the next member, which may
 * begin within the damaged one.  False if there is none, or the file was
 * mended too often.
 */
bool zio_mend(struct zio *zio);

/* Everything from here to the end, at most max bytes (else ERR_INPUT). */
bool zio_read_all(
	struct zio *zio, size_t max, struct buf *out, struct err *err);

/* Bytes of the file itself consumed so far (for progress). */
uint64_t zio_offset(const struct zio *zio);

/*
 * Inflate data[0..len), gzip, zlib or raw deflate, onto out, at most max bytes.
 * Error: ERR_INPUT; what came before the damage is in out.
 */
bool zio_inflate(const void *data, size_t len, size_t max, struct buf *out,
	struct err *err);

/*
 * Pieces that are deflated and inflated whole (raw, RFC 1951): how long one
 * is when inflated is kept beside it.  level 1 is the fastest, 12 the
 * smallest.
 */
struct zio_deflater;
struct zio_deflater *zio_deflater_new(int level);
void zio_deflater_free(struct zio_deflater *deflater); /* NULL is fine */
/* Append data[0..len) deflated to out; returns how many bytes that took. */
size_t zio_deflate(struct zio_deflater *deflater, const void *data, size_t len,
	struct buf *out);

struct zio_inflater;
struct zio_inflater *zio_inflater_new(void);
void zio_inflater_free(struct zio_inflater *inflater); /* NULL is fine */
/* Inflate data[0..len), which must give exactly out_len bytes: else false, and
 * what out holds is worth nothing. */
bool zio_inflate_piece(struct zio_inflater *inflater, const void *data,
	size_t len, void *out, size_t out_len);

/* CRC-32 (RFC 1952) of more bytes; start with 0. */
uint32_t zio_crc(uint32_t crc, const void *data, size_t len);

/* CRC-32 and size of a whole file. */
bool zio_crc_file(
	const char *path, uint32_t *crc, uint64_t *size, struct err *err);

#endif
