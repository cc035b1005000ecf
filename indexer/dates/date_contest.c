/* date_contest.c - which dates may be the day of publication */
#include "indexer/dates/date_contest.h"

#include <stdlib.h>
#include <string.h>

/* Time zones and clocks that go wrong: so many days ahead are let pass. */
#define DAYS_AHEAD 3
/* No page has as many honest dates; more than this do not take part. */
#define CONTENDERS 256
/* From this confidence on a date was stated, not seen. */
#define STATED 0.88

#define DAY_SECONDS 86400
/* Files of archives of the web were written in these years. */
#define FIRST_YEAR 1991
#define LAST_YEAR 2199

/* ---- who may enter ---- */

/* A kind that only bounds, or a clock found to be that of the visit. */
static bool
is_bound(const struct story_date *c)
{
	return date_sources[c->source].bound ||
	       (c->source == DATE_FROM_JS_LINE && c->confidence <= 0);
}

/* The first day that a bound names, and the days ahead of today. */
static day
latest_day(const struct draft *draft)
{
	const struct story *s = &draft->story;
	day today = draft->source->rules->today;
	day latest = today == DAY_UNKNOWN ? DAY_UNKNOWN : today + DAYS_AHEAD;

	for (uint32_t i = 0; i < s->ncandidates; i++) {
		const struct story_date *c = &s->candidates[i];

		if (!is_bound(c) || c->precision < PRECISION_DAY ||
			c->day == DAY_UNKNOWN)
			continue;
		/* One more: a capture at Greenwich, a paper in Auckland. */
		if (latest == DAY_UNKNOWN || c->day + 1 < latest)
			latest = c->day + 1;
	}
	return latest;
}

/* The day after a file was written, if that is no number a tool has set; it
 * is a bound for what nobody states, since copies keep their times badly. */
static day
file_day(const struct draft *draft)
{
	const struct input *input = draft->source->input;
	int64_t written = input != NULL ? input->mtime : 0;
	day d = (day)(day_of(1970, 1, 1) + written / DAY_SECONDS);

	if (written <= 0 || written % DAY_SECONDS == 0 ||
		d < day_of(FIRST_YEAR, 1, 1) || d > day_of(LAST_YEAR, 12, 31))
		return DAY_UNKNOWN;
	return d + 1;
}

static day
day_modified(const struct story *s)
{
	struct date readings[DATE_READINGS];
	size_t n;

	return s->date_modified != NULL &&
			       date_read_whole(s->date_modified,
				       strlen(s->date_modified), readings, &n)
		       ? date_day(&readings[0])
		       : DAY_UNKNOWN;
}

/* Is it too late to be true?  Then it stays as a candidate, worth nothing. */
static bool
out_of_bounds(struct draft *draft, const struct contest *contest,
	const struct contender *c)
{
	bool late = contest->latest != DAY_UNKNOWN && c->here > contest->latest;

	late |= contest->written != DAY_UNKNOWN && c->confidence < STATED &&
		c->here > contest->written;
	if (c->date.year == 0 || !late)
		return false;
	c->candidate->confidence = 0;
	draft_warning(draft, "date %s (%s) lies ahead of its bound",
		c->candidate->value, date_sources[c->candidate->source].name);
	return true;
}

static bool
may_win(const struct story_date *c)
{
	return c->value != NULL && c->source != DATE_FROM_NONE &&
	       c->source != DATE_FROM_BODY_TEXT && !is_bound(c);
}

/* "--08-02", as date_print() writes it. */
static bool
read_yearless(const char *value, struct date *out)
{
	char with_year[16] = "2000";

	if (strncmp(value, "--", 2) != 0 || strlen(value) != 7)
		return false;
	memcpy(with_year + 4, value + 1, 6);
	with_year[4] = '-';
	if (date_read(with_year, 10, out, &(size_t){ 0 }) != 10)
		return false;
	out->year = 0;
	out->precision = PRECISION_NONE;
	return true;
}

/* 1970-01-01 is what machines say of a day they do not know. */
static bool
is_zero(const struct date *d)
{
	day here = date_day(d);

	return d->precision > PRECISION_DAY &&
	       (here == day_of(1970, 1, 1) || here == day_of(1969, 12, 31));
}

static bool
is_greenwich(const struct date *d)
{
	return d->zoned && d->zone_minutes == 0 &&
	       d->precision >= PRECISION_MINUTE;
}

static void
enter(struct draft *draft, struct contest *contest, struct story_date *c)
{
	struct date readings[DATE_READINGS];
	struct contender *to = &contest->items[contest->count];
	size_t n = 0;

	if (!may_win(c))
		return;
	if (!read_yearless(c->value, &readings[0]) &&
		!date_read_whole(c->value, strlen(c->value), readings, &n))
		return;
	if (is_zero(&readings[0]))
		return;
	*to = (struct contender){ readings[0], c, c->confidence,
		date_day(&readings[0]), date_day_utc(&readings[0]), false,
		is_greenwich(&readings[0]) };
	if (!out_of_bounds(draft, contest, to))
		contest->count++;
}

/* Readings of one text stand side by side; they bear no witness for each
 * other, whatever kinds of evidence they are. */
static void
find_ambiguous(struct contest *contest)
{
	for (size_t i = 1; i < contest->count; i++) {
		struct contender *a = &contest->items[i - 1];
		struct contender *b = &contest->items[i];

		if (a->candidate->source != b->candidate->source ||
			a->candidate->text == NULL ||
			b->candidate->text == NULL ||
			strcmp(a->candidate->text, b->candidate->text) != 0)
			continue;
		a->ambiguous = b->ambiguous = true;
	}
}

static bool
same_minute(const struct date *a, const struct date *b)
{
	return a->precision >= PRECISION_MINUTE &&
	       b->precision >= PRECISION_MINUTE && a->hour == b->hour &&
	       a->minute == b->minute;
}

/* The same clock without its zone is that of Greenwich, too. */
static void
find_greenwich(struct contest *contest)
{
	for (size_t i = 0; i < contest->count; i++) {
		struct contender *c = &contest->items[i];

		for (size_t j = 0; j < contest->count && !c->date.zoned; j++) {
			const struct contender *g = &contest->items[j];

			if (g->date.zoned && g->greenwich &&
				g->here == c->here &&
				same_minute(&g->date, &c->date))
				c->greenwich = true;
		}
	}
}

/* versioncreated stands in only where there is nothing else. */
static void
drop_versions(struct contest *contest)
{
	size_t kept = 0;

	for (size_t i = 0; i < contest->count; i++)
		if (contest->items[i].candidate->source != DATE_FROM_VERSION)
			contest->items[kept++] = contest->items[i];
	if (kept > 0)
		contest->count = kept;
}

/* ---- datelines without a year ---- */

/* Would this evidence give a day of the year its year? */
static bool
year_from(const struct date *with, const struct date *without, int *year)
{
	struct date guess = *without;

	if (with->year == 0)
		return false;
	if (with->precision == PRECISION_YEAR ||
		(with->precision == PRECISION_MONTH &&
			with->month == without->month)) {
		*year = with->year;
		return true;
	}
	if (with->precision < PRECISION_DAY)
		return false;
	/* Near a day that is known: the year around New Year may differ. */
	for (guess.year = with->year - 1; guess.year <= with->year + 1;
		guess.year++) {
		day d = date_day(&guess);

		if (d != DAY_UNKNOWN && abs(d - date_day(with)) <= 10) {
			*year = guess.year;
			return true;
		}
	}
	return false;
}

static void
give_years(struct contest *contest)
{
	for (size_t i = 0; i < contest->count; i++) {
		struct contender *c = &contest->items[i];
		struct date *d = &c->date;

		if (d->year != 0)
			continue;
		for (size_t j = 0; j < contest->count && d->year == 0; j++)
			if (year_from(&contest->items[j].date, d, &d->year) &&
				date_day(d) != DAY_UNKNOWN)
				d->precision = PRECISION_DAY;
		c->here = c->utc = date_day(d);
	}
}

void
contest_fill(struct draft *draft, struct contest *contest)
{
	struct story *s = &draft->story;

	contest->items = arena_array(
		draft->arena, s->ncandidates, sizeof(*contest->items));
	contest->latest = latest_day(draft);
	contest->written = file_day(draft);
	contest->modified = day_modified(s);
	for (uint32_t i = 0; i < s->ncandidates && contest->count < CONTENDERS;
		i++)
		enter(draft, contest, &s->candidates[i]);
	drop_versions(contest);
	find_ambiguous(contest);
	find_greenwich(contest);
	give_years(contest);
}
