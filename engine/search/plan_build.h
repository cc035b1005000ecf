/*
 * plan_build.h - what the parts of the planner share during one walk
 *
 * For engine/plan*.c alone.  Thread: a walk belongs to its arena.
 */
#ifndef ENGINE_PLAN_BUILD_H
#define ENGINE_PLAN_BUILD_H

#include "engine/search/plan.h"
#include "engine/search/plan_values.h"

/* One walk over a tree. */
struct plan_build {
	const struct planner *planner;
	struct arena *arena;
	struct plan_values values;
	enum plan_use use; /* PLAN_COUNT in what is not weighed anyway */
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

/* The leaves that hold words; neither fails. */
struct xap_query *plan_word(
	struct plan_build *build, const struct query *word, struct err *err);
struct xap_query *plan_phrase(
	struct plan_build *build, const struct query *phrase, struct err *err);

/* A value of url:, by the terms of engine/index/terms_url.h.  Error:
 * ERR_BROAD. */
struct xap_query *plan_url(
	struct plan_build *build, const struct query *value, struct err *err);

#endif
