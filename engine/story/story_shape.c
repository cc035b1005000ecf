/* story_shape.c - the record, as a table */
#include "engine/story/story_shape.h"

#include "engine/story/story.h"

/* What a text may repeat stands before it (echo_fn). */

#define AT(type, member) .at = offsetof(struct type, member)
/* The list `member` of a record and the count n`member` beside it. */
#define LIST_IN(type, member)                                                  \
	.at = offsetof(struct type, member),                                   \
	.count_at = offsetof(struct type, n##member)
#define LIST(member) LIST_IN(story, member)

static const struct shape date_shape = {
	"date",
	sizeof(struct story_date),
	(const struct member[]){
		{ 1, MEMBER_TEXT, AT(story_date, value) },
		{ 7, MEMBER_U32, AT(story_date, start) },
		{ 8, MEMBER_END, AT(story_date, end) },
		{ 2, MEMBER_TEXT, AT(story_date, text), .echo = echo_of_date },
		{ 3, MEMBER_ENUM, AT(story_date, precision),
			.limit = PRECISIONS },
		{ 4, MEMBER_ENUM, AT(story_date, source),
			.limit = DATE_SOURCES },
		{ 5, MEMBER_CONFIDENCE, AT(story_date, confidence) },
		{ 6, MEMBER_DAY, AT(story_date, day) },
		{ .number = 0 },
	},
	.flat = true,
};

static const struct shape span_shape = {
	"span",
	sizeof(struct story_span),
	(const struct member[]){
		{ 1, MEMBER_START, AT(story_span, start) },
		{ 2, MEMBER_END, AT(story_span, end) },
		{ .number = 0 },
	},
	.flat = true,
};

static const struct shape actor_shape = {
	"actor",
	sizeof(struct story_actor),
	(const struct member[]){
		{ 6, MEMBER_RECORDS, LIST_IN(story_actor, spans),
			.shape = &span_shape },
		{ 1, MEMBER_TEXT, AT(story_actor, name), .required = true,
			.echo = echo_of_actor },
		{ 3, MEMBER_TEXT, AT(story_actor, aliases),
			.echo = echo_of_actor_aliases },
		{ 2, MEMBER_TEXT, AT(story_actor, code) },
		{ 4, MEMBER_ENUM, AT(story_actor, type), .limit = ACTOR_TYPES },
		{ 5, MEMBER_U32, AT(story_actor, count) },
		{ 7, MEMBER_TEXT, AT(story_actor, evidence) },
		{ .number = 0 },
	},
	.flat = false,
};

static const struct shape place_shape = {
	"place",
	sizeof(struct story_place),
	(const struct member[]){
		{ 5, MEMBER_RECORDS, LIST_IN(story_place, spans),
			.shape = &span_shape },
		{ 1, MEMBER_TEXT, AT(story_place, name), .required = true,
			.echo = echo_of_place },
		{ 3, MEMBER_TEXT, AT(story_place, aliases),
			.echo = echo_of_place_aliases },
		{ 2, MEMBER_TEXT, AT(story_place, code) },
		{ 4, MEMBER_U32, AT(story_place, count) },
		{ .number = 0 },
	},
	.flat = false,
};

static const struct shape quote_shape = {
	"quote",
	sizeof(struct story_quote),
	(const struct member[]){
		{ 1, MEMBER_TEXT, AT(story_quote, speaker),
			.echo = echo_of_speaker },
		{ 2, MEMBER_START, AT(story_quote, start) },
		{ 3, MEMBER_END, AT(story_quote, end) },
		{ .number = 0 },
	},
	.flat = true,
};

static const struct shape block_shape = {
	"boilerplate",
	sizeof(struct story_block),
	(const struct member[]){
		{ 1, MEMBER_TEXT, AT(story_block, kind), .required = true },
		{ 2, MEMBER_TEXT, AT(story_block, text), .required = true },
		{ 3, MEMBER_TEXT, AT(story_block, rule) },
		{ .number = 0 },
	},
	.flat = true,
};

static const struct shape extra_shape = {
	"extra field",
	sizeof(struct story_extra),
	(const struct member[]){
		{ 1, MEMBER_TEXT, AT(story_extra, name), .required = true },
		{ 2, MEMBER_TEXT, AT(story_extra, json), .required = true },
		{ .number = 0 },
	},
	.flat = true,
};

const struct shape story_shape = {
	"story",
	sizeof(struct story),
	(const struct member[]){
		{ 1, MEMBER_TEXT, AT(story, uri), .required = true,
			.on_card = true },
		{ 2, MEMBER_TEXT, AT(story, url) },
		{ 3, MEMBER_TEXT, AT(story, headline), .on_card = true },
		{ 4, MEMBER_TEXT, AT(story, headline_raw) },
		{ 5, MEMBER_TEXT, AT(story, subhead) },
		{ 6, MEMBER_TEXT, AT(story, byline) },
		{ 7, MEMBER_TEXT, AT(story, section) },
		{ 8, MEMBER_TEXT, AT(story, body_text) },
		{ 9, MEMBER_TEXT, AT(story, language) },
		{ 10, MEMBER_TEXT, AT(story, outlet_name) },
		{ 11, MEMBER_TEXT, AT(story, outlet_domain) },
		{ 12, MEMBER_TEXT, AT(story, outlet_evidence) },
		{ 13, MEMBER_TEXT, AT(story, agency) },
		{ 14, MEMBER_TEXT, AT(story, agency_evidence) },
		{ 15, MEMBER_TEXT, AT(story, dateline_text) },
		{ 16, MEMBER_TEXT, AT(story, dateline_place) },
		{ 17, MEMBER_TEXT, AT(story, rights) },
		{ 18, MEMBER_RECORD, AT(story, published),
			.shape = &date_shape },
		{ 19, MEMBER_TEXT, AT(story, date_modified) },
		{ 20, MEMBER_TEXT, AT(story, date_captured) },
		{ 21, MEMBER_RECORDS, LIST(candidates), .shape = &date_shape },
		{ 22, MEMBER_RECORDS, LIST(actors), .shape = &actor_shape },
		{ 23, MEMBER_RECORDS, LIST(boilerplate),
			.shape = &block_shape },
		{ 24, MEMBER_TEXTS, LIST(authors) },
		{ 25, MEMBER_TEXTS, LIST(subjects) },
		{ 26, MEMBER_TEXTS, LIST(warnings) },
		{ 27, MEMBER_RECORDS, LIST(extras), .shape = &extra_shape },
		{ 28, MEMBER_TEXT, AT(story, file) },
		{ 29, MEMBER_TEXT, AT(story, format) },
		{ 30, MEMBER_U64, AT(story, offset) },
		{ 31, MEMBER_U64, AT(story, line) },
		{ 32, MEMBER_U32, AT(story, cluster) },
		{ 33, MEMBER_BOOL, AT(story, cluster_first) },
		{ 34, MEMBER_RECORDS, LIST(places), .shape = &place_shape },
		{ 35, MEMBER_RECORDS, LIST(quotes), .shape = &quote_shape },
		{ 36, MEMBER_TEXT, AT(story, copy_of) },
		{ 37, MEMBER_CONFIDENCE, AT(story, similarity) },
		{ .number = 0 },
	},
	.flat = false,
};
