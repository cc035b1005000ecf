/*
 * dates.h - dates in all the forms that news carries
 *
 * A struct date says as much as the page said: what was not said is 0 (or -1
 * for the clock), and nothing is filled in.  Forms that are read:
 *
 *   1911  1911-08  1911-08-02  19110802  2025-03-11T04:27:16+02:00
 *   Tue, 11 Mar 2025 04:27:16 +0200       (RFC 822)
 *   Tue Mar 11 2025 04:27:16 GMT+0200 (Eastern European Standard Time)
 *   Wed Mar 3, 2010 8:57am EST            March 3rd, 2010 at 8:57 a.m.
 *   3 March 2010   3. März 2010   3 de marzo de 2010   26-FEB-1987 15:01
 *   2010/3/3   3.4.2025   03/04/2025 (two readings)   2025年3月11日
 *   2010. március 3.   2010-Mar-03        3.4.25   3 March '10
 *   8:57am, 3 March 2010                  March 2010
 *   1741661236  1741661236000             (Unix time, only as a whole)
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_DATES_H
#define INDEXER_DATES_H

#include "engine/story/day.h"
#include "engine/story/story.h"

#include <stdbool.h>
#include <stddef.h>

struct date {
	int year; /* 0: not said */
	int month, mday;
	int hour, minute, second; /* -1: not said */
	int zone_minutes;	  /* east of Greenwich, if zoned */
	bool zoned;
	enum date_precision precision; /* NONE: a day without its year */
};

#define DATE_READINGS 2
#define DATE_TEXT_SIZE 40

/*
 * Read the date that begins at text.  Returns how many bytes it takes, 0 if
 * none begins there; out[0..*n) are its readings, the American first.
 */
size_t date_read(const char *text, size_t len, struct date out[DATE_READINGS],
	size_t *n);

/* Is text, white space around it aside, a date and nothing else? */
bool date_read_whole(const char *text, size_t len,
	struct date out[DATE_READINGS], size_t *n);

/* Its ISO 8601 form, as long as its precision; --08-02 without a year. */
void date_print(const struct date *date, char out[DATE_TEXT_SIZE]);

/* Its day (first of the month or year if coarser); DAY_UNKNOWN without year. */
day date_day(const struct date *date);
/* The day it was at Greenwich; the same without a zone or a clock. */
day date_day_utc(const struct date *date);

/* "march", "Mär", "марта": 1..12, or 0.  Any case, an optional stop. */
int month_named(const char *word, size_t len);
bool weekday_named(const char *word, size_t len);
/* "EST", "GMT", "Z": minutes east of Greenwich. */
bool zone_named(const char *word, size_t len, int *minutes);

/* What is said of a date. */
enum date_label {
	DATE_LABEL_NONE,
	DATE_LABEL_PUBLISHED,
	DATE_LABEL_MODIFIED,
	DATE_LABEL_OTHER /* of something else: an event, a copyright */
};

/* The label that text begins with; returns how many bytes it takes, or 0. */
size_t date_label_read(const char *text, size_t len, enum date_label *label);
/* What the words right before a date, at the end of text, say of it. */
enum date_label date_label_before(const char *text, size_t len);
/* What the words behind it say: "... wurde am 3.12.2011 veröffentlicht". */
enum date_label date_label_behind(const char *text, size_t len);

/*
 * Is this line a date and little else: "Published: 3 March 2010",
 * "Updated Mar 3, 2010 8:57am EST"?
 */
bool date_line_read(const char *line, size_t len,
	struct date out[DATE_READINGS], size_t *n, enum date_label *label);
/* Is it a browser's clock: Tue Mar 11 2025 04:27:16 GMT+0200 (...)? */
bool date_line_is_clock(const char *line, size_t len);

/*
 * Dates in a url (with its day or its month in the path) and in the names of
 * a file and its folders.  Returns how many bytes of *span hold it.
 */
struct date_span {
	struct date date;
	const char *text;
	size_t len;
};
bool date_in_url(const char *url, struct date_span *out);
bool date_in_path(const char *name, struct date_span *out);

/* A date in a text, with all its readings. */
struct date_found {
	struct date readings[DATE_READINGS];
	size_t n;
	const char *text;
	size_t len;
};

/*
 * The next date with its month in text, from *at on; false at the end.  *at
 * moves behind it.  Years of two figures are looked for only if short_years.
 */
bool date_find(const char *text, size_t len, size_t *at, bool short_years,
	struct date_found *out);

/* The next one of a running text that can be read in one way only. */
bool date_in_text(
	const char *text, size_t len, size_t *at, struct date_span *out);

/* "CAIRO, June 3 (Reuters) - ", "(Reuters) - ": the opening of a story. */
struct dateline {
	size_t len; /* bytes from the place to the dash */
	const char *place;
	size_t place_len;
	const char *agency;
	size_t agency_len;
	struct date date; /* month 0: none; year 0: not said */
	const char *date_text;
	size_t date_len;
};
bool dateline_read(const char *text, size_t len, struct dateline *out);

#endif
