#include "base/mem.h"

#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The smallest array mem_grow() makes: fewer, larger steps for short lists. */
#define GROW_FIRST 8

/* Memory has run out: nothing that could go on is left to decide. */
static void __attribute__((noreturn)) run_out(size_t size)
{
	fprintf(stderr, "out of memory: %zu bytes were wanted\n", size);
	abort();
}

void *
mem_alloc(size_t size)
{
	void *p = calloc(1, size ? size : 1);

	if (p == NULL)
		run_out(size);
	return p;
}

void *
mem_array(void *old, size_t n, size_t size)
{
	size_t bytes;
	void *p;

	if (__builtin_mul_overflow(n, size, &bytes))
		run_out(SIZE_MAX);
	p = realloc(old, bytes ? bytes : 1);
	if (p == NULL)
		run_out(bytes);
	return p;
}

char *
mem_string(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(mem_array(NULL, size, 1), text, size);
}

void *
mem_grow(void *items, size_t *cap, size_t n, size_t size)
{
	size_t more;

	if (n <= *cap)
		return items;
	more = *cap > SIZE_MAX / 2 ? n : *cap * 2;
	if (more < GROW_FIRST)
		more = GROW_FIRST;
	if (more < n)
		more = n;
	items = mem_array(items, more, size);
	*cap = more;
	return items;
}

/* The most that the allocator takes for a threshold. */
#define KEEP ((int)1 << 25)

void
mem_keep(void)
{
	mallopt(M_MMAP_THRESHOLD, KEEP);
	mallopt(M_TRIM_THRESHOLD, KEEP);
}
