/* facets_side.c - what stories are counted by */
#include "engine/counts/facets_side.h"

#include "base/mem.h"
#include "base/must.h"
#include "base/utf8.h"
#include "engine/index/dictionary.h"
#include "engine/index/lookups.h"

#include <stdlib.h>
#include <string.h>

#define LEVEL_LETTERS 3 /* as in CAMEO: BLR GOV MIL */

/* ---- levels ---- */

/* How many bytes the letters of a level are. */
static size_t
level_bytes(const char *code, uint32_t level)
{
	size_t len = strlen(code), at = 0;
	int32_t cp;

	for (uint32_t i = 0; i < level * LEVEL_LETTERS && at < len; i++)
		at += utf8_decode(code + at, len - at, &cp);
	return at;
}

/* Do two codes belong to one group? */
static bool
same_group(const char *a, const char *b, uint32_t level)
{
	size_t len = level_bytes(a, level);

	return len == level_bytes(b, level) && memcmp(a, b, len) == 0;
}

static uint32_t *
numbers(uint32_t n)
{
	uint32_t *items = mem_array(NULL, (size_t)n + 1, sizeof(*items));

	memset(items, 0xff, ((size_t)n + 1) * sizeof(*items));
	return items;
}

/* How many stories each entry is in. */
static uint32_t *
count_entries(const struct facet_side *side, const struct columns *columns)
{
	uint64_t n = columns->actor_start[columns->stories];
	size_t room = side->dictionary->count + (size_t)1;
	uint32_t *stories = mem_alloc(room * sizeof(*stories));

	for (uint64_t i = 0; i < n; i++)
		stories[columns->actor[i]]++;
	return stories;
}

/* The actor has this code, in the order of codes; last is the first one of
 * the group at hand. */
static void
add_to_group(struct facet_side *side, const uint32_t *stories, const char *code,
	uint32_t actor, struct buf *last)
{
	uint32_t *named;

	if (side->count == 0 ||
		!same_group(buf_text(last), code, side->level)) {
		buf_reset(last);
		buf_puts(last, code);
		side->entry[side->count++] = actor;
	}
	side->group[actor] = side->count - 1;
	named = &side->entry[side->count - 1];
	if (strcmp(code, buf_text(last)) == 0 &&
		stories[actor] > stories[*named])
		*named = actor;
}

/*
 * The lookups by code are sorted, so a group lies side by side, and the code
 * that is no longer than the group's comes first.  Of several actors with
 * that very code the group is named by the one in most stories.
 */
static void
make_groups(struct facet_side *side, const struct columns *columns)
{
	const struct dictionary *actors = side->dictionary;
	uint32_t *stories = count_entries(side, columns), actor;
	struct dictionary_entry entry;
	struct lookup_walk walk;
	struct buf last = { 0 };

	side->group = numbers(actors->count);
	side->entry = numbers(actors->count);
	lookups_from(&walk, actors, LOOKUP_CODE, "");
	for (; lookups_at_beginning(&walk, LOOKUP_CODE, "");
		lookups_next(&walk))
		while (lookups_ordinal(&walk, &actor)) {
			dictionary_entry(actors, actor, &entry);
			if (entry.code != NULL)
				add_to_group(side, stories, walk.text.data + 1,
					actor, &last);
		}
	lookups_release(&walk);
	buf_release(&last);
	free(stories);
}

/* ---- sides ---- */

struct facet_side *
facet_side(struct facet_sides *sides, const struct columns *columns,
	enum field_id field, uint32_t level)
{
	const struct listed *listed = listed_field(field);
	struct facet_side *side;

	must(listed != NULL && level <= FACET_LEVELS_MAX);
	side = level == 0 ? &sides->sides[listed - listed_fields]
			  : &sides->sides[LISTED_FIELDS + level - 1];
	if (side->listed != NULL)
		return side;
	side->listed = listed;
	side->dictionary = listed_dictionary(columns, listed);
	side->level = level;
	if (level == 0)
		side->count = side->dictionary->count;
	else
		make_groups(side, columns);
	return side;
}

void
facet_sides_release(struct facet_sides *sides)
{
	for (size_t i = 0; i < FACET_SIDES; i++) {
		free(sides->sides[i].group);
		free(sides->sides[i].entry);
		free(sides->sides[i].texts);
	}
	*sides = (struct facet_sides){ 0 };
}

size_t
facet_side_values(const struct facet_side *side, const struct columns *columns,
	uint32_t row, struct facet_values *scratch, const uint32_t **ordinals)
{
	const uint32_t *entries;
	size_t n, kept = 0;

	scratch->items = mem_grow(
		scratch->items, &scratch->cap, 1, sizeof(*scratch->items));
	n = listed_values(columns, side->listed, row, scratch->items, &entries);
	*ordinals = entries;
	if (side->level == 0)
		return n;
	scratch->items = mem_grow(
		scratch->items, &scratch->cap, n, sizeof(*scratch->items));
	for (size_t i = 0; i < n; i++)
		if (side->group[entries[i]] != ORDINAL_NONE)
			scratch->items[kept++] = side->group[entries[i]];
	*ordinals = scratch->items;
	return kept;
}

void
facet_side_name(const struct facet_side *side, uint32_t ordinal,
	struct arena *arena, const char **name, const char **code)
{
	struct dictionary_entry entry;
	size_t len;

	if (side->level == 0) {
		dictionary_entry(side->dictionary, ordinal, &entry);
		*name = arena_string(arena, entry.name);
		*code = side->listed->field == FIELD_ACTOR
				? arena_string(arena, entry.code)
				: NULL;
		return;
	}
	dictionary_entry(side->dictionary, side->entry[ordinal], &entry);
	len = level_bytes(entry.code, side->level);
	*code = arena_copy(arena, entry.code, len);
	*name = entry.code[len] == '\0' ? arena_string(arena, entry.name)
					: *code;
}
