/* facets.c - asking for facets, and picking their largest buckets */
#include "engine/search/facets.h"

#include "engine/query/query_build.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define BUCKETS_PRESET 10

void
facets_init(struct facets *facets, const struct columns *columns)
{
	*facets = (struct facets){ 0 };
	texts_seen_init(&facets->seen, columns->clusters);
}

void
facets_release(struct facets *facets)
{
	free(facets->stories);
	free(facets->distinct);
	free(facets->pairs);
	texts_seen_release(&facets->seen);
	*facets = (struct facets){ 0 };
}

bool
facets_count(struct facets *facets, const struct facet_job *job,
	struct facet_result *out)
{
	*out = (struct facet_result){ .field = job->ask->field };
	if (fields[job->ask->field].flags & FIELD_RANGE)
		return facets_count_days(facets, job, out);
	return facets_count_values(facets, job, out);
}

/* ---- the largest ---- */

/* Is bucket a behind bucket b?  Largest first, ties by ordinal. */
static bool
behind(const uint32_t *counts, uint32_t a, uint32_t b)
{
	if (counts[a] != counts[b])
		return counts[a] < counts[b];
	return a > b;
}

/* Put ordinal where it belongs in heap[0..n), whose root is free and which
 * has the hindmost on top. */
static void
sift(const uint32_t *counts, uint32_t *heap, size_t n, uint32_t ordinal)
{
	size_t at = 0;

	for (;;) {
		size_t kid = 2 * at + 1;

		if (kid >= n)
			break;
		if (kid + 1 < n && behind(counts, heap[kid + 1], heap[kid]))
			kid++;
		if (!behind(counts, heap[kid], ordinal))
			break;
		heap[at] = heap[kid];
		at = kid;
	}
	heap[at] = ordinal;
}

/* Put ordinal at the end of heap[0..n) and up to where it belongs. */
static void
rise(const uint32_t *counts, uint32_t *heap, size_t n, uint32_t ordinal)
{
	size_t at = n;

	while (at > 0 && behind(counts, ordinal, heap[(at - 1) / 2])) {
		heap[at] = heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	heap[at] = ordinal;
}

size_t
facets_top(const uint32_t *counts, size_t ncounts, size_t n, uint32_t *ordinals)
{
	size_t found = 0;

	for (size_t i = 0; i < ncounts && n > 0; i++) {
		uint32_t ordinal = (uint32_t)i;

		if (counts[i] == 0)
			continue;
		if (found < n)
			rise(counts, ordinals, found++, ordinal);
		else if (behind(counts, ordinals[0], ordinal))
			sift(counts, ordinals, n, ordinal);
	}
	for (size_t left = found; left > 1; left--) {
		uint32_t hindmost = ordinals[0];

		sift(counts, ordinals, left - 1, ordinals[left - 1]);
		ordinals[left - 1] = hindmost;
	}
	return found;
}

/* ---- asking ---- */

static const struct unit_name {
	const char *name;
	enum day_unit unit;
} units[] = {
	{ "day", DAY_UNIT_DAY },
	{ "week", DAY_UNIT_WEEK },
	{ "month", DAY_UNIT_MONTH },
	{ "year", DAY_UNIT_YEAR },
};

static bool
refuse(const char *text, size_t len, const char *what, struct err *err)
{
	char near[NEAR_SIZE];

	build_near(near, text, len);
	err_set(err, ERR_USAGE, "expected %s", what);
	return err_keys(err, "key=facet near=\"%s\"", near);
}

static bool
parse_unit(const char *text, size_t len, enum day_unit *unit, struct err *err)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (strlen(units[i].name) == len &&
			strncasecmp(units[i].name, text, len) == 0) {
			*unit = units[i].unit;
			return true;
		}
	return refuse(text, len, "day, week, month or year", err);
}

static bool
parse_number(const char *text, size_t len, uint32_t *n, struct err *err)
{
	uint32_t number = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9' || number > 99999)
			return refuse(text, len, "a number of buckets", err);
		number = number * 10 + (uint32_t)(text[i] - '0');
	}
	if (number == 0)
		return refuse(text, len, "a number of buckets", err);
	*n = number;
	return true;
}

/* field, field!, field:n or date:unit */
static bool
parse_ask(const char *text, size_t len, struct facet_ask *ask, struct err *err)
{
	const char *colon = memchr(text, ':', len);
	size_t name = colon != NULL ? (size_t)(colon - text) : len;
	bool own = name > 0 && text[name - 1] == '!';
	const struct field *field = field_named(text, name - own);

	if (field == NULL || !(field->flags & FIELD_FACET))
		return refuse(text, name,
			"a field that can be counted; FIELDS says which", err);
	*ask = (struct facet_ask){
		.field = field->id,
		.own_filter = own,
		.n = BUCKETS_PRESET,
		.unit = DAY_UNIT_MONTH,
	};
	if (field->flags & FIELD_RANGE)
		ask->n = 0;
	if (colon == NULL)
		return true;
	if (field->flags & FIELD_RANGE)
		return parse_unit(colon + 1, len - name - 1, &ask->unit, err);
	return parse_number(colon + 1, len - name - 1, &ask->n, err);
}

bool
facets_parse(const char *text, size_t len,
	struct facet_ask asks[SEARCH_FACETS_MAX], uint32_t *n, struct err *err)
{
	*n = 0;
	for (;;) {
		const char *comma = memchr(text, ',', len);
		size_t one = comma != NULL ? (size_t)(comma - text) : len;

		if (*n == SEARCH_FACETS_MAX)
			return refuse(text, len, "fewer facets", err);
		if (!parse_ask(text, one, &asks[(*n)++], err))
			return false;
		if (comma == NULL)
			return true;
		text += one + 1;
		len -= one + 1;
	}
}
