#include "indexer/dates/date_choice.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Kinds from this confidence on are worth a quarrel. */
#define STRONG 0.70
/* Weaker evidence may agree, but lends no clock and no day. */
#define FINE_ENOUGH 0.50
/* Time zones and clocks that go wrong: so many days ahead are let pass. */
#define DAYS_AHEAD 3
/* No page has as many honest dates; more than this do not take part. */
#define CONTENDERS 256

/* A candidate that may win. */
struct contender {
	struct date date;
	struct story_date *candidate;
	double confidence;
};

struct contest {
	struct contender *items;
	size_t count;
	day latest; /* no story is later; DAY_UNKNOWN: no bound */
};

/* ---- agreement ---- */

/* Do a coarse date and another one say the same as far as both go? */
static bool
agree_coarsely(const struct date *a, const struct date *b)
{
	if (a->year != b->year)
		return false;
	return a->precision == PRECISION_YEAR ||
	       b->precision == PRECISION_YEAR || a->month == b->month;
}

/* The same day, there or at Greenwich: urls often have the latter. */
static bool
agree(const struct date *a, const struct date *b)
{
	day here_a = date_day(a), here_b = date_day(b);
	day utc_a = date_day_utc(a), utc_b = date_day_utc(b);

	if (a->precision < PRECISION_DAY || b->precision < PRECISION_DAY)
		return agree_coarsely(a, b);
	return here_a == here_b || utc_a == here_b || here_a == utc_b ||
	       utc_a == utc_b;
}

/* Neighbouring days are a matter of zones and deadlines, not a quarrel. */
static bool
quarrel(const struct contender *a, const struct contender *b)
{
	if (a->confidence < STRONG || b->confidence < STRONG ||
		agree(&a->date, &b->date))
		return false;
	if (a->date.precision < PRECISION_DAY ||
		b->date.precision < PRECISION_DAY)
		return true;
	return abs(date_day(&a->date) - date_day(&b->date)) > 1;
}

/* ---- who may enter ---- */

/* The first day that a bound names, and the days ahead of today. */
static day
latest_day(const struct draft *draft)
{
	const struct story *s = &draft->story;
	day today = draft->source->rules->today;
	day latest = today == DAY_UNKNOWN ? DAY_UNKNOWN : today + DAYS_AHEAD;

	for (uint32_t i = 0; i < s->ncandidates; i++) {
		const struct story_date *c = &s->candidates[i];

		if (!date_sources[c->source].bound ||
			c->precision < PRECISION_DAY || c->day == DAY_UNKNOWN)
			continue;
		/* One more: a capture at Greenwich, a paper in Auckland. */
		if (latest == DAY_UNKNOWN || c->day + 1 < latest)
			latest = c->day + 1;
	}
	return latest;
}

/* Is it too late to be true?  Then it stays as a candidate, worth nothing. */
static bool
out_of_bounds(struct draft *draft, const struct contest *contest,
	const struct contender *c)
{
	if (contest->latest == DAY_UNKNOWN || c->date.year == 0 ||
		date_day(&c->date) <= contest->latest)
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
	       c->source != DATE_FROM_BODY_TEXT &&
	       !date_sources[c->source].bound;
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
	*to = (struct contender){ readings[0], c, c->confidence };
	if (!out_of_bounds(draft, contest, to))
		contest->count++;
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
		struct date *d = &contest->items[i].date;

		if (d->year != 0)
			continue;
		for (size_t j = 0; j < contest->count && d->year == 0; j++)
			if (year_from(&contest->items[j].date, d, &d->year) &&
				date_day(d) != DAY_UNKNOWN)
				d->precision = PRECISION_DAY;
	}
}

/* ---- the choice ---- */

static bool
better(const struct contender *a, const struct contender *b)
{
	if (fabs(a->confidence - b->confidence) > 1e-9)
		return a->confidence > b->confidence;
	return a->date.precision > b->date.precision;
}

static struct contender *
best_of(struct contest *contest)
{
	struct contender *best = NULL;

	for (size_t i = 0; i < contest->count; i++) {
		struct contender *c = &contest->items[i];

		if (c->date.year != 0 && (best == NULL || better(c, best)))
			best = c;
	}
	return best;
}

/* What the other kinds of evidence say of the best one. */
struct verdict {
	double confidence;
	unsigned strong_for, strong_against; /* kinds; itself is one */
	const struct contender *against;     /* one of those */
};

/* Each kind speaks once: the doubt that is left when all have spoken. */
static void
judge(const struct contest *contest, const struct contender *best,
	struct verdict *v)
{
	double by_kind[DATE_SOURCES] = { 0 };
	bool against[DATE_SOURCES] = { false };
	double doubt = 1 - best->confidence;

	for (size_t i = 0; i < contest->count; i++) {
		const struct contender *c = &contest->items[i];
		enum date_source kind = c->candidate->source;

		if (kind == best->candidate->source || c->date.year == 0)
			continue;
		if (agree(&best->date, &c->date)) {
			by_kind[kind] = fmax(by_kind[kind], c->confidence);
		} else if (quarrel(best, c)) {
			against[kind] = true;
			v->against = c;
		}
	}
	v->strong_for = 1;
	for (int kind = 0; kind < DATE_SOURCES; kind++) {
		doubt *= 1 - by_kind[kind];
		v->strong_for += by_kind[kind] >= STRONG;
		v->strong_against += against[kind] && by_kind[kind] == 0;
	}
	v->confidence = 1 - doubt;
	if (v->confidence > 0.99)
		v->confidence = fmax(best->confidence, 0.99);
}

/*
 * The finest of those that agree with the best one says the value.  A
 * browser's clock does not: it may be the moment of the visit.
 */
static const struct contender *
finest(const struct contest *contest, const struct contender *best)
{
	const struct contender *fine = best;

	for (size_t i = 0; i < contest->count; i++) {
		const struct contender *c = &contest->items[i];

		if (c->date.precision > fine->date.precision &&
			c->confidence >= FINE_ENOUGH &&
			c->candidate->source != DATE_FROM_JS_LINE &&
			c->date.year != 0 && agree(&best->date, &c->date))
			fine = c;
	}
	return fine;
}

static void
publish(struct draft *draft, const struct contender *c, double confidence)
{
	struct story_date *p = &draft->story.published;
	char value[DATE_TEXT_SIZE];

	*p = *c->candidate;
	date_print(&c->date, value);
	p->value = arena_string(draft->arena, value);
	p->precision = c->date.precision;
	p->day = date_day(&c->date);
	p->confidence = confidence;
}

/*
 * One strong kind against another halves the better; against two it takes a
 * third.  A stated field keeps enough to stand, since the collection itself
 * has spoken.
 */
static void
weigh_against(
	struct draft *draft, const struct contender *best, struct verdict *v)
{
	const struct story_date *b = best->candidate;
	const struct story_date *a = v->against->candidate;
	unsigned voices = v->strong_for + v->strong_against;

	draft_warning(draft, "%s says %s, but %s says %s",
		date_sources[b->source].name, b->value,
		date_sources[a->source].name, a->value);
	v->confidence *= (double)v->strong_for / voices;
	if (b->source == DATE_FROM_FIELD || b->source == DATE_FROM_MANUAL)
		v->confidence = fmax(v->confidence, 0.5);
}

void
date_choose(struct draft *draft)
{
	struct story *s = &draft->story;
	struct contest contest = { 0 };
	struct verdict verdict = { 0 };
	const struct contender *best;

	if (draft->dated || s->ncandidates == 0)
		return;
	contest.items = arena_array(
		draft->arena, s->ncandidates, sizeof(*contest.items));
	contest.latest = latest_day(draft);
	for (uint32_t i = 0; i < s->ncandidates && contest.count < CONTENDERS;
		i++)
		enter(draft, &contest, &s->candidates[i]);
	drop_versions(&contest);
	give_years(&contest);
	best = best_of(&contest);
	if (best == NULL)
		return;
	judge(&contest, best, &verdict);
	if (verdict.strong_against > 0)
		weigh_against(draft, best, &verdict);
	if (verdict.confidence + 1e-9 >=
		draft->source->rules->min_date_confidence)
		publish(draft, finest(&contest, best), verdict.confidence);
}
