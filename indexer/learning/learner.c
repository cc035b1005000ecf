#include "indexer/learning/learner.h"

#include "base/mem.h"
#include "base/must.h"
#include "indexer/learning/clocks.h"
#include "indexer/learning/group_key.h"
#include "indexer/learning/outlet_names.h"
#include "indexer/learning/units.h"

#include <stdlib.h>
#include <string.h>

/* Of a long story the first units and the last ones are kept. */
#define UNITS_AHEAD 16

struct learner *
learner_new(size_t most)
{
	struct learner *learner = mem_alloc(sizeof(*learner));

	learner->kept = SAMPLE_KEPT;
	learner->most = most;
	cast_init(&learner->cast, CAST_MOST);
	must(pthread_mutex_init(&learner->lock, NULL) == 0);
	return learner;
}

static void
seen_free(struct seen *seen)
{
	if (seen != NULL)
		free(seen->units);
	free(seen);
}

void
learner_free(struct learner *learner)
{
	if (learner == NULL)
		return;
	for (uint32_t g = 0; g < learner->keys.count; g++) {
		for (size_t i = 0; i < learner->groups[g].count; i++)
			seen_free(learner->groups[g].sample[i]);
		free(learner->groups[g].sample);
	}
	free(learner->groups);
	names_release(&learner->keys);
	names_release(&learner->names);
	names_release(&learner->spellings);
	cast_release(&learner->cast);
	pthread_mutex_destroy(&learner->lock);
	free(learner);
}

/* ---- samples ---- */

/* Every bit of the digest has its say in the lot that is drawn. */
static uint64_t
priority_of(const struct text_digest *digest)
{
	uint64_t h = digest->high ^ (digest->low * 0x9e3779b97f4a7c15u);

	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	return h ^ h >> 32;
}

static int
compare_seen(const struct seen *a, const struct seen *b)
{
	if (a->priority != b->priority)
		return a->priority < b->priority ? -1 : 1;
	if (a->digest.high != b->digest.high)
		return a->digest.high < b->digest.high ? -1 : 1;
	if (a->digest.low != b->digest.low)
		return a->digest.low < b->digest.low ? -1 : 1;
	return 0;
}

/* Where in the sample a story stands, or would. */
static size_t
place_in(const struct group *group, const struct seen *seen)
{
	size_t low = 0, high = group->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_seen(group->sample[middle], seen) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
trim(struct learner *learner, struct group *group)
{
	while (group->count > learner->kept) {
		seen_free(group->sample[--group->count]);
		learner->sampled--;
	}
}

/* Of two stories of one text the one that was given first stays. */
static bool
is_earlier(const struct seen *a, const struct seen *b)
{
	if (a->place.input != b->place.input)
		return a->place.input < b->place.input;
	return a->place.nth < b->place.nth;
}

/* Put a story into a sample; it is the sample's, or gone. */
static void
put(struct learner *learner, struct group *group, struct seen *seen)
{
	size_t at = place_in(group, seen);

	if (at < group->count && compare_seen(group->sample[at], seen) == 0) {
		struct seen *other = group->sample[at];
		bool earlier = is_earlier(seen, other);

		group->sample[at] = earlier ? seen : other;
		seen_free(earlier ? other : seen);
		return;
	}
	vec_push(group->sample, group->count, group->cap) = NULL;
	memmove(group->sample + at + 1, group->sample + at,
		(group->count - 1 - at) * sizeof(*group->sample));
	group->sample[at] = seen;
	learner->sampled++;
	trim(learner, group);
	while (learner->sampled > learner->most &&
		learner->kept > SAMPLE_LEAST) {
		learner->kept /= 2;
		for (uint32_t g = 0; g < learner->keys.count; g++)
			trim(learner, &learner->groups[g]);
	}
}

/* Would it stay, as far as can be told? */
static bool
is_wanted(const struct learner *learner, const struct group *group,
	uint64_t priority)
{
	return group->count < learner->kept ||
	       priority <= group->sample[group->count - 1]->priority;
}

static uint32_t
group_of(struct learner *learner, const struct buf *key)
{
	bool added;
	uint32_t g = names_add(&learner->keys, key->data, key->len, &added);

	if (added) {
		learner->groups =
			mem_grow(learner->groups, &learner->groups_cap,
				(size_t)g + 1, sizeof(*learner->groups));
		learner->groups[g] = (struct group){ 0 };
	}
	return g;
}

/* ---- what is kept of one story ---- */

static int
compare_units(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Hashes of the units, each once; one that stands early and late is early. */
static void
keep_units(struct seen *seen, const char *body)
{
	uint64_t units[SAMPLE_UNITS];
	struct unit_walk walk;
	struct unit unit;
	size_t total = 0, n, kept = 0;

	unit_walk_start(&walk, body);
	for (; unit_next(&walk, &unit); total++) {
		size_t at =
			total < SAMPLE_UNITS
				? total
				: UNITS_AHEAD +
					  (total - UNITS_AHEAD) %
						  (SAMPLE_UNITS - UNITS_AHEAD);

		units[at] = (unit.hash & ~(uint64_t)1) | unit.early;
	}
	n = total < SAMPLE_UNITS ? total : SAMPLE_UNITS;
	if (n == 0)
		return;
	qsort(units, n, sizeof(*units), compare_units);
	for (size_t i = 0; i < n; i++) {
		if (kept > 0 && (units[kept - 1] | 1) == (units[i] | 1))
			units[kept - 1] |= units[i] & 1;
		else
			units[kept++] = units[i];
	}
	seen->units = mem_array(NULL, kept, sizeof(*units));
	memcpy(seen->units, units, kept * sizeof(*units));
	seen->nunits = (uint32_t)kept;
}

static struct seen *
seen_new(const struct text_digest *digest, const struct pile_place *place)
{
	struct seen *seen = mem_alloc(sizeof(*seen));

	seen->priority = priority_of(digest);
	seen->digest = *digest;
	seen->place = *place;
	seen->clock = CLOCK_NONE;
	return seen;
}

/* How the stories of a group name their outlet, in the fewest words. */
static void
count_name(struct learner *learner, struct group *group, const char *name)
{
	uint32_t spelling;

	if (name == NULL) {
		group->unnamed++;
		return;
	}
	spelling = names_add(&learner->spellings, name, strlen(name), NULL) + 1;
	group->mixed |= group->spelling != 0 && group->spelling != spelling;
	group->spelling = spelling;
}

/* The group's number, and whether its sample wants the story. */
static uint32_t
count_in(struct learner *learner, const struct buf *key,
	const struct story *story, uint64_t priority, bool *wanted)
{
	struct group *group;
	uint32_t g;

	pthread_mutex_lock(&learner->lock);
	g = group_of(learner, key);
	group = &learner->groups[g];
	group->stories++;
	count_name(learner, group, story->outlet_name);
	*wanted = is_wanted(learner, group, priority);
	pthread_mutex_unlock(&learner->lock);
	return g;
}

static void
give(struct learner *learner, uint32_t g, struct seen *seen,
	const struct stated_names *stated)
{
	pthread_mutex_lock(&learner->lock);
	for (size_t i = 0; stated != NULL && i < stated->count; i++)
		seen->names[seen->nnames++] = names_add(&learner->names,
			stated->items[i].data, stated->items[i].len, NULL);
	put(learner, &learner->groups[g], seen);
	pthread_mutex_unlock(&learner->lock);
}

static uint32_t
see_outlet(struct learner *learner, const struct story *story,
	const struct text_digest *digest, const struct pile_place *place)
{
	struct stated_names stated = { 0 };
	struct buf key = { 0 };
	bool wanted;
	uint32_t g;

	group_key_outlet(&key, story);
	g = count_in(learner, &key, story, priority_of(digest), &wanted);
	if (wanted) {
		struct seen *seen = seen_new(digest, place);

		keep_units(seen, story->body_text);
		clock_of_story(story, seen);
		outlet_names_stated(story, &stated);
		give(learner, g, seen, &stated);
	}
	stated_names_release(&stated);
	buf_release(&key);
	return g;
}

/* Of a crawl only the clocks are kept. */
static uint32_t
see_crawl(struct learner *learner, const struct story *story,
	const struct text_digest *digest, const struct pile_place *place)
{
	struct buf key = { 0 };
	bool wanted;
	uint32_t g;

	if (!clock_is_there(story))
		return GROUP_NONE;
	group_key_crawl(&key, story);
	g = count_in(learner, &key, story, priority_of(digest), &wanted);
	if (wanted) {
		struct seen *seen = seen_new(digest, place);

		clock_of_story(story, seen);
		give(learner, g, seen, NULL);
	}
	buf_release(&key);
	return g;
}

struct story_groups
learner_see(struct learner *learner, const struct story *story,
	const struct text_digest *digest, const struct pile_place *place)
{
	return (struct story_groups){
		.outlet = see_outlet(learner, story, digest, place),
		.clocks = see_crawl(learner, story, digest, place),
		.cast = cast_see(&learner->cast, story),
	};
}
