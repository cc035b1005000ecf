#include "engine/story/moment.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

/* Two digits below a limit; moves on behind them. */
static bool
take_two(const char **at, int64_t limit, int64_t *out)
{
	const char *p = *at;

	if (p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
		return false;
	*out = (p[0] - '0') * 10 + (p[1] - '0');
	*at += 2;
	return *out < limit;
}

/* Move on behind a character that may be there. */
static bool
take(const char **at, char c)
{
	if (**at != c)
		return false;
	++*at;
	return true;
}

/* Z, +02:00, +0200 or +02: seconds east of Greenwich; and nothing behind. */
static bool
take_zone(const char **at, int64_t *out)
{
	int64_t hours, minutes = 0, sign = **at == '-' ? -1 : 1;

	*out = 0;
	if (take(at, 'Z'))
		return **at == '\0';
	if (!take(at, '+') && !take(at, '-'))
		return false;
	if (!take_two(at, 24, &hours))
		return false;
	take(at, ':');
	if (**at != '\0' && !take_two(at, 60, &minutes))
		return false;
	*out = sign * (hours * HOUR + minutes * MINUTE);
	return **at == '\0';
}

bool
moment_parse(const char *value, int64_t *out)
{
	const size_t date = DAY_TEXT_SIZE - 1;
	char text[DAY_TEXT_SIZE] = { 0 };
	const char *at = value + date;
	int64_t hours, minutes, seconds = 0, zone;
	day d;

	if (strnlen(value, date + 1) <= date)
		return false;
	memcpy(text, value, date);
	if (!day_parse(text, &d) || (!take(&at, 'T') && !take(&at, ' ')))
		return false;
	if (!take_two(&at, 24, &hours) || !take(&at, ':') ||
		!take_two(&at, 60, &minutes))
		return false;
	if (take(&at, ':') && !take_two(&at, 61, &seconds))
		return false;
	if (take(&at, '.'))
		at += strspn(at, "0123456789");
	if (!take_zone(&at, &zone))
		return false;
	*out = (int64_t)d * DAY + hours * HOUR + minutes * MINUTE + seconds -
	       zone;
	return true;
}

/* The moment of a story that is known to the day. */
static bool
story_moment(const struct story *story, int64_t *out)
{
	return story_day(story) != DAY_UNKNOWN &&
	       story->published.value != NULL &&
	       moment_parse(story->published.value, out);
}

int64_t
moment_of_story(const struct story *story)
{
	day d = story_day(story);
	int64_t moment;

	if (story_moment(story, &moment))
		return moment;
	return d == DAY_UNKNOWN ? MOMENT_NEVER : ((int64_t)d + 1) * DAY - 1;
}

/* A lag to the minute; its parts that are 0 are left out. */
static void
print_seconds(int64_t seconds, char out[MOMENT_LAG_SIZE])
{
	int64_t days = seconds / DAY, hours = seconds % DAY / HOUR;
	int64_t minutes = seconds % HOUR / MINUTE;
	int n = snprintf(out, MOMENT_LAG_SIZE, "P");

	if (days > 0)
		n += snprintf(out + n, MOMENT_LAG_SIZE - (size_t)n,
			"%" PRId64 "D", days);
	n += snprintf(out + n, MOMENT_LAG_SIZE - (size_t)n, "T");
	if (hours > 0)
		n += snprintf(out + n, MOMENT_LAG_SIZE - (size_t)n,
			"%" PRId64 "H", hours);
	if (minutes > 0 || hours == 0)
		snprintf(out + n, MOMENT_LAG_SIZE - (size_t)n, "%" PRId64 "M",
			minutes);
}

bool
moment_lag(const struct story *first, const struct story *story,
	char out[MOMENT_LAG_SIZE])
{
	day from = story_day(first), to = story_day(story);
	int64_t a, b;

	if (from == DAY_UNKNOWN || to == DAY_UNKNOWN)
		return false;
	if (story_moment(first, &a) && story_moment(story, &b))
		print_seconds(b > a ? b - a : 0, out);
	else
		snprintf(out, MOMENT_LAG_SIZE, "P%" PRId32 "D",
			to > from ? to - from : 0);
	return true;
}
