#include "engine/slots.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Actors a story at most in the slot: whole tables of it travel. */
#define SLOT_ACTORS_MAX 32

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

/* Distinct codes (names where there is none), sorted, joined by `;`. */
static const char *
actors_value(struct slots *slots, const struct story *story)
{
	size_t n = 0;

	buf_reset(&slots->actors);
	for (uint32_t i = 0; i < story->nactors && n < SLOT_ACTORS_MAX; i++)
		vec_push(slots->names, n, slots->cap) =
			story->actors[i].code != NULL ? story->actors[i].code
						      : story->actors[i].name;
	if (n == 0)
		return NULL;
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
	free(slots->names);
}
