/*
 * date_contest.h - which dates may be the day of publication
 *
 * Of a draft's candidates those take part that name a day, a month or a year
 * within the bounds and are evidence of publication at all.  What the choice
 * (date_choice.h) has to know of each is found here once.
 *
 * Pure.  Thread: any; the draft belongs to its thread.
 */
#ifndef INDEXER_DATE_CONTEST_H
#define INDEXER_DATE_CONTEST_H

#include "indexer/story/draft.h"

#include <stdbool.h>
#include <stddef.h>

/* A candidate that may win. */
struct contender {
	struct date date;
	struct story_date *candidate;
	double confidence;
	day here, utc;	/* the day there, and at Greenwich */
	bool ambiguous; /* its text has another reading */
	bool greenwich; /* a clock that is hardly where it was printed */
};

struct contest {
	struct contender *items;
	size_t count;
	day latest;   /* no story is later; DAY_UNKNOWN: no bound */
	day written;  /* the file; a bound for what is not stated */
	day modified; /* when it was changed, as the page says */
};

/* Fill an empty contest; what is out of bounds loses its confidence. */
void contest_fill(struct draft *draft, struct contest *contest);

#endif
