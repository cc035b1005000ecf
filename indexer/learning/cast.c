#include "indexer/learning/cast.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/must.h"
#include "engine/text/name_key.h"
#include "indexer/learning/name_words.h"

#include <stdlib.h>
#include <string.h>

#define PAIR_BITS ((uint64_t)1 << 28)
#define PAIR_WORDS (PAIR_BITS / 64)
/* So many actors of a story are neighbours of each other. */
#define COMPANY 8
/* A record may name a million: doubles are looked for so far. */
#define ACTORS_COMPARED 256

void
cast_init(struct cast *cast, size_t most)
{
	memset(cast, 0, sizeof(*cast));
	cast->most = most;
	cast->pairs = mem_alloc(PAIR_WORDS * sizeof(*cast->pairs));
	must(pthread_mutex_init(&cast->lock, NULL) == 0);
}

void
cast_release(struct cast *cast)
{
	free(cast->persons);
	free(cast->pairs);
	names_release(&cast->names);
	arena_release(&cast->arena);
	pthread_mutex_destroy(&cast->lock);
}

/* ---- ids, pairs, families ---- */

static uint64_t
hash(const char *bytes, size_t len)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)bytes[i]) * 0x100000001b3u;
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	return h ^ h >> 32;
}

uint32_t
cast_id(const char *name)
{
	return (uint32_t)hash(name, strlen(name));
}

uint64_t
cast_bit(const char *name)
{
	return (uint64_t)1 << (cast_id(name) >> 26);
}

/* The two bits of a pair, whichever comes first. */
static void
pair_bits(uint32_t a, uint32_t b, uint64_t bits[2])
{
	uint32_t pair[2] = { a < b ? a : b, a < b ? b : a };
	uint64_t h = hash((const char *)pair, sizeof(pair));

	bits[0] = h % PAIR_BITS;
	bits[1] = (h >> 32) * 0x9e3779b97f4a7c15u >> 36;
}

/* All pairs of those who stand together.  The filter is far larger than what is
 * near a processor: its words are called for before the first is needed, and
 * written only where that changes them. */
static void
note_pairs(struct cast *cast, const uint32_t *ids, size_t n)
{
	uint64_t bits[COMPANY * (COMPANY - 1)];
	size_t nbits = 0;

	for (size_t a = 0; a < n; a++)
		for (size_t b = a + 1; b < n; b++, nbits += 2) {
			pair_bits(ids[a], ids[b], bits + nbits);
			__builtin_prefetch(&cast->pairs[bits[nbits] / 64]);
			__builtin_prefetch(&cast->pairs[bits[nbits + 1] / 64]);
		}
	for (size_t i = 0; i < nbits; i++) {
		atomic_ullong *word = &cast->pairs[bits[i] / 64];
		unsigned long long bit = 1ull << bits[i] % 64;

		if ((atomic_load(word) & bit) == 0)
			atomic_fetch_or(word, bit);
	}
}

bool
cast_met(const struct cast *cast, uint32_t a, uint32_t b)
{
	uint64_t bits[2];
	bool met = true;

	pair_bits(a, b, bits);
	for (int i = 0; i < 2; i++)
		met &= atomic_load(&cast->pairs[bits[i] / 64]) >> bits[i] % 64 &
		       1;
	return met;
}

bool
cast_family(struct buf *out, const char *name)
{
	struct name_words words;
	char first[NAME_KEY_SIZE], last[NAME_KEY_SIZE];
	const struct name_word *end;

	name_words_read(&words, name);
	if (words.count < 2)
		return false;
	end = &words.items[words.count - 1];
	if (name_key(words.items[0].text, words.items[0].len, first) == 0 ||
		name_key(end->text, end->len, last) == 0)
		return false;
	buf_printf(out, "%s\n%s", last, first);
	return true;
}

bool
cast_is_person(const struct person *person)
{
	return person->as_person * 2 > person->stories;
}

/* ---- names ---- */

/* Is the name of a family that is kept?  Those without are with the first. */
static bool
is_kept(const struct cast *cast, const char *name)
{
	struct buf family = { 0 };
	uint64_t h = 0;

	if (cast->level == 0)
		return true;
	if (cast_family(&family, name))
		h = hash(family.data, family.len);
	else
		h = hash(name, strlen(name));
	buf_release(&family);
	return h >> (64 - cast->level) == 0;
}

/* Half of the families go, until there is room. */
static void
thin_out(struct cast *cast)
{
	while (cast->names.count > cast->most && cast->level < 40) {
		struct names old = cast->names;

		cast->level++;
		cast->names = (struct names){ 0 };
		for (uint32_t i = 0; i < old.count; i++) {
			size_t len;
			const char *name = names_text(&old, i, &len);

			if (is_kept(cast, name))
				cast->persons[names_add(&cast->names, name, len,
					NULL)] = cast->persons[i];
		}
		names_release(&old);
	}
}

/* The ids stay sorted; the lowest of them stay at all. */
static void
add_neighbour(struct person *p, uint32_t id)
{
	uint32_t at = 0;

	while (at < p->nneighbours && p->neighbours[at] < id)
		at++;
	if (at == CAST_NEIGHBOURS ||
		(at < p->nneighbours && p->neighbours[at] == id))
		return;
	if (p->nneighbours < CAST_NEIGHBOURS)
		p->nneighbours++;
	memmove(p->neighbours + at + 1, p->neighbours + at,
		(p->nneighbours - 1 - at) * sizeof(*p->neighbours));
	p->neighbours[at] = id;
}

static struct person *
person_of(struct cast *cast, const struct story_actor *actor)
{
	bool added;
	uint32_t at = names_add(
		&cast->names, actor->name, strlen(actor->name), &added);

	cast->persons = mem_grow(cast->persons, &cast->cap, (size_t)at + 1,
		sizeof(*cast->persons));
	if (added)
		cast->persons[at] = (struct person){
			.id = cast_id(actor->name),
			.type = actor->type,
		};
	return &cast->persons[at];
}

/* What is known of a name does not depend on who said it first. */
static void
know(struct cast *cast, struct person *p, const struct story_actor *actor)
{
	p->stories++;
	p->as_person +=
		actor->type == ACTOR_PERSON || actor->type == ACTOR_UNKNOWN;
	if (actor->type != ACTOR_UNKNOWN &&
		(p->type == ACTOR_UNKNOWN || actor->type < p->type))
		p->type = actor->type;
	if (actor->code != NULL &&
		(p->code == NULL || strcmp(actor->code, p->code) < 0))
		p->code = arena_string(&cast->arena, actor->code);
}

/* Does the n-th actor count?  A name does once a story, whatever it is. */
static bool
counts(const struct story *story, uint32_t n)
{
	const struct story_actor *actor = &story->actors[n];

	if (actor->name == NULL || *actor->name == '\0' ||
		actor->type == ACTOR_COUNTRY)
		return false;
	for (uint32_t i = 0; i < n && i < ACTORS_COMPARED; i++)
		if (story->actors[i].name != NULL &&
			story->actors[i].type != ACTOR_COUNTRY &&
			strcmp(story->actors[i].name, actor->name) == 0)
			return false;
	return true;
}

/* All names are called for before the first is looked up: others wait for the
 * lock. */
static void
call_names(struct cast *cast, const struct story *story)
{
	for (uint32_t i = 0; i < story->nactors; i++) {
		struct names_text text = { .text = story->actors[i].name };

		if (text.text == NULL)
			continue;
		text.len = strlen(text.text);
		names_call(&cast->names, &text);
	}
}

uint64_t
cast_see(struct cast *cast, const struct story *story)
{
	uint32_t company[COMPANY];
	size_t n = 0;
	uint64_t bits = 0;

	for (uint32_t i = 0; i < story->nactors; i++) {
		if (!counts(story, i))
			continue;
		bits |= cast_bit(story->actors[i].name);
		if (n < COMPANY)
			company[n++] = cast_id(story->actors[i].name);
	}
	note_pairs(cast, company, n);
	pthread_mutex_lock(&cast->lock);
	cast->stories++;
	call_names(cast, story);
	for (uint32_t i = 0; i < story->nactors; i++) {
		const struct story_actor *actor = &story->actors[i];
		struct person *p;

		if (!counts(story, i) || !is_kept(cast, actor->name))
			continue;
		p = person_of(cast, actor);
		know(cast, p, actor);
		for (size_t k = 0; k < n; k++)
			if (company[k] != p->id)
				add_neighbour(p, company[k]);
	}
	thin_out(cast);
	pthread_mutex_unlock(&cast->lock);
	return bits;
}
