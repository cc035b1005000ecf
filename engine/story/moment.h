/*
 * moment.h - the moment of a date that has a clock and a zone
 *
 * Days are compared as days; but of two stories of one day that both say the
 * hour and where, it is known which came first, and by how much.
 *
 * Pure.  Thread: any.
 */
#ifndef ENGINE_MOMENT_H
#define ENGINE_MOMENT_H

#include "engine/story/story.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Read 2025-03-11T04:27:16+02:00 as seconds since the beginning of 1600 in
 * UTC; seconds and fractions of them may be missing, the zone (Z or hours
 * and minutes) may not.  False, leaving *out alone, for any other shape.
 */
bool moment_parse(const char *value, int64_t *out);

/*
 * When a story was seen, for putting stories in order: its moment, the end of
 * its day when no more is known, MOMENT_NEVER without a day.
 */
#define MOMENT_NEVER INT64_MAX
int64_t moment_of_story(const struct story *story);

/* How long after the first a story came, as precise as both dates are: an
 * ISO 8601 duration ("P1D", "P0D", "PT2H35M"); false if it is not known. */
#define MOMENT_LAG_SIZE 32
bool moment_lag(const struct story *first, const struct story *story,
	char out[MOMENT_LAG_SIZE]);

#endif
