/* lessons_kept.c - what a build learned, for the stories that come later */
#include "indexer/learning/lessons_kept.h"

#include "base/mem.h"
#include "indexer/learning/clocks.h"
#include "indexer/learning/group_key.h"
#include "indexer/learning/units.h"

#include <stdlib.h>
#include <string.h>

/* A row says of which outlet, not how that is known: all ways are tried. */
static const char group_kinds[] = { GROUP_DOMAIN, GROUP_NAME, GROUP_FOLDER,
	GROUP_CRAWL };

#define GROUP_KINDS (sizeof(group_kinds) / sizeof(*group_kinds))

/* ---- who is spoken of ---- */

static uint32_t
group_of(struct learner *learner, char kind, const char *name)
{
	struct buf key = { 0 };
	uint32_t group;

	buf_putc(&key, kind);
	buf_puts(&key, name);
	group = names_add(&learner->keys, key.data, key.len, NULL);
	buf_release(&key);
	return group;
}

/* Number all outlets and names, so that there is room for what is said. */
static void
number_rows(struct kept_lessons *kept, const struct learned *learned)
{
	struct learner *learner = kept->learner;
	struct names *names = &learner->cast.names;

	for (size_t i = 0; i < learned->count; i++) {
		const char *who = learned->rows[i].outlet;

		if (learned->rows[i].what == LEARNED_ACTOR)
			names_add(names, who, strlen(who), NULL);
		else
			for (size_t k = 0; k < GROUP_KINDS; k++)
				group_of(learner, group_kinds[k], who);
	}
	learner->groups = mem_alloc(
		(learner->keys.count + (size_t)1) * sizeof(*learner->groups));
	kept->lessons.learner = learner;
	/* one more than there are groups: that of all others */
	kept->lessons.items = mem_alloc((learner->keys.count + (size_t)1) *
					sizeof(*kept->lessons.items));
	kept->lessons.merges.cast = &learner->cast;
	kept->lessons.merges.items =
		mem_alloc((names->count + (size_t)1) * sizeof(struct merge));
}

/* ---- what is said ---- */

static void
take_sentence(struct kept_lessons *kept, struct lesson *lesson,
	const struct learned_row *row)
{
	size_t len = strcspn(row->detail, " ");
	const char *kind = arena_copy(&kept->learned.arena, row->detail, len);
	struct unit_walk walk;
	struct unit unit;

	unit_walk_start(&walk, row->text);
	if (len > 0 && unit_next(&walk, &unit))
		repeats_take(&lesson->repeats, unit.hash | 1, kind,
			strcmp(row->detail + len, " keeper") == 0 ? "keeper"
								  : "learned",
			row->text);
}

static void
take_actor(struct kept_lessons *kept, const struct learned_row *row,
	const struct registry *registry)
{
	struct merges *merges = &kept->lessons.merges;
	const struct known_actor *known = registry_actor(registry, row->text);
	uint32_t name = names_find(
		&merges->cast->names, row->outlet, strlen(row->outlet));

	if (strcmp(row->detail, "surname") == 0)
		return;
	merges->items[name].name = row->text;
	merges->items[name].why = row->detail;
	merges->items[name].code = known != NULL ? known->code : NULL;
	merges->items[name].type = known != NULL ? known->type : ACTOR_PERSON;
	merges->bits |= cast_bit(row->outlet);
}

static void
take_row(struct kept_lessons *kept, const struct learned_row *row,
	const struct registry *registry)
{
	if (row->what == LEARNED_ACTOR) {
		take_actor(kept, row, registry);
		return;
	}
	for (size_t k = 0; k < GROUP_KINDS; k++) {
		uint32_t group =
			group_of(kept->learner, group_kinds[k], row->outlet);
		struct lesson *lesson = &kept->lessons.items[group];

		if (row->what == LEARNED_CLOCK)
			lesson->visits = true;
		else if (row->what == LEARNED_OUTLET)
			lesson->name = row->text;
		else
			take_sentence(kept, lesson, row);
	}
}

bool
kept_lessons_open(struct kept_lessons *kept, const char *dir,
	const struct registry *registry, struct err *err)
{
	*kept = (struct kept_lessons){ .learner = learner_new(1) };
	if (!learned_read(&kept->learned, dir, err)) {
		kept_lessons_close(kept);
		return false;
	}
	number_rows(kept, &kept->learned);
	for (size_t i = 0; i < kept->learned.count; i++)
		take_row(kept, &kept->learned.rows[i], registry);
	return true;
}

void
kept_lessons_close(struct kept_lessons *kept)
{
	if (kept->lessons.learner != NULL)
		lessons_release(&kept->lessons);
	learner_free(kept->learner);
	learned_release(&kept->learned);
	*kept = (struct kept_lessons){ 0 };
}

/* ---- of a story ---- */

static uint32_t
find_group(const struct kept_lessons *kept, const struct buf *key)
{
	const struct names *keys = &kept->learner->keys;
	uint32_t group = names_find(keys, key->data, key->len);

	return group != NAMES_NONE ? group : keys->count;
}

static uint64_t
cast_of(const struct story *story)
{
	uint64_t bits = 0;

	for (uint32_t i = 0; i < story->nactors; i++)
		if (story->actors[i].name != NULL)
			bits |= cast_bit(story->actors[i].name);
	return bits;
}

struct story_groups
kept_lessons_groups(const struct kept_lessons *kept, const struct story *story)
{
	struct story_groups groups = {
		.clocks = GROUP_NONE,
		.cast = cast_of(story),
	};
	struct buf key = { 0 };

	group_key_outlet(&key, story);
	groups.outlet = find_group(kept, &key);
	buf_reset(&key);
	if (clock_is_there(story)) {
		group_key_crawl(&key, story);
		groups.clocks = find_group(kept, &key);
	}
	buf_release(&key);
	return groups;
}
