/*
 * json_out.h - JSON written as it is told, with no tree in between
 *
 * For what is written far more often than it is looked at: a record of some
 * hundred values costs no allocation.  Values stand one behind the other;
 * within an object each is given its name, within a list the name is NULL.
 *
 *	json_out_open(&o, NULL, '{');
 *	json_out_text(&o, "uri", uri);
 *	json_out_close(&o, '}');
 *
 * On one line, without blanks, non-ASCII as UTF-8.  Text is repaired to valid
 * UTF-8.
 *
 * Thread: any; a struct json_out belongs to one.
 */
#ifndef BASE_JSON_OUT_H
#define BASE_JSON_OUT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_out {
	struct buf *buf;
	int digits;  /* significant ones of a real, at most */
	bool behind; /* a value stands before: a comma comes first */
};

void json_out_open(struct json_out *o, const char *name, char bracket);
void json_out_close(struct json_out *o, char bracket);
/* NULL text writes nothing. */
void json_out_text(struct json_out *o, const char *name, const char *text);
void json_out_bytes(
	struct json_out *o, const char *name, const char *text, size_t len);
void json_out_integer(struct json_out *o, const char *name, int64_t n);
/* Always with a point or an exponent; NaN and infinities become null. */
void json_out_real(struct json_out *o, const char *name, double n);
/* "true", "false", "null", or JSON that is written already. */
void json_out_word(struct json_out *o, const char *name, const char *word);

#endif
