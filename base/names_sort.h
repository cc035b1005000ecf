/*
 * names_sort.h - a set of names in the order of their bytes
 *
 * A radix sort by the first eight bytes, then a comparison where they are
 * equal: of hundreds of thousands of words, most of a comparing sort's time
 * would go into looking the texts up.
 *
 * Thread: any, while nobody adds.
 */
#ifndef BASE_NAMES_SORT_H
#define BASE_NAMES_SORT_H

#include "base/names.h"

#include <stdint.h>

/* The ordinals of all names, by bytes, of two that begin alike the shorter
 * first; free with free(). */
uint32_t *names_sorted(const struct names *names);

#endif
