/* registry_places.c - conf/places.tsv */
#include "base/mem.h"
#include "indexer/names/registry_parts.h"

#include <string.h>

const char *const place_kinds[PLACE_KINDS] = {
	[PLACE_UNKNOWN] = "",
	[PLACE_CITY] = "city",
	[PLACE_STATE] = "state",
	[PLACE_REGION] = "region",
	[PLACE_CONTINENT] = "continent",
	[PLACE_ISLAND] = "island",
	[PLACE_WATER] = "water",
	[PLACE_MOUNTAIN] = "mountain",
	[PLACE_SPOT] = "spot",
};

#define WEIGHT_PRESET 5

static enum place_kind
kind_of(const char *name)
{
	for (int i = 1; name != NULL && i < PLACE_KINDS; i++)
		if (strcmp(place_kinds[i], name) == 0)
			return (enum place_kind)i;
	return PLACE_UNKNOWN;
}

/* Behind those of more weight, so that the heaviest comes first. */
static void
link_phrase(const struct place_phrase **first, struct place_phrase *phrase)
{
	const struct place_phrase **at = first;

	/* The links are const for readers; here they are being made. */
	while (*at != NULL && (*at)->place->weight >= phrase->place->weight)
		at = (const struct place_phrase **)&(*at)->next;
	phrase->next = *at;
	*at = phrase;
}

static void
add_phrase(struct registry *r, const char *name,
	const struct known_place *place, bool brief)
{
	struct place_phrase *phrase;
	struct phrase_form form;

	registry_form(name, &r->phrase, &form);
	if (form.words == 0)
		return;
	phrase = arena_new(&r->arena, struct place_phrase);
	phrase->place = place;
	phrase->capitals = form.capitals;
	phrase->acronym = form.acronym;
	phrase->brief = brief;
	link_phrase(&registry_meanings(r, &r->phrase, &form)->places, phrase);
}

/* One digit; the preset where nothing stands. */
static bool
read_weight(const char *text, int *out)
{
	*out = WEIGHT_PRESET;
	if (text == NULL)
		return true;
	*out = text[0] - '0';
	return *out >= 0 && *out <= 9 && text[1] == '\0';
}

/* name, aliases, kind, code, weight */
bool
registry_add_place(void *ctx, const struct table_row *row, struct err *err)
{
	struct registry *r = ctx;
	enum place_kind kind = kind_of(row->columns[2]);
	char *aliases = row->columns[1], *alias;
	struct known_place *place;
	int weight;

	if (row->columns[0] == NULL || kind == PLACE_UNKNOWN)
		return table_fault(row, err,
			"a place needs a name and a kind: city, state, "
			"region, continent, island, water, mountain or spot");
	if (!read_weight(row->columns[4], &weight))
		return table_fault(row, err, "a weight is one digit, 0 to 9");
	place = arena_new(&r->arena, struct known_place);
	place->name = arena_string(&r->arena, row->columns[0]);
	place->code = arena_string(&r->arena, row->columns[3]);
	place->kind = kind;
	place->weight = weight;
	place->number = r->nplaces++;
	add_phrase(r, place->name, place, false);
	while ((alias = table_next(&aliases)) != NULL) {
		bool brief = registry_is_brief(&alias);

		add_phrase(r, alias, place, brief);
	}
	return true;
}

size_t
registry_places(const struct registry *r)
{
	return r->nplaces;
}

const struct place_phrase *
registry_place_phrases(const struct registry *r, const char *name)
{
	const struct place_phrase *phrases = NULL;
	struct phrase_form form;
	struct buf text = { 0 };

	registry_form(name, &text, &form);
	if (form.words > 0)
		phrases = registry_place(r, text.data, text.len);
	buf_release(&text);
	return phrases;
}

const struct known_place *
registry_place_named(
	const struct registry *r, const char *name, const char *code)
{
	const struct place_phrase *p = registry_place_phrases(r, name);

	for (; p != NULL; p = p->next) {
		const char *of = p->place->code;

		if (of == NULL || code == NULL ? of == code
					       : strcmp(of, code) == 0)
			return p->place;
	}
	return NULL;
}
