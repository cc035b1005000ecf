/* date_lines.c - dates that have a line or the opening of a story */
#include "indexer/dates/dates.h"

#include "base/utf8.h"
#include "indexer/dates/date_take.h"

#include <string.h>

/* The signs that may stand around a date on its line. */
static void
take_signs(struct cursor *c)
{
	while (take_blanks(c) || take_char(c, '|') || take_char(c, '-') ||
		take_char(c, '.') || take_char(c, ',') || take_char(c, ')') ||
		take_char(c, '(') || take_char(c, '[') || take_char(c, ']') ||
		take_text(c, "\xe2\x80\x93") || take_text(c, "\xe2\x80\x94") ||
		take_text(c, "\xc2\xb7") || take_text(c, "\xe2\x80\xa2"))
		continue;
}

bool
date_line_read(const char *line, size_t len, struct date out[DATE_READINGS],
	size_t *n, enum date_label *label)
{
	struct cursor c = { line, line + len };
	struct date other[DATE_READINGS];
	enum date_label second;
	size_t nother, took;

	*n = 0;
	if (len < 6 || len > 120)
		return false;
	take_signs(&c);
	c.at += date_label_read(c.at, (size_t)(c.end - c.at), label);
	took = date_read(c.at, (size_t)(c.end - c.at), out, n);
	if (took == 0)
		return false;
	c.at += took;
	/* One date more is fine if it is said to be the update. */
	take_signs(&c);
	took = date_label_read(c.at, (size_t)(c.end - c.at), &second);
	c.at += took;
	if (took > 0)
		c.at += date_read(c.at, (size_t)(c.end - c.at), other, &nother);
	take_signs(&c);
	return c.at == c.end;
}

bool
date_line_is_clock(const char *line, size_t len)
{
	struct cursor c = { line, line + len };
	struct date d = { .hour = -1, .minute = -1, .second = -1 };

	take_blanks(&c);
	take_weekday(&c);
	return take_month(&c, &d.month) && take_blanks(&c) &&
	       take_mday(&c, &d.mday) && take_blanks(&c) &&
	       take_year(&c, &d.year) && take_blanks(&c) &&
	       take_clock(&c, &d) && d.zoned &&
	       d.precision == PRECISION_SECOND &&
	       (take_blanks(&c), c.at == c.end);
}

/* ---- datelines ---- */

#define DATELINE_MAX 100

/* -, --, – or —, with blanks around it. */
static bool
take_dash(struct cursor *c)
{
	struct cursor try = *c;
	bool blank = take_blanks(&try);

	if (!take_text(&try, "--") && !take_text(&try, "\xe2\x80\x93") &&
		!take_text(&try, "\xe2\x80\x94") &&
		!(blank && take_char(&try, '-')))
		return false;
	if (!take_blanks(&try) && try.at == try.end)
		return false;
	*c = try;
	return true;
}

/* June 3, Aug. 2, 3 mars, with or without a year. */
static bool
take_day_of_year(struct cursor *c, struct date *d)
{
	struct cursor try = *c;

	*d = (struct date){ .hour = -1, .minute = -1, .second = -1 };
	if (take_month(&try, &d->month)) {
		if (!take_blanks(&try) || !take_mday(&try, &d->mday))
			return false;
		/* The stop may end the dateline: Aug. 2. The strike */
		if (try.at[-1] == '.')
			try.at--;
	} else if (!take_mday(&try, &d->mday) || !take_blanks(&try) ||
		   !take_month(&try, &d->month)) {
		return false;
	}
	if (day_of(2000, d->month, d->mday) == DAY_UNKNOWN)
		return false;
	*c = try;
	take_char(&try, ',');
	if (take_blanks(&try) && take_year(&try, &d->year)) {
		d->precision = PRECISION_DAY;
		*c = try;
	}
	return true;
}

/* (Reuters), (AP) */
static bool
take_agency(struct cursor *c, struct dateline *out)
{
	struct cursor try = *c;
	const char *close;

	take_blanks(&try);
	if (!take_char(&try, '(') || take_word_length(&try) == 0)
		return false;
	close = memchr(try.at, ')', (size_t)(try.end - try.at));
	if (close == NULL || close - try.at > 40)
		return false;
	out->agency = try.at;
	out->agency_len = (size_t)(close - try.at);
	c->at = close + 1;
	return true;
}

/* Letters, blanks, slashes and commas of a place's name; does any word of it
 * that begins with a capital have small letters in it? */
static bool
place_char(const struct cursor *c, size_t *n)
{
	int32_t cp;

	*n = utf8_decode(c->at, (size_t)(c->end - c->at), &cp);
	if (cp == UTF8_BAD)
		return false;
	return cp == ' ' || cp == '/' || cp == '.' || cp == '\'' ||
	       cp == 0x2019 || cp == '-' || cp == 0xa0 ||
	       utf8_class(cp) == UTF8_LETTER;
}

/* Is the first word in capitals throughout, and longer than a letter? */
static bool
begins_in_capitals(const struct cursor *c)
{
	struct cursor p = *c;
	int letters = 0;

	while (p.at < p.end) {
		int32_t cp;
		size_t n = utf8_decode(p.at, (size_t)(p.end - p.at), &cp);

		if (cp == UTF8_BAD || utf8_class(cp) != UTF8_LETTER)
			break;
		if (!utf8_upper(cp))
			return false;
		letters++;
		p.at += n;
	}
	return letters >= 2;
}

/* Take the place up to a date, an agency or a dash. */
static bool
take_place(struct cursor *c, struct dateline *out)
{
	int32_t cp;
	size_t n;

	utf8_decode(c->at, (size_t)(c->end - c->at), &cp);
	if (cp == UTF8_BAD || !utf8_upper(cp))
		return false;
	out->place = c->at;
	while (c->at < c->end) {
		struct cursor try = *c;

		if ((*c->at | 0x20) >= 'a' && (*c->at | 0x20) <= 'z') {
			c->at++; /* nothing but a place's name */
			continue;
		}
		if (*c->at == '(' || take_dash(&try))
			break;
		if (take_char(&try, ',') && take_blanks(&try) &&
			take_day_of_year(&try, &out->date))
			break;
		if (*c->at == ',')
			n = 1;
		else if (!place_char(c, &n))
			return false;
		c->at += n;
	}
	out->place_len = (size_t)(c->at - out->place);
	while (out->place_len > 0 && out->place[out->place_len - 1] == ' ')
		out->place_len--;
	return c->at < c->end;
}

bool
dateline_read(const char *text, size_t len, struct dateline *out)
{
	struct cursor c = { text,
		text + (len < DATELINE_MAX ? len : DATELINE_MAX) };
	struct cursor try;
	bool capitals;

	memset(out, 0, sizeof(*out));
	take_blanks(&c);
	if (c.at == c.end)
		return false;
	capitals = begins_in_capitals(&c);
	out->place = c.at;
	if (*c.at != '(' && !take_place(&c, out))
		return false;
	memset(&out->date, 0, sizeof(out->date));
	try = c;
	if (take_char(&try, ',') && take_blanks(&try)) {
		out->date_text = try.at;
		if (!take_day_of_year(&try, &out->date))
			return false;
		out->date_len = (size_t)(try.at - out->date_text);
		c = try;
	}
	take_agency(&c, out);
	try = c;
	out->len = (size_t)(c.at - out->place);
	if (take_dash(&try))
		return out->date_len > 0 || out->agency_len > 0;
	return capitals && out->date_len > 0 && take_char(&try, '.') &&
	       take_blanks(&try);
}
