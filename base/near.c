#include "base/near.h"

#include <string.h>

#define NAME_MOST 32

static char
lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

unsigned
near_distance(const char *a, const char *b)
{
	/* rows[i][j]: from the first i letters of a to the first j of b. */
	unsigned rows[NAME_MOST + 1][NAME_MOST + 1];
	size_t na = strlen(a), nb = strlen(b);

	if (na > NAME_MOST || nb > NAME_MOST)
		return NEAR_FAR;
	for (unsigned i = 0; i <= na; i++)
		rows[i][0] = i;
	for (unsigned j = 0; j <= nb; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= na; i++) {
		for (size_t j = 1; j <= nb; j++) {
			char x = lower(a[i - 1]), y = lower(b[j - 1]);
			unsigned cost = rows[i - 1][j - 1] + (x != y);

			cost = least(cost, rows[i - 1][j] + 1);
			cost = least(cost, rows[i][j - 1] + 1);
			if (i > 1 && j > 1 && x == lower(b[j - 2]) &&
				y == lower(a[i - 2]))
				cost = least(cost, rows[i - 2][j - 2] + 1);
			rows[i][j] = cost;
		}
	}
	return rows[na][nb];
}

const char *
near_better(
	const char *word, const char *name, const char *so_far, unsigned *best)
{
	unsigned distance = near_distance(word, name);

	/* A third of the letters may be wrong, in short names one. */
	if (distance >= *best || distance > 1 + strlen(name) / 3)
		return so_far;
	*best = distance;
	return name;
}
