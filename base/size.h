/*
 * size.h - sizes in bytes as people write them
 *
 * Pure.  Thread: any.
 */
#ifndef BASE_SIZE_H
#define BASE_SIZE_H

#include <stdbool.h>
#include <stdint.h>

/* A whole number, perhaps with K, M or G behind it (powers of 1,024): "64M".
 * False for anything else, and for what int64_t cannot hold. */
bool size_read(const char *text, int64_t *bytes);

#endif
