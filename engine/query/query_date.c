/* query_date.c - what stands behind date: in a query */
#include "engine/query/query_date.h"

#include <string.h>
#include <strings.h>

#define AGO_DIGITS_MAX 6

static const struct day_span open_span = { DAY_UNKNOWN, DAY_UNKNOWN };

static bool
is_word(const char *text, size_t len, const char *word)
{
	return strlen(word) == len && strncasecmp(text, word, len) == 0;
}

/* -30d: the day so many days before today. */
static bool
days_ago(const char *text, size_t len, day today, day *out)
{
	day ago = 0;

	if (len < 3 || len > AGO_DIGITS_MAX + 2 || text[0] != '-' ||
		(text[len - 1] != 'd' && text[len - 1] != 'D'))
		return false;
	for (size_t i = 1; i < len - 1; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		ago = ago * 10 + (text[i] - '0');
	}
	*out = today > ago ? today - ago : 0;
	return true;
}

/* One point in time as the days it spans. */
static bool
point(const char *text, size_t len, day today, struct day_span *out)
{
	day d;

	if (is_word(text, len, "today"))
		d = today;
	else if (is_word(text, len, "yesterday"))
		d = today - 1;
	else if (!days_ago(text, len, today, &d))
		return day_span_parse(text, len, out);
	*out = (struct day_span){ d, d };
	return true;
}

/* a..b, a.. or ..b; the dots are at text[at]. */
static bool
range(const char *text, size_t len, size_t at, day today, struct day_span *out)
{
	struct day_span first = open_span, last = open_span;

	if (at > 0 && !point(text, at, today, &first))
		return false;
	if (at + 2 < len && !point(text + at + 2, len - at - 2, today, &last))
		return false;
	*out = (struct day_span){ first.first, last.last };
	return len > 2 &&
	       (out->first == DAY_UNKNOWN || out->last == DAY_UNKNOWN ||
		       out->first <= out->last);
}

/* Days that no calendar day lies in: what is before the first of all. */
static const struct day_span no_days = { 1, 0 };

/* >=a <=a >a <a */
static bool
compared(const char *text, size_t len, day today, struct day_span *out)
{
	bool equal = len > 1 && text[1] == '=';
	size_t skip = equal ? 2 : 1;
	struct day_span at;

	if (!point(text + skip, len - skip, today, &at))
		return false;
	*out = open_span;
	if (text[0] == '>')
		out->first = equal ? at.first : at.last + 1;
	else
		out->last = equal ? at.last : at.first - 1;
	if (out->first > day_of(9999, 12, 31) || out->last == -1)
		*out = no_days;
	return true;
}

bool
query_date(const char *text, size_t len, day today, struct day_span *span,
	bool *undated)
{
	const char *dots = len >= 2 ? memmem(text, len, "..", 2) : NULL;

	*undated = is_word(text, len, "none");
	if (*undated) {
		*span = open_span;
		return true;
	}
	if (len > 0 && (text[0] == '>' || text[0] == '<'))
		return compared(text, len, today, span);
	if (dots != NULL)
		return range(text, len, (size_t)(dots - text), today, span);
	if (!point(text, len, today, span))
		return false;
	if (text[0] == '-')
		span->last = today;
	return true;
}
