/*
 * feed.h - the bytes of one input, a line or a bite at a time
 *
 * Unpacks through zio and keeps no more than the story at hand.  When the
 * input breaks off (damaged gzip, a read error) the feed ends there and
 * remembers why in `damage`; what came before has been given out.
 *
 * Thread: one feed belongs to one thread.
 */
#ifndef INDEXER_FEED_H
#define INDEXER_FEED_H

#include "base/buf.h"
#include "base/err.h"
#include "base/zio.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Up to size bytes into data; *got 0 is the end.  As zio_read(). */
typedef bool (*feed_read_fn)(
	void *from, void *data, size_t size, size_t *got, struct err *err);

struct feed {
	struct zio *zio;   /* of a file */
	feed_read_fn read; /* of anything else; neither: all stands in buf */
	void *from;
	struct buf buf;
	size_t at;	   /* the next byte in buf */
	uint64_t offset;   /* of that byte in the unpacked input */
	uint64_t line;	   /* 1-based, of that byte */
	bool ended;	   /* nothing more comes after buf */
	struct err damage; /* kind ERR_NONE: none */
	/* Told about every bite of the file itself; may be NULL. */
	void (*progress)(void *ctx, uint64_t bytes);
	void *ctx;
	uint64_t told;
};

/* Error: the path cannot be opened.  Close in any case. */
bool feed_open(struct feed *feed, const char *path, struct err *err);
/* The bytes [from, to) of a file as they are, which begin on this line. */
bool feed_open_part(struct feed *feed, const char *path, uint64_t from,
	uint64_t to, uint64_t line, struct err *err);
/* What a function gives, until it gives nothing more. */
void feed_open_reader(struct feed *feed, feed_read_fn read, void *from);
/* A feed of bytes in memory (copied). */
void feed_open_bytes(struct feed *feed, const void *bytes, size_t len);
void feed_close(struct feed *feed);

/*
 * See to it that n bytes lie ahead if there are so many; returns how many
 * do.  They begin at feed_ahead(), a loan until the next call.
 */
size_t feed_want(struct feed *feed, size_t n);
const char *feed_ahead(const struct feed *feed);

/*
 * After damage: forget what lies ahead, and go on behind the damage if there
 * is more to be had (zio_mend).  Then `damage` is none.
 */
bool feed_mend(struct feed *feed);

/* Go n bytes on, n <= what lies ahead. */
void feed_skip(struct feed *feed, size_t n);

struct feed_line {
	const char *text; /* without CR LF; a loan until the next call */
	size_t len;
	uint64_t line, offset;
	bool too_long; /* over max bytes: passed over, text is NULL */
};

/* The next line; false at the end. */
bool feed_next_line(struct feed *feed, size_t max, struct feed_line *out);

/* Take in all the rest.  Returns false if it is over max bytes. */
bool feed_want_all(struct feed *feed, size_t max);

#endif
