/*
 * mem.h - allocation that does not return when memory has run out
 *
 * Requests are bounded, so no client can cause it; the process stops with a
 * line on standard error.  Free with free().  Thread: any.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

void *mem_alloc(size_t size); /* zeroed */
void *mem_array(void *old, size_t n, size_t size);
char *mem_string(const char *text);

/*
 * Make sure that array `items` with room for *cap can hold n items: returns
 * items or its enlarged copy (doubling), with *cap updated.
 */
void *mem_grow(void *items, size_t *cap, size_t n, size_t size);

/* From now on what is freed is kept for what comes, rather than given back: for
 * who does the same small work again and again. */
void mem_keep(void);

/* One more place at the end of a growing array: vec_push(items, n, cap) = x;
 * Mostly there is room, and nothing is called. */
#define vec_push(items, n, cap)                                                \
	(*((items) = (n) < (cap) ? (items)                                     \
				 : mem_grow((items), &(cap), (n) + 1,          \
					   sizeof(*(items))),                  \
		&(items)[(n)++]))

#ifdef __cplusplus
}
#endif
#endif
