/* merges_apply.c - the actors of one story under the names of the archive */
#include "base/buf.h"
#include "indexer/learning/merges.h"

#include <stdlib.h>
#include <string.h>

/* A record may name a million: doubles are looked for so far. */
#define ACTORS_COMPARED 256

/* ---- two that become one ---- */

/* Is it one of these lines? */
static bool
has_line(const char *lines, const char *wanted, size_t len)
{
	while (lines != NULL && *lines != '\0') {
		size_t n = strcspn(lines, "\n");

		if (n == len && memcmp(lines, wanted, n) == 0)
			return true;
		lines += n + (lines[n] == '\n');
	}
	return false;
}

/* The lines of b that a lacks, behind those of a; the name shown is none. */
static const char *
unite_aliases(
	struct arena *arena, const char *a, const char *b, const char *name)
{
	struct buf all = { 0 };
	const char *copy = a;

	if (b == NULL)
		return a;
	if (a != NULL)
		buf_puts(&all, a);
	while (*b != '\0') {
		size_t n = strcspn(b, "\n");

		if (n > 0 && !has_line(buf_text(&all), b, n) &&
			!(strlen(name) == n && memcmp(name, b, n) == 0)) {
			if (all.len > 0)
				buf_putc(&all, '\n');
			buf_add(&all, b, n);
		}
		b += n + (b[n] == '\n');
	}
	if (all.len > 0)
		copy = arena_copy(arena, all.data, all.len);
	buf_release(&all);
	return copy;
}

/* Spans of both, ascending. */
static void
unite_spans(struct arena *arena, struct story_actor *to,
	const struct story_actor *from)
{
	uint32_t n = to->nspans + from->nspans, a = 0, b = 0;
	struct story_span *spans = arena_array(arena, n, sizeof(*spans));

	for (uint32_t i = 0; i < n; i++) {
		bool first = b == from->nspans ||
			     (a < to->nspans && to->spans[a].start <=
							from->spans[b].start);

		spans[i] = first ? to->spans[a++] : from->spans[b++];
	}
	to->spans = spans;
	to->nspans = n;
}

static void
unite(struct arena *arena, struct story_actor *to,
	const struct story_actor *from)
{
	to->count += from->count;
	to->aliases =
		unite_aliases(arena, to->aliases, from->aliases, to->name);
	if (to->code == NULL)
		to->code = from->code;
	if (from->nspans > 0)
		unite_spans(arena, to, from);
}

/* ---- one story ---- */

/* Does one of the actor's neighbours stand in the story? */
static bool
is_met(const struct merges *merges, const struct story *story,
	const struct story_actor *actor, const struct merge *merge)
{
	uint32_t known = cast_id(merge->name);

	for (uint32_t i = 0; i < story->nactors && i < ACTORS_COMPARED; i++) {
		const struct story_actor *a = &story->actors[i];
		uint32_t id = cast_id(a->name);

		if (a != actor && a->type != ACTOR_COUNTRY && id != known &&
			!merges_is_common(merges, id) &&
			cast_met(merges->cast, known, id))
			return true;
	}
	return false;
}

static struct merge *
merge_of(const struct merges *merges, const struct story *story,
	const struct story_actor *actor)
{
	uint32_t at;
	struct merge *m;

	if (actor->type == ACTOR_COUNTRY ||
		!(cast_bit(actor->name) & merges->bits))
		return NULL;
	at = names_find(&merges->cast->names, actor->name, strlen(actor->name));
	if (at == NAMES_NONE || merges->items[at].name == NULL)
		return NULL;
	m = &merges->items[at];
	return !m->if_met || is_met(merges, story, actor, m) ? m : NULL;
}

static void
rename_speaker(struct story *story, const char *from, const char *to)
{
	for (uint32_t i = 0; i < story->nquotes; i++)
		if (story->quotes[i].speaker != NULL &&
			strcmp(story->quotes[i].speaker, from) == 0)
			story->quotes[i].speaker = to;
}

static void
rename_actor(struct arena *arena, struct story *story,
	struct story_actor *actor, const struct merge *m)
{
	const char *old = actor->name;

	rename_speaker(story, old, m->name);
	actor->name = m->name;
	actor->aliases = unite_aliases(arena, actor->aliases, old, actor->name);
	if (m->code != NULL)
		actor->code = m->code;
	if (m->type != ACTOR_UNKNOWN)
		actor->type = m->type;
}

struct place {
	struct story_actor actor;
	uint32_t at;
};

static int
compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->actor.count != y->actor.count)
		return x->actor.count < y->actor.count ? 1 : -1;
	return (x->at > y->at) - (x->at < y->at);
}

/* Whom the story names most stands first; others stay in their order. */
static void
most_named_first(struct arena *arena, struct story *story)
{
	struct place *places =
		arena_array(arena, story->nactors, sizeof(*places));

	for (uint32_t i = 0; i < story->nactors; i++)
		places[i] = (struct place){ story->actors[i], i };
	qsort(places, story->nactors, sizeof(*places), compare_places);
	for (uint32_t i = 0; i < story->nactors; i++)
		story->actors[i] = places[i].actor;
}

/* One name, and not two rows of a list. */
static bool
are_one(const struct story_actor *a, const struct story_actor *b)
{
	return strcmp(a->name, b->name) == 0 &&
	       (a->code == NULL || b->code == NULL ||
		       strcmp(a->code, b->code) == 0);
}

/* Actors of one name become the first of them; the others go. */
static void
unite_actors(struct arena *arena, struct story *story)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < story->nactors; i++) {
		uint32_t k = 0;

		while (k < kept && k < ACTORS_COMPARED &&
			!are_one(&story->actors[k], &story->actors[i]))
			k++;
		if (k == ACTORS_COMPARED)
			k = kept;
		if (k < kept)
			unite(arena, &story->actors[k], &story->actors[i]);
		else
			story->actors[kept++] = story->actors[i];
	}
	story->nactors = kept;
	most_named_first(arena, story);
}

/* A story is counted once, though two of its actors have the name. */
static bool
is_among(struct merge *const *found, uint32_t n, const struct merge *wanted)
{
	for (uint32_t i = 0; i < n && i < ACTORS_COMPARED; i++)
		if (found[i] == wanted)
			return true;
	return false;
}

bool
merges_apply(
	const struct merges *merges, struct arena *arena, struct story *story)
{
	struct merge **found;
	bool changed = false;

	if (merges->bits == 0 || story->nactors == 0)
		return false;
	/* all are looked up before the first gets another name */
	found = arena_array(arena, story->nactors, sizeof(*found));
	for (uint32_t i = 0; i < story->nactors; i++)
		found[i] = merge_of(merges, story, &story->actors[i]);
	for (uint32_t i = 0; i < story->nactors; i++) {
		if (found[i] == NULL)
			continue;
		rename_actor(arena, story, &story->actors[i], found[i]);
		if (!is_among(found, i, found[i]))
			atomic_fetch_add(&found[i]->taken, 1);
		changed = true;
	}
	if (changed)
		unite_actors(arena, story);
	return changed;
}
