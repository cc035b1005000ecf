/* facets_ask.c - how facets are asked for, and what they are called */
#include "engine/counts/facets.h"
#include "engine/query/query_build.h"

#include <string.h>
#include <strings.h>

#define BUCKETS_PRESET 10
#define PAIRS_MAX 10000 /* that one facet shows */

#define UNUSUAL "~sig"

static const struct unit_name {
	const char *name;
	enum day_unit unit;
} units[] = {
	{ "day", DAY_UNIT_DAY },
	{ "week", DAY_UNIT_WEEK },
	{ "month", DAY_UNIT_MONTH },
	{ "year", DAY_UNIT_YEAR },
};

/* What is still to be read of one facet. */
struct piece {
	const char *text;
	size_t len;
};

static bool
refuse(struct piece at, const char *what, struct err *err)
{
	char near[NEAR_SIZE];

	build_near(near, at.text, at.len);
	err_set(err, ERR_USAGE, "expected %s", what);
	return err_keys(err, "key=facet near=\"%s\"", near);
}

static bool
read_unit(struct piece at, enum day_unit *unit, struct err *err)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (strlen(units[i].name) == at.len &&
			strncasecmp(units[i].name, at.text, at.len) == 0) {
			*unit = units[i].unit;
			return true;
		}
	return refuse(at, "day, week, month or year", err);
}

static bool
read_number(struct piece at, uint32_t *n, struct err *err)
{
	uint32_t number = 0;

	for (size_t i = 0; i < at.len; i++) {
		if (at.text[i] < '0' || at.text[i] > '9' || number > 99999)
			return refuse(at, "a number of buckets", err);
		number = number * 10 + (uint32_t)(at.text[i] - '0');
	}
	if (number == 0)
		return refuse(at, "a number of buckets", err);
	*n = number;
	return true;
}

/* Take `end` off the end of the piece, if it is there. */
static bool
ends(struct piece *at, const char *end)
{
	size_t len = strlen(end);

	if (at->len < len ||
		strncasecmp(at->text + at->len - len, end, len) != 0)
		return false;
	at->len -= len;
	return true;
}

/* Take what stands behind the first `mark`, and the mark, off the end. */
static bool
parts_at(struct piece *at, char mark, struct piece *behind)
{
	const char *found = memchr(at->text, mark, at->len);

	if (found == NULL)
		return false;
	behind->text = found + 1;
	behind->len = at->len - (size_t)(found + 1 - at->text);
	at->len = (size_t)(found - at->text);
	return true;
}

/* field or actor/level */
static bool
read_side(struct piece at, enum field_id *id, uint32_t *level, struct err *err)
{
	const struct piece whole = at;
	struct piece number;
	bool levels = parts_at(&at, '/', &number);
	const struct field *field = field_named(at.text, at.len);

	if (field == NULL || !(field->flags & FIELD_FACET))
		return refuse(at,
			"a field that can be counted; FIELDS says which", err);
	*id = field->id;
	*level = 0;
	if (!levels)
		return true;
	if (field->id != FIELD_ACTOR || number.len != 1 ||
		number.text[0] < '1' || number.text[0] > '0' + FACET_LEVELS_MAX)
		return refuse(whole, "actor/1 to actor/5", err);
	*level = (uint32_t)(number.text[0] - '0');
	return true;
}

/* Both sides of a pair, and nothing that a pair cannot have. */
static bool
read_pair(struct piece at, struct piece other, struct facet_ask *ask,
	struct err *err)
{
	if (!read_side(at, &ask->field, &ask->level, err) ||
		!read_side(other, &ask->other, &ask->other_level, err))
		return false;
	if (fields[ask->field].flags & FIELD_RANGE)
		return refuse(at, "a field other than date", err);
	if (fields[ask->other].flags & FIELD_RANGE)
		return refuse(other, "a field other than date", err);
	if (ask->significant)
		return refuse(other, "a pair without ~sig", err);
	ask->pairs = true;
	ask->own_filter = true;
	return true;
}

/* side[*side][~sig][!][:n] or date[!][:unit] */
static bool
read_ask(struct piece at, struct facet_ask *ask, struct err *err)
{
	struct piece count = { 0 }, other;
	bool counts = parts_at(&at, ':', &count);

	*ask = (struct facet_ask){
		.n = BUCKETS_PRESET,
		.unit = DAY_UNIT_MONTH,
	};
	ask->own_filter = at.len > 1 && ends(&at, "!");
	ask->significant = ends(&at, UNUSUAL);
	if (parts_at(&at, '*', &other)) {
		if (!read_pair(at, other, ask, err))
			return false;
	} else if (!read_side(at, &ask->field, &ask->level, err)) {
		return false;
	}
	if (!(fields[ask->field].flags & FIELD_RANGE)) {
		if (counts && !read_number(count, &ask->n, err))
			return false;
		return !ask->pairs || ask->n <= PAIRS_MAX ||
		       refuse(count, "at most 10000 pairs", err);
	}
	ask->n = 0;
	if (ask->significant)
		return refuse(at, "a field other than date before ~sig", err);
	return !counts || read_unit(count, &ask->unit, err);
}

bool
facets_parse(const char *text, size_t len,
	struct facet_ask asks[SEARCH_FACETS_MAX], uint32_t *n, struct err *err)
{
	struct piece at = { text, len }, rest = { 0 };
	bool more = true;

	for (*n = 0; more; at = rest) {
		if (*n == SEARCH_FACETS_MAX)
			return refuse(at, "fewer facets", err);
		more = parts_at(&at, ',', &rest);
		if (!read_ask(at, &asks[(*n)++], err))
			return false;
	}
	return true;
}

/* A side as it is written. */
static const char *
side_name(enum field_id field, uint32_t level, struct arena *arena)
{
	if (level == 0)
		return fields[field].name;
	return arena_printf(arena, "%s/%u", fields[field].name, level);
}

const char *
facets_name(const struct facet_ask *ask, struct arena *arena)
{
	const char *name = side_name(ask->field, ask->level, arena);

	if (ask->pairs)
		return arena_printf(arena, "%s*%s", name,
			side_name(ask->other, ask->other_level, arena));
	return ask->significant ? arena_printf(arena, "%s" UNUSUAL, name)
				: name;
}
