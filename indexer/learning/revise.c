#include "indexer/learning/revise.h"

#include "base/buf.h"
#include "indexer/dates/date_choice.h"
#include "indexer/learning/clocks.h"
#include "indexer/learning/cuts.h"
#include "indexer/learning/group_key.h"
#include "indexer/learning/units.h"
#include "indexer/story/draft.h"

#include <string.h>

/* ---- boilerplate ---- */

/* A story while sentences are taken out of it. */
struct taking {
	struct arena *arena;
	struct story *story;
	struct cuts cuts;
	size_t cap_blocks;
	struct buf block; /* the one that is open */
	const struct repeat *open;
	bool any_left;
};

static void
close_block(struct taking *t)
{
	if (t->open != NULL) {
		struct story *s = t->story;
		struct story_block *b = arena_push(t->arena, s->boilerplate,
			s->nboilerplate, t->cap_blocks);

		b->kind = t->open->kind;
		b->rule = t->open->rule;
		b->text = arena_copy(t->arena, t->block.data, t->block.len);
	}
	t->open = NULL;
	buf_reset(&t->block);
}

/* Sentences of one kind that follow each other make one block. */
static void
take_unit(struct taking *t, const struct unit *unit, struct repeat *repeat)
{
	const char *body = t->story->body_text;

	if (t->open != NULL && (strcmp(t->open->kind, repeat->kind) != 0 ||
				       t->open->rule != repeat->rule))
		close_block(t);
	if (t->block.len > 0)
		buf_putc(&t->block, body[unit->start - 1] == '\n' ? '\n' : ' ');
	buf_add(&t->block, body + unit->start, unit->end - unit->start);
	t->open = repeat;
	cuts_add(&t->cuts, t->arena, body, unit->start, unit->end);
}

/* Each repeat counts a story once. */
static void
count_taken(const struct repeats *repeats, struct arena *arena,
	const struct story *story)
{
	bool *counted = arena_array(arena, repeats->count, sizeof(*counted));
	struct unit_walk walk;
	struct unit unit;

	unit_walk_start(&walk, story->body_text);
	while (unit_next(&walk, &unit)) {
		struct repeat *r = repeats_row(repeats, unit.hash | 1);

		if (r == NULL || counted[r - repeats->items])
			continue;
		counted[r - repeats->items] = true;
		atomic_fetch_add(&r->taken, 1);
	}
}

/* Is anything but what the outlet repeats in the text? */
static bool
has_news(const struct repeats *repeats, const struct story *story, bool *any)
{
	bool news = false;
	struct unit_walk walk;
	struct unit unit;

	*any = false;
	unit_walk_start(&walk, story->body_text);
	while (unit_next(&walk, &unit)) {
		bool repeated = repeats_row(repeats, unit.hash | 1) != NULL;

		*any |= repeated;
		news |= !repeated;
	}
	return news;
}

static bool
take_repeats(
	const struct repeats *repeats, struct arena *arena, struct story *story)
{
	struct taking t = {
		.arena = arena,
		.story = story,
		.cap_blocks = story->nboilerplate,
	};
	struct unit_walk walk;
	struct unit unit;
	bool any;

	if (repeats->count == 0 || !has_news(repeats, story, &any) || !any)
		return false;
	count_taken(repeats, arena, story);
	unit_walk_start(&walk, story->body_text);
	while (unit_next(&walk, &unit)) {
		struct repeat *r = repeats_row(repeats, unit.hash | 1);

		if (r != NULL)
			take_unit(&t, &unit, r);
		else
			close_block(&t);
	}
	close_block(&t);
	cuts_apply(&t.cuts, arena, story);
	buf_release(&t.block);
	return true;
}

/* ---- dates ---- */

/* Was the date of publication chosen from these candidates? */
static bool
was_chosen(const struct story *story)
{
	const struct story_date *p = &story->published;

	if (p->value == NULL)
		return true;
	for (uint32_t i = 0; i < story->ncandidates; i++)
		if (story->candidates[i].source == p->source)
			return true;
	return false;
}

/* Warnings that were there before are not said again. */
static void
drop_double_warnings(struct story *story, uint32_t before)
{
	uint32_t kept = before;

	for (uint32_t i = before; i < story->nwarnings; i++) {
		uint32_t k = 0;

		while (k < before &&
			strcmp(story->warnings[k], story->warnings[i]) != 0)
			k++;
		if (k == before)
			story->warnings[kept++] = story->warnings[i];
	}
	story->nwarnings = kept;
}

static bool
take_clocks_for_visits(const struct revision *revision, struct arena *arena,
	struct story *story)
{
	const struct source source = { .rules = revision->rules };
	struct draft draft = {
		.arena = arena,
		.source = &source,
		.cap_warnings = story->nwarnings,
	};
	uint32_t warnings = story->nwarnings;

	if (!clock_is_there(story))
		return false;
	for (uint32_t i = 0; i < story->ncandidates; i++)
		if (story->candidates[i].source == DATE_FROM_JS_LINE)
			story->candidates[i].confidence = 0;
	draft.story = *story;
	if (was_chosen(story)) {
		memset(&draft.story.published, 0,
			sizeof(draft.story.published));
		date_choose(&draft);
	}
	draft_warning(&draft,
		"the clock line is the moment of the visit, as in other "
		"stories of the outlet or the crawl");
	*story = draft.story;
	drop_double_warnings(story, warnings);
	return true;
}

/* ---- outlets ---- */

/* Stories of no name get the outlet's; another spelling of it goes. */
static bool
name_outlet(const char *name, struct story *story)
{
	struct buf here = { 0 }, there = { 0 };
	bool same;

	if (name == NULL)
		return false;
	if (story->outlet_name == NULL) {
		story->outlet_name = name;
		story->outlet_evidence = "learned";
		return true;
	}
	if (strcmp(story->outlet_name, name) == 0)
		return false;
	group_key_bare(&here, story->outlet_name);
	group_key_bare(&there, name);
	same = strcmp(buf_text(&here), buf_text(&there)) == 0;
	buf_release(&here);
	buf_release(&there);
	if (same)
		story->outlet_name = name;
	return same;
}

bool
revise_story(const struct revision *revision, struct story_groups groups,
	struct arena *arena, struct story *story)
{
	const struct lessons *lessons = revision->lessons;
	struct lesson *outlet = &lessons->items[groups.outlet];
	struct lesson *crawl = groups.clocks != GROUP_NONE
				       ? &lessons->items[groups.clocks]
				       : outlet;
	bool changed = take_repeats(&outlet->repeats, arena, story);

	if ((outlet->visits || crawl->visits) &&
		take_clocks_for_visits(revision, arena, story)) {
		atomic_fetch_add(
			&(outlet->visits ? outlet : crawl)->redated, 1);
		changed = true;
	}
	changed |= merges_apply(&lessons->merges, arena, story);
	if (name_outlet(outlet->name, story)) {
		atomic_fetch_add(&outlet->renamed, 1);
		changed = true;
	}
	return changed;
}
