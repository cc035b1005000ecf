/*
 * facets.h - stories and different texts by outlet, actor, section, day
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
#include "engine/counts/facets_side.h"
#include "engine/counts/text_walk.h"
#include "engine/counts/texts_seen.h"
#include "engine/index/columns.h"
#include "engine/search/search.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Stories counted between two looks at the clock. */
#define FACETS_BLOCK 16384

struct facets {
	/* of what was counted last; 0 but for the touched ones */
	uint32_t *stories, *distinct; /* by ordinal */
	uint32_t *text;		      /* that it was counted for last */
	uint32_t *touched;	      /* ordinals, each once, in no order */
	size_t ntouched, room;
	struct facet_values copies; /* scratch: stories with copies */
	uint32_t round_pairs;	    /* to be counted in one round: memory */
	struct facet_values values; /* scratch */
	struct facet_sides sides;
	struct text_walk walk;
	struct texts_seen seen;
};

void facets_init(struct facets *facets, const struct columns *columns);
void facets_release(struct facets *facets);

/* What to count from. */
struct facet_job {
	const struct columns *columns;
	const struct facet_ask *ask;
	const uint32_t *docids; /* the dated ones, then the others; ascending */
	uint32_t n;
	uint32_t dated;
	uint8_t least; /* confidence of a date that counts */
	const struct stop *stop;
	struct arena *arena; /* of the result and its texts */
};

/*
 * Fill *out; days give all their buckets, from the oldest to the newest.
 * False when stop came first: what is there is true so far.
 */
bool facets_count(struct facets *facets, const struct facet_job *job,
	struct facet_result *out);

/*
 * facets->stories[], distinct[] of each ordinal of a side, among
 * docids[0..n), or all stories where docids is NULL.  *unknown counts the
 * stories without a value.  False when stop came first.
 */
bool facets_tally(struct facets *facets, const struct facet_job *job,
	const struct facet_side *side, uint32_t *unknown);

/* As facets_top(), of some ordinals alone. */
size_t facets_top_of(const uint32_t *counts, const uint32_t *among,
	size_t namong, size_t n, uint32_t *ordinals);

/* Its ways: the commonest values, the unusual ones, pairs, and days. */
bool facets_count_values(struct facets *facets, const struct facet_job *job,
	struct facet_result *out);
bool facets_count_unusual(struct facets *facets, const struct facet_job *job,
	struct facet_result *out);
bool facets_count_pairs(struct facets *facets, const struct facet_job *job,
	struct facet_result *out);
bool facets_count_days(struct facets *facets, const struct facet_job *job,
	struct facet_result *out);

/* How a facet that was asked for is called: "actor/1", "actor*outlet". */
const char *facets_name(const struct facet_ask *ask, struct arena *arena);

#endif
