#include "searchd/near.h"

#include <string.h>

#define NEAR_NAME_MAX 16 /* bytes; a longer name is near to none */
#define NEAR_ERRORS 2

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool
name_equal(const char *a, const char *b)
{
	size_t i;

	for (i = 0; a[i] != '\0' && b[i] != '\0'; i++)
		if (lower(a[i]) != lower(b[i]))
			return false;
	return a[i] == b[i];
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/*
 * Edit distance with swapped neighbours (optimal string alignment): row i of
 * the classic table needs only the two rows before it.
 */
static unsigned
distance(const char *a, size_t alen, const char *b, size_t blen)
{
	unsigned rows[3][NEAR_NAME_MAX + 1];

	for (unsigned j = 0; j <= blen; j++)
		rows[0][j] = j;
	for (unsigned i = 1; i <= alen; i++) {
		unsigned *now = rows[i % 3];
		const unsigned *above = rows[(i + 2) % 3];
		const unsigned *second = rows[(i + 1) % 3];

		now[0] = i;
		for (unsigned j = 1; j <= blen; j++) {
			char x = lower(a[i - 1]), y = lower(b[j - 1]);

			now[j] = least(above[j], now[j - 1]) + 1;
			now[j] = least(now[j], above[j - 1] + (x != y));
			if (i > 1 && j > 1 && x == lower(b[j - 2]) &&
				lower(a[i - 2]) == y)
				now[j] = least(now[j], second[j - 2] + 1);
		}
	}
	return rows[alen % 3][blen];
}

void
near_offer(struct near *near, const char *name)
{
	size_t alen = strlen(near->wanted), blen = strlen(name);
	unsigned d;

	if (alen > NEAR_NAME_MAX || blen > NEAR_NAME_MAX)
		return;
	d = distance(near->wanted, alen, name, blen);
	if (d > NEAR_ERRORS || 2 * d >= blen)
		return;
	if (near->name == NULL || d < near->distance) {
		near->name = name;
		near->distance = d;
	}
}
