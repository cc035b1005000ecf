/* plan.c - a query tree into questions for engine/match */
#include "engine/plan/plan.h"

#include "engine/plan/plan_build.h"

#include <string.h>

static struct match_query *build_tree(
	struct plan_build *build, const struct query *query, struct err *err);

/* ---- operators ---- */

static struct match_query *
build_all(struct plan_build *build, const struct query *query, struct err *err)
{
	(void)query;
	(void)err;
	return plan_node(build->arena, MATCH_ALL, 0);
}

/* What must not match, or only restricts: nothing in it is weighed. */
static struct match_query *
build_unranked(struct plan_build *build, const struct query *query,
	bool negated, struct err *err)
{
	struct plan_build inner = *build;
	struct match_query *built;

	inner.use = PLAN_COUNT;
	inner.negated ^= negated;
	built = build_tree(&inner, query, err);
	build->values = inner.values;
	return built;
}

/* The kids of an AND: those that match, without those that must not. */
static struct match_query *
build_and(struct plan_build *build, const struct query *query, struct err *err)
{
	struct match_query *with =
		plan_node(build->arena, MATCH_AND, query->nkids);
	struct match_query *less =
		plan_node(build->arena, MATCH_AND_NOT, query->nkids + 1);

	plan_add(less, with);
	for (uint32_t i = 0; i < query->nkids; i++) {
		const struct query *kid = query->kids[i];
		bool not = kid->kind == QUERY_NOT;
		struct match_query *built =
			not ? build_unranked(build, kid->kids[0], true, err)
			    : build_tree(build, kid, err);

		if (built == NULL)
			return NULL;
		plan_add(not ? less : with, built);
	}
	if (with->nkids == 0)
		with->op = MATCH_ALL;
	less->kids[0] = plan_unwrapped(with);
	return plan_unwrapped(less);
}

static struct match_query *
build_not(struct plan_build *build, const struct query *query, struct err *err)
{
	struct match_query *kid =
		build_unranked(build, query->kids[0], true, err);

	if (kid == NULL)
		return NULL;
	return plan_pair(build->arena, MATCH_AND_NOT,
		plan_node(build->arena, MATCH_ALL, 0), kid);
}

static struct match_query *
build_or(struct plan_build *build, const struct query *query, struct err *err)
{
	struct match_query *either =
		plan_node(build->arena, MATCH_OR, query->nkids);

	for (uint32_t i = 0; i < query->nkids; i++) {
		struct match_query *kid =
			build_tree(build, query->kids[i], err);

		if (kid == NULL)
			return NULL;
		plan_add(either, kid);
	}
	return plan_unwrapped(either);
}

/* Those marked with + must match; the others then only rank. */
static struct match_query *
build_some(struct plan_build *build, const struct query *query, struct err *err)
{
	struct match_query *all =
		plan_node(build->arena, MATCH_AND, query->nkids);
	struct match_query *ranked = NULL, *with;

	for (uint32_t i = 0; i < query->nkids; i++) {
		struct match_query *kid;

		if (!query->kids[i]->required)
			continue;
		kid = build_unranked(build, query->kids[i], false, err);
		if (kid == NULL)
			return NULL;
		plan_add(all, kid);
	}
	if (all->nkids > 0 && build->use == PLAN_COUNT)
		return plan_unwrapped(all);
	ranked = build_or(build, query, err);
	if (ranked == NULL || all->nkids == 0)
		return ranked;
	with = plan_unwrapped(all);
	return plan_pair(build->arena, MATCH_FILTER, ranked, with);
}

/* ---- filters ---- */

/* The terms that a value stands for in this archive. */
static struct match_query *
value_terms(
	struct plan_build *build, const struct query *value, struct err *err)
{
	struct plan_value found = { 0 };
	struct match_query *either;
	struct buf key = { 0 };

	if (!plan_value_find(build->planner->columns, value, !build->negated,
		    &build->values, &found, err)) {
		plan_value_release(&found);
		return NULL;
	}
	either = plan_node(build->arena,
		found.count > 0 ? MATCH_OR : MATCH_NOTHING,
		(uint32_t)found.count);
	for (size_t i = 0; i < found.count; i++) {
		struct dictionary_entry entry;

		dictionary_entry(found.dictionary, found.ordinals[i], &entry);
		buf_reset(&key);
		dictionary_key(&entry, &key);
		plan_add(either, plan_term(build->arena, value->field->prefix,
					 buf_text(&key), key.len));
	}
	buf_release(&key);
	plan_value_release(&found);
	return plan_unwrapped(either);
}

static struct match_query *
unweighted(struct plan_build *build, struct match_query *query)
{
	struct match_query *outer;

	if (query == NULL || build->use == PLAN_COUNT ||
		query->op == MATCH_NOTHING)
		return query;
	outer = plan_node(build->arena, MATCH_UNWEIGHTED, 1);
	plan_add(outer, query);
	return outer;
}

static struct match_query *
build_filter(
	struct plan_build *build, const struct query *query, struct err *err)
{
	if (query->field->id == FIELD_URL)
		return unweighted(build, plan_url(build, query, err));
	return unweighted(build, value_terms(build, query, err));
}

/* The stories whose date is as sure as was asked for; NULL: no matter. */
static struct match_query *
sure_stories(const struct planner *planner, struct arena *arena)
{
	const struct columns *columns = planner->columns;
	struct match_query *sure;
	uint32_t *docids;

	if (planner->least == 0)
		return NULL;
	docids = arena_array(arena, columns->dated, sizeof(*docids));
	sure = plan_node(arena, MATCH_DOCIDS, 0);
	sure->docids = docids;
	for (uint32_t i = 0; i < columns->dated; i++)
		if (columns->confidence[i] >= planner->least)
			docids[sure->ndocids++] = i + 1;
	return sure;
}

/* Every story whose date is not. */
static struct match_query *
unsure_stories(struct plan_build *build)
{
	return plan_pair(build->arena, MATCH_AND_NOT,
		plan_node(build->arena, MATCH_ALL, 0), build->sure);
}

/* Docids run from the newest day to the oldest, the undated last. */
static struct match_query *
build_dates(
	struct plan_build *build, const struct query *query, struct err *err)
{
	const struct columns *columns = build->planner->columns;
	struct match_query *range = plan_node(build->arena, MATCH_RANGE, 0);

	(void)err;
	if (query->undated && build->sure != NULL)
		return unsure_stories(build);
	range->first = columns->dated + 1;
	range->last = columns->stories;
	if (!query->undated)
		columns_span(columns, query->days, &range->first, &range->last);
	if (range->first > range->last)
		range->op = MATCH_NOTHING;
	else if (build->sure != NULL)
		return plan_pair(build->arena, MATCH_AND, range, build->sure);
	return range;
}

typedef struct match_query *(*build_fn)(
	struct plan_build *build, const struct query *query, struct err *err);

static const build_fn builders[QUERY_KINDS] = {
	[QUERY_ALL] = build_all,
	[QUERY_WORD] = plan_word,
	[QUERY_PHRASE] = plan_phrase,
	[QUERY_AND] = build_and,
	[QUERY_OR] = build_or,
	[QUERY_ANY] = build_some,
	[QUERY_NOT] = build_not,
	[QUERY_FILTER] = build_filter,
	[QUERY_DATES] = build_dates,
	[QUERY_PATTERN] = plan_expanded,
	[QUERY_SIMILAR] = plan_expanded,
	[QUERY_WITHIN] = plan_placed,
	[QUERY_NEAR] = plan_placed,
	[QUERY_ADJ] = plan_placed,
	[QUERY_QUORUM] = plan_placed,
	[QUERY_SCOPE] = plan_placed,
};

static struct match_query *
build_tree(struct plan_build *build, const struct query *query, struct err *err)
{
	return builders[query->kind](build, query, err);
}

/* ---- the whole ---- */

/* Part the top level into filters and the rest (NULL: there is none). */
static const struct query *
part(const struct query *root, struct arena *arena,
	const struct query **filters, uint32_t *nfilters)
{
	struct query *rest = arena_new(arena, struct query);

	*nfilters = 0;
	if (query_filters(root) != NULL) {
		filters[(*nfilters)++] = root;
		return NULL;
	}
	if (root->kind != QUERY_AND)
		return root;
	*rest = *root;
	rest->kids = arena_array(arena, root->nkids, sizeof(*rest->kids));
	rest->nkids = 0;
	for (uint32_t i = 0; i < root->nkids; i++)
		if (query_filters(root->kids[i]) != NULL)
			filters[(*nfilters)++] = root->kids[i];
		else
			rest->kids[rest->nkids++] = root->kids[i];
	return rest->nkids > 0 ? rest : NULL;
}

bool
plan_make(const struct planner *planner, const struct query *root,
	struct notices *notices, struct plan *out, struct err *err)
{
	struct plan_build build = {
		.planner = planner,
		.arena = notices->arena,
		.values = { .notices = notices, .limits = &planner->limits },
		.use = PLAN_COUNT,
		.sure = sure_stories(planner, notices->arena),
	};
	uint32_t room = root->nkids > 0 ? root->nkids : 1;
	const struct query **filters =
		arena_array(build.arena, room, sizeof(*filters));
	const struct query *rest;

	*out = (struct plan){ .sure = build.sure };
	rest = part(root, build.arena, filters, &out->nfilters);
	out->filters = arena_array(build.arena, room, sizeof(*out->filters));
	for (uint32_t i = 0; i < out->nfilters; i++) {
		out->filters[i].field = query_filters(filters[i]);
		out->filters[i].query = build_tree(&build, filters[i], err);
		if (out->filters[i].query == NULL)
			return false;
	}
	if (rest == NULL)
		return true;
	out->counted = build_tree(&build, rest, err);
	if (out->counted == NULL)
		return false;
	if (out->counted->op == MATCH_ALL) { /* * beside filters adds nothing */
		out->counted = NULL;
		return true;
	}
	build.use = PLAN_RANK;
	build.values.count = 0;
	out->ranked = build_tree(&build, rest, err);
	out->ranks = build.ranks;
	return out->ranked != NULL;
}

void
plan_rank_among(struct plan *plan, struct match_query *any,
	struct match_query *those, struct arena *arena)
{
	plan->counted = plan->counted == NULL ? those
					      : plan_pair(arena, MATCH_AND,
							those, plan->counted);
	plan->ranked = plan_pair(arena, MATCH_FILTER, any, plan->counted);
	plan->ranks = true;
}

bool
plan_filters(const struct plan *plan, const struct field *field)
{
	for (uint32_t i = 0; i < plan->nfilters; i++)
		if (plan->filters[i].field == field)
			return true;
	return false;
}

struct match_query *
plan_query(const struct plan *plan, enum plan_use use,
	const struct field *without, struct arena *arena)
{
	struct match_query *words =
		use == PLAN_RANK ? plan->ranked : plan->counted;
	struct match_query *query = plan_node(arena,
		use == PLAN_RANK && words != NULL ? MATCH_FILTER : MATCH_AND,
		plan->nfilters + 1);

	if (words != NULL)
		plan_add(query, words);
	for (uint32_t i = 0; i < plan->nfilters; i++)
		if (without == NULL || plan->filters[i].field != without)
			plan_add(query, plan->filters[i].query);
	if (query->nkids == 0)
		return plan_node(arena, MATCH_ALL, 0);
	return plan_unwrapped(query);
}
