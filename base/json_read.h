/*
 * json_read.h - the JSON that everybody writes, read fast
 *
 * jansson reads a byte at a time through three functions, which was a sixth
 * of reading a pile.  Here is what it makes of JSON without anything odd; for
 * the rest (errors, which it words, halves of surrogate pairs, numbers beyond
 * 18 digits, long or escaped names, deep nests) it is asked.
 *
 * For base/json.c only.  Thread: any.
 */
#ifndef BASE_JSON_READ_H
#define BASE_JSON_READ_H

#include <jansson.h>
#include <stddef.h>

/* The value that fills text[0..len), or NULL: ask jansson. */
json_t *json_read_plain(const char *text, size_t len);

#endif
