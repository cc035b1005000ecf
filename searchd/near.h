/*
 * near.h - which known name was meant
 *
 * Pure.  Thread: any.
 */
#ifndef SEARCHD_NEAR_H
#define SEARCHD_NEAR_H

#include <stdbool.h>
#include <stddef.h>

/* The best of the names offered so far; start with { .wanted = name }. */
struct near {
	const char *wanted;
	const char *name; /* NULL: none is near enough */
	unsigned distance;
};

/*
 * Offer one more known name.  Near means at most two typing errors (a letter
 * too many, too few or wrong, two swapped) and fewer than half the letters,
 * in any case; the first of equals stays.
 */
void near_offer(struct near *near, const char *name);

/* Equal but for the case of ASCII letters. */
bool name_equal(const char *a, const char *b);

#endif
