/*
 * inspect.h - looking an archive over from end to end
 *
 * What `dateline-indexer check` asks of an archive: is every file what was
 * measured, does Xapian find its database sound, do columns, filters, slots
 * and stored stories agree with each other?  The steps are rows of one table
 * and do not depend on each other more than they must, so that one damage
 * does not hide the next.
 *
 * Thread: any; the archive may be read and written meanwhile (the generation
 * looked at is held by a reader's lock).
 */
#ifndef ENGINE_INSPECT_H
#define ENGINE_INSPECT_H

#include "base/err.h"
#include "engine/index/archive.h"

#include <stdbool.h>
#include <stdint.h>

enum inspect_result {
	INSPECT_OK,	 /* the step found nothing wrong */
	INSPECT_DAMAGED, /* a damage: one call for each */
	INSPECT_SKIPPED	 /* not looked at, because of a damage before */
};

/* Hears of each step once it is done, and of each damage.  text says what
 * was looked at, what is damaged and where, or what is missing. */
typedef void (*inspect_fn)(void *ctx, const char *step,
	enum inspect_result result, const char *text);

/*
 * Look the live generation of dir over.  Returns false when there is nothing
 * to look at (the errors of generation_open() for the folder and `live`);
 * damage within the generation is no error but is told and counted.
 */
bool inspect_archive(const char *dir, inspect_fn tell, void *ctx,
	uint64_t *damages, struct err *err);

/* Distinct terms of each segment's database, added up; reads the whole lists.
 */
bool inspect_terms(
	const struct generation *generation, uint64_t *terms, struct err *err);

/* Hears of a stored story and of its place in the columns. */
typedef void (*inspect_story_fn)(
	void *ctx, const struct story *story, uint32_t row);

/* Every story of a generation, in the order of the columns; each is a loan
 * for the call. */
bool inspect_each_story(const struct generation *generation,
	inspect_story_fn fn, void *ctx, struct err *err);

#endif
