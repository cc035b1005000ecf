/*
 * story_bundle.h - stories that are stored together
 *
 * The stories of a bundle are taken apart: all values of one member of the
 * record stand behind one another, whichever stories they are of, so that
 * like stands beside like and deflates well.  Texts are in shorthand
 * (engine/text/shorthand.h), and one that repeats what the story says already
 * is a reference to it.  What the card of a story has (engine/index/cards.h)
 * is not in the bundle.  Bytes: docs/index-format.md.
 *
 * Thread: a bundle that is written belongs to one thread; reading: any.
 */
#ifndef ENGINE_STORY_BUNDLE_H
#define ENGINE_STORY_BUNDLE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "engine/story/story.h"
#include "engine/text/shorthand.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The shorthand is a loan. */
struct story_bundle;
struct story_bundle *story_bundle_new(const struct shorthand *shorthand);
void story_bundle_free(struct story_bundle *bundle); /* NULL is fine */

/* The texts of a story that would be in shorthand, into the sample that one is
 * learned from. */
void story_bundle_sample(
	struct shorthand_sample *sample, const struct story *story);

void story_bundle_add(struct story_bundle *bundle, const struct story *story);
/* The story that a walk read last: as story_bundle_add() of it would, if both
 * bundles are in the same shorthand, but without looking at its texts. */
struct bundle_walk;
void story_bundle_copy(
	struct story_bundle *bundle, const struct bundle_walk *walk);
/* Bytes so far, nearly. */
size_t story_bundle_size(const struct story_bundle *bundle);
/* Append the bytes of the bundle to out; it is empty then. */
void story_bundle_take(struct story_bundle *bundle, struct buf *out);

/*
 * One story after the other: those before one are passed over, unless it comes
 * behind the one that was read last.  The bytes are a loan until the walk
 * begins anew.
 */
struct bundle_walk *bundle_walk_new(void);
void bundle_walk_free(struct bundle_walk *walk); /* NULL is fine */
void bundle_walk_begin(struct bundle_walk *walk, const char *bytes, size_t len);
/* As story_bundle_read(). */
bool bundle_walk_read(struct bundle_walk *walk, uint32_t nth,
	const struct shorthand *shorthand, struct arena *arena,
	struct story *story, struct err *err);

/*
 * Story nth, from 0, of the bundle bytes[0..len), its texts in the arena.
 * story->uri and headline are left as they are.  ERR_INDEX for bytes that are
 * no bundle with such a story.
 */
bool story_bundle_read(const char *bytes, size_t len, uint32_t nth,
	const struct shorthand *shorthand, struct arena *arena,
	struct story *story, struct err *err);

#endif
