#include "indexer/names/places.h"

#include "indexer/names/place_evidence.h"

#include <string.h>

/* Weak witnesses that make a country plain where none is named. */
#define WITNESSES_ENOUGH 2

/* ---- namesakes ---- */

/* How much of the story is in a country: it is named, or a place in it is;
 * the place itself has no voice. */
static uint32_t
votes_for(const struct story *s, const char *code, const struct story_place *me)
{
	uint32_t votes = 0;

	for (uint32_t i = 0; i < s->nactors; i++)
		if (s->actors[i].type == ACTOR_COUNTRY &&
			s->actors[i].code != NULL &&
			strcmp(s->actors[i].code, code) == 0)
			votes += 2;
	for (uint32_t i = 0; i < s->nplaces; i++)
		if (&s->places[i] != me && s->places[i].code != NULL &&
			strcmp(s->places[i].code, code) == 0)
			votes++;
	return votes;
}

/* The place of that name for which the story speaks most; the heaviest where
 * it speaks for none. */
static void
settle_namesake(
	const struct registry *registry, struct story *s, struct story_place *p)
{
	const struct place_phrase *of =
		registry_place_phrases(registry, p->name);
	const struct known_place *best = NULL;
	uint32_t most = 0;

	if (of == NULL || of->next == NULL || p->code == NULL)
		return;
	for (; of != NULL; of = of->next) {
		uint32_t votes = of->place->code != NULL
					 ? votes_for(s, of->place->code, p)
					 : 0;

		if (of->brief || votes <= most)
			continue;
		best = of->place;
		most = votes;
	}
	if (best != NULL && votes_for(s, p->code, p) < most) {
		p->name = best->name;
		p->code = best->code;
	}
}

/* ---- countries that nobody names ---- */

static void
give_country(struct draft *draft, const struct place_evidence *e,
	const struct country_evidence *country)
{
	struct story *s = &draft->story;
	size_t cap = s->nplaces;
	const struct known_actor *known =
		registry_by_code(e->registry, country->code);

	/* A record that is read again has it already. */
	for (uint32_t i = 0; i < s->nplaces; i++)
		if (s->places[i].nspans == 0 &&
			strcmp(s->places[i].name, known->name) == 0)
			return;
	*arena_push(draft->arena, s->places, s->nplaces, cap) =
		(struct story_place){
			.name = known->name,
			.code = known->code,
		};
}

/* The country with the most weak witnesses, if it has enough and no other
 * has as many. */
static const struct country_evidence *
plainest(const struct place_evidence *e)
{
	const struct country_evidence *best = NULL;
	unsigned most = WITNESSES_ENOUGH - 1;
	bool shared = false;

	for (size_t i = 0; i < e->count; i++) {
		unsigned weak = evidence_weak(&e->items[i]);

		shared = weak == most ? true : weak > most ? false : shared;
		if (weak > most) {
			most = weak;
			best = &e->items[i];
		}
	}
	return shared ? NULL : best;
}

static void
imply_countries(struct draft *draft, const struct registry *registry)
{
	struct place_evidence e = { .registry = registry };
	const struct story *s = &draft->story;
	const struct country_evidence *plain;
	bool any;

	evidence_actors(&e, s);
	any = e.named;
	evidence_shares(&e, s->headline);
	evidence_shares(&e, s->body_text);
	evidence_words(&e, s->headline, true);
	for (size_t i = 0; i < e.count; i++) {
		if (e.items[i].named || !evidence_strong(&e.items[i]))
			continue;
		give_country(draft, &e, &e.items[i]);
		any = true;
	}
	if (any)
		return;
	evidence_places(&e, s);
	evidence_words(&e, s->body_text, false);
	plain = plainest(&e);
	if (plain != NULL)
		give_country(draft, &e, plain);
}

void
places_settle(struct draft *draft)
{
	const struct registry *registry = draft->source->rules->registry;
	struct story *s = &draft->story;

	if (registry == NULL)
		return;
	for (uint32_t i = 0; i < s->nplaces; i++)
		settle_namesake(registry, s, &s->places[i]);
	imply_countries(draft, registry);
}
