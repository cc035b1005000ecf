/*
 * plan_placed.c - what a query says of where words stand
 *
 * A query becomes two things: a tree for the matcher (engine/plan/placed.h),
 * whose words are numbered, and a query without places, which finds the
 * stories that the matcher must look at.
 */
#include "base/must.h"
#include "engine/plan/placed.h"
#include "engine/plan/plan_build.h"
#include "engine/text/token.h"

#include <string.h>

/* A query is planned twice, and what it finds is kept once. */
struct plan_placed {
	const struct query *query;
	struct match_query *made;
	struct plan_placed *next;
};

/* A tree in the making. */
struct draft {
	struct plan_build *build;
	struct match_word *words;
	size_t nwords, cap;
	uint32_t scopes; /* those in the tree, a bit each */
};

/* A node, and the stories where it may hold. */
struct built {
	struct placed *tree;
	struct match_query *candidates;
};

static bool build_node(struct draft *draft, const struct query *query,
	struct built *out, struct err *err);

static struct placed *
new_node(struct draft *draft, enum placed_op op, uint32_t room)
{
	struct placed *node = arena_new(draft->build->arena, struct placed);

	*node = (struct placed){ .op = op };
	node->kids =
		arena_array(draft->build->arena, room, sizeof(*node->kids));
	return node;
}

/* Any of the forms, wherever it stands. */
static struct match_query *
any_form(struct draft *draft, const struct match_word *word)
{
	struct arena *arena = draft->build->arena;
	struct match_query *any = plan_node(arena,
		word->nforms > 0 ? MATCH_OR : MATCH_NOTHING, word->nforms);

	for (uint32_t i = 0; i < word->nforms; i++) {
		struct match_query *term = plan_node(arena, MATCH_TERM, 0);

		term->term = word->forms[i].term;
		term->term_len = word->forms[i].term_len;
		plan_add(any, term);
	}
	return plan_unwrapped(any);
}

static bool
build_word(struct draft *draft, const struct query *word, struct built *out,
	struct err *err)
{
	struct match_word taken;

	if (!plan_placed_word(draft->build, word, &taken, err))
		return false;
	out->tree = new_node(draft, PLACED_WORD, 0);
	out->tree->word = (uint32_t)draft->nwords;
	*arena_push(draft->build->arena, draft->words, draft->nwords,
		draft->cap) = taken;
	if (word->kind == QUERY_WORD && !word->exact &&
		!(word->token_flags & TOKEN_TOO_LONG))
		out->candidates = plan_stems(
			draft->build, word, word->field->stem_prefix);
	else
		out->candidates = any_form(draft, &taken);
	return true;
}

/* ---- what is said of them ---- */

static bool
build_all(struct draft *draft, const struct query *query, struct built *out,
	struct err *err)
{
	(void)query;
	(void)err;
	out->tree = new_node(draft, PLACED_ALL, 0);
	out->candidates = plan_node(draft->build->arena, MATCH_ALL, 0);
	return true;
}

static bool
build_not(struct draft *draft, const struct query *query, struct built *out,
	struct err *err)
{
	struct built kid;

	draft->build->negated = !draft->build->negated;
	if (!build_node(draft, query->kids[0], &kid, err))
		return false;
	draft->build->negated = !draft->build->negated;
	out->tree = new_node(draft, PLACED_NOT, 1);
	out->tree->kids[out->tree->nkids++] = kid.tree;
	out->candidates = plan_node(draft->build->arena, MATCH_ALL, 0);
	return true;
}

/* What the kinds with kids are made of. */
static const struct joint {
	enum placed_op op;
	enum match_op candidates;
} joints[QUERY_KINDS] = {
	[QUERY_PHRASE] = { PLACED_PHRASE, MATCH_AND },
	[QUERY_AND] = { PLACED_AND, MATCH_AND },
	[QUERY_OR] = { PLACED_OR, MATCH_OR },
	[QUERY_ANY] = { PLACED_OR, MATCH_OR },
	[QUERY_WITHIN] = { PLACED_WITHIN, MATCH_AND },
	[QUERY_NEAR] = { PLACED_NEAR, MATCH_AND },
	[QUERY_ADJ] = { PLACED_ADJ, MATCH_AND },
	[QUERY_QUORUM] = { PLACED_QUORUM, MATCH_QUORUM },
	[QUERY_SCOPE] = { PLACED_SCOPE, MATCH_AND },
};

static bool
build_joint(struct draft *draft, const struct query *query, struct built *out,
	struct err *err)
{
	const struct joint *joint = &joints[query->kind];
	struct placed *tree = new_node(draft, joint->op, query->nkids);
	struct match_query *candidates =
		plan_node(draft->build->arena, joint->candidates, query->nkids);

	tree->n = candidates->need = query->n;
	tree->scope = query->scope;
	if (query->kind == QUERY_SCOPE)
		draft->scopes |= (uint32_t)1 << query->scope;
	for (uint32_t i = 0; i < query->nkids; i++) {
		struct built kid;

		if (!build_node(draft, query->kids[i], &kid, err))
			return false;
		tree->kids[tree->nkids++] = kid.tree;
		plan_add(candidates, kid.candidates);
	}
	out->tree = tree;
	out->candidates = joint->candidates == MATCH_QUORUM
				  ? candidates
				  : plan_unwrapped(candidates);
	return true;
}

/* Any kid will do, but those marked with + must be there. */
static bool
build_any(struct draft *draft, const struct query *query, struct built *out,
	struct err *err)
{
	struct placed *all = new_node(draft, PLACED_AND, query->nkids + 1);
	struct match_query *candidates =
		plan_node(draft->build->arena, MATCH_AND, query->nkids + 1);

	if (!build_joint(draft, query, out, err))
		return false;
	all->kids[all->nkids++] = out->tree;
	plan_add(candidates, out->candidates);
	for (uint32_t i = 0; i < query->nkids; i++) {
		if (!query->kids[i]->required)
			continue;
		all->kids[all->nkids++] = out->tree->kids[i];
		plan_add(candidates, query->nkids > 1 ? out->candidates->kids[i]
						      : out->candidates);
	}
	out->tree = all;
	out->candidates = plan_unwrapped(candidates);
	return true;
}

static bool
build_node(struct draft *draft, const struct query *query, struct built *out,
	struct err *err)
{
	static bool (*const builders[QUERY_KINDS])(struct draft * draft,
		const struct query *query, struct built *out,
		struct err *err) = {
		[QUERY_ALL] = build_all,
		[QUERY_WORD] = build_word,
		[QUERY_PATTERN] = build_word,
		[QUERY_SIMILAR] = build_word,
		[QUERY_PHRASE] = build_joint,
		[QUERY_AND] = build_joint,
		[QUERY_OR] = build_joint,
		[QUERY_ANY] = build_any,
		[QUERY_NOT] = build_not,
		[QUERY_WITHIN] = build_joint,
		[QUERY_NEAR] = build_joint,
		[QUERY_ADJ] = build_joint,
		[QUERY_QUORUM] = build_joint,
		[QUERY_SCOPE] = build_joint,
	};

	if (builders[query->kind] == NULL)
		return err_set(
			err, ERR_SYNTAX, "a filter has no place in a text");
	return builders[query->kind](draft, query, out, err);
}

/* ---- the whole ---- */

/* The bits of what is known of each story: none yet. */
static uint64_t *
no_bits(struct draft *draft)
{
	size_t n = ((size_t)draft->build->planner->columns->stories + 64) / 64;
	uint64_t *bits = arena_array(draft->build->arena, n, sizeof(*bits));

	memset(bits, 0, n * sizeof(*bits));
	return bits;
}

static struct match_query *
placed_query(struct draft *draft, const struct built *built)
{
	const struct planner *planner = draft->build->planner;
	const struct columns *columns = planner->columns;
	struct match_placed *placed =
		arena_new(draft->build->arena, struct match_placed);
	struct match_query *query =
		plan_node(draft->build->arena, MATCH_PLACED, 1);

	must(planner->nstemmers <= 32);
	*placed = (struct match_placed){
		.tree = built->tree,
		.words = draft->words,
		.nwords = (uint32_t)draft->nwords,
		.scopes = draft->scopes,
		.language = columns->language,
		.bits = planner->stemmer_of,
		.nlanguages = columns->languages.count,
		.mark_start = columns->mark_start,
		.mark = columns->mark,
		.known = no_bits(draft),
		.found = no_bits(draft),
	};
	query->placed = placed;
	plan_add(query, built->candidates);
	return query;
}

/* The set, made once a query. */
static struct match_query *
placed_once(
	struct plan_build *build, const struct query *query, struct err *err)
{
	struct draft draft = { .build = build };
	struct plan_placed *row = build->values.placed;
	struct built built;

	while (row != NULL && row->query != query)
		row = row->next;
	if (row != NULL)
		return row->made;
	if (!build_node(&draft, query, &built, err))
		return NULL;
	row = arena_new(build->arena, struct plan_placed);
	row->query = query;
	row->made = query->kind == QUERY_QUORUM ? built.candidates
						: placed_query(&draft, &built);
	row->next = build->values.placed;
	build->values.placed = row;
	return row->made;
}

/* What one word weighs; NULL: nothing, or an error. */
static struct match_query *
weight_of(struct plan_build *build, const struct query *word, struct err *err)
{
	if (word->field->id == FIELD_BOILER ||
		(word->token_flags & TOKEN_TOO_LONG))
		return NULL;
	if (word->kind != QUERY_WORD)
		return plan_expanded(build, word, err);
	return plan_stems(build, word, fields[FIELD_TEXT].stem_prefix);
}

/* What each word that is wanted weighs. */
static void
add_weights(struct plan_build *build, const struct query *query,
	struct match_query *weights, struct err *err)
{
	struct match_query *weight;

	if (query->kind == QUERY_NOT)
		return;
	for (uint32_t i = 0; i < query->nkids; i++)
		add_weights(build, query->kids[i], weights, err);
	if (query->nkids > 0 || query->field == NULL)
		return;
	weight = weight_of(build, query, err);
	if (weight != NULL && weight->op != MATCH_NOTHING)
		plan_add(weights, weight);
}

static uint32_t
count_words(const struct query *query)
{
	uint32_t n = query->nkids == 0;

	for (uint32_t i = 0; i < query->nkids; i++)
		n += count_words(query->kids[i]);
	return n;
}

struct match_query *
plan_placed(
	struct plan_build *build, const struct query *query, struct err *err)
{
	struct match_query *made = placed_once(build, query, err), *weights;

	if (made == NULL || build->use == PLAN_COUNT)
		return made;
	weights = plan_node(build->arena, MATCH_OR, count_words(query));
	add_weights(build, query, weights, err);
	if (weights->nkids == 0)
		return made;
	build->ranks = true;
	return plan_pair(
		build->arena, MATCH_MAYBE, made, plan_unwrapped(weights));
}
