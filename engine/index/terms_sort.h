/*
 * terms_sort.h - the terms of one story in byte order
 *
 * A radix sort by the first eight bytes, then a comparison where they are
 * equal: a story has some hundred terms, every story is sorted, and most of
 * a comparing sort's time would go into looking the texts up.
 *
 * Pure.  Thread: one struct terms_sort belongs to one thread.
 */
#ifndef ENGINE_TERMS_SORT_H
#define ENGINE_TERMS_SORT_H

#include "engine/index/terms.h"

#include <stddef.h>
#include <stdint.h>

struct terms_sort_key;

/* Memory that is used again; zeroed is valid. */
struct terms_sort {
	struct terms_sort_key *keys, *spare;
	size_t keys_cap, spare_cap;
	struct term *sorted;
	size_t sorted_cap;
};

/* terms[0..n) by their bytes, of two that begin alike the shorter first: a
 * loan from *sort until the next call. */
const struct term *terms_sort(
	struct terms_sort *sort, const struct term *terms, uint32_t n);

void terms_sort_release(struct terms_sort *sort);

#endif
