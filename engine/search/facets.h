/*
 * facets.h - stories and different texts by outlet, actor, language, day
 *
 * Counted exactly, in columns, from the docids of a counting pass.
 *
 * Thread: one struct facets belongs to one worker; it keeps its memory from
 * one request to the next.
 */
#ifndef ENGINE_FACETS_H
#define ENGINE_FACETS_H

#include "base/arena.h"
#include "base/stop.h"
#include "engine/index/columns.h"
#include "engine/search/search.h"
#include "engine/search/texts_seen.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Stories counted between two looks at the clock. */
#define FACETS_BLOCK 16384

struct facets {
	uint32_t *stories, *distinct; /* by ordinal */
	size_t stories_cap, distinct_cap;
	uint64_t *pairs; /* ordinals and clusters met; open addressing */
	size_t pairs_cap, npairs;
	struct texts_seen seen;
};

void facets_init(struct facets *facets, const struct columns *columns);
void facets_release(struct facets *facets);

/* What to count from. */
struct facet_job {
	const struct columns *columns;
	const struct facet_ask *ask;
	const uint32_t *docids; /* ascending */
	uint32_t n;
	const struct stop *stop;
	struct arena *arena; /* of the result and its texts */
};

/*
 * Fill *out; days give all their buckets, from the oldest to the newest.
 * False when stop came first: what is there is true so far.
 */
bool facets_count(struct facets *facets, const struct facet_job *job,
	struct facet_result *out);

/* The ordinals of the story of a row, of a field with a dictionary: in its
 * column or in *one.  Returns how many. */
size_t facets_row(const struct columns *columns, enum field_id field,
	uint32_t row, uint32_t *one, const uint32_t **ordinals);

/* Its two ways: fields with a dictionary, and days. */
bool facets_count_values(struct facets *facets, const struct facet_job *job,
	struct facet_result *out);
bool facets_count_days(struct facets *facets, const struct facet_job *job,
	struct facet_result *out);

#endif
