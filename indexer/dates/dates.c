/* dates.c - reading and printing dates; the forms are the table `shapes` */
#include "indexer/dates/dates.h"

#include "indexer/dates/date_take.h"

#include <stdio.h>
#include <string.h>

/* ---- the shapes ---- */

typedef bool (*shape_fn)(struct cursor *c, struct date *out, size_t *n);

static bool
calendar_has(const struct date *d)
{
	return day_of(d->year != 0 ? d->year : 2000, d->month, d->mday) !=
	       DAY_UNKNOWN;
}

/* Is this the end of a number or a word, or does it go on? */
static bool
at_edge(const struct cursor *c)
{
	return c->at == c->end ||
	       (!take_is_digit(*c->at) && take_word_length(c) == 0);
}

/* 2025-03-11T04:27:16+02:00, 2025-03-11, 2010/3/3, 2010.3.3 */
static bool
shape_iso(struct cursor *c, struct date *out, size_t *n)
{
	char dash;

	if (!take_year(c, &out->year) || c->at == c->end)
		return false;
	dash = *c->at;
	if ((dash != '-' && dash != '/' && dash != '.') ||
		!take_char(c, dash) || !take_number(c, 1, 2, &out->month) ||
		!take_char(c, dash) || !take_number(c, 1, 2, &out->mday) ||
		!calendar_has(out))
		return false;
	out->precision = PRECISION_DAY;
	take_clock_behind(c, out);
	*n = 1;
	return at_edge(c) || out->precision > PRECISION_DAY;
}

static bool
shape_iso_month(struct cursor *c, struct date *out, size_t *n)
{
	out->precision = PRECISION_MONTH;
	*n = 1;
	return take_year(c, &out->year) && take_char(c, '-') &&
	       take_number(c, 2, 2, &out->month) && out->month >= 1 &&
	       out->month <= 12 && at_edge(c) &&
	       !(c->at < c->end && *c->at == '-');
}

/* 20250311, 20250311T042716Z, 20250311042716 */
static bool
shape_compact(struct cursor *c, struct date *out, size_t *n)
{
	struct cursor try;

	if (!take_digits(c, 4, &out->year) || !take_digits(c, 2, &out->month) ||
		!take_digits(c, 2, &out->mday) || out->year < 1600 ||
		out->year > 2199 || !calendar_has(out))
		return false;
	out->precision = PRECISION_DAY;
	*n = 1;
	try = *c;
	take_char(&try, 'T');
	if (take_digits(&try, 2, &out->hour) &&
		take_digits(&try, 2, &out->minute) &&
		take_digits(&try, 2, &out->second) && out->hour <= 23 &&
		out->minute <= 59 && out->second <= 60) {
		out->precision = PRECISION_SECOND;
		take_zone(&try, out);
		*c = try;
	} else {
		out->hour = out->minute = out->second = -1;
	}
	return at_edge(c);
}

/* Two figures of a year: RFC 2822 reads 50..99 as the last century. */
static bool
take_short_year(struct cursor *c, int *year)
{
	struct cursor try = *c;

	if (take_year(c, year))
		return true;
	if (!take_text(&try, "\xe2\x80\x99"))
		take_char(&try, '\'');
	if (!take_number(&try, 2, 2, year))
		return false;
	*year += *year < 50 ? 2000 : 1900;
	*c = try;
	return true;
}

/* '10, with the sign that says that something was left out */
static bool
take_year_in_words(struct cursor *c, int *year)
{
	bool marked = c->at < c->end &&
		      (*c->at == '\'' ||
			      (c->end - c->at > 3 &&
				      memcmp(c->at, "\xe2\x80\x99", 3) == 0));

	return marked ? take_short_year(c, year) : take_year(c, year);
}

/* Tue, 11 Mar 2025 04:27:16 +0200; 3. März 2010; 3 de marzo de 2010 */
static bool
shape_day_month(struct cursor *c, struct date *out, size_t *n)
{
	take_weekday(c);
	if (!take_mday(c, &out->mday))
		return false;
	take_gap(c);
	if (!take_month(c, &out->month) || !take_gap(c) ||
		!take_year_in_words(c, &out->year) || !calendar_has(out))
		return false;
	out->precision = PRECISION_DAY;
	*n = 1;
	take_clock_behind(c, out);
	return at_edge(c);
}

/* Tue Mar 11 04:27:16 EST 2025: the clock before the year */
static bool
take_clock_and_year(struct cursor *c, struct date *out)
{
	struct cursor try = *c;

	if (!take_blanks(&try) || !take_clock(&try, out) ||
		!take_blanks(&try) || !take_year(&try, &out->year))
		return false;
	*c = try;
	return true;
}

/* Wed Mar 3, 2010 8:57am EST; March 3rd, 2010; Tue Mar 11 2025 04:27:16 */
static bool
shape_month_day(struct cursor *c, struct date *out, size_t *n)
{
	take_weekday(c);
	if (!take_month(c, &out->month))
		return false;
	take_gap(c);
	if (!take_mday(c, &out->mday))
		return false;
	out->precision = PRECISION_DAY;
	*n = 1;
	if (!take_clock_and_year(c, out)) {
		if (!take_gap(c) || !take_year_in_words(c, &out->year))
			return false;
		take_clock_behind(c, out);
	}
	return calendar_has(out) && at_edge(c);
}

/* 8:57am, 3 March 2010 */
static bool
shape_clock_first(struct cursor *c, struct date *out, size_t *n)
{
	struct date clock = *out;
	enum date_precision precision;

	if (!take_clock(c, &clock) || !take_gap(c))
		return false;
	*out = clock;
	precision = clock.precision;
	if (!shape_day_month(&(struct cursor){ c->at, c->end }, out, n) &&
		!shape_month_day(&(struct cursor){ c->at, c->end }, out, n))
		return false;
	if (out->precision > PRECISION_DAY)
		return false;
	*out = clock;
	if (!shape_day_month(c, out, n))
		return false;
	out->precision = precision;
	return true;
}

/* March 2010 */
static bool
shape_month(struct cursor *c, struct date *out, size_t *n)
{
	out->precision = PRECISION_MONTH;
	*n = 1;
	return take_month(c, &out->month) && take_gap(c) &&
	       take_year(c, &out->year) && at_edge(c);
}

/* 2025年3月11日 */
static bool
shape_ideographs(struct cursor *c, struct date *out, size_t *n)
{
	out->precision = PRECISION_DAY;
	*n = 1;
	if (!take_year(c, &out->year) || !take_text(c, "年") ||
		!take_number(c, 1, 2, &out->month) || !take_text(c, "月") ||
		!take_number(c, 1, 2, &out->mday) || !take_text(c, "日") ||
		!calendar_has(out))
		return false;
	take_clock_behind(c, out);
	return true;
}

/* 03/04/2025: the month first, or the day; where both can be, both are. */
static bool
shape_slashes(struct cursor *c, struct date *out, size_t *n)
{
	int first, second;
	struct date d = *out;

	if (!take_number(c, 1, 2, &first) || !take_char(c, '/') ||
		!take_number(c, 1, 2, &second) || !take_char(c, '/') ||
		!take_short_year(c, &d.year))
		return false;
	d.precision = PRECISION_DAY;
	take_clock_behind(c, &d);
	*n = 0;
	for (int reading = 0; reading < (first == second ? 1 : 2); reading++) {
		d.month = reading == 0 ? first : second;
		d.mday = reading == 0 ? second : first;
		if (calendar_has(&d))
			out[(*n)++] = d;
	}
	return *n > 0 && at_edge(c);
}

/* 11.3.2025: the day first, everywhere stops are used */
static bool
shape_stops(struct cursor *c, struct date *out, size_t *n)
{
	out->precision = PRECISION_DAY;
	*n = 1;
	take_weekday(c);
	if (!take_number(c, 1, 2, &out->mday) || !take_char(c, '.'))
		return false;
	take_blanks(c);
	if (!take_number(c, 1, 2, &out->month) || !take_char(c, '.'))
		return false;
	take_blanks(c);
	if (!take_short_year(c, &out->year) || !calendar_has(out))
		return false;
	/* 1.2.10.4 is a number of something. */
	if (c->end - c->at > 1 && *c->at == '.' && take_is_digit(c->at[1]))
		return false;
	take_clock_behind(c, out);
	return at_edge(c);
}

/* 2010. március 3., 2010-Mar-03, 2010 March 3 */
static bool
shape_year_first(struct cursor *c, struct date *out, size_t *n)
{
	out->precision = PRECISION_DAY;
	*n = 1;
	if (!take_year(c, &out->year))
		return false;
	take_char(c, '.');
	if (!take_gap(c) || !take_month(c, &out->month) || !take_gap(c) ||
		!take_mday(c, &out->mday) || !calendar_has(out))
		return false;
	take_clock_behind(c, out);
	return at_edge(c);
}

/* 31Oct2007, as file names have it */
static bool
shape_glued(struct cursor *c, struct date *out, size_t *n)
{
	out->precision = PRECISION_DAY;
	*n = 1;
	if (!take_mday(c, &out->mday) || c->end - c->at < 7)
		return false;
	out->month = month_named(c->at, 3);
	c->at += 3;
	return out->month != 0 && take_year(c, &out->year) && calendar_has(out);
}

/* What a shape may begin with. */
enum { BEGINS_WITH_DIGIT = 1, BEGINS_WITH_LETTER = 2 };

static const struct shape {
	shape_fn read;
	unsigned begins;
} shapes[] = {
	{ shape_iso, BEGINS_WITH_DIGIT },
	{ shape_compact, BEGINS_WITH_DIGIT },
	{ shape_day_month, BEGINS_WITH_DIGIT | BEGINS_WITH_LETTER },
	{ shape_month_day, BEGINS_WITH_LETTER },
	{ shape_clock_first, BEGINS_WITH_DIGIT },
	{ shape_ideographs, BEGINS_WITH_DIGIT },
	{ shape_slashes, BEGINS_WITH_DIGIT },
	{ shape_stops, BEGINS_WITH_DIGIT | BEGINS_WITH_LETTER },
	{ shape_year_first, BEGINS_WITH_DIGIT },
	{ shape_glued, BEGINS_WITH_DIGIT },
	{ shape_iso_month, BEGINS_WITH_DIGIT },
	{ shape_month, BEGINS_WITH_LETTER },
};

static const struct date no_date = { .hour = -1, .minute = -1, .second = -1 };

/* May a date begin here at all?  A word that names nothing is none. */
static unsigned
beginning_of(const struct cursor *c)
{
	size_t len;

	if (c->at == c->end)
		return 0;
	if (take_is_digit(*c->at))
		return BEGINS_WITH_DIGIT;
	len = take_word_length(c);
	return len >= 2 && (weekday_named(c->at, len) ||
				   month_named(c->at, len) != 0)
		       ? BEGINS_WITH_LETTER
		       : 0;
}

size_t
date_read(
	const char *text, size_t len, struct date out[DATE_READINGS], size_t *n)
{
	const struct cursor begin = { text, text + len };
	unsigned beginning = beginning_of(&begin);

	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
		struct cursor c = begin;

		if ((shapes[i].begins & beginning) == 0)
			continue;
		out[0] = out[1] = no_date;
		if (shapes[i].read(&c, out, n))
			return (size_t)(c.at - text);
	}
	*n = 0;
	return 0;
}

/* ---- whole fields ---- */

/* Unix seconds or milliseconds, from 1973 on: 9 to 10 or 12 to 13 digits. */
static bool
read_unix(const char *text, size_t len, struct date *out)
{
	int64_t t = 0;
	int64_t clock;

	if (len < 9 || len == 11 || len > 13)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (!take_is_digit(text[i]))
			return false;
		t = t * 10 + (text[i] - '0');
	}
	if (len > 10)
		t /= 1000;
	clock = t % 86400;
	*out = no_date;
	day_split((day)(day_of(1970, 1, 1) + t / 86400), &out->year,
		&out->month, &out->mday);
	out->hour = (int)(clock / 3600);
	out->minute = (int)(clock / 60 % 60);
	out->second = (int)(clock % 60);
	out->zoned = true;
	out->precision = PRECISION_SECOND;
	return true;
}

static void
trim(const char **text, size_t *len)
{
	struct cursor c = { *text, *text + *len };

	while (take_blanks(&c) || take_char(&c, '\n') || take_char(&c, '\r'))
		continue;
	while (c.end > c.at && strchr(" \t\r\n", c.end[-1]) != NULL)
		c.end--;
	*text = c.at;
	*len = (size_t)(c.end - c.at);
}

bool
date_read_whole(
	const char *text, size_t len, struct date out[DATE_READINGS], size_t *n)
{
	struct cursor c;

	trim(&text, &len);
	c = (struct cursor){ text, text + len };
	*n = 1;
	if (read_unix(text, len, &out[0]))
		return true;
	out[0] = no_date;
	if (take_year(&c, &out[0].year) && c.at == c.end) {
		out[0].precision = PRECISION_YEAR;
		return true;
	}
	if (len > 0 && date_read(text, len, out, n) == len)
		return true;
	*n = 0;
	return false;
}

void
date_print(const struct date *d, char out[DATE_TEXT_SIZE])
{
	int at = 0;

	if (d->year == 0)
		at = snprintf(
			out, DATE_TEXT_SIZE, "--%02d-%02d", d->month, d->mday);
	else if (d->precision == PRECISION_YEAR)
		at = snprintf(out, DATE_TEXT_SIZE, "%04d", d->year);
	else if (d->precision == PRECISION_MONTH)
		at = snprintf(
			out, DATE_TEXT_SIZE, "%04d-%02d", d->year, d->month);
	else
		at = snprintf(out, DATE_TEXT_SIZE, "%04d-%02d-%02d", d->year,
			d->month, d->mday);
	if (d->precision < PRECISION_MINUTE)
		return;
	at += snprintf(out + at, (size_t)(DATE_TEXT_SIZE - at), "T%02d:%02d",
		d->hour, d->minute);
	if (d->precision == PRECISION_SECOND)
		at += snprintf(out + at, (size_t)(DATE_TEXT_SIZE - at), ":%02d",
			d->second);
	if (d->zoned && d->zone_minutes == 0)
		snprintf(out + at, (size_t)(DATE_TEXT_SIZE - at), "Z");
	else if (d->zoned)
		snprintf(out + at, (size_t)(DATE_TEXT_SIZE - at), "%c%02d:%02d",
			d->zone_minutes < 0 ? '-' : '+',
			(d->zone_minutes < 0 ? -d->zone_minutes
					     : d->zone_minutes) /
				60 % 24,
			(d->zone_minutes < 0 ? -d->zone_minutes
					     : d->zone_minutes) %
				60);
}

day
date_day(const struct date *d)
{
	if (d->year == 0)
		return DAY_UNKNOWN;
	return day_of(d->year, d->month != 0 ? d->month : 1,
		d->mday != 0 ? d->mday : 1);
}

day
date_day_utc(const struct date *d)
{
	day local = date_day(d);
	int minutes;

	if (local == DAY_UNKNOWN || d->precision < PRECISION_MINUTE ||
		!d->zoned)
		return local;
	minutes = d->hour * 60 + d->minute - d->zone_minutes;
	if (minutes < 0)
		return local - 1;
	return minutes >= 1440 ? local + 1 : local;
}
