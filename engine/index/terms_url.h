/*
 * terms_url.h - what a story's url is found by
 *
 * The host, and the host with each beginning of the path, one component
 * longer at a time: reuters.com, reuters.com/world, reuters.com/world/europe.
 * Scheme, user, port, `www.`, what follows ? or #, empty components and a
 * slash at the end are left out; letters are folded (base/utf8.h), those
 * outside ASCII also where they are written as %XX.
 *
 * Pure.  Thread: any.
 */
#ifndef ENGINE_TERMS_URL_H
#define ENGINE_TERMS_URL_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Components that terms are made of, the host among them. */
#define URL_PARTS_MAX 16

/* Append url[0..len) as host/a/b; nothing where there is no host.  Returns
 * how many components that is. */
uint32_t url_plain(struct buf *out, const char *url, size_t len);

/* Append the key of the first components: cut when it is too long. */
void url_key(struct buf *out, const struct buf *plain, uint32_t parts);

#endif
