/*
 * sort.h - many numbers in ascending order
 *
 * By radix, from the lowest byte to the highest: takes time in proportion to
 * their count, and bytes that all numbers share cost next to nothing.
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_SORT_H
#define INDEXER_SORT_H

#include <stddef.h>
#include <stdint.h>

/* numbers[0..n) ascending; scratch has room for as many. */
void sort_numbers(uint64_t *numbers, size_t n, uint64_t *scratch);

/* The same of hashes, every bit of which is a matter of chance: in one pass
 * where they are not very many. */
void sort_hashes(uint64_t *hashes, size_t n, uint64_t *scratch);

/* Keep one of each of numbers[0..n), ascending; returns how many are left. */
size_t sort_unique(uint64_t *numbers, size_t n);

#endif
