#include "indexer/learning/clocks.h"

#include "base/mem.h"
#include "indexer/dates/dates.h"

#include <stdlib.h>
#include <string.h>

#define CRAWL_MINUTES (6 * 60) /* clocks of one crawl lie so near */
#define CAPTURE_MINUTES 60     /* and so near to the capture */
/* What other evidence must be worth to speak for or against a clock. */
#define WITNESS 0.60

/* ---- one story ---- */

static const struct story_date *
find_clock(const struct story *story)
{
	for (uint32_t i = 0; i < story->ncandidates; i++)
		if (story->candidates[i].source == DATE_FROM_JS_LINE &&
			story->candidates[i].confidence > 0)
			return &story->candidates[i];
	return NULL;
}

bool
clock_is_there(const struct story *story)
{
	return find_clock(story) != NULL;
}

/* Minutes at Greenwich since day 0; CLOCK_NONE without a clock time. */
static int64_t
minutes_of(const char *value)
{
	struct date readings[DATE_READINGS];
	size_t n;

	if (value == NULL ||
		!date_read_whole(value, strlen(value), readings, &n) ||
		readings[0].precision < PRECISION_MINUTE ||
		date_day(&readings[0]) == DAY_UNKNOWN)
		return CLOCK_NONE;
	return (int64_t)date_day(&readings[0]) * 24 * 60 +
	       readings[0].hour * 60 + readings[0].minute -
	       readings[0].zone_minutes;
}

static bool
is_near(int64_t a, int64_t b, int64_t minutes)
{
	return a != CLOCK_NONE && b != CLOCK_NONE && llabs(a - b) <= minutes;
}

static bool
is_capture(const struct story *story, int64_t clock)
{
	if (is_near(clock, minutes_of(story->date_captured), CAPTURE_MINUTES))
		return true;
	for (uint32_t i = 0; i < story->ncandidates; i++)
		if (story->candidates[i].source == DATE_FROM_CAPTURE &&
			is_near(clock, minutes_of(story->candidates[i].value),
				CAPTURE_MINUTES))
			return true;
	return false;
}

/* Does other evidence say the same day (1), or only others (-1)? */
static int8_t
agreement(const struct story *story, const struct story_date *clock)
{
	int8_t says = 0;

	for (uint32_t i = 0; i < story->ncandidates; i++) {
		const struct story_date *c = &story->candidates[i];

		if (c->source == DATE_FROM_JS_LINE || c->confidence < WITNESS ||
			c->precision < PRECISION_DAY || c->day == DAY_UNKNOWN ||
			date_sources[c->source].bound)
			continue;
		if (abs(c->day - clock->day) <= 1)
			return 1;
		says = -1;
	}
	return says;
}

void
clock_of_story(const struct story *story, struct seen *seen)
{
	const struct story_date *clock = find_clock(story);

	if (clock == NULL)
		return;
	seen->clock = minutes_of(clock->value);
	if (seen->clock == CLOCK_NONE)
		return;
	seen->at_capture = is_capture(story, seen->clock);
	seen->agrees = agreement(story, clock);
}

/* ---- all stories of a group ---- */

static int
compare_minutes(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The most clocks that lie within the hours of one crawl. */
static size_t
crowded(int64_t *clocks, size_t n)
{
	size_t most = 0;

	qsort(clocks, n, sizeof(*clocks), compare_minutes);
	for (size_t first = 0, last = 0; last < n; last++) {
		while (clocks[last] - clocks[first] > CRAWL_MINUTES)
			first++;
		if (last - first + 1 > most)
			most = last - first + 1;
	}
	return most;
}

bool
clocks_are_visits(const struct group *group, uint32_t *with)
{
	int64_t *clocks = mem_array(NULL, group->count + 1, sizeof(*clocks));
	size_t n = 0, captures = 0, agree = 0, differ = 0;
	bool visits = false;

	for (size_t i = 0; i < group->count; i++) {
		const struct seen *s = group->sample[i];

		if (s->clock == CLOCK_NONE)
			continue;
		clocks[n++] = s->clock;
		captures += s->at_capture;
		agree += s->agrees > 0;
		differ += s->agrees < 0;
	}
	/* borne out by many others they are what they claim to be */
	if (n >= CLOCKS_LEAST && (agree <= differ || agree * 4 < n))
		visits = captures * 2 > n || crowded(clocks, n) * 2 > n;
	*with = (uint32_t)n;
	free(clocks);
	return visits;
}
