#include "searchd/params.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#define AT(member) offsetof(struct params, member)

const char *const format_names[] = { "text", "json", NULL };
static const char *const sorts[] = {
	[SORT_RANK] = "rank",
	[SORT_NEWEST] = "newest",
	[SORT_OLDEST] = "oldest",
	NULL,
};
static const char *const collapses[] = { "none", "copies", NULL };
static const char *const units[] = {
	[DAY_UNIT_DAY] = "day",
	[DAY_UNIT_WEEK] = "week",
	[DAY_UNIT_MONTH] = "month",
	[DAY_UNIT_YEAR] = "year",
	NULL,
};
static const char *const norms[] = {
	[NORM_NONE] = "none",
	[NORM_ALL] = "all",
	[NORM_OUTLET] = "outlet",
	NULL,
};
static const char *const signs[] = {
	[WORDS_MORE] = "more",
	[WORDS_LESS] = "less",
	[WORDS_BOTH] = "both",
	NULL,
};
static const char *const noes[] = { "no", "yes", NULL };
static const char *const forms[] = { "one", "all", NULL };
/* In the order of complete_fields (engine/hints/complete.h). */
static const char *const completed[] = { "any", "word", "actor", "outlet",
	"lang", "section", "agency", "kind", NULL };
static const char *const matches[] = { "all", "any", NULL };

const struct param params_table[] = {
	{
		.name = "limit",
		.key = KEY_LIMIT,
		.type = PARAM_NUMBER,
		.at = AT(limit),
		.max = PARAM_LIMIT_MAX,
		.preset = 10,
		.shows = true,
		.about = "how many hits to show",
	},
	{
		.name = "offset",
		.key = KEY_OFFSET,
		.type = PARAM_NUMBER,
		.at = AT(offset),
		.max = PARAM_OFFSET_MAX,
		.shows = true,
		.about = "how many hits to pass over",
	},
	{
		.name = "after",
		.key = KEY_AFTER,
		.type = PARAM_TEXT,
		.at = AT(after),
		.shows = true,
		.about = "go on behind another page: the next= of its answer",
	},
	{
		.name = "sort",
		.key = KEY_SORT,
		.type = PARAM_CHOICE,
		.at = AT(sort),
		.choices = sorts,
		.about = "order of the hits; undated stories come last",
	},
	{
		.name = "facet",
		.key = KEY_FACET,
		.type = PARAM_FACETS,
		.shows = true,
		.about = "fields to count, each with its number of buckets: "
			 "outlet:5,actor,date:month; outlet! keeps the "
			 "query's own filter on it; actor/1 counts by level "
			 "of codes, actor~sig what is unusual, actor*outlet "
			 "pairs",
	},
	{
		.name = "snippets",
		.key = KEY_SNIPPETS,
		.type = PARAM_NUMBER,
		.at = AT(snippets),
		.max = PARAM_SNIPPETS_MAX,
		.shows = true,
		.about = "passages to show of each hit",
	},
	{
		.name = "changes",
		.key = KEY_CHANGES,
		.type = PARAM_NUMBER,
		.at = AT(changes),
		.max = PARAM_CHANGES_MAX,
		.shows = true,
		.about = "sentences to show of each copy: of those added, and "
			 "of those cut",
	},
	{
		.name = "collapse",
		.key = KEY_COLLAPSE,
		.type = PARAM_CHOICE,
		.at = AT(collapse),
		.choices = collapses,
		.about = "copies: one hit for all copies of a text",
	},
	{
		.name = "match",
		.key = KEY_MATCH,
		.type = PARAM_CHOICE,
		.at = AT(match),
		.choices = matches,
		.about = "whether stories must have all bare words, or any",
	},
	{
		.name = "expand",
		.key = KEY_EXPAND,
		.type = PARAM_NUMBER,
		.at = AT(expand),
		.max = 1,
		.about = "1: words that the best hits have in common rank, "
			 "too",
	},
	{
		.name = "recency",
		.key = KEY_RECENCY,
		.type = PARAM_NUMBER,
		.at = AT(recency),
		.max = PARAM_RECENCY_MAX,
		.about = "half-life, in days, of a bonus for newer stories",
	},
	{
		.name = "minconf",
		.key = KEY_MINCONF,
		.type = PARAM_SHARE,
		.at = AT(minconf),
		.about = "0 to 1; a date of less confidence counts as none, in "
			 "filters, order, facets and timelines",
	},
	{
		.name = "deadline",
		.key = KEY_DEADLINE,
		.type = PARAM_NUMBER,
		.at = AT(deadline_ms),
		.min = 1,
		.max = INT32_MAX,
		.shows = true,
		.about = "milliseconds; then what was found is shown",
	},
	{
		.name = "gen",
		.key = KEY_GEN,
		.type = PARAM_TEXT,
		.at = AT(gen),
		.shows = true,
		.about = "the generation to ask; 451 if it is gone",
	},
	{
		.name = "fmt",
		.key = KEY_FMT,
		.type = PARAM_CHOICE,
		.at = AT(fmt),
		.choices = format_names,
		.shows = true,
		.about = "format of this answer",
	},
	{
		.name = "fields",
		.key = KEY_FIELDS,
		.type = PARAM_TEXT,
		.at = AT(fields),
		.shows = true,
		.about = "fields of the story to show: headline,body_text",
	},
	{
		.name = "by",
		.key = KEY_BY,
		.type = PARAM_CHOICE,
		.at = AT(by),
		.preset = DAY_UNIT_MONTH,
		.choices = units,
		.shows = true,
		.about = "unit of time that a bucket is; month",
	},
	{
		.name = "norm",
		.key = KEY_NORM,
		.type = PARAM_CHOICE,
		.at = AT(norm),
		.choices = norms,
		.shows = true,
		.about = "show what share the stories are of all of that time, "
			 "or of those of the outlets found",
	},
	{
		.name = "split",
		.key = KEY_SPLIT,
		.type = PARAM_SPLIT,
		.shows = true,
		.about = "also by the commonest values of a field: outlet:3",
	},
	{
		.name = "against",
		.key = KEY_AGAINST,
		.type = PARAM_TEXT,
		.at = AT(against),
		.about = "a query whose stories to hold them against; all of "
			 "the archive",
	},
	{
		.name = "least",
		.key = KEY_LEAST,
		.type = PARAM_NUMBER,
		.at = AT(least),
		.min = 1,
		.max = PARAM_LEAST_MAX,
		.preset = 2,
		.about = "different texts that must have a word",
	},
	{
		.name = "sign",
		.key = KEY_SIGN,
		.type = PARAM_CHOICE,
		.at = AT(sign),
		.choices = signs,
		.about = "words that are more common in the stories found, or "
			 "less",
	},
	{
		.name = "forms",
		.key = KEY_FORMS,
		.type = PARAM_CHOICE,
		.at = AT(forms),
		.choices = forms,
		.about = "of the forms of one stem the most striking, or all",
	},
	{
		.name = "own",
		.key = KEY_OWN,
		.type = PARAM_CHOICE,
		.at = AT(own),
		.choices = noes,
		.about = "whether to show the words of the query, too",
	},
	{
		.name = "field",
		.key = KEY_FIELD,
		.type = PARAM_CHOICE,
		.at = AT(field),
		.choices = completed,
		.about = "what to complete; any is words, actors and outlets",
	},
	{ .name = NULL },
};

const struct param *
param_named(const char *name)
{
	for (const struct param *p = params_table; p->name != NULL; p++)
		if (strcasecmp(p->name, name) == 0)
			return p;
	return NULL;
}

static void *
place(const struct param *param, struct params *params)
{
	return (char *)params + param->at;
}

static const void *
value_of(const struct param *param, const struct params *params)
{
	return (const char *)params + param->at;
}

void
params_presets(struct params *params)
{
	*params = (struct params){ 0 };
	for (const struct param *p = params_table; p->name != NULL; p++)
		if (p->type == PARAM_NUMBER || p->type == PARAM_CHOICE)
			*(int64_t *)place(p, params) = p->preset;
}

static bool
read_number(const struct param *param, const char *value, int64_t *out)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; value[i] >= '0' && value[i] <= '9' && i < 12; i++)
		n = 10 * n + (value[i] - '0');
	if (i == 0 || value[i] != '\0' || n < param->min || n > param->max)
		return false;
	*out = n;
	return true;
}

/* 0.7 as 70; what is finer than a percentage is rounded up, since only what
 * is below it does not count. */
static bool
read_share(const char *value, int64_t *out)
{
	int64_t n = 0, unit = 100;
	bool digits = false, more = false;

	if (*value == '0' || *value == '1') {
		n = (*value++ - '0') * unit;
		digits = true;
	}
	if (*value == '.')
		for (value++; *value >= '0' && *value <= '9'; value++) {
			unit /= 10;
			n += (*value - '0') * unit;
			more |= unit == 0 && *value > '0';
			digits = true;
		}
	*out = n + more;
	return digits && *value == '\0' && *out <= 100;
}

static bool
read_choice(const struct param *param, const char *value, int64_t *out)
{
	for (int64_t i = 0; param->choices[i] != NULL; i++)
		if (strcasecmp(param->choices[i], value) == 0) {
			*out = i;
			return true;
		}
	return false;
}

/* Say what would have been right. */
static bool
refuse(const struct param *param, struct err *err)
{
	struct buf text = { 0 };

	if (param->type == PARAM_NUMBER)
		buf_printf(&text, "%s is a number from %" PRId64 " to %" PRId64,
			param->name, param->min, param->max);
	else if (param->type == PARAM_TEXT)
		buf_printf(&text, "%s needs a value", param->name);
	else if (param->type == PARAM_SHARE)
		buf_printf(&text, "%s is a number from 0 to 1", param->name);
	else
		buf_printf(&text, "%s is one of", param->name);
	for (size_t i = 0; param->choices != NULL && param->choices[i]; i++)
		buf_printf(&text, " %s", param->choices[i]);
	err_set(err, ERR_USAGE, "%s", buf_text(&text));
	buf_release(&text);
	return err_keys(err, "key=%s", param->name);
}

bool
param_read(const struct param *param, const char *value, struct params *params,
	struct err *err)
{
	bool ok = false;

	switch (param->type) {
	case PARAM_NUMBER:
		ok = read_number(param, value, place(param, params));
		break;
	case PARAM_SHARE:
		ok = read_share(value, place(param, params));
		break;
	case PARAM_CHOICE:
		ok = read_choice(param, value, place(param, params));
		break;
	case PARAM_TEXT:
		ok = value[0] != '\0';
		*(const char **)place(param, params) = value;
		break;
	case PARAM_FACETS:
		return facets_parse(value, strlen(value), params->facets,
			&params->nfacets, err);
	case PARAM_SPLIT:
		return timeline_split_parse(
			value, strlen(value), &params->split, err);
	}
	return ok || refuse(param, err);
}

static void
put_name(struct buf *out, const struct param *param)
{
	buf_putc(out, '\n');
	buf_puts(out, param->name);
	buf_putc(out, '=');
}

static void
put_number(struct buf *out, int64_t n)
{
	if (n < 0)
		buf_putc(out, '-');
	buf_number(out, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
}

void
params_print(const struct params *params, struct buf *out)
{
	for (const struct param *p = params_table; p->name != NULL; p++) {
		const void *at = value_of(p, params);
		const char *text;

		if (p->shows)
			continue;
		switch (p->type) {
		case PARAM_SHARE:
		case PARAM_NUMBER:
		case PARAM_CHOICE:
			put_name(out, p);
			put_number(out, *(const int64_t *)at);
			break;
		case PARAM_TEXT:
			text = *(const char *const *)at;
			put_name(out, p);
			buf_puts(out, text != NULL ? text : "");
			break;
		case PARAM_FACETS: /* shown beside the answer */
		case PARAM_SPLIT:
			break;
		}
	}
}

/* ---- the key of an answer ---- */

static void
put_facet(struct buf *out, const struct facet_ask *facet)
{
	const uint32_t numbers[] = { facet->field, facet->level, facet->n,
		facet->unit, facet->own_filter, facet->significant,
		facet->pairs, facet->other, facet->other_level };

	buf_add(out, numbers, sizeof(numbers));
}

static void
put_value(
	struct buf *out, const struct params *params, const struct param *param)
{
	const void *at = value_of(param, params);
	const char *text;

	switch (param->type) {
	case PARAM_SHARE:
	case PARAM_NUMBER:
	case PARAM_CHOICE:
		buf_add(out, at, sizeof(int64_t));
		break;
	case PARAM_TEXT:
		text = *(const char *const *)at;
		if (text != NULL)
			buf_puts(out, text);
		buf_putc(out, '\0');
		break;
	case PARAM_FACETS:
		buf_add(out, &params->nfacets, sizeof(params->nfacets));
		for (uint32_t i = 0; i < params->nfacets; i++)
			put_facet(out, &params->facets[i]);
		break;
	case PARAM_SPLIT:
		put_facet(out, &params->split);
		break;
	}
}

/* Of two of them it matters, too, whether they were given. */
void
params_key(const struct params *params, struct buf *out)
{
	const uint32_t elsewhere = KEY_DEADLINE | KEY_GEN | KEY_FMT;
	uint32_t given = params->given & (KEY_SNIPPETS | KEY_SPLIT);

	buf_add(out, &given, sizeof(given));
	for (const struct param *p = params_table; p->name != NULL; p++)
		if (!(p->key & elsewhere))
			put_value(out, params, p);
}
