/*
 * oracle_trial.h - one random question, and its answer by a plain scan
 *
 * Thread: one.
 */
#ifndef TESTS_UNIT_ORACLE_TRIAL_H
#define TESTS_UNIT_ORACLE_TRIAL_H

#include "engine/search/search.h"
#include "tests/unit/oracle_archive.h"
#include "tests/unit/oracle_match.h"

/* What is being asked, for the message when the answers differ. */
struct trial {
	struct oracle_archive *archive;
	struct oracle_scan *scan;
	struct search *search;
	struct arena arena;
	struct buf text;
	struct search_ask ask;
	struct query_parsed parsed;
	struct search_results results;
	bool found[ORACLE_STORIES_MAX];	  /* by the scan */
	bool widened[ORACLE_STORIES_MAX]; /* without a facet's filter */
};

static inline void
differ(const struct trial *trial, const char *what)
{
	struct buf tree = { 0 };

	query_print(trial->parsed.root, &tree);
	fail_msg("%s differs for: %s\n  match=%s, read as %s", what,
		trial->text.data, trial->ask.match_any ? "any" : "all",
		tree.data);
}

/* ---- the scan ---- */

/* Does the story match, without the top level's filters on the field? */
static inline bool
matches(struct trial *trial, uint32_t at, const struct field *without)
{
	const struct query *root = trial->parsed.root;

	if (without == NULL)
		return oracle_match(trial->scan, at, root);
	if (query_filters(root) == without)
		return true;
	if (root->kind != QUERY_AND)
		return oracle_match(trial->scan, at, root);
	for (uint32_t i = 0; i < root->nkids; i++)
		if (query_filters(root->kids[i]) != without &&
			!oracle_match(trial->scan, at, root->kids[i]))
			return false;
	return true;
}

/* Have stories[0..at) that were counted this text? */
static inline bool
text_counted(const struct trial *trial, const bool *counted, uint32_t at)
{
	const struct story *stories = trial->archive->stories;

	for (uint32_t i = 0; stories[at].cluster != 0 && i < at; i++)
		if (counted[i] && stories[i].cluster == stories[at].cluster)
			return true;
	return false;
}

/* ---- facets ---- */

/* Names of the buckets that a story counts in; returns how many. */
static inline uint32_t
bucket_names(const struct story *story, const struct facet_ask *ask,
	char names[][32])
{
	day d = story_day(story);

	switch (ask->field) {
	case FIELD_OUTLET:
		snprintf(names[0], 32, "%s",
			story->outlet_name != NULL     ? story->outlet_name
			: story->outlet_domain != NULL ? story->outlet_domain
						       : "");
		return names[0][0] != '\0';
	case FIELD_LANGUAGE:
		snprintf(names[0], 32, "%.2s",
			story->language != NULL ? story->language : "");
		return story->language != NULL;
	case FIELD_DATE:
		if (d != DAY_UNKNOWN)
			day_bucket_print(d, ask->unit, names[0]);
		return d != DAY_UNKNOWN;
	default:
		for (uint32_t i = 0; i < story->nactors; i++)
			snprintf(names[i], 32, "%s", story->actors[i].name);
		return story->nactors;
	}
}

/* Count one bucket by scanning; counted says which stories are in it. */
static inline uint32_t
bucket_scan(struct trial *trial, const struct facet_ask *ask, const char *value,
	bool *counted)
{
	uint32_t stories = 0;

	for (uint32_t i = 0; i < trial->archive->count; i++) {
		const struct story *story = &trial->archive->stories[i];
		char names[COUNT(oracle_actors)][32];
		uint32_t n = bucket_names(story, ask, names);

		counted[i] = n == 0 && value == NULL;
		for (uint32_t j = 0; j < n && value != NULL; j++)
			counted[i] |= strcmp(names[j], value) == 0;
		counted[i] = counted[i] && trial->widened[i];
		stories += counted[i];
	}
	return stories;
}

static inline uint32_t
check_bucket(struct trial *trial, const struct facet_ask *ask,
	const struct facet_bucket *bucket)
{
	bool counted[ORACLE_STORIES_MAX];
	uint32_t stories = bucket_scan(trial, ask, bucket->value, counted);
	uint32_t distinct = 0;

	for (uint32_t i = 0; i < trial->archive->count; i++)
		distinct += counted[i] && !text_counted(trial, counted, i);
	if (bucket->stories != stories)
		differ(trial, "the stories of a bucket");
	if (bucket->distinct != distinct)
		differ(trial, "the texts of a bucket");
	return stories;
}

static inline void
check_facet(struct trial *trial, const struct facet_ask *ask,
	const struct facet_result *result)
{
	bool counted[ORACLE_STORIES_MAX], days = ask->field == FIELD_DATE;
	uint32_t in_buckets = 0, in_all = 0;

	for (uint32_t i = 0; i < trial->archive->count; i++)
		trial->widened[i] = matches(
			trial, i, ask->own_filter ? NULL : &fields[ask->field]);
	for (uint32_t i = 0; i < result->nbuckets; i++) {
		const struct facet_bucket *bucket = &result->buckets[i];

		in_buckets += check_bucket(trial, ask, bucket);
		if (i == 0)
			continue;
		if (days ? strcmp(bucket->value, bucket[-1].value) <= 0
			 : bucket->stories > bucket[-1].stories ||
					(bucket->stories ==
							bucket[-1].stories &&
						strcmp(bucket->value,
							bucket[-1].value) <= 0))
			differ(trial, "the order of buckets");
	}
	if (result->unknown != bucket_scan(trial, ask, NULL, counted))
		differ(trial, "the stories without a value");
	for (uint32_t i = 0; i < trial->archive->count; i++) {
		const struct story *story = &trial->archive->stories[i];
		char names[COUNT(oracle_actors)][32];

		if (trial->widened[i])
			in_all += bucket_names(story, ask, names);
	}
	if (in_all != in_buckets)
		differ(trial, "the sum of the buckets");
}

/* ---- timelines ---- */

/* What a scan finds of one bucket: all stories, and those of the result. */
struct scanned {
	uint32_t all, stories, distinct;
};

/* name NULL: the stories without a day; value NULL: of any split. */
static inline struct scanned
timeline_scan(struct trial *trial, const struct timeline_ask *ask,
	const char *name, const char *value)
{
	const struct facet_ask days = { .field = FIELD_DATE,
		.unit = ask->unit };
	bool counted[ORACLE_STORIES_MAX];
	struct scanned scanned = { 0 };

	for (uint32_t i = 0; i < trial->archive->count; i++) {
		const struct story *story = &trial->archive->stories[i];
		char names[COUNT(oracle_actors)][32];
		uint32_t n = bucket_names(story, &days, names);
		bool in = name == NULL ? n == 0
				       : n > 0 && strcmp(names[0], name) == 0;
		bool has = value == NULL;

		scanned.all += in;
		n = has ? 0 : bucket_names(story, &ask->split, names);
		for (uint32_t j = 0; j < n; j++)
			has |= strcmp(names[j], value) == 0;
		counted[i] = in && has && trial->found[i];
		scanned.stories += counted[i];
		scanned.distinct +=
			counted[i] && !text_counted(trial, counted, i);
	}
	return scanned;
}

static inline void
check_series(struct trial *trial, const struct timeline_series *series,
	uint32_t total)
{
	const struct timeline *timeline = &trial->results.timeline;
	const struct timeline_ask *ask = trial->ask.timeline;
	struct scanned s = timeline_scan(trial, ask, NULL, series->value);
	uint32_t sum = s.stories;

	if (series->undated != s.stories ||
		series->undated_distinct != s.distinct)
		differ(trial, "the undated stories of a timeline");
	for (uint32_t i = 0; i < timeline->nbuckets; i++) {
		const struct timeline_bucket *b = &series->buckets[i];

		s = timeline_scan(
			trial, ask, timeline->names[i], series->value);
		if (b->stories != s.stories || b->distinct != s.distinct)
			differ(trial, "a bucket of a timeline");
		if (timeline->gaps[i] != (s.all == 0))
			differ(trial, "a gap of a timeline");
		if (s.all > 0 && ask->norm == NORM_ALL &&
			b->share != (double)s.stories / s.all)
			differ(trial, "a share of a timeline");
		sum += s.stories;
	}
	if (sum != total)
		differ(trial, "the sum of a timeline");
}

/* The first series has every hit; another one those that a facet counts. */
static inline void
check_timeline(struct trial *trial)
{
	const struct timeline *timeline = &trial->results.timeline;
	const struct timeline_ask *ask = trial->ask.timeline;

	check_series(trial, &timeline->series[0], trial->results.hits);
	for (uint32_t i = 1; i < timeline->nseries; i++) {
		bool counted[ORACLE_STORIES_MAX];
		const struct timeline_series *series = &timeline->series[i];

		memcpy(trial->widened, trial->found, sizeof(trial->found));
		check_series(trial, series,
			bucket_scan(
				trial, &ask->split, series->value, counted));
	}
}

#endif
