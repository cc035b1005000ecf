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
	struct xap_query *sure; /* as in struct plan */
	enum plan_use use;	/* PLAN_COUNT in what is not weighed anyway */
	bool negated;
	bool ranks; /* some weighted term was made */
};

/* A node with room for so many kids. */
struct xap_query *plan_node(struct arena *arena, enum xap_op op, uint32_t room);
void plan_add(struct xap_query *query, struct xap_query *kid);
struct xap_query *plan_pair(struct arena *arena, enum xap_op op,
	struct xap_query *first, struct xap_query *second);
struct xap_query *plan_term(
	struct arena *arena, const char *prefix, const char *text, size_t len);

/* An operator over one kid is that kid. */
struct xap_query *plan_unwrapped(struct xap_query *query);

/* The leaves that hold words. */
struct xap_query *plan_word(
	struct plan_build *build, const struct query *word, struct err *err);
struct xap_query *plan_phrase(
	struct plan_build *build, const struct query *phrase, struct err *err);

/* What words say of where they stand (all kinds but WORD and PHRASE of exact
 * words): as a set, with the weight of their stems.  Error: ERR_BROAD. */
struct xap_query *plan_placed(
	struct plan_build *build, const struct query *query, struct err *err);

/* The terms that a word with a place may stand as: none for a word that no
 * index holds.  Error: ERR_BROAD. */
bool plan_placed_word(struct plan_build *build, const struct query *word,
	struct xap_word *out, struct err *err);

/* The stems of a word, under this prefix, as one word. */
struct xap_query *plan_stems(
	struct plan_build *build, const struct query *word, const char *prefix);

/* A value of url:, by the terms of engine/index/terms_url.h.  Error:
 * ERR_BROAD. */
struct xap_query *plan_url(
	struct plan_build *build, const struct query *value, struct err *err);

/* What a pattern or a similar word stands for: looked up once a query, and a
 * notice when it is nothing.  Error: ERR_BROAD. */
struct expansion;
const struct expansion *plan_expansion(
	struct plan_build *build, const struct query *word, struct err *err);

/* A pattern or a similar word as a leaf. */
struct xap_query *plan_expanded(
	struct plan_build *build, const struct query *word, struct err *err);

/* What matches, with that weight; without any where words of this field have
 * none, and as it is where nothing is weighed. */
struct xap_query *plan_weighted(struct plan_build *build,
	const struct query *words, struct xap_query *weight,
	struct xap_query *matching);

#endif
