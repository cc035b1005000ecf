/*
 * http.h - heads of named fields, and HTTP answers as web archives keep them
 *
 * A head is lines of `Name: value` up to a blank line, with CR LF or LF; a
 * line that begins with a blank goes on with the one before.
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_HTTP_H
#define INDEXER_HTTP_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Bytes of a head with its blank line; 0 if none ends in bytes[0..len). */
size_t head_length(const char *bytes, size_t len);

/* The first field of this name, in any case, trimmed; NULL if there is none. */
char *head_field(
	const char *head, size_t len, const char *name, struct arena *arena);

struct http_answer {
	int status;		  /* 0: no HTTP at all */
	size_t head;		  /* bytes before the body */
	const char *content_type; /* "text/html" in small letters; or NULL */
	const char *charset;
	const char *encoding; /* Content-Encoding */
	const char *modified; /* Last-Modified */
	bool chunked;
};

/* The head of an answer; texts in the arena. */
void http_read(const char *bytes, size_t len, struct arena *arena,
	struct http_answer *out);

/* "text/html; charset=utf-8" as type and charset, in small letters. */
void http_type(const char *value, struct arena *arena, const char **type,
	const char **charset);

/*
 * The chunks of body[0..len) put together.  False, adding nothing, if there
 * are none: some archives keep the field and undo the chunks.
 */
bool http_unchunk(const char *body, size_t len, struct buf *out);

/*
 * The body without its Content-Encoding, at most max bytes, in out; a body
 * that is not encoded after all is copied.  Error: ERR_INPUT for encodings that
 * are not known and for damage before the first byte.
 */
bool http_decode(const char *encoding, const char *body, size_t len, size_t max,
	struct buf *out, struct err *err);

#endif
