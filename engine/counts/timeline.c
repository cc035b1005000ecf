#include "engine/counts/timeline.h"

#include "base/mem.h"
#include "engine/counts/bursts.h"

#include <string.h>

#define SURE 70	     /* a date of less confidence, in hundredths, is doubtful */
#define GAPS_TOLD 20 /* gaps that a person would read of */
#define SERIES_PRESET 5 /* values that a split shows */

/* ---- buckets ---- */

/* The buckets in the making: their first days, and what there is in all. */
struct grid {
	const struct timeline_job *job;
	day *floors; /* ascending */
	uint32_t *all;
	uint32_t n;
	uint32_t dated; /* of job->stories.docids */
};

static day
next_floor(day floor, enum day_unit unit)
{
	static const int steps[] = {
		[DAY_UNIT_DAY] = 1,
		[DAY_UNIT_WEEK] = 7,
		[DAY_UNIT_MONTH] = 31,
		[DAY_UNIT_YEAR] = 366,
	};

	return day_floor(floor + steps[unit], unit);
}

static bool
too_many(const struct grid *grid, struct err *err)
{
	static const char *const coarser[] = { "by=week", "by=month", "by=year",
		"a filter by date" };

	err_set(err, ERR_BROAD,
		"a timeline of more than %d buckets; %s would give fewer",
		TIMELINE_BUCKETS_MAX, coarser[grid->job->ask->unit]);
	return err_keys(err, "limit=buckets");
}

/* Every bucket from the oldest story to the newest. */
static bool
lay_grid(struct grid *grid, struct err *err)
{
	const struct facet_job *stories = &grid->job->stories;
	enum day_unit unit = grid->job->ask->unit;
	const int32_t *days = stories->columns->day;
	size_t cap = 0;
	day newest, floor;

	grid->dated = stories->dated;
	if (grid->dated == 0)
		return true;
	newest = days[stories->docids[0] - 1];
	floor = day_floor(days[stories->docids[grid->dated - 1] - 1], unit);
	for (; floor <= newest; floor = next_floor(floor, unit)) {
		if (grid->n == TIMELINE_BUCKETS_MAX)
			return too_many(grid, err);
		*arena_push(stories->arena, grid->floors, grid->n, cap) = floor;
	}
	grid->all = arena_array(stories->arena, grid->n, sizeof(*grid->all));
	return true;
}

/* The stories of the archive that lie in a bucket: docids [*first, *last]. */
static void
bucket_docids(
	const struct grid *grid, uint32_t i, uint32_t *first, uint32_t *last)
{
	struct day_span span = {
		.first = grid->floors[i],
		.last = next_floor(grid->floors[i], grid->job->ask->unit) - 1,
	};

	columns_span(grid->job->stories.columns, span, first, last);
}

/* ---- what the counts are held against ---- */

static bool *
outlets_found(const struct facet_job *stories)
{
	const struct columns *columns = stories->columns;
	bool *found = arena_array(
		stories->arena, columns->outlets.count + 1, sizeof(*found));

	for (uint32_t i = 0; i < stories->n; i++) {
		uint32_t outlet = columns->outlet[stories->docids[i] - 1];

		if (outlet != ORDINAL_NONE)
			found[outlet] = true;
	}
	return found;
}

/* The stories of a bucket whose date counts; found: only those of these
 * outlets. */
static uint32_t
bucket_stories(const struct grid *grid, uint32_t i, const bool *found)
{
	const struct facet_job *stories = &grid->job->stories;
	const struct columns *columns = stories->columns;
	uint32_t first, last, n = 0;

	bucket_docids(grid, i, &first, &last);
	if (first > last)
		return 0;
	if (found == NULL && stories->least == 0)
		return last - first + 1;
	for (uint32_t d = first; d <= last; d++) {
		uint32_t outlet = columns->outlet[d - 1];

		n += columns->confidence[d - 1] >= stories->least &&
		     (found == NULL ||
			     (outlet != ORDINAL_NONE && found[outlet]));
	}
	return n;
}

/* All of each bucket. */
static void
count_all(struct grid *grid, const bool *found)
{
	for (uint32_t i = 0; i < grid->n; i++)
		grid->all[i] = bucket_stories(grid, i, found);
}

/* ---- series ---- */

/* Which stories a series is of. */
struct chosen {
	const struct facet_side *side;
	uint32_t ordinal; /* ORDINAL_NONE: all of them */
};

static bool
is_chosen(struct facets *facets, const struct columns *columns, uint32_t row,
	const struct chosen *which)
{
	const uint32_t *ordinals;
	size_t n;

	if (which->ordinal == ORDINAL_NONE)
		return true;
	n = facet_side_values(
		which->side, columns, row, &facets->values, &ordinals);
	for (size_t i = 0; i < n; i++)
		if (ordinals[i] == which->ordinal)
			return true;
	return false;
}

/* Count one series, the newest bucket first as the docids run. */
static bool
count_series(struct facets *facets, const struct grid *grid,
	const struct chosen *which, struct timeline_series *out)
{
	const struct facet_job *stories = &grid->job->stories;
	const struct columns *columns = stories->columns;
	uint32_t at = grid->n;

	for (uint32_t i = 0; i < stories->n; i++) {
		uint32_t row = stories->docids[i] - 1;
		bool first;

		if (i % FACETS_BLOCK == FACETS_BLOCK - 1 &&
			stop_now(stories->stop) != STOP_NOT)
			return false;
		if (i == 0 || i == grid->dated)
			texts_seen_reset(&facets->seen);
		while (i < grid->dated &&
			(at == grid->n ||
				columns->day[row] < grid->floors[at])) {
			at--;
			texts_seen_reset(&facets->seen);
		}
		if (!is_chosen(facets, columns, row, which))
			continue;
		first = texts_seen_first(&facets->seen, columns->cluster[row]);
		if (i >= grid->dated) {
			out->undated++;
			out->undated_distinct += first;
			continue;
		}
		out->buckets[at].stories++;
		out->buckets[at].distinct += first;
	}
	return true;
}

static void
weigh_series(const struct grid *grid, struct timeline_series *series)
{
	struct arena *arena = grid->job->stories.arena;
	uint32_t *found = arena_array(arena, grid->n, sizeof(*found));
	bool *burst = arena_array(arena, grid->n, sizeof(*burst));

	for (uint32_t i = 0; i < grid->n; i++) {
		struct timeline_bucket *bucket = &series->buckets[i];

		/* stories of no outlet are in no outlet's coverage */
		found[i] = bucket->stories < grid->all[i] ? bucket->stories
							  : grid->all[i];
		if (grid->all[i] > 0)
			bucket->share = (double)found[i] / grid->all[i];
	}
	bursts_find(found, grid->all, grid->n, burst);
	for (uint32_t i = 0; i < grid->n; i++)
		series->buckets[i].burst = burst[i];
}

static bool
add_series(struct facets *facets, const struct grid *grid, const char *value,
	const struct chosen *which, struct timeline *out)
{
	struct timeline_series *series = &out->series[out->nseries++];
	bool complete;

	series->value = value;
	series->buckets = arena_array(
		grid->job->stories.arena, grid->n, sizeof(*series->buckets));
	complete = count_series(facets, grid, which, series);
	weigh_series(grid, series);
	return complete;
}

/* One more series for each of the commonest values. */
static bool
split(struct facets *facets, const struct grid *grid, struct timeline *out)
{
	const struct timeline_job *job = grid->job;
	struct facet_result values;

	if (!facets_count(facets, &job->stories, &values))
		return false;
	for (uint32_t i = 0; i < values.nbuckets; i++) {
		const struct chosen which = {
			.side = facet_side(&facets->sides, job->stories.columns,
				job->ask->split.field, job->ask->split.level),
			.ordinal = values.buckets[i].ordinal,
		};

		if (!add_series(
			    facets, grid, values.buckets[i].value, &which, out))
			return false;
	}
	return true;
}

/* ---- what should be told ---- */

static void
tell_gap(const struct timeline *timeline, uint32_t first, uint32_t last,
	struct notices *notices)
{
	if (first == last)
		notices_add(notices, "archive-gap", "%s has no stories at all",
			timeline->names[first]);
	else
		notices_add(notices, "archive-gap",
			"%s..%s have no stories at all", timeline->names[first],
			timeline->names[last]);
}

/* Buckets in which the archive itself has nothing, as spans. */
static void
tell_gaps(const struct timeline *timeline, struct notices *notices)
{
	uint32_t told = 0, end;

	for (uint32_t i = 0; i < timeline->nbuckets; i = end) {
		for (end = i; end < timeline->nbuckets; end++)
			if (!timeline->gaps[end])
				break;
		if (end == i)
			end++;
		else if (told++ < GAPS_TOLD)
			tell_gap(timeline, i, end - 1, notices);
	}
	if (told > GAPS_TOLD)
		notices_add(notices, "archive-gap", "%u more such spans",
			told - GAPS_TOLD);
}

static uint32_t
highest(const struct timeline_series *series, uint32_t n)
{
	uint32_t best = 0;

	for (uint32_t i = 1; i < n; i++)
		if (series->buckets[i].stories > series->buckets[best].stories)
			best = i;
	return best;
}

/* Does the highest bucket rest on dates that may be wrong? */
static void
tell_doubt(const struct grid *grid, const struct timeline *timeline,
	struct notices *notices)
{
	const struct facet_job *stories = &grid->job->stories;
	uint32_t first, last, doubtful = 0, peak, in_peak;

	if (grid->n == 0)
		return;
	peak = highest(&timeline->series[0], grid->n);
	in_peak = timeline->series[0].buckets[peak].stories;
	bucket_docids(grid, peak, &first, &last);
	for (uint32_t i = 0; i < grid->dated; i++)
		doubtful +=
			stories->docids[i] >= first &&
			stories->docids[i] <= last &&
			stories->columns->confidence[stories->docids[i] - 1] <
				SURE;
	if (doubtful * 2 > in_peak)
		notices_add(notices, "doubtful-dates",
			"the peak, %s, rests on dates below 0.7 in %u of %u "
			"stories",
			timeline->names[peak], doubtful, in_peak);
}

/* ---- the whole ---- */

static void
name_buckets(const struct grid *grid, struct timeline *out)
{
	struct arena *arena = grid->job->stories.arena;
	char name[DAY_TEXT_SIZE];

	out->nbuckets = grid->n;
	out->names = arena_array(arena, grid->n, sizeof(*out->names));
	out->gaps = arena_array(arena, grid->n, sizeof(*out->gaps));
	for (uint32_t i = 0; i < grid->n; i++) {
		day_bucket_print(grid->floors[i], grid->job->ask->unit, name);
		out->names[i] = arena_string(arena, name);
		out->gaps[i] = bucket_stories(grid, i, NULL) == 0;
	}
}

bool
timeline_count(struct facets *facets, const struct timeline_job *job,
	struct notices *notices, struct timeline *out, bool *complete,
	struct err *err)
{
	const struct chosen everything = { .ordinal = ORDINAL_NONE };
	const struct timeline_ask *ask = job->ask;
	struct grid grid = { .job = job };
	uint32_t most = ask->splits ? ask->split.n : 0;

	*out = (struct timeline){ 0 };
	if (!lay_grid(&grid, err))
		return false;
	name_buckets(&grid, out);
	count_all(&grid,
		ask->norm == NORM_OUTLET ? outlets_found(&job->stories) : NULL);
	out->series = arena_array(
		job->stories.arena, (size_t)most + 1, sizeof(*out->series));
	*complete = add_series(facets, &grid, NULL, &everything, out);
	if (*complete && ask->splits)
		*complete = split(facets, &grid, out);
	tell_gaps(out, notices);
	tell_doubt(&grid, out, notices);
	return true;
}

bool
timeline_split_parse(
	const char *text, size_t len, struct facet_ask *split, struct err *err)
{
	struct facet_ask asks[SEARCH_FACETS_MAX];
	uint32_t n = 0;

	if (!facets_parse(text, len, asks, &n, err))
		return err_keys(err, "key=split");
	if (n != 1 || fields[asks[0].field].flags & FIELD_RANGE ||
		asks[0].pairs || asks[0].significant) {
		err_set(err, ERR_USAGE,
			"split takes one field, such as outlet or actor/1, "
			"with how many values: outlet:3");
		return err_keys(err, "key=split");
	}
	*split = asks[0];
	if (memchr(text, ':', len) == NULL)
		split->n = SERIES_PRESET;
	if (split->n >= 1 && split->n <= TIMELINE_SERIES_MAX)
		return true;
	err_set(err, ERR_USAGE, "split shows 1 to %d values",
		TIMELINE_SERIES_MAX);
	return err_keys(err, "key=split");
}
