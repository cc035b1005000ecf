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

/* Put n ordinals in the order of their names' bytes, of two that begin alike
 * the shorter first. */
void names_sort(const struct names *names, uint32_t *ordinals, uint32_t n);

/* The ordinals of all names, in that order; free with free(). */
uint32_t *names_sorted(const struct names *names);

#endif
