/*
 * oracle_counts.h - hits, texts and timelines, counted by scanning
 *
 * Thread: one.
 */
#ifndef TESTS_ORACLE_COUNTS_H
#define TESTS_ORACLE_COUNTS_H

#include "tests/unit/oracle_facets.h"

/* The number of hits and of different texts among them. */
static inline void
check_counts(struct trial *trial)
{
	uint32_t hits = 0, distinct = 0;

	trial_forget_texts(trial);
	for (uint32_t i = 0; i < trial->archive->count; i++) {
		trial->found[i] = trial_matches(trial, i, NULL);
		hits += trial->found[i];
		distinct += trial->found[i] && trial_new_text(trial, i);
	}
	same(trial, "the number of hits", trial->results.hits, hits);
	same(trial, "the number of texts", trial->results.distinct, distinct);
}

/* ---- timelines ---- */

/* What a timeline is held against: the archive, or some outlets of it. */
static inline void
tally_against(struct trial *trial, const struct facet_ask *days,
	enum timeline_norm norm, struct tally *tally)
{
	const struct facet_ask outlets = { .field = FIELD_OUTLET };
	const struct oracle_archive *archive = trial->archive;
	struct tally printed;

	tally_stories(&printed, archive, trial->found, &outlets);
	for (uint32_t i = 0; i < archive->count; i++) {
		struct oracle_keys keys;

		counted_keys(&archive->stories[i], &outlets, &keys);
		trial->widened[i] = norm != NORM_OUTLET;
		if (keys.count > 0)
			trial->widened[i] |=
				tally_row(&printed, keys.items[0])->stories > 0;
	}
	tally_stories(tally, archive, trial->widened, days);
	tally_release(&printed);
}

static inline void
check_series(struct trial *trial, const struct timeline_series *series,
	const bool *stories, struct tally *all, struct tally *against)
{
	const struct timeline *timeline = &trial->results.timeline;
	const struct timeline_ask *ask = trial->ask.timeline;
	const struct facet_ask days = {
		.field = FIELD_DATE,
		.unit = ask->unit,
	};
	struct tally tally;
	size_t seen = 0;

	tally_stories(&tally, trial->archive, stories, &days);
	same(trial, "the undated stories of a timeline", series->undated,
		tally.rows[0].stories);
	same(trial, "the undated texts of a timeline", series->undated_distinct,
		tally.rows[0].distinct);
	for (uint32_t i = 0; i < timeline->nbuckets; i++) {
		const struct timeline_bucket *b = &series->buckets[i];
		const char *name = timeline->names[i];
		struct tally_row row = *tally_row(&tally, name);
		uint32_t of = tally_row(against, name)->stories;

		/* stories of no outlet are in no outlet's coverage */
		uint32_t in = row.stories < of ? row.stories : of;

		seen += row.stories > 0;
		same(trial, "a bucket of a timeline", b->stories, row.stories);
		same(trial, "the texts of a bucket of a timeline", b->distinct,
			row.distinct);
		if (timeline->gaps[i] != (tally_row(all, name)->stories == 0))
			differ(trial, "a gap of a timeline", "%s", name);
		if (of > 0 && ask->norm != NORM_NONE &&
			b->share != (double)in / of)
			differ(trial, "a share of a timeline",
				"%s: %g, and by the scan %u of %u", name,
				b->share, in, of);
	}
	for (size_t i = 1; i < tally.count; i++)
		seen -= tally.rows[i].stories > 0;
	if (seen != 0)
		differ(trial, "the days of a timeline", "some are missing");
	tally_release(&tally);
}

/* The first series has every hit; another one those with its value. */
static inline void
check_timeline(struct trial *trial)
{
	const struct timeline *timeline = &trial->results.timeline;
	const struct timeline_ask *ask = trial->ask.timeline;
	const struct facet_ask days = {
		.field = FIELD_DATE,
		.unit = ask->unit,
	};
	struct tally all, against;

	tally_stories(&all, trial->archive, NULL, &days);
	tally_against(trial, &days, ask->norm, &against);
	check_series(trial, &timeline->series[0], trial->found, &all, &against);
	for (uint32_t i = 1; i < timeline->nseries; i++) {
		const struct timeline_series *series = &timeline->series[i];

		for (uint32_t j = 0; j < trial->archive->count; j++)
			trial->widened[j] =
				trial->found[j] &&
				has_value(&trial->archive->stories[j],
					&ask->split, series->value);
		check_series(trial, series, trial->widened, &all, &against);
	}
	tally_release(&all);
	tally_release(&against);
}

#endif
