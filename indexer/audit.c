#include "indexer/audit.h"

#include "base/mem.h"
#include "engine/index/inspect.h"

#include <stdlib.h>
#include <string.h>

static void
count_language(struct audit_outlet *o, uint32_t ordinal)
{
	for (size_t i = 0; i < o->nlanguages; i++)
		if (o->languages[i].ordinal == ordinal) {
			o->languages[i].stories++;
			return;
		}
	vec_push(o->languages, o->nlanguages, o->languages_cap) =
		(struct audit_language){ ordinal, 1 };
}

/* Days come from the newest to the oldest. */
static void
count_day(struct audit_outlet *o, day d)
{
	if (o->dated == 0)
		o->last = d;
	else if (o->first - d > 1) {
		uint32_t gap = (uint32_t)(o->first - d - 1);

		o->days_without += gap;
		if (gap > o->gap) {
			o->gap = gap;
			o->gap_from = d + 1;
		}
	}
	o->first = d;
	o->dated++;
}

static void
count_story(struct audit_outlet *o, const struct story *s)
{
	day d = story_day(s);

	o->stories++;
	if (d != DAY_UNKNOWN) {
		count_day(o, d);
		o->sure += s->published.confidence >= AUDIT_SURE - 1e-9;
		o->by_source[s->published.source]++;
	}
	if (s->copy_of != NULL) {
		o->exact += s->similarity >= 1;
		o->near += s->similarity < 1;
	}
	if (s->body_text != NULL)
		o->body_bytes += strlen(s->body_text);
	for (uint32_t i = 0; i < s->nboilerplate; i++)
		o->boilerplate_bytes += strlen(s->boilerplate[i].text);
	o->actors += s->nactors;
}

/* One story; its outlet and its language from their columns. */
static void
on_story(void *ctx, const struct story *story, uint32_t row)
{
	struct audit *audit = ctx;
	const struct columns *columns = &audit->generation->columns;
	uint32_t ordinal = columns->outlet[row];
	struct audit_outlet *o;

	if (ordinal > columns->outlets.count)
		ordinal = columns->outlets.count; /* the unknown */
	o = &audit->outlets[ordinal];
	count_story(o, story);
	if (columns->language[row] < columns->languages.count)
		count_language(o, columns->language[row]);
}

static int
most_first(const void *a, const void *b)
{
	const struct audit_outlet *x = a, *y = b;

	if (x->stories != y->stories)
		return x->stories < y->stories ? 1 : -1;
	if (x->name == NULL || y->name == NULL)
		return (x->name == NULL) - (y->name == NULL);
	return strcmp(x->name, y->name);
}

static int
most_spoken_first(const void *a, const void *b)
{
	const struct audit_language *x = a, *y = b;

	if (x->stories != y->stories)
		return x->stories < y->stories ? 1 : -1;
	return (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
}

static void
name_outlets(struct audit *audit)
{
	const struct dictionary *outlets = &audit->generation->columns.outlets;

	audit->count = outlets->count + (size_t)1;
	audit->outlets = mem_alloc(audit->count * sizeof(*audit->outlets));
	for (uint32_t i = 0; i < outlets->count; i++) {
		struct dictionary_entry entry;

		dictionary_entry(outlets, i, &entry);
		audit->outlets[i].name = entry.name;
		audit->outlets[i].domain = entry.code;
	}
}

static void
sort(struct audit *audit)
{
	for (size_t i = 0; i < audit->count; i++)
		if (audit->outlets[i].nlanguages > 1)
			qsort(audit->outlets[i].languages,
				audit->outlets[i].nlanguages,
				sizeof(*audit->outlets[i].languages),
				most_spoken_first);
	qsort(audit->outlets, audit->count, sizeof(*audit->outlets),
		most_first);
	/* without a story there is no outlet: that of the unknown */
	while (audit->count > 0 &&
		audit->outlets[audit->count - 1].stories == 0)
		audit->count--;
}

bool
audit_gather(struct audit *audit, const struct generation *generation,
	struct err *err)
{
	bool ok;

	memset(audit, 0, sizeof(*audit));
	audit->generation = generation;
	name_outlets(audit);
	ok = inspect_each_story(generation, on_story, audit, err) &&
	     learned_read(&audit->learned, generation->path, err);
	if (ok)
		sort(audit);
	return ok;
}

void
audit_release(struct audit *audit)
{
	for (size_t i = 0; i < audit->count; i++)
		free(audit->outlets[i].languages);
	free(audit->outlets);
	learned_release(&audit->learned);
	memset(audit, 0, sizeof(*audit));
}
