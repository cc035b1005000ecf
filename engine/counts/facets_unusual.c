/*
 * facets_unusual.c - values that are unusually frequent in a result
 *
 * Different texts are counted, since copies are no evidence of their own.
 * Of each value the log-likelihood ratio G2 says how unlikely it is that it
 * is as frequent in the result as in the rest of the archive (Dunning 1993,
 * "Accurate methods for the statistics of surprise and coincidence"):
 *
 *             with the value   without
 *   result         a              b        G2 = 2 (sum of O ln(O / E))
 *   the rest       c              d        E = row sum x column sum / all
 *
 * Values that are rarer in the result than in the archive are left out.
 */
#include "base/mem.h"
#include "engine/counts/facets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How many texts: in the result and in the archive, of a value and in all. */
struct texts {
	double value, result, archive_value, archive;
};

static double
cell(double observed, double row, double column, double all)
{
	return observed > 0 ? observed * log(observed * all / (row * column))
			    : 0;
}

/* 0 where the value is not more frequent in the result. */
static double
surprise(const struct texts *texts)
{
	double a = texts->value, b = texts->result - a;
	double rest = texts->archive - texts->result;
	/* A copy outside the result may have what those inside have not. */
	double c = fmin(texts->archive_value - a, rest), d = rest - c;
	double with = a + c, without = b + d, g;

	if (a * rest <= c * texts->result)
		return 0;
	g = cell(a, texts->result, with, texts->archive) +
	    cell(b, texts->result, without, texts->archive) +
	    cell(c, rest, with, texts->archive) +
	    cell(d, rest, without, texts->archive);
	return g > 0 ? 2 * g : 0;
}

struct unusual {
	double score;
	uint32_t stories, ordinal;
};

/* The most unusual first, then the more frequent, then by value. */
static int
compare(const void *va, const void *vb)
{
	const struct unusual *a = va, *b = vb;

	if (a->score != b->score)
		return a->score < b->score ? 1 : -1;
	if (a->stories != b->stories)
		return a->stories < b->stories ? 1 : -1;
	return (a->ordinal > b->ordinal) - (a->ordinal < b->ordinal);
}

/* What all the archive has of each ordinal: counted once. */
static bool
count_archive(struct facets *facets, const struct facet_job *job,
	struct facet_side *side)
{
	struct facet_job all = *job;
	size_t size = side->count * sizeof(*side->texts);

	if (side->counted)
		return true;
	all.docids = NULL;
	all.n = job->columns->stories;
	if (!facets_tally(facets, &all, side))
		return false;
	side->texts = mem_alloc(size + 1);
	for (uint32_t i = 0; i < side->count; i++)
		side->texts[i] = facets_distinct(facets, i);
	side->counted = true;
	return true;
}

/* Weigh what was counted; returns how many are unusual. */
static uint32_t
weigh(struct facets *facets, const struct facet_job *job,
	const struct facet_side *side, struct unusual *found)
{
	struct texts texts = {
		.result = texts_count(
			&facets->seen, job->columns, job->docids, job->n),
		.archive = job->columns->distinct,
	};
	uint32_t n = 0;

	for (uint32_t i = 0; i < side->count; i++) {
		texts.value = facets_distinct(facets, i);
		if (texts.value == 0)
			continue;
		texts.archive_value = side->texts[i];
		found[n].score = surprise(&texts);
		found[n].stories = facets->stories[i];
		found[n].ordinal = i;
		n += found[n].score > 0;
	}
	if (n > 1)
		qsort(found, n, sizeof(*found), compare);
	return n;
}

bool
facets_count_unusual(struct facets *facets, const struct facet_job *job,
	struct facet_result *out)
{
	struct facet_side *side = facet_side(
		&facets->sides, job->columns, job->ask->field, job->ask->level);
	struct unusual *found = arena_array(
		job->arena, (size_t)side->count + 1, sizeof(*found));
	uint32_t n, most = job->ask->n;

	if (!count_archive(facets, job, side) ||
		!facets_tally(facets, job, side))
		return false; /* what is unusual in a part may not be at all */
	n = weigh(facets, job, side, found);
	if (most > 0 && n > most)
		n = most;
	out->buckets = arena_array(job->arena, n, sizeof(*out->buckets));
	out->nbuckets = n;
	for (uint32_t i = 0; i < n; i++) {
		struct facet_bucket *bucket = &out->buckets[i];

		facet_side_name(side, found[i].ordinal, job->arena,
			&bucket->value, &bucket->code);
		bucket->ordinal = found[i].ordinal;
		bucket->stories = facets->stories[found[i].ordinal];
		bucket->distinct = facets_distinct(facets, found[i].ordinal);
		bucket->score = found[i].score;
	}
	return true;
}
