/*
 * slots.h - what Xapian's remote backend needs to count facets elsewhere
 *
 * The values of engine/fields.h's slots for one story; docs/index-format.md
 * tells their form.
 *
 * Thread: one struct slots belongs to one thread.
 */
#ifndef ENGINE_SLOTS_H
#define ENGINE_SLOTS_H

#include "base/buf.h"
#include "engine/story.h"
#include "engine/terms.h"
#include "engine/writer.h"

struct slots {
	char date[16], cluster[40], confidence[2];
	struct buf actors;
	const char **names; /* scratch for sorting */
	size_t cap;
};

/* Fill document->slots; the values are loans until the next call. */
void slots_of_story(struct slots *slots, const struct story *story,
	const struct text_digest *digest, struct document *document);

void slots_release(struct slots *slots);

#endif
