/*
 * story_sample.h - a story in which every field has something
 *
 * Thread: any.
 */
#ifndef TESTS_UNIT_STORY_SAMPLE_H
#define TESTS_UNIT_STORY_SAMPLE_H

#include "engine/story/story.h"

#define STRIKE_DAY 113803 /* 1911-08-02 */

static struct story_date strike_candidates[] = {
	{
		.value = "--08-02",
		.text = "Aug. 2",
		.precision = PRECISION_DAY,
		.source = DATE_FROM_DATELINE,
		.day = DAY_UNKNOWN,
		.start = 14,
		.end = 20,
	},
	{
		.value = "1911-08",
		.text = "1911-08/p3.txt",
		.precision = PRECISION_MONTH,
		.source = DATE_FROM_FILE_NAME,
		.confidence = 0.6,
		.day = STRIKE_DAY - 1,
	},
};

static struct story_span union_spans[] = { { 3, 9 }, { 22, 24 } };

static struct story_actor strike_actors[] = {
	{
		.name = "Dockers' Union",
		.code = "HBRLAB",
		.aliases = "the Union\nUnion of Dockers",
		.evidence = "list",
		.type = ACTOR_ORGANISATION,
		.count = 3,
		.spans = union_spans,
		.nspans = 2,
	},
	{ .name = "A. Reeve" },
};

static struct story_span town_spans[] = { { 0, 12 } };

static struct story_place strike_places[] = {
	{
		.name = "Harbour Town",
		.code = "HBR",
		.aliases = "HARBOUR TOWN",
		.count = 1,
		.spans = town_spans,
		.nspans = 1,
	},
};

static struct story_quote strike_quotes[] = {
	{ .speaker = "A. Reeve", .start = 22, .end = 39 },
	{ .start = 22, .end = 24 },
};

static struct story_block strike_blocks[] = {
	{ "copyright", "© 1911 Harbour Gazette.", "line-copyright" },
	{ "related", "", NULL },
};

static const char *strike_authors[] = { "Ann Tidewell", "B. Quay" };
static const char *strike_subjects[] = { "labour" };
static const char *strike_warnings[] = { "two dates disagree" };
static struct story_extra strike_extras[] = {
	{ "x_page", "{\"n\":3,\"big\":true,\"of\":null}" },
	{ "x_odd", "not json" },
};

/* A story in which every field has something. */
static inline struct story
whole_story(void)
{
	return (struct story) {
		.uri = "hg/1911-08-02/3",
		.url = "http://gazette.example/3",
		.headline = "Dock strike enters second week",
		.headline_raw = "Dock strike enters second week | HG",
		.subhead = "Basin closed",
		.byline = "By Ann Tidewell",
		.section = "Harbour",
		.body_text = "HARBOUR TOWN, Aug. 2. No ship has left.",
		.language = "en",
		.outlet_name = "Harbour Gazette",
		.outlet_domain = "gazette.example",
		.outlet_evidence = "field",
		.agency = "Tidewire",
		.agency_evidence = "dateline",
		.dateline_text = "HARBOUR TOWN, Aug. 2.",
		.dateline_place = "Harbour Town",
		.rights = "all",
		.published = {
			.value = "1911-08-02",
			.precision = PRECISION_DAY,
			.source = DATE_FROM_DATELINE,
			.confidence = 0.92,
			.day = STRIKE_DAY,
		},
		.date_modified = "1911-08-03",
		.date_captured = "2024-01-02T03:04:05Z",
		.candidates = strike_candidates,
		.ncandidates = 2,
		.actors = strike_actors,
		.nactors = 2,
		.places = strike_places,
		.nplaces = 1,
		.quotes = strike_quotes,
		.nquotes = 2,
		.boilerplate = strike_blocks,
		.nboilerplate = 2,
		.authors = strike_authors,
		.nauthors = 2,
		.subjects = strike_subjects,
		.nsubjects = 1,
		.warnings = strike_warnings,
		.nwarnings = 1,
		.extras = strike_extras,
		.nextras = 2,
		.file = "1911-08/p3.txt",
		.format = "text",
		.offset = 5000000000,
		.line = 12,
		.cluster = 7,
		.cluster_first = true,
	};
}

/* The record as one JSON text; the caller releases it. */
static inline struct buf
record_text(const struct story *story)
{
	struct json *record = story_json(story);
	struct buf text = { 0 };

	json_write(&text, record, STORY_DIGITS);
	json_free(record);
	return text;
}

#endif
