/*
 * date_take.h - the parts a date is made of, taken one by one
 *
 * Each function takes its part off the front of the cursor and returns true,
 * or leaves the cursor where it was.  Used by dates.c and its neighbours.
 *
 * Pure.  Thread: any.
 */
#ifndef INDEXER_DATE_TAKE_H
#define INDEXER_DATE_TAKE_H

#include "indexer/dates/dates.h"

#include <stdbool.h>
#include <stddef.h>

struct cursor {
	const char *at, *end;
};

bool take_is_digit(char c);
/* A number of least..most digits that no further digit follows. */
bool take_number(struct cursor *c, int least, int most, int *out);
/* Exactly n digits, whatever follows: the fields of a compact date. */
bool take_digits(struct cursor *c, int n, int *out);
bool take_char(struct cursor *c, char wanted);
bool take_text(struct cursor *c, const char *wanted); /* in any case */
/* Blanks, no-break spaces among them; false if there is none. */
bool take_blanks(struct cursor *c);
/* How many bytes of letters, of any script, lie ahead. */
size_t take_word_length(const struct cursor *c);

bool take_month(struct cursor *c, int *month); /* by its name */
/* A weekday and what separates it from the date, if there is one. */
void take_weekday(struct cursor *c);
/* The day of the month, with what may hang on it: 3rd, 3., 1er. */
bool take_mday(struct cursor *c, int *mday);
bool take_year(struct cursor *c, int *year); /* 1600..2199 */
/* What may stand between the parts of a date in words: ", ", " de ". */
bool take_gap(struct cursor *c);

/* 8:57am EST, 04:27:16.5Z, 14h30 (one letter or a stop may be the colon). */
bool take_clock(struct cursor *c, struct date *date);
/* The same behind a day, with what joins the two, if there is one. */
void take_clock_behind(struct cursor *c, struct date *date);
void take_zone(struct cursor *c, struct date *date);

#endif
