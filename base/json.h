/*
 * json.h - JSON values; the one door to jansson
 *
 * What is plainly right is read by a short reader of our own, five times as
 * fast; jansson has the last word on the rest, and finds what is wrong.
 *
 * struct json is one value, owned by its root: free the root only.  Texts
 * are UTF-8; a text given back is a loan from its value.  Names here keep
 * clear of jansson's own, which would meet them in the linker.
 *
 * Thread: a tree belongs to one thread.  Call json_start() once before
 * threads begin.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"
#include "base/err.h"
#include "base/json_out.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json;

enum json_kind {
	JSON_MISSING, /* a NULL pointer: no such member */
	JSON_IS_NULL,
	JSON_IS_BOOL,
	JSON_IS_NUMBER,
	JSON_IS_TEXT,
	JSON_IS_LIST,
	JSON_IS_OBJECT
};

void json_start(void);

/*
 * Parse one value that fills text[0..len) (white space around it is fine).
 * Duplicate members: the last wins.  Whole numbers beyond 64 bits are read as
 * reals, halves of surrogate pairs as U+FFFD.  Error: ERR_INPUT with "column N:
 * what", from the second line on "line L, column N: what".
 */
struct json *json_parse(const char *text, size_t len, struct err *err);
void json_free(struct json *root); /* NULL is fine */

enum json_kind json_kind(const struct json *value);
/* NULL unless a text; *len may be NULL. */
const char *json_text(const struct json *value, size_t *len);
double json_number(const struct json *value);		 /* 0 unless a number */
bool json_whole(const struct json *value, int64_t *out); /* whole numbers */
bool json_bool(const struct json *value);

size_t json_count(const struct json *list); /* items or members; else 0 */
struct json *json_item(const struct json *list, size_t i);
struct json *json_member(const struct json *object, const char *name);
/* Without regard to ASCII case; an exact match goes first. */
struct json *json_member_nocase(const struct json *object, const char *name);

/* Members in their order: for (it = 0; json_next(o, &it, &k, &v);) */
bool json_next(const struct json *object, size_t *it, const char **name,
	struct json **value);

/* Building; a child given to a parent belongs to it.  Text is repaired to
 * valid UTF-8; NULL text adds nothing.  To what was parsed nothing is added. */
struct json *json_new_object(void);
struct json *json_new_list(void);
struct json *json_new_text(const char *text, size_t len);
struct json *json_new_integer(int64_t n);
struct json *json_new_real(double n); /* NaN and infinities become null */
struct json *json_new_null(void);
struct json *json_new_bool(bool value);
void json_set(struct json *object, const char *name, struct json *value);
void json_set_text(struct json *object, const char *name, const char *text);
void json_append(struct json *list, struct json *value);
struct json *json_clone(const struct json *value); /* as if it were built */

/* Append on one line, without blanks, members in their order of insertion,
 * non-ASCII as UTF-8; reals with at most `digits` significant digits. */
void json_write(struct buf *out, const struct json *value, int digits);
/* The same as one value of something larger (json_out.h). */
void json_out_value(
	struct json_out *o, const char *name, const struct json *value);

#endif
