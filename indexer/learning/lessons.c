#include "indexer/learning/lessons.h"

#include "base/mem.h"
#include "indexer/build/work.h"
#include "indexer/learning/clocks.h"
#include "indexer/learning/group_key.h"
#include "indexer/learning/outlet_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct drawing {
	const struct learner *learner;
	const struct lessons_rules *rules;
	struct lessons *out;
};

/* All that one group teaches. */
static bool
draw_one(void *ctx, unsigned worker, size_t item, struct err *err)
{
	struct drawing *d = ctx;
	const struct group *group = &d->learner->groups[item];
	struct lesson *lesson = &d->out->items[item];
	const char *key = names_text(&d->learner->keys, (uint32_t)item, NULL);

	(void)worker;
	lesson->visits = clocks_are_visits(group, &lesson->clocks);
	if (*key == GROUP_CRAWL)
		return true;
	lesson->name = outlet_names_choose(d->learner, (uint32_t)item,
		d->rules->registry, &lesson->stating);
	return repeats_find(d->learner, (uint32_t)item, &d->rules->repeats,
		&lesson->repeats, err);
}

/* ---- one outlet under one name ---- */

/* A name as a group has it. */
struct bearer {
	char *bare;
	const char *name;
	uint32_t stories;
	uint32_t group;
};

static int
compare_bearers(const void *a, const void *b)
{
	const struct bearer *x = a, *y = b;
	int c = strcmp(x->bare, y->bare);

	if (c == 0)
		c = (x->stories < y->stories) - (x->stories > y->stories);
	return c != 0 ? c : strcmp(x->name, y->name);
}

/* Groups whose names differ in spelling only take that of the largest. */
static void
unite_spellings(struct lessons *lessons)
{
	const struct learner *learner = lessons->learner;
	struct bearer *bearers =
		mem_array(NULL, learner->keys.count + 1, sizeof(*bearers));
	struct buf bare = { 0 };
	size_t n = 0;

	for (uint32_t g = 0; g < learner->keys.count; g++) {
		const char *name = lessons->items[g].name;

		if (name == NULL)
			continue;
		buf_reset(&bare);
		group_key_bare(&bare, name);
		bearers[n++] = (struct bearer){ mem_string(buf_text(&bare)),
			name, learner->groups[g].stories, g };
	}
	qsort(bearers, n, sizeof(*bearers), compare_bearers);
	for (size_t i = 1; i < n; i++)
		if (strcmp(bearers[i].bare, bearers[i - 1].bare) == 0) {
			bearers[i].name = bearers[i - 1].name;
			lessons->items[bearers[i].group].name = bearers[i].name;
		}
	for (size_t i = 0; i < n; i++)
		free(bearers[i].bare);
	free(bearers);
	buf_release(&bare);
}

/* Forget the names of groups that all their stories bear already. */
static void
drop_known_names(struct lessons *lessons)
{
	const struct learner *learner = lessons->learner;

	for (uint32_t g = 0; g < learner->keys.count; g++) {
		const struct group *group = &learner->groups[g];
		struct lesson *lesson = &lessons->items[g];

		if (lesson->name != NULL && group->unnamed == 0 &&
			!group->mixed &&
			strcmp(lesson->name,
				names_text(&learner->spellings,
					group->spelling - 1, NULL)) == 0)
			lesson->name = NULL;
	}
}

bool
lessons_draw(const struct learner *learner, const struct lessons_rules *rules,
	struct lessons *out, struct err *err)
{
	struct drawing drawing = { learner, rules, out };
	bool ok;

	out->learner = learner;
	out->items = mem_alloc(
		(learner->keys.count + (size_t)1) * sizeof(*out->items));
	ok = work_run(
		rules->workers, learner->keys.count, draw_one, &drawing, err);
	if (ok) {
		merges_draw(&learner->cast, rules->registry, &out->merges);
		unite_spellings(out);
		drop_known_names(out);
	}
	return ok;
}

void
lessons_release(struct lessons *lessons)
{
	for (uint32_t g = 0;
		lessons->items != NULL && g < lessons->learner->keys.count; g++)
		repeats_release(&lessons->items[g].repeats);
	free(lessons->items);
	merges_release(&lessons->merges);
	memset(lessons, 0, sizeof(*lessons));
}

bool
lessons_concern(const struct lessons *lessons, struct story_groups groups)
{
	const struct lesson *lesson = &lessons->items[groups.outlet];

	if (lesson->repeats.count > 0 || lesson->name != NULL ||
		(groups.cast & lessons->merges.bits) != 0)
		return true;
	return groups.clocks != GROUP_NONE &&
	       (lesson->visits || lessons->items[groups.clocks].visits);
}

/* ---- as rows ---- */

static void
list_repeats(const struct lesson *lesson, struct learned_row row,
	struct learned *out)
{
	char detail[64];

	row.what = LEARNED_SENTENCE;
	row.detail = detail;
	for (size_t i = 0; i < lesson->repeats.count; i++) {
		struct repeat *r = &lesson->repeats.items[i];

		row.stories = atomic_load(&r->taken);
		if (row.stories == 0)
			continue; /* the keeper's, for another outlet */
		row.text = r->text;
		snprintf(detail, sizeof(detail), "%s %s", r->kind, r->rule);
		learned_add(out, &row);
	}
}

static void
list_group(struct lesson *lesson, const char *key, uint32_t of,
	struct learned *out)
{
	struct learned_row row = { .outlet = key + 1, .of = of };
	char detail[64];

	list_repeats(lesson, row, out);
	row.detail = detail;
	if (lesson->visits && atomic_load(&lesson->redated) > 0) {
		row.what = LEARNED_CLOCK;
		row.stories = atomic_load(&lesson->redated);
		row.text = "the moment of the visit";
		snprintf(detail, sizeof(detail), "%u clocks", lesson->clocks);
		learned_add(out, &row);
	}
	if (lesson->name != NULL && atomic_load(&lesson->renamed) > 0) {
		row.what = LEARNED_OUTLET;
		row.stories = atomic_load(&lesson->renamed);
		row.text = lesson->name;
		snprintf(detail, sizeof(detail), "stated by %u",
			lesson->stating);
		learned_add(out, &row);
	}
}

void
lessons_list(const struct lessons *lessons, struct learned *out)
{
	const struct learner *learner = lessons->learner;

	for (uint32_t g = 0; g < learner->keys.count; g++)
		list_group(&lessons->items[g],
			names_text(&learner->keys, g, NULL),
			learner->groups[g].stories, out);
	merges_list(&lessons->merges, out);
	learned_sort(out);
}
