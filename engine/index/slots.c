#include "engine/index/slots.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
set(struct document *document, enum slot slot, const char *value)
{
	document->slots[slot] = value;
	document->slot_lens[slot] = value != NULL ? strlen(value) : 0;
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The one digit that minconf= filters by on a remote shard. */
static char
confidence_digit(double confidence)
{
	int tenths = (int)(confidence * 10 + 1e-9);

	return (char)('0' + (tenths > 9 ? 9 : tenths < 0 ? 0 : tenths));
}

/* What an actor is called in the slot; NULL: it cannot be. */
static const char *
actor_value(const struct story_actor *actor)
{
	return actor->code != NULL ? actor->code : actor->name;
}

/* Those named most first, else as the story has them. */
static int
compare_mentions(const void *va, const void *vb)
{
	const struct story_actor *a = *(const struct story_actor *const *)va;
	const struct story_actor *b = *(const struct story_actor *const *)vb;

	if (a->count != b->count)
		return a->count < b->count ? 1 : -1;
	return (a > b) - (a < b);
}

/* The values of the actors named most, in slots->names; returns how many. */
static size_t
most_named(struct slots *slots, const struct story *story)
{
	size_t n = 0;

	for (uint32_t i = 0; i < story->nactors; i++)
		if (actor_value(&story->actors[i]) != NULL)
			vec_push(slots->order, n, slots->order_cap) =
				&story->actors[i];
	if (n > 0)
		qsort(slots->order, n, sizeof(*slots->order), compare_mentions);
	if (n > SLOT_ACTORS_MAX)
		n = SLOT_ACTORS_MAX;
	for (size_t i = 0; i < n; i++)
		slots->names[i] = actor_value(slots->order[i]);
	return n;
}

/* Distinct codes (names where there is none), sorted, joined by `;`. */
static const char *
actors_value(struct slots *slots, const struct story *story)
{
	size_t n = most_named(slots, story);

	if (n == 0)
		return NULL;
	buf_reset(&slots->actors);
	qsort(slots->names, n, sizeof(*slots->names), compare_texts);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && strcmp(slots->names[i], slots->names[i - 1]) == 0)
			continue;
		if (i > 0)
			buf_putc(&slots->actors, ';');
		buf_puts(&slots->actors, slots->names[i]);
	}
	return slots->actors.data;
}

void
slots_of_story(struct slots *slots, const struct story *story,
	const struct text_digest *digest, struct document *document)
{
	day d = story_day(story);

	snprintf(slots->date, sizeof(slots->date), "%08" PRIu32,
		day_yyyymmdd(d));
	snprintf(slots->cluster, sizeof(slots->cluster),
		"%016" PRIx64 "%016" PRIx64, digest->high, digest->low);
	slots->confidence[0] = confidence_digit(story->published.confidence);
	set(document, SLOT_DATE, d == DAY_UNKNOWN ? NULL : slots->date);
	set(document, SLOT_OUTLET,
		story->outlet_name != NULL ? story->outlet_name
					   : story->outlet_domain);
	set(document, SLOT_ACTORS, actors_value(slots, story));
	set(document, SLOT_CLUSTER, slots->cluster);
	set(document, SLOT_CONFIDENCE,
		d == DAY_UNKNOWN ? NULL : slots->confidence);
}

void
slots_release(struct slots *slots)
{
	buf_release(&slots->actors);
	free(slots->order);
}
