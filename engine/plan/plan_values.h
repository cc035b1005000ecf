/*
 * plan_values.h - what a value of a filter stands for in an archive
 *
 * Thread: as the plan.
 */
#ifndef ENGINE_PLAN_VALUES_H
#define ENGINE_PLAN_VALUES_H

#include "engine/index/columns.h"
#include "engine/query/notices.h"
#include "engine/query/query.h"

/* What was looked up for a query so far. */
struct plan_values {
	struct notices *notices;
	const struct query_limits *limits;
	size_t count;			 /* entries that its values stand for */
	struct plan_expansion *expanded; /* words looked up so far */
	struct plan_placed *placed;	 /* sets made so far */
};

/* The entries one value stands for. */
struct plan_value {
	const struct dictionary *dictionary;
	uint32_t *ordinals;
	size_t count;
	size_t cap;
};

/* A value stands for n entries.  Error: ERR_BROAD when they are too many for
 * a value, or with all others for a query. */
bool plan_values_add(struct plan_values *values, const struct query *value,
	size_t n, struct err *err);

/* Fills *found (released by the caller in any case); a notice when it stands
 * for nothing, if wanted.  Error: ERR_BROAD. */
bool plan_value_find(const struct columns *columns, const struct query *value,
	bool notice, struct plan_values *values, struct plan_value *found,
	struct err *err);
void plan_value_release(struct plan_value *found);

#endif
