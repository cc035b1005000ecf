/*
 * unit.h - what every unit test includes, and a folder of its own to write in
 *
 * Each test is a promise of a header, named as a sentence.
 */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Of what a test repeats with other numbers, one in so many: see tests/run. */
static inline uint32_t
unit_one_in(void)
{
	const char *said = getenv("DATELINE_ONE_IN");
	unsigned long n = said ? strtoul(said, NULL, 10) : 1;

	return n > 0 && n < 1000 ? (uint32_t)n : 1;
}

/* A fresh folder below TMPDIR, or NULL; free() the name when it is gone. */
static inline char *
unit_scratch(void)
{
	const char *tmp = getenv("TMPDIR");
	char *path = NULL;

	if (asprintf(&path, "%s/dateline-unit-XXXXXX", tmp ? tmp : "/tmp") < 0)
		return NULL;
	return mkdtemp(path);
}

#endif
