/* date_take.c - the parts a date is made of */
#include "indexer/dates/date_take.h"

#include "base/utf8.h"

#include <string.h>
#include <strings.h>

bool
take_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A number of least..most digits that no further digit follows. */
bool
take_number(struct cursor *c, int least, int most, int *out)
{
	int n = 0, value = 0;

	while (n < most && c->at + n < c->end && take_is_digit(c->at[n]))
		value = value * 10 + (c->at[n++] - '0');
	if (n < least || (c->at + n < c->end && take_is_digit(c->at[n])))
		return false;
	c->at += n;
	*out = value;
	return true;
}

/* Exactly n digits, whatever follows: the fields of a compact date. */
bool
take_digits(struct cursor *c, int n, int *out)
{
	int value = 0;

	if (c->end - c->at < n)
		return false;
	for (int i = 0; i < n; i++) {
		if (!take_is_digit(c->at[i]))
			return false;
		value = value * 10 + (c->at[i] - '0');
	}
	c->at += n;
	*out = value;
	return true;
}

bool
take_char(struct cursor *c, char wanted)
{
	if (c->at == c->end || *c->at != wanted)
		return false;
	c->at++;
	return true;
}

bool
take_text(struct cursor *c, const char *wanted)
{
	size_t len = strlen(wanted);

	if ((size_t)(c->end - c->at) < len ||
		strncasecmp(c->at, wanted, len) != 0)
		return false;
	c->at += len;
	return true;
}

/* Blanks, a no-break space among them; false if there is none. */
bool
take_blanks(struct cursor *c)
{
	const char *from = c->at;

	while (c->at < c->end) {
		if (*c->at == ' ' || *c->at == '\t')
			c->at++;
		else if ((unsigned char)*c->at < 0x80)
			break;
		else if (!take_text(c, "\xc2\xa0") &&
			 !take_text(c, "\xe2\x80\xaf"))
			break;
	}
	return c->at > from;
}

/* Letters of any script; their length in bytes, 0 if none. */
size_t
take_word_length(const struct cursor *c)
{
	const char *p = c->at;

	while (p < c->end) {
		int32_t cp;
		size_t n;

		if (is_ascii_letter(*p)) {
			p++;
			continue;
		}
		if ((unsigned char)*p < 0x80)
			break;
		n = utf8_decode(p, (size_t)(c->end - p), &cp);
		if (cp == UTF8_BAD || utf8_class(cp) != UTF8_LETTER)
			break;
		p += n;
	}
	return (size_t)(p - c->at);
}

bool
take_month(struct cursor *c, int *month)
{
	size_t len = take_word_length(c);

	*month = len >= 3 ? month_named(c->at, len) : 0;
	if (*month == 0)
		return false;
	c->at += len;
	take_char(c, '.');
	return true;
}

/* A weekday and what separates it from the date, if there is one. */
void
take_weekday(struct cursor *c)
{
	struct cursor try = *c;
	size_t len = take_word_length(&try);

	if (len < 2 || !weekday_named(try.at, len))
		return;
	try.at += len;
	take_char(&try, '.');
	take_char(&try, ',');
	if (take_blanks(&try))
		*c = try;
}

/* The day of the month, with what may hang on it: 3rd, 3., 1er, 3º. */
bool
take_mday(struct cursor *c, int *mday)
{
	static const char *const ordinals[] = { "st", "nd", "rd", "th", "er",
		"º", ".º", "." };
	struct cursor try = *c;
	int value = 0;

	for (int n = 0; n < 2 && try.at < try.end && take_is_digit(*try.at);
		n++)
		value = value * 10 + (*try.at++ - '0');
	if (value < 1 || value > 31 ||
		(try.at < try.end && take_is_digit(*try.at)))
		return false;
	for (size_t i = 0; i < sizeof(ordinals) / sizeof(*ordinals); i++)
		if (take_text(&try, ordinals[i]))
			break;
	*c = try;
	*mday = value;
	return true;
}

/* What may stand between the parts of a date in words. */
bool
take_gap(struct cursor *c)
{
	static const char *const fillers[] = { "of ", "de ", "del ", "d'" };
	struct cursor try = *c;
	bool any = take_char(&try, ',');

	any |= take_blanks(&try);
	for (size_t i = 0; any && i < sizeof(fillers) / sizeof(*fillers); i++)
		if (take_text(&try, fillers[i])) {
			take_blanks(&try);
			break;
		}
	if (!any)
		any = take_char(&try, '-') || take_char(&try, '/');
	if (any)
		*c = try;
	return any;
}

bool
take_year(struct cursor *c, int *year)
{
	struct cursor try = *c;

	if (!take_number(&try, 4, 4, year) || *year < 1600 || *year > 2199)
		return false;
	*c = try;
	return true;
}

/* +0200, +02:00, -5 */
static bool
take_offset(struct cursor *c, int *minutes)
{
	struct cursor try = *c;
	int sign, hours, rest = 0;

	if (take_char(&try, '+'))
		sign = 1;
	else if (take_char(&try, '-') || take_text(&try, "\xe2\x88\x92"))
		sign = -1;
	else
		return false;
	if (!take_digits(&try, 2, &hours)) {
		if (!take_number(&try, 1, 1, &hours))
			return false;
	} else {
		take_char(&try, ':');
		take_digits(&try, 2, &rest);
	}
	if (hours > 14 || rest > 59)
		return false;
	*minutes = sign * (hours * 60 + rest);
	*c = try;
	return true;
}

/* A zone behind a clock, and a comment in brackets behind the zone. */
void
take_zone(struct cursor *c, struct date *date)
{
	struct cursor try = *c;
	size_t len;

	take_blanks(&try);
	len = take_word_length(&try);
	if (len > 0 && zone_named(try.at, len, &date->zone_minutes)) {
		try.at += len;
		date->zoned = true;
	}
	if (take_offset(&try, &date->zone_minutes))
		date->zoned = true;
	if (!date->zoned)
		return;
	*c = try;
	take_blanks(&try);
	if (take_char(&try, '(')) {
		const char *close =
			memchr(try.at, ')', (size_t)(try.end - try.at));

		if (close != NULL && close - try.at < 60)
			c->at = close + 1;
	}
}

/* am, p.m.: moves the hour; false when the hour cannot be meant so. */
static bool
take_half(struct cursor *c, int *hour)
{
	static const char *const halves[] = { "a.m.", "p.m.", "am", "pm" };
	struct cursor try = *c;

	take_blanks(&try);
	for (int i = 0; i < 4; i++) {
		if (!take_text(&try, halves[i]))
			continue;
		if (take_word_length(&try) > 0)
			return true;
		if (*hour < 1 || *hour > 12)
			return false;
		*hour = *hour % 12 + (i % 2 == 1 ? 12 : 0);
		*c = try;
		return true;
	}
	return true;
}

/* 8:57am EST, 04:27:16.5Z, 14h30, 15.01 Uhr */
bool
take_clock(struct cursor *c, struct date *date)
{
	struct cursor try = *c;
	struct date d = *date;
	int fraction;

	d.second = -1;
	if (!take_number(&try, 1, 2, &d.hour) || d.hour > 23 ||
		!(take_char(&try, ':') || take_char(&try, 'h') ||
			take_char(&try, '.')) ||
		!take_digits(&try, 2, &d.minute) || d.minute > 59)
		return false;
	if (take_char(&try, ':')) {
		if (!take_digits(&try, 2, &d.second) || d.second > 60)
			return false;
		if ((take_char(&try, '.') || take_char(&try, ',')) &&
			!take_number(&try, 1, 9, &fraction))
			try.at--;
	}
	if (try.at < try.end && take_is_digit(*try.at))
		return false;
	if (!take_half(&try, &d.hour))
		return false;
	d.zoned = false;
	take_zone(&try, &d);
	d.precision = d.second >= 0 ? PRECISION_SECOND : PRECISION_MINUTE;
	*date = d;
	*c = try;
	return true;
}

/* A clock behind a day, with what joins the two. */
void
take_clock_behind(struct cursor *c, struct date *date)
{
	static const char *const joins[] = { "T", "at ", "um ", "- ",
		"\xe2\x80\x93 ", "| ", "a las ", "à " };
	struct cursor try = *c;
	bool any = take_char(&try, ',');

	any |= take_blanks(&try);
	for (size_t i = 0; i < sizeof(joins) / sizeof(*joins); i++)
		if ((any || i == 0) && take_text(&try, joins[i])) {
			any = true;
			take_blanks(&try);
			break;
		}
	if (any && take_clock(&try, date)) {
		take_text(&try, " Uhr");
		*c = try;
	}
}
