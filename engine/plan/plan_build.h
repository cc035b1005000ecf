/*
 * plan_build.h - what the parts of the planner share during one walk
 *
 * For engine/plan*.c alone.  Thread: a walk belongs to its arena.
 */
#ifndef ENGINE_PLAN_BUILD_H
#define ENGINE_PLAN_BUILD_H

#include "engine/plan/plan.h"
#include "engine/plan/plan_values.h"

/* One walk over a tree. */
struct plan_build {
	const struct planner *planner;
	struct arena *arena;
	struct plan_values values;
	struct match_query *sure; /* as in struct plan */
	enum plan_use use;	  /* PLAN_COUNT in what is not weighed anyway */
	bool negated;
	bool ranks; /* some weighted term was made */
};

/* A node with room for so many kids. */
struct match_query *plan_node(
	struct arena *arena, enum match_op op, uint32_t room);
void plan_add(struct match_query *query, struct match_query *kid);
struct match_query *plan_pair(struct arena *arena, enum match_op op,
	struct match_query *first, struct match_query *second);
struct match_query *plan_term(
	struct arena *arena, const char *prefix, const char *text, size_t len);

/* An operator over one kid is that kid. */
struct match_query *plan_unwrapped(struct match_query *query);

/* The leaves that hold words. */
struct match_query *plan_word(
	struct plan_build *build, const struct query *word, struct err *err);
struct match_query *plan_phrase(
	struct plan_build *build, const struct query *phrase, struct err *err);

/* What words say of where they stand (all kinds but WORD and PHRASE of exact
 * words): as a set, with the weight of their stems.  Error: ERR_BROAD. */
struct match_query *plan_placed(
	struct plan_build *build, const struct query *query, struct err *err);

/* The terms that a word with a place may stand as: none for a word that no
 * index holds.  Error: ERR_BROAD. */
bool plan_placed_word(struct plan_build *build, const struct query *word,
	struct match_word *out, struct err *err);

/* The stems of a word, under this prefix, as one word. */
struct match_query *plan_stems(
	struct plan_build *build, const struct query *word, const char *prefix);

/* A value of url:, by the terms of engine/index/terms_url.h.  Error:
 * ERR_BROAD. */
struct match_query *plan_url(
	struct plan_build *build, const struct query *value, struct err *err);

/* What a pattern or a similar word stands for: looked up once a query, and a
 * notice when it is nothing.  Error: ERR_BROAD. */
struct expansion;
const struct expansion *plan_expansion(
	struct plan_build *build, const struct query *word, struct err *err);

/* A pattern or a similar word as a leaf. */
struct match_query *plan_expanded(
	struct plan_build *build, const struct query *word, struct err *err);

/* What matches, with that weight; without any where words of this field have
 * none, and as it is where nothing is weighed. */
struct match_query *plan_weighted(struct plan_build *build,
	const struct query *words, struct match_query *weight,
	struct match_query *matching);

#endif
