/*
 * ground_write.c - a generation that stands on others: what is its own
 *
 * The order of the stories that were there is known; those that come are put
 * between them by their day, and within a day by uri.  So only stories of such
 * days are looked at.
 */
#include "indexer/growth/ground.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A new order in the making. */
struct weaving {
	struct ground *ground;
	uint32_t *number; /* of each segment in the new generation */
	uint32_t own;	  /* that of the new stories */
	const bool *without;
	struct join_order order;
};

static int32_t
day_at(const struct ground *ground, uint32_t i)
{
	const struct ground_story *story = &ground->order[i];

	return ground->segments[story->segment].day[story->docid - 1];
}

/* Does story i of the old order come before a new one? */
static bool
is_before(struct ground *ground, uint32_t i, const struct story_key *key,
	bool *before, struct err *err)
{
	const struct ground_story *story = &ground->order[i];
	int32_t at = day_at(ground, i);
	const char *uri;

	*before = at > key->day;
	if (at != key->day)
		return true;
	if (!shelf_uri(ground->segments[story->segment].shelf, story->docid,
		    &uri, err))
		return false;
	*before = strcmp(uri, key->uri) < 0;
	return true;
}

/* The first story of the old order from `low` on that comes behind it. */
static bool
place_of(struct ground *ground, uint32_t low, const struct story_key *key,
	uint32_t *place, struct err *err)
{
	uint32_t high = ground->stories;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		bool before;

		if (!is_before(ground, middle, key, &before, err))
			return false;
		if (before)
			low = middle + 1;
		else
			high = middle;
	}
	*place = low;
	return true;
}

/* The old stories [from, to), without those that are gone or elsewhere. */
static void
keep_old(struct weaving *w, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		const struct ground_story *story = &w->ground->order[i];

		if (ground_living(w->ground, story) &&
			(w->without == NULL || !w->without[story->segment]))
			join_order_add(&w->order, w->number[story->segment]);
	}
}

/* What is merged stays where it was. */
static void
keep_places(struct weaving *w)
{
	for (uint32_t i = 0; i < w->ground->stories; i++) {
		const struct ground_story *story = &w->ground->order[i];

		if (ground_living(w->ground, story))
			join_order_add(
				&w->order, w->without[story->segment]
						   ? w->own
						   : w->number[story->segment]);
	}
}

static bool
weave(struct weaving *w, const struct ground_own *own, struct err *err)
{
	uint32_t at = 0, to;

	if (own->merged) {
		keep_places(w);
		return true;
	}
	for (size_t i = 0; i < own->count; i++) {
		if (!place_of(w->ground, at, &own->keys[i], &to, err))
			return false;
		keep_old(w, at, to);
		at = to;
		join_order_add(&w->order, w->own);
	}
	keep_old(w, at, w->ground->stories);
	return true;
}

static void
number_segment(struct weaving *w, uint32_t s, struct manifest *manifest)
{
	const struct ground_segment *segment = &w->ground->segments[s];

	w->number[s] = w->own++;
	manifest_add_segment(manifest, segment->name, segment->crc);
}

/* The segments that stay, numbered; one without a living story goes, if there
 * is another one. */
static void
number_segments(struct weaving *w, bool own, struct manifest *manifest)
{
	for (uint32_t s = 0; s < w->ground->nsegments; s++) {
		const struct ground_segment *segment = &w->ground->segments[s];

		if ((w->without != NULL && w->without[s]) ||
			segment->ngone == segment->stories)
			continue;
		number_segment(w, s, manifest);
	}
	if (w->own == 0 && !own)
		number_segment(w, 0, manifest);
}

static bool
write_gone(
	const struct ground_segment *segment, const char *dir, struct err *err)
{
	struct gone gone = { 0 };
	bool ok;

	for (uint32_t i = 0; i < segment->stories; i++)
		if (segment->gone[i])
			vec_push(gone.docids, gone.count, gone.cap) = i + 1;
	ok = union_write_gone(dir, segment->name, &gone, err);
	free(gone.docids);
	return ok;
}

bool
ground_write(struct ground *ground, const bool *without,
	const struct ground_own *own, const char *dir,
	struct manifest *manifest, struct err *err)
{
	struct weaving w = {
		.ground = ground,
		.without = without,
		.number = mem_alloc(
			(ground->nsegments + (size_t)1) * sizeof(*w.number)),
	};
	size_t lost = own->gone != NULL ? own->gone->count : 0;
	bool ok = true;

	number_segments(&w, own->count > 0, manifest);
	if (manifest->nsegments > 0 || lost > 0)
		ok = weave(&w, own, err) &&
		     union_write_order(dir, &w.order, err);
	if (lost > 0)
		ok = ok && union_write_gone(dir, own->name, own->gone, err);
	for (uint32_t s = 0; ok && s < ground->nsegments; s++)
		if (manifest_stands_on(manifest, ground->segments[s].name))
			ok = write_gone(&ground->segments[s], dir, err);
	join_order_release(&w.order);
	free(w.number);
	return ok;
}
