#include "indexer/dates/date_choice.h"

#include "indexer/dates/date_contest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Kinds from this confidence on are worth a quarrel. */
#define STRONG 0.65
/* Weaker evidence may agree, but lends no clock and no day. */
#define FINE_ENOUGH 0.50
/* Earlier evidence counts as nearly as good as later from this share on. */
#define EARLIER_SHARE 0.90
/* Nothing was moved from one system to another before. */
#define WEB_YEAR 1991
/* How much agreement weighs beside the evidence itself. */
#define AGREEMENT 0.1
/* The most for a day when others name the one before or after, or when the
 * page shows the day of an update. */
#define DAY_UNSURE 0.78
/* Evidence of one kind against itself must be of this confidence. */
#define FIRM 0.85
/* What is left of a date that other strong evidence is against. */
#define DISPUTED 0.5

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
agree(const struct contender *a, const struct contender *b)
{
	if (a->date.precision < PRECISION_DAY ||
		b->date.precision < PRECISION_DAY)
		return agree_coarsely(&a->date, &b->date);
	return a->here == b->here || a->utc == b->here || a->here == b->utc ||
	       a->utc == b->utc;
}

/* Neighbouring days are a matter of zones and deadlines, not a quarrel. */
static bool
quarrel(const struct contender *a, const struct contender *b)
{
	if (a->confidence < STRONG || b->confidence < STRONG || agree(a, b))
		return false;
	if (a->date.precision < PRECISION_DAY ||
		b->date.precision < PRECISION_DAY)
		return true;
	return abs(a->here - b->here) > 1;
}

/* ---- the choice ---- */

/* May both name one moment, one of them the day at Greenwich? */
static bool
is_other_zone(const struct contender *a, const struct contender *b)
{
	const struct contender *clock = a->greenwich ? a : b;
	const struct contender *other = clock == a ? b : a;
	int ahead = other->here - clock->here;

	return clock->greenwich && !other->greenwich &&
	       (ahead < 0 ? clock->date.hour < 12 : clock->date.hour >= 10);
}

/* A later day that is known to be of an update is no quarrel. */
static bool
is_of_update(const struct contest *contest, const struct contender *best,
	const struct contender *c)
{
	return contest->modified != DAY_UNKNOWN && c->here > best->here &&
	       c->date.precision >= PRECISION_DAY &&
	       (c->here == contest->modified || c->utc == contest->modified);
}

/* What all kinds of evidence say of one date. */
struct verdict {
	const struct contender *best;
	double confidence;
	unsigned strong_for, strong_against; /* kinds; itself is one */
	bool day_unsure; /* strong evidence has the day before or after */
	const struct contender *against; /* one of those */
};

/* Each kind speaks once: the doubt that is left when all have spoken. */
static struct verdict
judge(const struct contest *contest, const struct contender *best)
{
	struct verdict v = { .best = best, .strong_for = 1 };
	double by_kind[DATE_SOURCES] = { 0 };
	bool against[DATE_SOURCES] = { false };
	double doubt = 1 - best->confidence;

	for (size_t i = 0; i < contest->count; i++) {
		const struct contender *c = &contest->items[i];
		enum date_source kind = c->candidate->source;

		if (kind == best->candidate->source || c->date.year == 0 ||
			(best->ambiguous && c->ambiguous))
			continue;
		if (agree(best, c)) {
			by_kind[kind] = fmax(by_kind[kind], c->confidence);
		} else if (is_of_update(contest, best, c)) {
			v.day_unsure |= c->confidence >= STRONG;
		} else if (quarrel(best, c)) {
			against[kind] = true;
			v.against = c;
		} else if (c->confidence >= STRONG &&
			   c->date.precision >= PRECISION_DAY &&
			   !is_other_zone(best, c)) {
			v.day_unsure = true;
		}
	}
	for (int kind = 0; kind < DATE_SOURCES; kind++) {
		doubt *= 1 - by_kind[kind];
		v.strong_for += by_kind[kind] >= STRONG;
		v.strong_against += against[kind] && by_kind[kind] == 0;
	}
	v.confidence = 1 - doubt;
	if (v.confidence > 0.99)
		v.confidence = fmax(best->confidence, 0.99);
	return v;
}

/* What a date is worth: first its own evidence, then who agrees with it. */
static double
weight(const struct verdict *v)
{
	double own = v->best->confidence;

	return own + AGREEMENT * (v->confidence - own);
}

/* Is what a says better than what b says?  Of equals the earlier day, which
 * the later one may be a change of. */
static bool
better(const struct verdict *a, const struct verdict *b)
{
	double more;

	if (b->best == NULL)
		return true;
	more = weight(a) - weight(b);
	if (fabs(more) > 1e-9)
		return more > 0;
	if (a->best->date.precision >= PRECISION_DAY &&
		b->best->date.precision >= PRECISION_DAY &&
		!agree(a->best, b->best))
		return a->best->here < b->best->here;
	return a->best->date.precision > b->best->date.precision;
}

/* A story is dated again when it is changed or moved to another system, but
 * hardly ever back: where a day in the url, or evidence nearly as good, is
 * earlier than the best, that is when it was published. */
static bool
is_earlier(const struct verdict *v, const struct verdict *best)
{
	const struct contender *c = v->best;

	if (!quarrel(best->best, c) || c->date.precision < PRECISION_DAY ||
		(c->date.year < WEB_YEAR &&
			best->best->date.year >= WEB_YEAR) ||
		best->best->candidate->source == DATE_FROM_FIELD ||
		best->best->candidate->source == DATE_FROM_MANUAL ||
		c->here >= best->best->here)
		return false;
	if (c->candidate->source == best->best->candidate->source)
		return c->confidence >= FIRM &&
		       c->confidence >= best->best->confidence - 0.05;
	return c->candidate->source == DATE_FROM_URL ||
	       (v->strong_for >= best->strong_for &&
		       v->confidence >= EARLIER_SHARE * best->confidence);
}

static struct verdict
best_of(const struct contest *contest)
{
	struct verdict best = { 0 };

	for (size_t i = 0; i < contest->count; i++) {
		struct verdict v = judge(contest, &contest->items[i]);

		if (v.best->date.year != 0 && better(&v, &best))
			best = v;
	}
	for (size_t i = 0; best.best != NULL && i < contest->count; i++) {
		struct verdict v = judge(contest, &contest->items[i]);

		if (v.best->date.year != 0 && is_earlier(&v, &best))
			best = v;
	}
	return best;
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
			c->date.year != 0 && agree(best, c))
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

/* Does it say the day of the place: a line for readers, a url, a zone, or
 * the same moment by another clock? */
static bool
is_local(const struct contender *best, const struct contender *c)
{
	enum date_source source = c->candidate->source;
	bool same_moment = c->date.precision >= PRECISION_MINUTE &&
			   c->date.minute == best->date.minute;

	return c->date.precision >= PRECISION_DAY && c->date.year != 0 &&
	       c->confidence >= FINE_ENOUGH && !c->greenwich &&
	       (source == DATE_FROM_HEADER || source == DATE_FROM_URL ||
		       source == DATE_FROM_DATELINE || c->date.zoned ||
		       same_moment);
}

/*
 * A clock at Greenwich names a day that is another one where the story was
 * printed: what the page shows its readers there is the outlet's day.
 */
static const struct contender *
local_day(const struct contest *contest, const struct contender *best)
{
	const struct contender *local = NULL;

	if (!best->greenwich)
		return best;
	for (size_t i = 0; i < contest->count; i++) {
		const struct contender *c = &contest->items[i];

		if (!is_local(best, c))
			continue;
		if (c->here == best->here)
			return best;
		if (abs(c->here - best->here) == 1 && is_other_zone(best, c) &&
			(local == NULL ||
				c->date.precision > local->date.precision))
			local = c;
	}
	return local != NULL ? local : best;
}

/*
 * One strong kind against another halves the better; against two it takes a
 * third.  What is left stands, but never for sure; a stated field stands in
 * any case, since the collection itself has spoken.
 */
static void
weigh_against(struct draft *draft, struct verdict *v)
{
	const struct story_date *b = v->best->candidate;
	const struct story_date *a = v->against->candidate;
	unsigned voices = v->strong_for + v->strong_against;

	draft_warning(draft, "%s says %s, but %s says %s",
		date_sources[b->source].name, b->value,
		date_sources[a->source].name, a->value);
	v->confidence *= (double)v->strong_for / voices;
	v->confidence = fmax(v->confidence, DISPUTED);
}

void
date_choose(struct draft *draft)
{
	const struct story *s = &draft->story;
	struct contest contest = { 0 };
	struct verdict verdict;

	if (draft->dated || s->ncandidates == 0)
		return;
	contest_fill(draft, &contest);
	verdict = best_of(&contest);
	if (verdict.best == NULL)
		return;
	if (verdict.strong_against > 0)
		weigh_against(draft, &verdict);
	if (verdict.day_unsure)
		verdict.confidence = fmin(verdict.confidence, DAY_UNSURE);
	if (verdict.confidence + 1e-9 >=
		draft->source->rules->min_date_confidence)
		publish(draft,
			local_day(&contest, finest(&contest, verdict.best)),
			verdict.confidence);
}
