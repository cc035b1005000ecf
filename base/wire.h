/*
 * wire.h - the shapes of DLP/1 that server and client share
 *
 * Columns, values and final lines of docs/protocol.md section 1; nothing
 * here knows sockets or verbs.
 *
 * Thread: any; pure.
 */
#ifndef BASE_WIRE_H
#define BASE_WIRE_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define WIRE_SERVER "127.0.0.1:7311" /* where nobody says where */
#define WIRE_LINE_MAX 65536	     /* bytes of a request line with its LF */
#define WIRE_TAG_MAX 32
#define WIRE_WORD_MAX 16 /* verb or key */

/* Append text[0..len) as a column: TAB LF CR \ become \t \n \r \\; an empty
 * text or NULL becomes "-". */
void wire_put_column(struct buf *out, const char *text, size_t len);

/* Undo it in place; returns the new length.  "-" stays "-". */
size_t wire_column(char *text, size_t len);

/* Append a value: as it is when it is a token, else quoted with \" \\ \n \t. */
void wire_put_value(struct buf *out, const char *text, size_t len);

/*
 * Read a value (token or quoted) at text[*at..len), unquoted into out.
 * *at moves behind it.  Error: ERR_USAGE for an unclosed quote,
 * an escape that is none, or no value at all.
 */
bool wire_value(const char *text, size_t len, size_t *at, struct buf *out,
	struct err *err);

/* A final line, split; texts are loans from the line. */
struct wire_final {
	int code;	  /* 200..599 */
	const char *word; /* "ok" */
	size_t word_len;
	const char *keys; /* "hits=3 rel=eq", may be empty */
	size_t keys_len;
	const char *text; /* for people, may be empty */
	size_t text_len;
};

/* Is this (without tag and LF) a final line?  Then *out is filled. */
bool wire_final(const char *line, size_t len, struct wire_final *out);

/* The value of key= in a final line, unquoted into out; false if absent. */
bool wire_final_key(
	const struct wire_final *final, const char *key, struct buf *out);

/* Skip "#tag " at the start of a line: *tag and *tag_len (0 if none);
 * returns the offset of the rest. */
size_t wire_tag(
	const char *line, size_t len, const char **tag, size_t *tag_len);

#endif
