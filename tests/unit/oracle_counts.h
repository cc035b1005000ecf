/*
 * oracle_counts.h - hits, texts, facets and timelines, counted by scanning
 *
 * Thread: one.
 */
#ifndef TESTS_ORACLE_COUNTS_H
#define TESTS_ORACLE_COUNTS_H

#include "tests/unit/oracle_trial.h"

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

/* ---- values ---- */

/* The values that a facet counts a story in. */
static inline void
counted_values(const struct story *story, const struct facet_ask *ask,
	struct oracle_values *values)
{
	day d = story_day(story);

	if (ask->field != FIELD_DATE) {
		oracle_values_of(story, ask->field, values);
		return;
	}
	*values = (struct oracle_values){ 0 };
	if (d == DAY_UNKNOWN)
		return;
	day_bucket_print(d, ask->unit, values->text);
	oracle_value_add(values, values->text, NULL);
}

/* Has the story this value, or none where value is NULL? */
static inline bool
has_value(const struct story *story, const struct facet_ask *ask,
	const char *value)
{
	struct oracle_values values;
	bool has = false;

	counted_values(story, ask, &values);
	for (uint32_t i = 0; value != NULL && i < values.count; i++)
		has |= strcmp(values.names[i], value) == 0;
	return value == NULL ? values.count == 0 : has;
}

/* ---- counting by values ---- */

struct tally_row {
	char value[ORACLE_VALUE_SIZE];
	uint32_t stories, distinct;
	bool *met; /* clusters */
};

/* What a scan counts; the first row is of stories without a value. */
struct tally {
	struct tally_row *rows;
	size_t count, cap;
	uint32_t clusters;
};

static inline struct tally_row *
tally_row(struct tally *tally, const char *value)
{
	struct tally_row row = { 0 };

	for (size_t i = 0; i < tally->count; i++)
		if (strcmp(tally->rows[i].value, value) == 0)
			return &tally->rows[i];
	snprintf(row.value, sizeof(row.value), "%s", value);
	row.met = mem_alloc(tally->clusters + 1);
	vec_push(tally->rows, tally->count, tally->cap) = row;
	return &tally->rows[tally->count - 1];
}

static inline void
tally_add(struct tally *tally, const struct story *story, const char *value)
{
	struct tally_row *row = tally_row(tally, value);

	row->stories++;
	row->distinct += story->cluster == 0 || !row->met[story->cluster];
	row->met[story->cluster] = true;
}

/* Count those of stories[] that are wanted, each in its values. */
static inline void
tally_stories(struct tally *tally, const struct oracle_archive *archive,
	const bool *wanted, const struct facet_ask *ask)
{
	*tally = (struct tally){ .clusters = archive->clusters };
	tally_row(tally, "");
	for (uint32_t i = 0; i < archive->count; i++) {
		const struct story *story = &archive->stories[i];
		struct oracle_values values;

		if (wanted != NULL && !wanted[i])
			continue;
		counted_values(story, ask, &values);
		for (uint32_t j = 0; j < values.count; j++)
			tally_add(tally, story, values.names[j]);
		if (values.count == 0)
			tally_add(tally, story, "");
	}
}

static inline void
tally_release(struct tally *tally)
{
	for (size_t i = 0; i < tally->count; i++)
		free(tally->rows[i].met);
	free(tally->rows);
}

/* ---- facets ---- */

/* By their letters, whatever their case and accents. */
static inline int
compare_values(const char *a, const char *b)
{
	struct buf x = { 0 }, y = { 0 };
	int order;

	utf8_fold(&x, a, strlen(a));
	utf8_fold(&y, b, strlen(b));
	order = strcmp(buf_text(&x), buf_text(&y));
	buf_release(&x);
	buf_release(&y);
	return order;
}

/* Are two buckets in the order of their kind? */
static inline bool
in_order(const struct facet_bucket *a, const struct facet_bucket *b, bool days)
{
	if (!days && a->stories != b->stories)
		return a->stories > b->stories;
	return compare_values(a->value, b->value) < 0;
}

static inline void
check_facet(struct trial *trial, const struct facet_ask *ask,
	const struct facet_result *result)
{
	bool days = ask->field == FIELD_DATE;
	struct tally tally;
	size_t before;

	for (uint32_t i = 0; i < trial->archive->count; i++)
		trial->widened[i] = trial_matches(
			trial, i, ask->own_filter ? NULL : &fields[ask->field]);
	tally_stories(&tally, trial->archive, trial->widened, ask);
	before = tally.count;
	same(trial, "the stories without a value", result->unknown,
		tally.rows[0].stories);
	for (uint32_t i = 0; i < result->nbuckets; i++) {
		const struct facet_bucket *bucket = &result->buckets[i];
		const struct tally_row *row = tally_row(&tally, bucket->value);

		same(trial, "the stories of a bucket", bucket->stories,
			row->stories);
		same(trial, "the texts of a bucket", bucket->distinct,
			row->distinct);
		if (i > 0 && !in_order(&bucket[-1], bucket, days))
			differ(trial, "the order of buckets", "%s before %s",
				bucket[-1].value, bucket->value);
	}
	if (tally.count != before)
		differ(trial, "a value that no story has", "%s",
			tally.rows[before].value);
	same(trial, "the number of buckets", result->nbuckets,
		(uint32_t)before - 1);
	tally_release(&tally);
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
		struct oracle_values values;

		counted_values(&archive->stories[i], &outlets, &values);
		trial->widened[i] = norm != NORM_OUTLET;
		if (values.count > 0)
			trial->widened[i] |=
				tally_row(&printed, values.names[0])->stories >
				0;
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
