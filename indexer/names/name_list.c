#include "indexer/names/name_list.h"

#include <string.h>

#define PHRASE_BYTES 256

/* A phrase while it is put together. */
struct stretch {
	char phrase[PHRASE_BYTES];
	size_t len;
	unsigned words; /* without initials */
	uint32_t capitals;
	bool all_capitals;
	bool shouted; /* in a line all of capitals */
};

static bool
add_word(const struct name_story *s, const struct name_token *token,
	struct stretch *x)
{
	size_t len;
	const char *word = name_word_text(s, token->word, &len);

	if (x->words >= 32 || x->len + len + 1 > PHRASE_BYTES)
		return false;
	if (x->words > 0)
		x->phrase[x->len++] = ' ';
	memcpy(x->phrase + x->len, word, len);
	x->len += len;
	x->capitals |= (uint32_t)token->capital << x->words++;
	x->all_capitals &= token->capitals;
	x->shouted |= token->line == LINE_CAPITALS;
	return true;
}

/* An acronym must be met in capitals that mean something: US, but not in
 * GIVE US MORE. */
static bool
capitals_fit(const struct stretch *x, uint32_t capitals, bool acronym,
	const struct name_word *first)
{
	if (!acronym)
		return (capitals & ~x->capitals) == 0;
	return x->all_capitals &&
	       !(x->shouted && (first->classes &
				       (CUE_BIT(CUE_PRONOUN) | CUE_BIT(CUE_IN) |
					       CUE_BIT(CUE_COMMON))) != 0);
}

static uint16_t
listed_actors(const struct actor_phrase *p)
{
	static const uint16_t of_type[ACTOR_TYPES] = {
		[ACTOR_PERSON] = LISTED_PERSON,
		[ACTOR_ORGANISATION] = LISTED_BODY,
		[ACTOR_COUNTRY] = LISTED_COUNTRY,
		[ACTOR_GROUP] = LISTED_BODY,
	};
	uint16_t listed = 0;

	for (; p != NULL; p = p->next)
		listed |= p->brief ? LISTED_BRIEF : of_type[p->actor->type];
	return listed;
}

static uint16_t
listed_places(const struct place_phrase *p)
{
	static const uint16_t of_kind[PLACE_KINDS] = {
		[PLACE_CITY] = LISTED_CITY,
		[PLACE_STATE] = LISTED_REGION,
		[PLACE_REGION] = LISTED_REGION,
		[PLACE_CONTINENT] = LISTED_REGION,
		[PLACE_ISLAND] = LISTED_REGION,
		[PLACE_WATER] = LISTED_LAND,
		[PLACE_MOUNTAIN] = LISTED_LAND,
		[PLACE_SPOT] = LISTED_LAND,
	};
	uint16_t listed = 0;

	for (; p != NULL; p = p->next) {
		listed |= of_kind[p->place->kind];
		if (p->place->weight >= 6)
			listed |= LISTED_SURE;
	}
	return listed;
}

/* What the first word is by itself is known of it. */
static struct registry_meanings
meanings_of(const struct name_story *s, const struct stretch *x,
	const struct name_word *first)
{
	if (x->words > 1)
		return registry_means(s->registry, x->phrase, x->len);
	return first->alone ? name_cues_means(s->cues, first->cue)
			    : (struct registry_meanings){ 0 };
}

static bool
is_demonym(const struct name_story *s, const struct stretch *x,
	const struct name_word *first)
{
	if (x->words == 1)
		return first->demonym;
	return registry_demonym(s->registry, x->phrase, x->len) != NULL;
}

/* What the words so far are, as a match; false if nothing. */
static bool
look_up(const struct name_story *s, const struct stretch *x,
	const struct name_word *first, struct name_match *m)
{
	struct registry_meanings means = meanings_of(s, x, first);

	m->actors = means.actors;
	m->places = means.places;
	if (m->actors != NULL && !capitals_fit(x, m->actors->capitals,
					 m->actors->acronym, first))
		m->actors = NULL;
	if (m->places != NULL && !capitals_fit(x, m->places->capitals,
					 m->places->acronym, first))
		m->places = NULL;
	m->listed =
		(uint16_t)(listed_actors(m->actors) | listed_places(m->places));
	if (is_demonym(s, x, first))
		m->listed |= LISTED_NATION;
	return m->listed != 0;
}

static void
find_at(const struct name_story *s, const struct name_text *t, uint32_t first,
	struct name_matches *out)
{
	const struct name_word *word = name_word_of(s, &t->tokens[first]);
	struct stretch x = { .all_capitals = true };

	for (uint32_t i = first; i < t->count && x.words < word->phrase; i++) {
		struct name_match m = { .first = first };

		if (i > first && !t->tokens[i].joined)
			break;
		if (i > first && t->tokens[i].initial)
			continue;
		if (!add_word(s, &t->tokens[i], &x))
			break;
		if (x.words == 2 &&
			!name_cues_pair(s->cues, word->hash,
				name_word_of(s, &t->tokens[i])->hash))
			break;
		m.words = (uint8_t)(i + 1 - first);
		if (i + 1 - first < UINT8_MAX && look_up(s, &x, word, &m))
			*arena_push(
				s->arena, out->items, out->count, out->cap) = m;
	}
}

void
name_list_find(const struct name_story *s, const struct name_text *t,
	struct name_matches *out)
{
	out->of = arena_room(s->arena, (size_t)t->count + 1, sizeof(*out->of));
	for (uint32_t i = 0; i < t->count; i++) {
		out->of[i] = out->count;
		if (t->tokens[i].capital &&
			name_word_of(s, &t->tokens[i])->phrase > 0)
			find_at(s, t, i, out);
	}
	out->of[t->count] = out->count;
}

const struct name_match *
name_list_at(const struct name_matches *matches, uint32_t first, uint32_t words)
{
	for (uint32_t i = matches->of[first]; i < matches->of[first + 1]; i++)
		if (matches->items[i].words == words)
			return &matches->items[i];
	return NULL;
}
