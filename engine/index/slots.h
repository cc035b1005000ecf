/*
 * slots.h - what Xapian's remote backend needs to count facets elsewhere
 *
 * The values of engine/index/fields.h's slots for one story;
 * docs/index-format.md tells their form.
 *
 * Thread: one struct slots belongs to one thread.
 */
#ifndef ENGINE_SLOTS_H
#define ENGINE_SLOTS_H

#include "base/buf.h"
#include "engine/index/terms.h"
#include "engine/index/writer.h"
#include "engine/story/story.h"

/* Actors a story at most in their slot, those named most: the asker of a
 * remote shard is sent a whole table of the combinations. */
#define SLOT_ACTORS_MAX 32

struct slots {
	char date[16], cluster[40], confidence[2];
	struct buf actors;
	const struct story_actor **order; /* scratch: by mentions */
	size_t order_cap;
	const char *names[SLOT_ACTORS_MAX];
};

/* Fill document->slots; the values are loans until the next call.  The digest
 * is that of the cluster's first text: the story's own if it has no copies. */
void slots_of_story(struct slots *slots, const struct story *story,
	const struct text_digest *digest, struct document *document);

void slots_release(struct slots *slots);

#endif
