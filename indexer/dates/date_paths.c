/* date_paths.c - dates in urls and in the names of files and folders */
#include "indexer/dates/dates.h"

#include "indexer/dates/date_take.h"

#include <string.h>

/* Before the web there were no urls: a smaller number is an id. */
#define URL_FIRST_YEAR 1990

static bool
is_word_char(char c)
{
	return take_is_digit(c) || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool
at_edge(const struct cursor *c)
{
	return c->at == c->end || !is_word_char(*c->at);
}

/* 03, 3, mar, march */
static bool
take_month_part(struct cursor *c, int *month)
{
	struct cursor try = *c;

	if (take_number(&try, 1, 2, month)) {
		if (*month < 1 || *month > 12)
			return false;
	} else if (!take_month(&try, month)) {
		return false;
	}
	*c = try;
	return true;
}

/* 2023/10/3-questions: the number belongs to the title. */
static bool
begins_title(const struct cursor *c, char sign)
{
	return sign == '/' && c->at[-2] == '/' && c->at < c->end &&
	       *c->at == '-';
}

/* 2010/03/03, 2010-03-03, 2010/mar/03, 20100303; else 2010/03 */
static bool
take_path_date(struct cursor *c, struct date *d)
{
	struct cursor try = *c;
	char sign;

	*d = (struct date){ .hour = -1, .minute = -1, .second = -1 };
	d->precision = PRECISION_DAY;
	if (take_digits(&try, 4, &d->year) && take_digits(&try, 2, &d->month) &&
		take_digits(&try, 2, &d->mday) && at_edge(&try) &&
		d->year >= 1600 && d->year <= 2199 &&
		day_of(d->year, d->month, d->mday) != DAY_UNKNOWN) {
		*c = try;
		return true;
	}
	try = *c;
	d->mday = 0;
	if (!take_year(&try, &d->year) || try.at == try.end)
		return false;
	sign = *try.at;
	if (strchr("/-_.", sign) == NULL || !take_char(&try, sign) ||
		!take_month_part(&try, &d->month))
		return false;
	*c = try;
	if (take_char(&try, sign) && take_number(&try, 1, 2, &d->mday) &&
		at_edge(&try) && d->mday > 0 && date_day(d) != DAY_UNKNOWN &&
		!begins_title(&try, sign)) {
		*c = try;
		return true;
	}
	d->mday = 0;
	d->precision = PRECISION_MONTH;
	return at_edge(c);
}

/* The finest date in path[0..len); the first one of its precision. */
static bool
find_path_date(const char *path, size_t len, bool url, struct date_span *out)
{
	bool found = false;

	for (size_t i = 0; i < len; i++) {
		struct cursor c = { path + i, path + len };
		struct date d;

		if (!take_is_digit(path[i]) ||
			(i > 0 && is_word_char(path[i - 1])) ||
			!take_path_date(&c, &d))
			continue;
		if (url && (d.year < URL_FIRST_YEAR ||
				   (d.precision == PRECISION_MONTH &&
					   path[i + 4] != '/')))
			continue;
		if (found && d.precision <= out->date.precision)
			continue;
		out->date = d;
		out->text = path + i;
		out->len = (size_t)(c.at - out->text);
		found = true;
	}
	return found;
}

bool
date_in_url(const char *url, struct date_span *out)
{
	const char *path = strstr(url, "://");
	size_t len;

	path = path != NULL ? path + 3 : url;
	path += strcspn(path, "/");
	len = strcspn(path, "?#");
	return find_path_date(path, len, true, out);
}

/* 31Oct2007… at the beginning of a name */
static bool
glued_date(const char *name, size_t len, struct date_span *out)
{
	struct cursor c = { name, name + len };

	out->date = (struct date){ .hour = -1, .minute = -1, .second = -1 };
	if (!take_number(&c, 1, 2, &out->date.mday) || c.end - c.at < 7)
		return false;
	out->date.month = month_named(c.at, 3);
	c.at += 3;
	if (out->date.month == 0 || !take_year(&c, &out->date.year) ||
		day_of(out->date.year, out->date.month, out->date.mday) ==
			DAY_UNKNOWN)
		return false;
	out->date.precision = PRECISION_DAY;
	out->text = name;
	out->len = (size_t)(c.at - name);
	return true;
}

/* A folder that is a year: …/1911/… */
static bool
year_folder(const char *name, struct date_span *out)
{
	for (const char *slash = strchr(name, '/'); slash != NULL;
		slash = strchr(name, '/')) {
		struct cursor c = { name, slash };
		struct date d = { .hour = -1, .minute = -1, .second = -1 };

		if (take_year(&c, &d.year) && c.at == c.end) {
			d.precision = PRECISION_YEAR;
			*out = (struct date_span){ d, name, 4 };
			return true;
		}
		name = slash + 1;
	}
	return false;
}

bool
date_in_path(const char *name, struct date_span *out)
{
	const char *base = strrchr(name, '/');

	base = base != NULL ? base + 1 : name;
	return glued_date(base, strlen(base), out) ||
	       find_path_date(name, strlen(name), false, out) ||
	       year_folder(name, out);
}
