/*
 * day.h - a calendar day as the archive knows it
 *
 * News dates have no clock and no zone.  A day is a count of days since
 * 1600-01-01 (proleptic Gregorian), which sorts and subtracts; value slots
 * hold it as YYYYMMDD.  DAY_UNKNOWN sorts before every real day.
 *
 * Pure: depends on nothing but libc; safe from any thread.
 */
#ifndef ENGINE_DAY_H
#define ENGINE_DAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t day; /* the only scalar typedef in dateline */

#define DAY_UNKNOWN INT32_MIN
#define DAY_TEXT_SIZE sizeof("1987-10-19")

/* First and last day, both included; an unknown bound is open. */
struct day_span {
	day first;
	day last;
};

/* The day of a date; DAY_UNKNOWN if the calendar lacks it (1600..9999). */
day day_of(int year, int month, int mday);
void day_split(day d, int *year, int *month, int *mday); /* d is known */

/*
 * Read YYYY-MM-DD, exactly.  Returns false, leaving *out alone, for any
 * other shape and for days the calendar does not have.
 */
bool day_parse(const char *text, day *out);

/* YYYY, YYYY-MM or YYYY-MM-DD as the days it spans; false for other shapes. */
bool day_span_parse(const char *text, size_t len, struct day_span *out);

/* "1987-10-19", or "-" when unknown. */
void day_print(day d, char out[DAY_TEXT_SIZE]);

uint32_t day_yyyymmdd(day d); /* 19871019; 0 when unknown */

/* Buckets of facets and timelines. */
enum day_unit { DAY_UNIT_DAY, DAY_UNIT_WEEK, DAY_UNIT_MONTH, DAY_UNIT_YEAR };
/* The first day of the unit that d lies in; weeks begin on Monday (but that
 * of 1600-01-01, a Saturday, begins with the calendar). */
day day_floor(day d, enum day_unit unit);
/* Name of the bucket of d: 1911-08-02, its Monday, 1911-08, 1911. */
void day_bucket_print(day d, enum day_unit unit, char out[DAY_TEXT_SIZE]);

/* Today in UTC, from the system clock: the only impure function here. */
day day_today(void);

#ifdef __cplusplus
}
#endif
#endif
