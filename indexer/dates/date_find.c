/* date_find.c - dates within texts */
#include "indexer/dates/dates.h"

#include "base/eight.h"
#include "indexer/dates/date_take.h"

#include <string.h>

/* A date is at most so long before its year. */
#define BEFORE_YEAR 36

static bool
is_word_byte(char c)
{
	return take_is_digit(c) || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool
word_begins(const char *text, size_t at)
{
	return is_word_byte(text[at]) &&
	       (at == 0 || !is_word_byte(text[at - 1]) ||
		       (at > 1 && memcmp(text + at - 2, "\xc2\xa0", 2) == 0));
}

/* Does a year of four figures stand at text[at], a word's beginning? */
static bool
year_at(const char *text, size_t len, size_t at)
{
	if ((text[at] != '1' && text[at] != '2') || len - at < 4 ||
		!word_begins(text, at) ||
		(len - at > 4 && take_is_digit(text[at + 4])))
		return false;
	return take_is_digit(text[at + 1]) && take_is_digit(text[at + 2]) &&
	       take_is_digit(text[at + 3]);
}

/* Read the date that begins at text[at] and reaches to text[to]. */
static bool
read_at(const char *text, size_t len, size_t at, size_t to,
	struct date_found *out)
{
	size_t took = date_read(text + at, len - at, out->readings, &out->n);

	if (took == 0 || at + took < to)
		return false;
	out->text = text + at;
	out->len = took;
	return true;
}

/* The date that holds the year at text[year] and begins at `from` or behind;
 * the earlier it begins the more it says. */
static bool
date_around(const char *text, size_t len, size_t from, size_t year,
	struct date_found *out)
{
	if (from + BEFORE_YEAR < year)
		from = year - BEFORE_YEAR;
	for (size_t i = from; i <= year; i++)
		if (word_begins(text, i) &&
			read_at(text, len, i, year + 4, out))
			return true;
	return false;
}

/* 28.01.22, 1/28/22: two numbers and their signs are there at once. */
static bool
short_at(const char *text, size_t len, size_t at, struct date_found *out)
{
	size_t sign = at + 1;

	if (!take_is_digit(text[at]) || !word_begins(text, at))
		return false;
	if (sign < len && take_is_digit(text[sign]))
		sign++;
	return sign + 4 < len && (text[sign] == '.' || text[sign] == '/') &&
	       read_at(text, len, at, sign + 4, out);
}

/* March 4, '16: the sign says that the century was left out. */
static bool
marked_at(const char *text, size_t len, size_t from, size_t at,
	struct date_found *out)
{
	size_t mark = at;

	if (at > from && text[at - 1] == '\'')
		mark = at - 1;
	else if (at >= from + 3 &&
		 memcmp(text + at - 3, "\xe2\x80\x99", 3) == 0)
		mark = at - 3;
	if (mark == at || !take_is_digit(text[at + 1]) ||
		(at + 2 < len && is_word_byte(text[at + 2])))
		return false;
	for (size_t i = mark > from + BEFORE_YEAR ? mark - BEFORE_YEAR : from;
		i < mark; i++)
		if (word_begins(text, i) && read_at(text, len, i, at + 2, out))
			return true;
	return false;
}

bool
date_find(const char *text, size_t len, size_t *at, bool short_years,
	struct date_found *out)
{
	size_t from = *at;

	for (size_t i = from; i + 2 <= len; i++) {
		while (i + 8 <= len && eight_digits(eight_load(text + i)) == 0)
			i += 8;
		if (i + 2 > len)
			break;
		if (text[i] < '0' || text[i] > '9')
			continue;
		if ((year_at(text, len, i) &&
			    date_around(text, len, from, i, out)) ||
			(short_years &&
				(short_at(text, len, i, out) ||
					marked_at(text, len, from, i, out)))) {
			*at = (size_t)(out->text - text) + out->len;
			return true;
		}
	}
	*at = len;
	return false;
}

bool
date_in_text(const char *text, size_t len, size_t *at, struct date_span *out)
{
	struct date_found found;

	while (date_find(text, len, at, false, &found)) {
		if (found.n != 1)
			continue;
		*out = (struct date_span){ found.readings[0], found.text,
			found.len };
		return true;
	}
	return false;
}
