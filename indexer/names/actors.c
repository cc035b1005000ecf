#include "indexer/names/actors.h"

#include "indexer/names/name_resolve.h"

#include <stdlib.h>
#include <string.h>

/* Spellings kept of one actor. */
#define SPELLINGS 16

/* How sure the recogniser must be of those that no list has. */
#define SURE 0.8f

/* A body may have so many bytes more than its dateline before its end: what
 * was squeezed out of that. */
#define DATELINE_SLACK 8

/* All that is known of one story. */
struct cast {
	struct draft *draft;
	struct name_story story;
	struct name_mentions mentions;
	struct name_entities entities;
	uint32_t *next; /* mentions of one entity, chained: + 1; 0 ends */
	uint32_t *begin;
};

/* What an earlier reading of dateline's own took from the text is taken from
 * it anew. */
static void
forget_found(struct story *s)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < s->nactors; i++) {
		const char *evidence = s->actors[i].evidence;

		if (evidence == NULL || (strcmp(evidence, "list") != 0 &&
						strcmp(evidence, "found") != 0))
			s->actors[kept++] = s->actors[i];
	}
	s->nactors = kept;
	kept = 0;
	for (uint32_t i = 0; i < s->nplaces; i++)
		if (s->places[i].count == 0)
			s->places[kept++] = s->places[i];
	s->nplaces = kept;
}

/* An actor that the input named itself may be one of the registry's. */
static void
know_given(struct draft *draft, const struct registry *registry)
{
	for (uint32_t i = 0; i < draft->story.nactors; i++) {
		struct story_actor *a = &draft->story.actors[i];
		const struct known_actor *known = registry_actor(
			registry, a->code != NULL ? a->code : a->name);

		if (a->evidence == NULL)
			a->evidence = "field";
		if (known == NULL)
			continue;
		if (strcmp(a->name, known->name) != 0 && a->aliases == NULL)
			a->aliases = a->name;
		a->name = known->name;
		a->code = known->code;
		a->type = known->type;
	}
}

/* ---- mentions of an entity ---- */

/* The agency of the dateline is who wrote, not whom the story names. */
static bool
is_credit(const struct cast *c, const struct name_mention *m)
{
	const struct story *s = &c->draft->story;
	const struct name_token *token = &m->text->tokens[m->first];

	return s->agency != NULL && s->dateline_text != NULL &&
	       m->text == &c->story.body && m->type == NAME_BODY &&
	       (token->gap & GAP_OPEN) != 0 &&
	       token->end <= strlen(s->dateline_text) + DATELINE_SLACK;
}

/* Chain the mentions of each entity, in their order. */
static void
chain_mentions(struct cast *c)
{
	struct arena *arena = c->draft->arena;

	c->next = arena_array(arena, c->mentions.count, sizeof(*c->next));
	c->begin = arena_array(arena, c->entities.count, sizeof(*c->begin));
	for (uint32_t i = c->mentions.count; i-- > 0;) {
		uint32_t of = c->entities.of[i];

		if (of == NAME_ENTITY_NONE)
			continue;
		if (is_credit(c, &c->mentions.items[i])) {
			c->entities.items[of].count--;
			continue;
		}
		c->next[i] = c->begin[of];
		c->begin[of] = i + 1;
	}
}

/* The bytes of a mention in its text. */
static struct story_span
bytes_of(const struct name_mention *m)
{
	const struct name_token *token = &m->text->tokens[m->first];

	return (struct story_span){ token->start, token[m->words - 1].end };
}

/* As it stands there; broken lines made whole. */
static const char *
spelling_of(struct draft *draft, const struct name_mention *m)
{
	struct story_span span = bytes_of(m);

	return draft_squeeze(
		draft, m->text->text + span.start, span.end - span.start);
}

struct spellings {
	const char *items[SPELLINGS];
	unsigned count;
};

static void
add_spelling(struct spellings *s, const char *text, const char *name)
{
	if (text == NULL || strcmp(text, name) == 0 || s->count == SPELLINGS)
		return;
	for (unsigned i = 0; i < s->count; i++)
		if (strcmp(s->items[i], text) == 0)
			return;
	s->items[s->count++] = text;
}

/* One a line; NULL if there is none but the name itself. */
static const char *
spellings_text(struct draft *draft, const struct spellings *s)
{
	struct buf lines = { 0 };
	const char *copy = NULL;

	for (unsigned i = 0; i < s->count; i++) {
		if (i > 0)
			buf_putc(&lines, '\n');
		buf_puts(&lines, s->items[i]);
	}
	if (lines.len > 0)
		copy = arena_copy(draft->arena, lines.data, lines.len);
	buf_release(&lines);
	return copy;
}

/* What is said of an actor and of a place alike. */
struct appearance {
	const char *aliases;
	struct story_span *spans;
	uint32_t nspans;
};

static void
appear(struct cast *c, uint32_t number, const char *name,
	struct appearance *out)
{
	struct spellings spellings = { .count = 0 };
	size_t cap = 0;

	for (uint32_t i = c->begin[number]; i > 0; i = c->next[i - 1]) {
		const struct name_mention *m = &c->mentions.items[i - 1];

		if (spellings.count < SPELLINGS)
			add_spelling(
				&spellings, spelling_of(c->draft, m), name);
		if (m->text == &c->story.body)
			*arena_push(c->draft->arena, out->spans, out->nspans,
				cap) = bytes_of(m);
	}
	out->aliases = spellings_text(c->draft, &spellings);
}

/* ---- into the story ---- */

static bool
is_sure(const struct name_entity *e)
{
	if (e->count == 0)
		return false;
	if (e->actor != NULL || e->place != NULL)
		return true;
	return e->sure > SURE;
}

/* Does the input name this actor already?  Then what was found is added. */
static bool
joins_given(
	struct draft *draft, const struct story_actor *actor, uint32_t ngiven)
{
	for (uint32_t i = 0; i < ngiven; i++) {
		struct story_actor *a = &draft->story.actors[i];

		if (actor->code != NULL && a->code != NULL
				? strcmp(a->code, actor->code) != 0
				: strcmp(a->name, actor->name) != 0)
			continue;
		if (a->count < actor->count)
			a->count = actor->count;
		if (a->aliases == NULL)
			a->aliases = actor->aliases;
		if (a->type == ACTOR_UNKNOWN)
			a->type = actor->type;
		a->spans = actor->spans;
		a->nspans = actor->nspans;
		return true;
	}
	return false;
}

static void
give_actor(struct cast *c, uint32_t number, uint32_t ngiven)
{
	const struct name_entity *e = &c->entities.items[number];
	struct story *s = &c->draft->story;
	struct appearance seen = { 0 };
	struct story_actor actor = { .count = e->count };

	if (e->actor != NULL) {
		actor.name = e->actor->name;
		actor.code = e->actor->code;
		actor.type = e->actor->type;
		actor.evidence = "list";
	} else {
		actor.name = spelling_of(c->draft, e->fullest);
		actor.type = e->type == NAME_PERSON ? ACTOR_PERSON
						    : ACTOR_ORGANISATION;
		actor.evidence = "found";
	}
	if (actor.name == NULL)
		return;
	appear(c, number, actor.name, &seen);
	actor.aliases = seen.aliases;
	actor.spans = seen.spans;
	actor.nspans = seen.nspans;
	if (!joins_given(c->draft, &actor, ngiven))
		*arena_push(c->draft->arena, s->actors, s->nactors,
			c->draft->cap_actors) = actor;
}

static void
give_place(struct cast *c, uint32_t number, size_t *cap)
{
	const struct name_entity *e = &c->entities.items[number];
	struct story *s = &c->draft->story;
	struct appearance seen = { 0 };
	struct story_place place = { .count = e->count };

	place.name = e->place != NULL ? e->place->name
				      : spelling_of(c->draft, e->fullest);
	place.code = e->place != NULL ? e->place->code : NULL;
	if (place.name == NULL)
		return;
	appear(c, number, place.name, &seen);
	place.aliases = seen.aliases;
	place.spans = seen.spans;
	place.nspans = seen.nspans;
	*arena_push(c->draft->arena, s->places, s->nplaces, *cap) = place;
}

/* Most mentions first; among equals as they came. */
struct rank {
	uint32_t count, number;
};

static int
compare_ranks(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return x->number < y->number ? -1 : x->number > y->number;
}

static void
give_all(struct cast *c)
{
	uint32_t ngiven = c->draft->story.nactors, n = c->entities.count;
	struct story *s = &c->draft->story;
	struct story_place *given = s->places;
	uint32_t ngiven_places = s->nplaces;
	size_t cap_places = 0;
	struct rank *ranks = arena_array(c->draft->arena, n, sizeof(*ranks));

	/* Places that the input names itself come behind. */
	s->places = NULL;
	s->nplaces = 0;
	for (uint32_t i = 0; i < n; i++)
		ranks[i] = (struct rank){ c->entities.items[i].count, i };
	if (n > 0)
		qsort(ranks, n, sizeof(*ranks), compare_ranks);
	for (uint32_t i = 0; i < n; i++) {
		const struct name_entity *e =
			&c->entities.items[ranks[i].number];

		if (!is_sure(e))
			continue;
		if (e->actor == NULL && e->type == NAME_PLACE)
			give_place(c, ranks[i].number, &cap_places);
		else
			give_actor(c, ranks[i].number, ngiven);
	}
	for (uint32_t i = 0; i < ngiven_places; i++)
		*arena_push(c->draft->arena, s->places, s->nplaces,
			cap_places) = given[i];
}

/* ---- languages ---- */

/* Are its words English?  At least every third of those in small letters that
 * no other language has, too, must be known; tables have hardly any. */
static bool
looks_english(const struct name_story *s)
{
	static const uint64_t foreign =
		CUE_BIT(CUE_PARTICLE) | CUE_BIT(CUE_SAINT) | CUE_BIT(CUE_IN) |
		CUE_BIT(CUE_GIVEN) | CUE_BIT(CUE_SURNAME) | CUE_BIT(CUE_CITY) |
		CUE_BIT(CUE_COUNTRY) | CUE_BIT(CUE_STATE);
	uint32_t lower = 0, known = 0;

	for (uint32_t i = 0; i < s->words.count; i++) {
		const struct name_word *word = &s->words.items[i];

		if (word->lower == 0)
			continue;
		lower += word->lower;
		if ((word->classes & ~foreign) != 0)
			known += word->lower;
	}
	return known * 3 >= lower;
}

/* Capitals mean names in English; elsewhere nouns have them too, or people
 * write none: there only the lists speak. */
static bool
capitals_mean_names(const struct story *s, const struct name_story *words)
{
	if (s->language == NULL || strcmp(s->language, "und") == 0)
		return looks_english(words);
	return strncmp(s->language, "en", 2) == 0 &&
	       (s->language[2] == '\0' || s->language[2] == '-');
}

void
actors_find(struct draft *draft)
{
	const struct source_rules *rules = draft->source->rules;
	struct story *s = &draft->story;
	struct cast c = { .draft = draft };

	if (rules->registry == NULL)
		return;
	if (rules->names != NULL)
		forget_found(s);
	know_given(draft, rules->registry);
	if (rules->names == NULL)
		return;
	c.story.arena = draft->arena;
	c.story.cues = rules->names->cues;
	c.story.registry = rules->registry;
	if (s->body_text != NULL &&
		strnlen(s->body_text, NAME_TEXT_MAX + 1) > NAME_TEXT_MAX)
		draft_warning(draft, "names looked for in the first %u bytes",
			NAME_TEXT_MAX);
	name_story_read(&c.story, s->headline, s->body_text);
	name_mentions_find(rules->names, &c.story, story_day(s),
		capitals_mean_names(s, &c.story), &c.mentions);
	name_resolve(&c.story, &c.mentions, &c.entities);
	chain_mentions(&c);
	give_all(&c);
	name_story_release(&c.story);
}
