/*
 * uri.h - names of stories: urls made comparable, and hashes of them
 *
 * Two urls that a reader would call the same page have one normal form: no
 * scheme, host in small letters without www., no port that goes without
 * saying, no fragment, no tracking parameters, no slash at the end.
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_URI_H
#define INDEXER_URI_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

#define URI_HASH_SIZE 33 /* 128 bits as hexadecimal digits, and a NUL */
#define URI_MAX 200	 /* bytes; a longer one would be no term */

/* The normal form appended; false, adding nothing, if it is no web url. */
bool uri_normalise(const char *url, struct buf *out);

/* The host of a web url in small letters, without www. and port; or NULL. */
char *uri_host(const char *url, struct arena *arena);

void uri_hash(const void *data, size_t len, char out[URI_HASH_SIZE]);

/* A given id without blanks and control characters (%20 stands for them);
 * one of more than URI_MAX bytes becomes its hash. */
char *uri_clean(const char *id, struct arena *arena);

#endif
