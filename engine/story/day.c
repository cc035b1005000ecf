#include "engine/story/day.h"
#include "base/must.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { YEAR_FIRST = 1600, YEAR_LAST = 9999, DAYS_IN_400_YEARS = 146097 };

/* Day 0, 1600-01-01, was a Saturday: days since the Monday before it. */
enum { DAY_0_SINCE_MONDAY = 5 };

/* Days of the year before each month, in plain years and in leap years. */
static const short days_before_month[2][14] = {
	{ 0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 },
	{ 0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366 },
};

static bool
leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
days_in_month(int year, int month)
{
	const short *before = days_before_month[leap(year)];

	return before[month + 1] - before[month];
}

/* The first day of a year; 1600 itself is a leap year. */
static day
year_start(int year)
{
	int n = year - YEAR_FIRST;

	return 365 * n + (n + 3) / 4 - (n + 99) / 100 + (n + 399) / 400;
}

day
day_of(int year, int month, int mday)
{
	if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12)
		return DAY_UNKNOWN;
	if (mday < 1 || mday > days_in_month(year, month))
		return DAY_UNKNOWN;
	return year_start(year) + days_before_month[leap(year)][month] + mday -
	       1;
}

void
day_split(day d, int *year, int *month, int *mday)
{
	int y, m = 1, rest;

	must(d >= 0 && d < year_start(YEAR_LAST + 1));
	y = YEAR_FIRST + (int)((int64_t)d * 400 / DAYS_IN_400_YEARS);
	while (year_start(y + 1) <= d) /* the estimate may be a year off */
		y++;
	while (year_start(y) > d)
		y--;
	rest = d - year_start(y);
	while (days_before_month[leap(y)][m + 1] <= rest)
		m++;
	*year = y;
	*month = m;
	*mday = rest - days_before_month[leap(y)][m] + 1;
}

/* n digits as a number, or -1. */
static int
digits(const char *text, int n)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

bool
day_span_parse(const char *text, size_t len, struct day_span *out)
{
	int year, month = 0, mday = 0;
	day first, last;

	if (len != 4 && len != 7 && len != 10)
		return false;
	if (len > 4 && text[4] != '-')
		return false;
	if (len > 7 && text[7] != '-')
		return false;
	year = digits(text, 4);
	if (len > 4)
		month = digits(text + 5, 2);
	if (len > 7)
		mday = digits(text + 8, 2);
	first = day_of(year, len > 4 ? month : 1, len > 7 ? mday : 1);
	if (first == DAY_UNKNOWN)
		return false;
	if (len == 4)
		last = day_of(year, 12, 31);
	else if (len == 7)
		last = day_of(year, month, days_in_month(year, month));
	else
		last = first;
	out->first = first;
	out->last = last;
	return true;
}

bool
day_parse(const char *text, day *out)
{
	struct day_span span;
	size_t len = strnlen(text, DAY_TEXT_SIZE);

	if (len != DAY_TEXT_SIZE - 1 || !day_span_parse(text, len, &span))
		return false;
	*out = span.first;
	return true;
}

/* The last n digits of a number. */
static char *
put_digits(char *at, int value, int n)
{
	for (int i = n - 1; i >= 0; i--, value /= 10)
		at[i] = (char)('0' + value % 10);
	return at + n;
}

void
day_bucket_print(day d, enum day_unit unit, char out[DAY_TEXT_SIZE])
{
	int year, month, mday;
	char *at = out;

	if (d == DAY_UNKNOWN) {
		strcpy(out, "-");
		return;
	}
	day_split(day_floor(d, unit), &year, &month, &mday);
	at = put_digits(at, year, 4);
	if (unit != DAY_UNIT_YEAR) {
		*at++ = '-';
		at = put_digits(at, month, 2);
	}
	if (unit == DAY_UNIT_DAY || unit == DAY_UNIT_WEEK) {
		*at++ = '-';
		at = put_digits(at, mday, 2);
	}
	*at = '\0';
}

void
day_print(day d, char out[DAY_TEXT_SIZE])
{
	day_bucket_print(d, DAY_UNIT_DAY, out);
}

uint32_t
day_yyyymmdd(day d)
{
	int year, month, mday;

	if (d == DAY_UNKNOWN)
		return 0;
	day_split(d, &year, &month, &mday);
	return (uint32_t)(year * 10000 + month * 100 + mday);
}

day
day_floor(day d, enum day_unit unit)
{
	int year, month, mday, since_monday;

	if (d == DAY_UNKNOWN || unit == DAY_UNIT_DAY)
		return d;
	day_split(d, &year, &month, &mday);
	if (unit == DAY_UNIT_YEAR)
		return year_start(year);
	if (unit == DAY_UNIT_MONTH)
		return d - mday + 1;
	since_monday = (d + DAY_0_SINCE_MONDAY) % 7;
	return d < since_monday ? 0 : d - since_monday;
}

day
day_today(void)
{
	return day_of(1970, 1, 1) + (day)(time(NULL) / 86400);
}
