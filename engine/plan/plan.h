/*
 * plan.h - a query tree into questions for engine/match
 *
 * Words become terms, values of filters the terms they stand for in this
 * archive, spans of days ranges of docids.  Every query is planned twice:
 * once to rank, where stemmed terms carry the weight and filters none, and
 * once to count, without anything that only ranks.  The filters of the top
 * level are kept apart, so that a facet can be counted without its own.
 *
 * Thread: a planner belongs to one worker; a plan to its arena.
 */
#ifndef ENGINE_PLAN_H
#define ENGINE_PLAN_H

#include "engine/index/columns.h"
#include "engine/match/match.h"
#include "engine/query/notices.h"
#include "engine/query/query.h"
#include "engine/text/stem.h"

struct plan_languages;

/* What words and values mean in one generation. */
struct planner {
	const struct columns *columns;
	struct stemmer **stemmers; /* of its languages, each once */
	uint32_t nstemmers;
	uint8_t *stemmer_of; /* a language, by its ordinal; last: of none */
	struct plan_languages *languages;
	struct match_reader *reader; /* set by who has one; for url: */
	struct query_limits limits;  /* of the request at hand */
	uint8_t least; /* likewise: confidence of a date that counts */
};

/* columns and stemmers must outlive the planner; fallback_language may be
 * "" or NULL. */
void planner_init(struct planner *planner, const struct columns *columns,
	struct stemmers *stemmers, const char *fallback_language);
void planner_release(struct planner *planner);

/* A stem of a word: a loan, as stem_word()'s. */
struct word_stem {
	const char *text;
	size_t len;
	uint32_t stemmers; /* a bit for each in whose stories it counts */
};
enum { WORD_STEMS = 32 }; /* there are fewer stemmers */
#define EVERY_STEMMER UINT32_MAX

/*
 * What a word is stemmed to in the languages of the archive, each stem once;
 * returns how many they are.  Each counts in the stories that are stemmed so;
 * that of most stories in all: a word that the story's language does not know
 * is mostly one of theirs.
 */
uint32_t planner_stems(const struct planner *planner, const char *word,
	size_t len, uint32_t token_flags, struct word_stem stems[WORD_STEMS]);

struct plan_filter {
	const struct field *field;
	struct match_query *query;
};

struct plan {
	struct match_query *ranked; /* without the filters; NULL: all stories */
	struct match_query *counted; /* the same stories, without weights */
	struct plan_filter *filters; /* of the top level: all must match */
	uint32_t nfilters;
	bool ranks; /* some word carries weight: there is a ranking */
	struct match_query *sure; /* stories whose date counts; NULL: all */
};

/*
 * Values that stand for nothing find nothing, with a notice
 * unknown.<field>.  Error: ERR_BROAD when values stand for too many.
 */
bool plan_make(const struct planner *planner, const struct query *root,
	struct notices *notices, struct plan *out, struct err *err);

enum plan_use { PLAN_RANK, PLAN_COUNT };

/* The whole question; without the filters on a field, unless that is NULL. */
struct match_query *plan_query(const struct plan *plan, enum plan_use use,
	const struct field *without, struct arena *arena);

/* Rank by `any` instead, among the stories of the plan that are in `those`,
 * which has no weight. */
void plan_rank_among(struct plan *plan, struct match_query *any,
	struct match_query *those, struct arena *arena);

/* Is there a filter on the field at the top level? */
bool plan_filters(const struct plan *plan, const struct field *field);

#endif
