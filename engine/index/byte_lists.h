/*
 * byte_lists.h - very many growing strings of bytes, by number
 *
 * What an inversion fills: most lists stay short and a few grow long, so each
 * is a chain of pieces that begin small and double.
 *
 * Thread: lists belong to one thread.
 */
#ifndef ENGINE_BYTE_LISTS_H
#define ENGINE_BYTE_LISTS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct byte_list {
	char *first; /* piece; NULL: empty */
	char *last;
	char *at; /* where the next byte goes, and how many fit there */
	uint32_t left;
	uint32_t size; /* of the last piece */
	uint64_t len;
};

/* Zeroed is valid and empty; the lists are numbered from 0. */
struct byte_lists {
	struct byte_list *lists;
	uint32_t count; /* of numbers that may have a list */
	size_t cap;
	struct arena arena;
};

void byte_list_add(struct byte_lists *lists, uint32_t number, const char *bytes,
	size_t len);

/* Bytes will be added to list `soon` next, and to list `later` after that:
 * memory need not be waited for then. */
static inline void
byte_list_expect(const struct byte_lists *lists, uint32_t soon, uint32_t later)
{
	if (later < lists->count)
		__builtin_prefetch(&lists->lists[later]);
	if (soon < lists->count)
		__builtin_prefetch(lists->lists[soon].at, 1);
}

/* How many bytes a list has; any number may be asked for. */
uint64_t byte_list_len(const struct byte_lists *lists, uint32_t number);

/* Write a list to a file; false with errno. */
bool byte_list_write(
	const struct byte_lists *lists, uint32_t number, FILE *out);

/* Memory that the lists take. */
size_t byte_lists_size(const struct byte_lists *lists);

void byte_lists_reset(struct byte_lists *lists); /* empty */
void byte_lists_release(struct byte_lists *lists);

#endif
