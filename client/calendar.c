#include "client/calendar.h"

#include <string.h>
#include <time.h>

#define LAST_YEAR 9999

/* How a name is written, and what its unit adds to. */
static const struct unit {
	const char *shape;
	const char *format;
	int years, months;
} units[] = {
	{ "0000", "%Y", 1, 0 },
	{ "0000-00", "%Y-%m", 0, 1 },
	{ "0000-00-00", "%Y-%m-%d", 0, 0 },
};

static const struct unit *
unit_of(const char *name)
{
	for (unsigned u = 0; u < sizeof(units) / sizeof(*units); u++) {
		const char *shape = units[u].shape;
		size_t i = 0;

		while (shape[i] != '\0' &&
			(shape[i] == '-' ? name[i] == '-'
					 : name[i] >= '0' && name[i] <= '9'))
			i++;
		if (shape[i] == '\0' && name[i] == '\0')
			return &units[u];
	}
	return NULL;
}

bool
calendar_next(const char *name, bool week, char next[BUCKET_NAME_SIZE])
{
	const struct unit *unit = unit_of(name);
	struct tm tm = { .tm_mday = 1 };

	if (unit == NULL || strptime(name, unit->format, &tm) == NULL)
		return false;
	if (unit->years == 0 && unit->months == 0)
		tm.tm_mday += week ? 7 : 1;
	tm.tm_year += unit->years;
	tm.tm_mon += unit->months;
	timegm(&tm); /* brings the 32nd of a month into the next one */
	if (tm.tm_year > LAST_YEAR - 1900)
		return false;
	return strftime(next, BUCKET_NAME_SIZE, unit->format, &tm) > 0;
}
