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
#include "engine/index/frequent.h"
#include "engine/search/search.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Stories counted between two looks at the clock. */
#define FACETS_BLOCK 16384

/* Buckets that facets_count_frequent() gives at most, and stories of a result
 * below which counting all actors is as fast. */
#define FACETS_FREQUENT_MAX 100
#define FACETS_FREQUENT_FROM 128

struct facets {
	/* of what was counted last, by ordinal; 0 but for the touched ones */
	uint32_t *stories;
	uint32_t *again;   /* stories of a text that was counted before */
	uint32_t *text;	   /* that it was counted for last; 0: none */
	uint32_t *touched; /* ordinals, each once, in no order */
	uint32_t *copied;  /* those of them that have a text, the same */
	size_t ntouched, ncopied, room;

	/* of the most frequent actors, by rank; 0 between counts */
	frequent_cell *frequent; /* NULL: all are counted, always */
	uint32_t frequent_from;
	uint32_t *ranked;
	uint16_t *pick; /* of a rank: its place in picked[], from 1 */
	struct facet_picked {
		uint32_t text, again;
	} * picked;

	struct facet_values copies; /* scratch: stories with copies */
	uint32_t round_pairs;	    /* to be counted in one round: memory */
	struct facet_values values; /* scratch */
	struct facet_sides sides;
	struct text_walk walk;
	struct texts_seen seen;
};

/* The cell, which may be NULL, is the caller's and one for all its workers. */
void facets_init(struct facets *facets, const struct columns *columns,
	frequent_cell *frequent);
void facets_release(struct facets *facets);

/* What to count from. */
struct facet_job {
	const struct columns *columns;
	const struct facet_ask *ask;
	const uint32_t *docids; /* the dated ones, then the others; ascending;
				   NULL: 1..n */
	uint32_t n;
	uint32_t dated;
	uint8_t least; /* confidence of a date that counts */
	const struct stop *stop;
	struct arena *arena; /* of the result and its texts */
};

/* The row of story i of the result. */
static inline uint32_t
facet_row(const struct facet_job *job, uint32_t i)
{
	return job->docids != NULL ? job->docids[i] - 1 : i;
}

/*
 * Fill *out; days give all their buckets, from the oldest to the newest.
 * False when stop came first: what is there is true so far.
 */
bool facets_count(struct facets *facets, const struct facet_job *job,
	struct facet_result *out);

/*
 * facets->stories[] and facets_distinct() of each ordinal of a side, among
 * docids[0..n), or all stories where docids is NULL.  False when stop came
 * first.
 */
bool facets_tally(struct facets *facets, const struct facet_job *job,
	const struct facet_side *side);

/* Different texts of an ordinal that was tallied. */
static inline uint32_t
facets_distinct(const struct facets *facets, uint32_t ordinal)
{
	return facets->stories[ordinal] - facets->again[ordinal];
}

/*
 * The job->ask->n actors of most stories, at most FACETS_FREQUENT_MAX, exactly,
 * counting no more of them than may be among these.  False, and nothing is
 * filled, where actors without a rank may be: count all.  *complete becomes
 * false when stop came first.
 */
bool facets_count_frequent(struct facets *facets, const struct facet_job *job,
	const struct facet_side *side, struct facet_result *out,
	bool *complete);

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
