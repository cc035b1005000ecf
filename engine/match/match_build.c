/* match_build.c - a query into nodes */
#include "engine/match/match_node.h"

#include <stdlib.h>

static struct match_node *build(struct match_eval *eval,
	const struct match_query *query, double factor);

/* ---- nodes ---- */

struct bits *
match_bits_new(struct match_eval *eval)
{
	return arena_room(&eval->reader->arena, 1, sizeof(struct bits));
}

struct match_node *
match_node_new(
	struct match_eval *eval, const struct match_kind *kind, uint32_t room)
{
	struct match_node *node =
		arena_new(&eval->reader->arena, struct match_node);

	node->kind = kind;
	node->kids = arena_room(
		&eval->reader->arena, room, sizeof(struct match_node *));
	node->scored = arena_room(
		&eval->reader->arena, room, sizeof(struct match_node *));
	node->found = match_bits_new(eval);
	bits_clear(node->found);
	return node;
}

struct match_node *
match_node_nothing(struct match_eval *eval)
{
	return match_node_new(eval, &match_nothing, 0);
}

static struct match_node *
senseless(struct match_eval *eval, const char *what)
{
	if (eval->ended == ERR_NONE) {
		err_set(eval->err, ERR_INTERNAL, "%s", what);
		match_failed(eval);
	}
	return match_node_nothing(eval);
}

static bool
weighs(const struct match_node *node)
{
	return node->weight > 0 || node->nscored > 0;
}

static void
add_kid(struct match_node *node, struct match_node *kid)
{
	node->kids[node->nkids++] = kid;
	if (weighs(kid))
		node->scored[node->nscored++] = kid;
}

/* A node over one kid is that kid. */
static struct match_node *
unwrapped(struct match_node *node)
{
	return node->nkids == 1 ? node->kids[0] : node;
}

/* ---- operators ---- */

static struct match_node *
any_kids(struct match_eval *eval, struct match_node **kids, uint32_t n)
{
	struct match_node *node = match_node_new(eval, &match_any, n);

	for (uint32_t i = 0; i < n; i++)
		if (kids[i]->kind != &match_nothing)
			add_kid(node, kids[i]);
	if (node->nkids == 0)
		return match_node_nothing(eval);
	if (node->nkids == 1)
		return node->kids[0];
	for (uint32_t i = 0; i < node->nkids; i++) {
		struct match_node *kid = node->kids[i];

		if (kid->kind != &match_term_kind)
			continue;
		kid->found = node->found;
		kid->shares = true;
	}
	node->most = match_sum_of_kids(eval, node);
	return node;
}

/* Those from `first` on, as alternatives. */
static struct match_node *
build_kids_as_any(struct match_eval *eval, const struct match_query *query,
	uint32_t first, double factor)
{
	uint32_t n = query->nkids - first;
	struct match_node **kids =
		arena_room(&eval->reader->arena, n, sizeof(*kids));

	for (uint32_t i = 0; i < n; i++)
		kids[i] = build(eval, query->kids[first + i], factor);
	return any_kids(eval, kids, n);
}

static struct match_node *
build_or(
	struct match_eval *eval, const struct match_query *query, double factor)
{
	return build_kids_as_any(eval, query, 0, factor);
}

/* Words count as one; what else there is matches beside them, without
 * weight. */
static struct match_node *
build_synonym(
	struct match_eval *eval, const struct match_query *query, double factor)
{
	const struct match_query **words =
		arena_room(&eval->reader->arena, query->nkids, sizeof(*words));
	struct match_node **kids = arena_room(
		&eval->reader->arena, query->nkids + 1, sizeof(*kids));
	uint32_t nwords = 0, n = 0;

	for (uint32_t i = 0; i < query->nkids; i++)
		if (match_is_word(query->kids[i]))
			words[nwords++] = query->kids[i];
		else
			kids[n++] = build(eval, query->kids[i], 0);
	if (nwords == 1)
		kids[n++] = build(eval, words[0], factor);
	else
		kids[n++] = match_build_words(eval, words, nwords, factor);
	return any_kids(eval, kids, n);
}

/* Rarest first. */
static int
compare_kids(const void *va, const void *vb)
{
	const struct match_node *a = *(struct match_node *const *)va;
	const struct match_node *b = *(struct match_node *const *)vb;

	return (a->most > b->most) - (a->most < b->most);
}

/* All kids match; of those behind the first `weighed` nothing weighs. */
static struct match_node *
build_every(struct match_eval *eval, const struct match_query *query,
	uint32_t weighed, double factor)
{
	struct match_node *node =
		match_node_new(eval, &match_every, query->nkids);

	node->most = eval->reader->stories;
	for (uint32_t i = 0; i < query->nkids; i++) {
		struct match_node *kid =
			build(eval, query->kids[i], i < weighed ? factor : 0);

		if (kid->kind == &match_nothing)
			return match_node_nothing(eval);
		add_kid(node, kid);
		node->confirms |= kid->confirms;
		if (kid->most < node->most)
			node->most = kid->most;
	}
	if (node->nkids == 0)
		return match_node_nothing(eval);
	qsort(node->kids, node->nkids, sizeof(*node->kids), compare_kids);
	return unwrapped(node);
}

static struct match_node *
build_and(
	struct match_eval *eval, const struct match_query *query, double factor)
{
	return build_every(eval, query, query->nkids, factor);
}

static struct match_node *
build_filter(
	struct match_eval *eval, const struct match_query *query, double factor)
{
	return build_every(eval, query, 1, factor);
}

/* The first kid, with the others as one beside it. */
static struct match_node *
build_first(struct match_eval *eval, const struct match_query *query,
	const struct match_kind *kind, double factor, double factor_of_others)
{
	struct match_node *node = match_node_new(eval, kind, query->nkids);
	struct match_node *first, *others;

	if (query->nkids == 0)
		return senseless(eval, "an operator of nothing");
	first = build(eval, query->kids[0], factor);
	if (query->nkids == 1 || first->kind == &match_nothing)
		return first;
	others = build_kids_as_any(eval, query, 1, factor_of_others);
	if (others->kind == &match_nothing)
		return first;
	add_kid(node, first);
	add_kid(node, others);
	node->most = first->most;
	node->confirms = kind == &match_maybe && first->confirms;
	return node;
}

static struct match_node *
build_and_not(
	struct match_eval *eval, const struct match_query *query, double factor)
{
	return build_first(eval, query, &match_less, factor, 0);
}

static struct match_node *
build_maybe(
	struct match_eval *eval, const struct match_query *query, double factor)
{
	return build_first(eval, query, &match_maybe, factor, factor);
}

static struct match_node *
build_scaled(
	struct match_eval *eval, const struct match_query *query, double factor)
{
	if (query->nkids == 0)
		return senseless(eval, "an operator of nothing");
	return build(eval, query->kids[0],
		query->op == MATCH_SCALED ? factor * query->factor : 0);
}

static struct match_node *
build_phrase(
	struct match_eval *eval, const struct match_query *query, double factor)
{
	struct match_node *node;

	if (query->nkids < 2)
		return build_and(eval, query, factor);
	for (uint32_t i = 0; i < query->nkids; i++)
		if (query->kids[i]->op != MATCH_TERM)
			return senseless(eval, "a phrase of other than terms");
	node = match_node_new(eval, &match_phrase_kind, query->nkids);
	node->asked = query;
	node->most = eval->reader->stories;
	node->confirms = true;
	match_phrase_build(eval, node);
	for (uint32_t i = 0; i < query->nkids && eval->ranking != NULL &&
			     factor > 0 && node->most > 0;
		i++)
		node->scored[node->nscored++] =
			build(eval, query->kids[i], factor);
	return node;
}

static struct match_node *
build_placed(
	struct match_eval *eval, const struct match_query *query, double factor)
{
	struct match_node *node, *kid;

	(void)factor;
	if (query->nkids == 0)
		return senseless(eval, "an operator of nothing");
	kid = build(eval, query->kids[0], 0);
	if (kid->kind == &match_nothing)
		return kid;
	node = match_node_new(eval, &match_placed_kind, 1);
	node->asked = query;
	add_kid(node, kid);
	node->most = kid->most;
	node->confirms = true;
	match_placed_build(eval, node);
	return node;
}

static struct match_node *
build_quorum(
	struct match_eval *eval, const struct match_query *query, double factor)
{
	struct match_node *node =
		match_node_new(eval, &match_quorum, query->nkids);

	(void)factor;
	node->asked = query;
	for (uint32_t i = 0; i < query->nkids; i++) {
		struct match_node *kid = build(eval, query->kids[i], 0);

		if (kid->kind == &match_nothing)
			continue;
		add_kid(node, kid);
	}
	node->most = match_sum_of_kids(eval, node);
	return node->nkids > 0 ? node : match_node_nothing(eval);
}

/* ---- leaves ---- */

static struct match_node *
build_nothing(
	struct match_eval *eval, const struct match_query *query, double factor)
{
	(void)query;
	(void)factor;
	return match_node_nothing(eval);
}

static struct match_node *
build_range(
	struct match_eval *eval, const struct match_query *query, double factor)
{
	struct match_node *node = match_node_new(eval, &match_span, 0);
	struct match_query *range =
		arena_new(&eval->reader->arena, struct match_query);
	uint32_t stories = eval->reader->stories;

	(void)factor;
	*range = *query;
	if (query->op == MATCH_ALL || range->first == 0)
		range->first = 1;
	if (query->op == MATCH_ALL || range->last > stories)
		range->last = stories;
	if (range->first > range->last)
		return match_node_nothing(eval);
	node->asked = range;
	node->most = range->last - range->first + 1;
	return node;
}

static struct match_node *
build_docids(
	struct match_eval *eval, const struct match_query *query, double factor)
{
	struct match_node *node = match_node_new(eval, &match_docids, 0);

	(void)factor;
	node->asked = query;
	node->most = query->ndocids;
	return query->ndocids > 0 ? node : match_node_nothing(eval);
}

static struct match_node *
build_levels(
	struct match_eval *eval, const struct match_query *query, double factor)
{
	struct match_node *node = match_node_new(eval, &match_levels, 0);

	node->asked = query;
	node->weight = eval->ranking != NULL ? factor : 0;
	node->most = eval->reader->stories;
	return node;
}

typedef struct match_node *(*build_fn)(struct match_eval *eval,
	const struct match_query *query, double factor);

static const build_fn builders[] = {
	[MATCH_ALL] = build_range,
	[MATCH_NOTHING] = build_nothing,
	[MATCH_TERM] = match_build_term,
	[MATCH_AND] = build_and,
	[MATCH_OR] = build_or,
	[MATCH_SYNONYM] = build_synonym,
	[MATCH_AND_NOT] = build_and_not,
	[MATCH_FILTER] = build_filter,
	[MATCH_PHRASE] = build_phrase,
	[MATCH_UNWEIGHTED] = build_scaled,
	[MATCH_SCALED] = build_scaled,
	[MATCH_LEVELS] = build_levels,
	[MATCH_DOCIDS] = build_docids,
	[MATCH_RANGE] = build_range,
	[MATCH_QUORUM] = build_quorum,
	[MATCH_PLACED] = build_placed,
	[MATCH_MAYBE] = build_maybe,
};

static struct match_node *
build(struct match_eval *eval, const struct match_query *query, double factor)
{
	if ((size_t)query->op >= sizeof(builders) / sizeof(*builders))
		return senseless(eval, "a query of no known kind");
	return builders[query->op](eval, query, factor);
}

struct match_node *
match_build(struct match_eval *eval, const struct match_query *query)
{
	return build(eval, query, 1);
}
