#include "indexer/names/name_resolve.h"

#include "engine/text/name_key.h"
#include "indexer/names/name_agree.h"

#include <stdio.h>
#include <string.h>

/* Entities looked at that share a word: no story has more of a surname. */
#define CHAIN_MAX 32

/* Entities by the words of their names. */
struct link {
	uint32_t entity;
	uint32_t next; /* link + 1; 0 ends */
};

/* An entity by what the lists have of it. */
struct known {
	uint32_t key;
	uint32_t entity; /* + 1; 0: none */
};

#define COUNTRIES 32

struct resolver {
	const struct known_actor *countries[COUNTRIES]; /* that are named */
	uint32_t ncountries;
	const struct name_story *story;
	const struct name_mentions *mentions;
	struct name_entities *out;
	uint32_t *by_word; /* of each word: link + 1 */
	struct link *links;
	uint32_t nlinks;
	size_t cap_links;
	struct known *known; /* open addressing, at most half of it taken */
	uint32_t known_mask;
	uint32_t *of_acronym;	/* entity + 1, by word */
	struct name_words keys; /* of surnames */
	uint32_t *key_of;	/* of each word: its key + 1 */
	uint32_t *by_key;	/* link + 1 */
	size_t cap_keys;
};

/* ---- entities by word ---- */

static struct name_entity *
entity_at(const struct resolver *r, uint32_t number)
{
	return &r->out->items[number];
}

/* Actors and places have one table: those named by a story are few. */
static uint32_t
actor_key(const struct known_actor *actor)
{
	return (uint32_t)actor->number * 2;
}

static uint32_t
place_key(const struct known_place *place)
{
	return (uint32_t)place->number * 2 + 1;
}

/* Where the entity of a key is, or would go. */
static struct known *
known_at(const struct resolver *r, uint32_t key)
{
	uint32_t i = (key * 0x9e3779b1u >> 8) & r->known_mask;

	while (r->known[i].entity != 0 && r->known[i].key != key)
		i = (i + 1) & r->known_mask;
	return &r->known[i];
}

static void
set_known(struct resolver *r, uint32_t key, uint32_t entity)
{
	*known_at(r, key) = (struct known){ key, entity + 1 };
}

/* One for each mention at most; they fill half of the table. */
static void
make_known(struct resolver *r)
{
	size_t slots = 16;

	while (slots < (size_t)r->mentions->count * 2)
		slots *= 2;
	r->known = arena_array(r->story->arena, slots, sizeof(*r->known));
	r->known_mask = (uint32_t)(slots - 1);
}

static void
add_link(struct resolver *r, uint32_t *head, uint32_t entity)
{
	struct link *link;

	if (*head != 0 && r->links[*head - 1].entity == entity)
		return;
	link = arena_push(r->story->arena, r->links, r->nlinks, r->cap_links);
	*link = (struct link){ .entity = entity, .next = *head };
	*head = r->nlinks;
}

/* The head of the chain of persons whose surname has this one's key; NULL if
 * it has none. */
static uint32_t *
key_head(struct resolver *r, uint32_t surname)
{
	char key[NAME_KEY_SIZE];
	size_t len;
	const char *word;
	uint32_t at;
	bool added;

	if (r->key_of[surname] == 0) {
		word = name_word_text(r->story, surname, &len);
		len = name_key(word, len, key);
		len = len < 2 ? 0 : len;
		at = name_words_add(
			&r->keys, name_hash(r->story->cues, key, len), &added);
		if (added) {
			r->keys.items[at].length = (uint32_t)len;
			r->by_key = arena_grow(r->story->arena, r->by_key, at,
				&r->cap_keys, sizeof(*r->by_key));
			r->by_key[at] = 0;
		}
		r->key_of[surname] = at + 1;
	}
	at = r->key_of[surname] - 1;
	return r->keys.items[at].length > 0 ? &r->by_key[at] : NULL;
}

static uint32_t
new_entity(struct resolver *r, const struct name_mention *m)
{
	uint32_t number = r->out->count;
	struct name_entity *e;

	if (number >= ENTITIES_MAX)
		return NAME_ENTITY_NONE;
	e = arena_push(
		r->story->arena, r->out->items, r->out->count, r->out->cap);
	*e = (struct name_entity){
		.type = m->type,
		.actor = m->actor,
		.fullest = m,
		.given = NAME_WORD_NONE,
		.surname = NAME_WORD_NONE,
	};
	return number;
}

/* Let an entity be found by the words of this mention. */
static void
learn_words(struct resolver *r, uint32_t number, const struct name_mention *m)
{
	struct name_entity *e = entity_at(r, number);
	uint32_t n = name_bare_words(r->story, m);
	uint32_t *head;

	if (e->type == NAME_PERSON) {
		uint32_t given, surname;

		name_parts(r->story, m, &given, &surname);
		if (e->surname == NAME_WORD_NONE ||
			e->given == NAME_WORD_NONE) {
			e->given = given;
			e->surname = surname;
		}
		head = key_head(r, surname);
		if (head != NULL)
			add_link(r, head, number);
	}
	for (uint32_t i = 0; i < n; i++)
		if (name_token_of(m, i)->capital)
			add_link(r, &r->by_word[name_token_of(m, i)->word],
				number);
}

/* ---- persons ---- */

/* The same, asking the list too where it knows the person. */
static bool
first_name_agrees(
	const struct resolver *r, const struct name_entity *e, uint32_t given)
{
	size_t len;
	const char *word;

	if (name_given_agree(r->story, e->given, given))
		return true;
	if (e->actor == NULL || given == NAME_WORD_NONE)
		return false;
	word = name_word_text(r->story, given, &len);
	return name_alike(
		e->actor->name, strcspn(e->actor->name, " "), word, len);
}

/* The person of this full name, under whatever spelling. */
static uint32_t
person_in_full(struct resolver *r, uint32_t given, uint32_t surname)
{
	uint32_t *head = key_head(r, surname);
	uint32_t link = head != NULL ? *head : r->by_word[surname];

	for (int n = 0; link != 0 && n < CHAIN_MAX; n++) {
		const struct link *l = &r->links[link - 1];
		const struct name_entity *e = entity_at(r, l->entity);

		if (e->type == NAME_PERSON && e->full &&
			name_surnames_agree(r->story, e->surname, surname) &&
			first_name_agrees(r, e, given))
			return l->entity;
		link = l->next;
	}
	return NAME_ENTITY_NONE;
}

static bool
may_be_called(const struct name_mention *m, const struct name_entity *e)
{
	for (const struct actor_phrase *p = m->briefs; p != NULL; p = p->next)
		if (p->brief && p->actor == e->actor)
			return true;
	return false;
}

/* The better of two for a bare name: the one named in full last. */
static void
take_later(const struct resolver *r, uint32_t number, uint32_t *best)
{
	const struct name_entity *e = entity_at(r, number);

	if (e->named > 0 && (*best == NAME_ENTITY_NONE ||
				    e->named > entity_at(r, *best)->named))
		*best = number;
}

/*
 * Whom a bare name means: a listed short form, else a surname as it is
 * written, else the first half of a full name (Deng of Deng Xiaoping), else
 * a surname by its key.
 */
static uint32_t
person_by_part(struct resolver *r, const struct name_mention *m)
{
	uint32_t given, word, best = NAME_ENTITY_NONE, first = NAME_ENTITY_NONE;
	uint32_t at, link, *head;
	bool is_given =
		(name_classes_of(r->story, m, 0) & CUE_BIT(CUE_GIVEN)) != 0;

	for (const struct actor_phrase *p = m->briefs; p != NULL; p = p->next) {
		at = p->brief ? known_at(r, actor_key(p->actor))->entity : 0;
		if (at > 0)
			take_later(r, at - 1, &best);
	}
	name_parts(r->story, m, &given, &word);
	link = r->by_word[word];
	for (int n = 0; link != 0 && n < CHAIN_MAX; n++) {
		const struct link *l = &r->links[link - 1];
		const struct name_entity *e = entity_at(r, l->entity);

		link = l->next;
		if (e->type != NAME_PERSON || !e->full)
			continue;
		if (e->surname == word || may_be_called(m, e))
			take_later(r, l->entity, &best);
		else if (e->given == word && e->actor == NULL && !is_given)
			take_later(r, l->entity, &first);
	}
	if (best == NAME_ENTITY_NONE)
		best = first;
	head = best == NAME_ENTITY_NONE ? key_head(r, word) : NULL;
	link = head != NULL ? *head : 0;
	for (int n = 0; link != 0 && n < CHAIN_MAX; n++) {
		const struct link *l = &r->links[link - 1];

		if (entity_at(r, l->entity)->full &&
			name_surnames_agree(r->story,
				entity_at(r, l->entity)->surname, word))
			take_later(r, l->entity, &best);
		link = l->next;
	}
	return best;
}

/* ---- organisations and places ---- */

/* An entity of this type that has a word of the mention and agrees. */
static uint32_t
entity_by_words(const struct resolver *r, const struct name_mention *m)
{
	uint32_t words = name_bare_words(r->story, m);

	for (uint32_t i = 0; i < words; i++) {
		uint32_t link = r->by_word[name_token_of(m, i)->word];

		for (int n = 0; link != 0 && n < CHAIN_MAX; n++) {
			const struct link *l = &r->links[link - 1];
			const struct name_entity *e = entity_at(r, l->entity);

			if (e->type == m->type &&
				(name_same_words(e->fullest, m) ||
					(m->type == NAME_BODY &&
						e->actor == NULL &&
						name_bodies_agree(r->story,
							e->fullest, m))))
				return l->entity;
			link = l->next;
		}
		/* Places are the same from their first word on. */
		if (m->type == NAME_PLACE)
			break;
	}
	return NAME_ENTITY_NONE;
}

static uint32_t
body_of(struct resolver *r, const struct name_mention *m)
{
	uint32_t at = NAME_ENTITY_NONE, acronym;

	if (m->words == 1 && name_token_of(m, 0)->capitals)
		at = r->of_acronym[name_token_of(m, 0)->word] - 1;
	if (at == NAME_ENTITY_NONE)
		at = entity_by_words(r, m);
	acronym = m->words > 1 ? name_acronym(r->story, m) : NAME_WORD_NONE;
	/* The WHO was met before what it stands for. */
	if (at == NAME_ENTITY_NONE && acronym != NAME_WORD_NONE &&
		r->by_word[acronym] != 0) {
		uint32_t short_one = r->links[r->by_word[acronym] - 1].entity;
		const struct name_entity *e = entity_at(r, short_one);

		if (e->type == NAME_BODY && e->actor == NULL &&
			e->fullest->words == 1 &&
			name_token_of(e->fullest, 0)->capitals)
			at = short_one;
	}
	if (at == NAME_ENTITY_NONE)
		at = new_entity(r, m);
	if (at != NAME_ENTITY_NONE && acronym != NAME_WORD_NONE &&
		r->of_acronym[acronym] == 0)
		r->of_acronym[acronym] = at + 1;
	return at;
}

static uint32_t
place_of(struct resolver *r, const struct name_mention *m)
{
	const struct known_place *place =
		m->places != NULL ? m->places->place : NULL;
	uint32_t at = place != NULL ? known_at(r, place_key(place))->entity : 0;

	if (at > 0)
		return at - 1;
	at = place == NULL ? entity_by_words(r, m) : NAME_ENTITY_NONE;
	if (at == NAME_ENTITY_NONE)
		at = new_entity(r, m);
	if (at != NAME_ENTITY_NONE && place != NULL) {
		entity_at(r, at)->place = place;
		set_known(r, place_key(place), at);
	}
	return at;
}

/* ---- mention by mention ---- */

static uint32_t
known_of(struct resolver *r, const struct name_mention *m)
{
	uint32_t key = actor_key(m->actor), at = known_at(r, key)->entity;
	uint32_t given, surname, found = NAME_ENTITY_NONE;

	if (at > 0)
		return at - 1;
	/* A spelling that the list lacks came first. */
	name_parts(r->story, m, &given, &surname);
	if (m->type == NAME_PERSON && given != NAME_WORD_NONE)
		found = person_in_full(r, given, surname);
	if (found != NAME_ENTITY_NONE && entity_at(r, found)->actor == NULL)
		entity_at(r, found)->actor = m->actor;
	else
		found = new_entity(r, m);
	set_known(r, key, found);
	return found;
}

/* The entity of a mention; NAME_ENTITY_NONE when it has to wait. */
static uint32_t
entity_of(struct resolver *r, const struct name_mention *m, bool *full)
{
	uint32_t given, surname, at;

	*full = true;
	if (m->actor != NULL)
		return known_of(r, m);
	if (m->type == NAME_PLACE)
		return place_of(r, m);
	if (m->type == NAME_BODY)
		return body_of(r, m);
	name_parts(r->story, m, &given, &surname);
	if (given == NAME_WORD_NONE || m->briefs != NULL) {
		*full = false;
		return person_by_part(r, m);
	}
	at = person_in_full(r, given, surname);
	return at != NAME_ENTITY_NONE ? at : new_entity(r, m);
}

static void
count_mention(struct resolver *r, uint32_t number, uint32_t i, bool full)
{
	const struct name_mention *m = &r->mentions->items[i];
	struct name_entity *e = entity_at(r, number);

	r->out->of[i] = number;
	e->count++;
	if (m->margin > e->sure)
		e->sure = m->margin;
	if (full) {
		e->named = i + 1;
		e->full = true;
	}
	if (m == e->fullest || full)
		learn_words(r, number, m);
	if (name_is_shouted(e->fullest) == name_is_shouted(m)
			? m->words > e->fullest->words
			: !name_is_shouted(m) && m->words >= e->fullest->words)
		e->fullest = m;
}

/* ---- surnames alone ---- */

/* Does the story name the country that an actor's code begins with? */
static bool
country_named(const struct resolver *r, const struct known_actor *actor)
{
	for (uint32_t i = 0; i < r->ncountries; i++) {
		const char *code = r->countries[i]->code;

		if (strncmp(actor->code, code, strlen(code)) == 0)
			return true;
	}
	return false;
}

static void
note_countries(struct resolver *r)
{
	for (uint32_t i = 0; i < r->out->count; i++) {
		const struct known_actor *actor = entity_at(r, i)->actor;

		if (actor != NULL && actor->type == ACTOR_COUNTRY &&
			r->ncountries < COUNTRIES)
			r->countries[r->ncountries++] = actor;
	}
}

/* May the list call this actor so, in short? */
static bool
is_called(const struct name_mention *m, const struct known_actor *actor)
{
	const struct actor_phrase *p = m->briefs;

	while (p != NULL && (!p->brief || p->actor != actor))
		p = p->next;
	return p != NULL;
}

/* Of several of one surname the one whom the list calls by it with a title:
 * President Lukashenko is not one of his sons. */
static const struct known_actor *
known_by_title(const struct resolver *r, const struct name_mention *m)
{
	static const char *const titles[] = { "president", "prime minister",
		"chancellor", "king", "queen", "pope", "general", "gen",
		"senator", "sen", "secretary" };
	char phrase[NAME_KEY_SIZE + 32];
	size_t len;
	const char *surname = name_word_text(
		r->story, name_token_of(m, m->words - 1)->word, &len);

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++) {
		int n = snprintf(phrase, sizeof(phrase), "%s %.*s", titles[i],
			(int)(len < NAME_KEY_SIZE ? len : NAME_KEY_SIZE),
			surname);
		const struct actor_phrase *p =
			registry_phrase(r->story->registry, phrase, (size_t)n);

		if (p != NULL && p->next == NULL && is_called(m, p->actor))
			return p->actor;
	}
	return NULL;
}

/*
 * The one of the lists whom a bare surname means though no first name stands
 * in the story: the name is rare, one person of the list has it or has it with
 * a title, and the story names the country as a second witness.
 */
static const struct known_actor *
known_by_surname(const struct resolver *r, const struct name_mention *m)
{
	const struct known_actor *one = NULL;

	if ((name_classes_of(r->story, m, m->words - 1) &
		    (CUE_BIT(CUE_SURNAME) | CUE_BIT(CUE_GIVEN) |
			    CUE_BIT(CUE_COMMON))) != 0)
		return NULL;
	for (const struct actor_phrase *p = m->briefs; p != NULL; p = p->next) {
		if (!p->brief)
			continue;
		if (one != NULL && p->actor != one) {
			one = known_by_title(r, m);
			break;
		}
		one = p->actor;
	}
	return one != NULL && country_named(r, one) ? one : NULL;
}

/* A bare name whose full one comes later, or never. */
static void
resolve_waiting(struct resolver *r, uint32_t i)
{
	const struct name_mention *m = &r->mentions->items[i];
	uint32_t at = NAME_ENTITY_NONE, link, given, word;

	/* Of a list alone nobody can say who is meant. */
	if (m->margin <= 0)
		return;
	at = person_by_part(r, m);
	name_parts(r->story, m, &given, &word);
	link = r->by_word[word];
	for (int n = 0; at == NAME_ENTITY_NONE && link != 0 && n < CHAIN_MAX;
		n++) {
		const struct link *l = &r->links[link - 1];
		const struct name_entity *e = entity_at(r, l->entity);

		if (e->type == NAME_PERSON && e->surname == word)
			at = l->entity;
		link = l->next;
	}
	if (at == NAME_ENTITY_NONE) {
		const struct known_actor *known = known_by_surname(r, m);

		at = new_entity(r, m);
		if (at != NAME_ENTITY_NONE && known != NULL) {
			entity_at(r, at)->actor = known;
			set_known(r, actor_key(known), at);
		}
	}
	if (at != NAME_ENTITY_NONE)
		count_mention(r, at, i, false);
}

void
name_resolve(const struct name_story *story,
	const struct name_mentions *mentions, struct name_entities *out)
{
	struct arena *arena = story->arena;
	size_t words = (size_t)story->words.count + 1;
	struct resolver r = {
		.story = story,
		.mentions = mentions,
		.out = out,
		.by_word = arena_array(arena, words, sizeof(uint32_t)),
		.of_acronym = arena_array(arena, words, sizeof(uint32_t)),
		.key_of = arena_array(arena, words, sizeof(uint32_t)),
		.keys = { .arena = arena },
	};

	make_known(&r);
	out->of = arena_array(arena, mentions->count, sizeof(*out->of));
	for (uint32_t i = 0; i < mentions->count; i++) {
		bool full;
		uint32_t at = entity_of(&r, &mentions->items[i], &full);

		out->of[i] = NAME_ENTITY_NONE;
		if (at != NAME_ENTITY_NONE)
			count_mention(&r, at, i, full);
	}
	note_countries(&r);
	for (uint32_t i = 0; i < mentions->count; i++)
		if (out->of[i] == NAME_ENTITY_NONE &&
			mentions->items[i].type == NAME_PERSON)
			resolve_waiting(&r, i);
}
