#include "base/size.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool
size_read(const char *text, int64_t *bytes)
{
	static const char units[] = "KMG";
	const char *unit;
	char *end;
	long long n;
	int shift = 0;

	errno = 0;
	n = strtoll(text, &end, 10);
	if (end == text || errno != 0 || n < 0)
		return false;
	unit = *end != '\0' ? strchr(units, *end) : NULL;
	if (unit != NULL) {
		shift = 10 * (int)(unit - units + 1);
		end++;
	}
	if (*end != '\0' || n > INT64_MAX >> shift)
		return false;
	*bytes = (int64_t)n << shift;
	return true;
}
