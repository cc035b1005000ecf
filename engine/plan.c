/* plan.c - a query tree into questions for Xapian */
#include "engine/plan.h"

#include "base/mem.h"
#include "engine/plan_values.h"
#include "engine/token.h"

#include <stdlib.h>
#include <string.h>

/* One walk over a tree. */
struct build {
	const struct planner *planner;
	struct arena *arena;
	struct plan_values values;
	enum plan_use use; /* changes to counting under NOT and in filters */
	bool negated;
	bool ranks; /* some weighted term was made */
};

static struct xap_query *build_tree(
	struct build *build, const struct query *query, struct err *err);

void
planner_init(struct planner *planner, const struct columns *columns,
	struct stemmers *stemmers, const char *fallback_language)
{
	const struct dictionary *languages = &columns->languages;
	const char *fallback =
		fallback_language != NULL && *fallback_language != '\0'
			? fallback_language
			: NULL;
	size_t cap = 0;

	*planner = (struct planner){ .columns = columns };
	for (uint32_t i = 0; i <= languages->count; i++) {
		struct dictionary_entry language = { 0 }; /* last: none */
		struct stemmer *stemmer;
		bool known = false;

		if (i < languages->count)
			dictionary_entry(languages, i, &language);
		stemmer = stemmers_for(stemmers, language.name, fallback);
		for (uint32_t j = 0; j < planner->nstemmers; j++)
			known |= planner->stemmers[j] == stemmer;
		if (!known)
			vec_push(planner->stemmers, planner->nstemmers, cap) =
				stemmer;
	}
}

void
planner_release(struct planner *planner)
{
	free(planner->stemmers);
	*planner = (struct planner){ 0 };
}

/* ---- nodes ---- */

/* A node with room for so many kids. */
static struct xap_query *
node(struct arena *arena, enum xap_op op, uint32_t room)
{
	struct xap_query *query = arena_new(arena, struct xap_query);

	query->op = op;
	query->kids = arena_array(arena, room, sizeof(struct xap_query *));
	return query;
}

static void
add(struct xap_query *query, struct xap_query *kid)
{
	query->kids[query->nkids++] = kid;
}

/* Op over one kid is that kid. */
static struct xap_query *
unwrapped(struct xap_query *query)
{
	return query->nkids == 1 ? query->kids[0] : query;
}

static struct xap_query *
pair(struct arena *arena, enum xap_op op, struct xap_query *first,
	struct xap_query *second)
{
	struct xap_query *query = node(arena, op, 2);

	add(query, first);
	add(query, second);
	return query;
}

static struct xap_query *
term(struct arena *arena, const char *prefix, const char *text, size_t len)
{
	struct xap_query *query = node(arena, XAP_TERM, 0);
	size_t skip = strlen(prefix);
	char *bytes = arena_alloc(arena, skip + len + 1);

	memcpy(bytes, prefix, skip);
	memcpy(bytes + skip, text, len);
	query->term = bytes;
	query->term_len = (uint32_t)(skip + len);
	return query;
}

/* ---- words ---- */

/*
 * The stems of a word in the languages of the archive count as one word: a
 * story was stemmed by its own language, and the query does not know it.
 */
static struct xap_query *
stems(struct build *build, const struct query *word, const char *prefix)
{
	const struct planner *planner = build->planner;
	struct xap_query *query =
		node(build->arena, XAP_SYNONYM, planner->nstemmers);

	for (uint32_t i = 0; i < planner->nstemmers; i++) {
		size_t len;
		const char *stem = stem_word(planner->stemmers[i], word->text,
			word->len, word->token_flags, &len);
		struct xap_query *kid = term(build->arena, prefix, stem, len);
		bool known = false;

		for (uint32_t j = 0; j < query->nkids && !known; j++)
			known = query->kids[j]->term_len == kid->term_len &&
				memcmp(query->kids[j]->term, kid->term,
					kid->term_len) == 0;
		if (!known)
			add(query, kid);
	}
	return unwrapped(query);
}

/*
 * Only the stemmed terms of the text have a frequency (engine/terms.h), and
 * every word of a headline is a word of the text: so those rank for both.
 * Boilerplate never ranks.
 */
static bool
ranks(const struct build *build, const struct query *words)
{
	return build->use == PLAN_RANK && words->field->id != FIELD_BOILER;
}

/* What matches, made to weigh what these words weigh in the text. */
static struct xap_query *
weighted(struct build *build, const struct query *words,
	struct xap_query *matching)
{
	const char *prefix = fields[FIELD_TEXT].stem_prefix;
	struct xap_query *weighing;

	if (build->use == PLAN_COUNT)
		return matching;
	if (!ranks(build, words)) {
		struct xap_query *query = node(build->arena, XAP_UNWEIGHTED, 1);

		add(query, matching);
		return query;
	}
	build->ranks = true;
	if (words->kind == QUERY_WORD)
		return pair(build->arena, XAP_FILTER,
			stems(build, words, prefix), matching);
	weighing = node(build->arena, XAP_AND, words->nkids);
	for (uint32_t i = 0; i < words->nkids; i++)
		add(weighing, stems(build, words->kids[i], prefix));
	return pair(build->arena, XAP_FILTER, weighing, matching);
}

static struct xap_query *
exact_word(struct build *build, const struct query *word)
{
	return term(build->arena, word->field->prefix, word->text, word->len);
}

static struct xap_query *
build_word(struct build *build, const struct query *word, struct err *err)
{
	(void)err;
	if (word->token_flags & TOKEN_TOO_LONG)
		return node(build->arena, XAP_NOTHING, 0);
	if (word->exact)
		return weighted(build, word, exact_word(build, word));
	if (word->field->id == FIELD_TEXT) {
		build->ranks |= build->use == PLAN_RANK;
		return stems(build, word, word->field->stem_prefix);
	}
	return weighted(
		build, word, stems(build, word, word->field->stem_prefix));
}

static struct xap_query *
build_phrase(struct build *build, const struct query *phrase, struct err *err)
{
	struct xap_query *query = node(build->arena, XAP_PHRASE, phrase->nkids);

	(void)err;
	for (uint32_t i = 0; i < phrase->nkids; i++) {
		if (phrase->kids[i]->token_flags & TOKEN_TOO_LONG)
			return node(build->arena, XAP_NOTHING, 0);
		add(query, exact_word(build, phrase->kids[i]));
	}
	return weighted(build, phrase, query);
}

/* ---- operators ---- */

static struct xap_query *
build_all(struct build *build, const struct query *query, struct err *err)
{
	(void)query;
	(void)err;
	return node(build->arena, XAP_ALL, 0);
}

/* What must not match, or only restricts: nothing in it is weighed. */
static struct xap_query *
build_unranked(struct build *build, const struct query *query, bool negated,
	struct err *err)
{
	struct build inner = *build;
	struct xap_query *built;

	inner.use = PLAN_COUNT;
	inner.negated ^= negated;
	built = build_tree(&inner, query, err);
	build->values = inner.values;
	return built;
}

/* The kids of an AND: those that match, without those that must not. */
static struct xap_query *
build_and(struct build *build, const struct query *query, struct err *err)
{
	struct xap_query *with = node(build->arena, XAP_AND, query->nkids);
	struct xap_query *less =
		node(build->arena, XAP_AND_NOT, query->nkids + 1);

	add(less, with);
	for (uint32_t i = 0; i < query->nkids; i++) {
		const struct query *kid = query->kids[i];
		bool not = kid->kind == QUERY_NOT;
		struct xap_query *built =
			not ? build_unranked(build, kid->kids[0], true, err)
			    : build_tree(build, kid, err);

		if (built == NULL)
			return NULL;
		add(not ? less : with, built);
	}
	if (with->nkids == 0)
		with->op = XAP_ALL;
	less->kids[0] = unwrapped(with);
	return unwrapped(less);
}

static struct xap_query *
build_not(struct build *build, const struct query *query, struct err *err)
{
	struct xap_query *kid =
		build_unranked(build, query->kids[0], true, err);

	if (kid == NULL)
		return NULL;
	return pair(
		build->arena, XAP_AND_NOT, node(build->arena, XAP_ALL, 0), kid);
}

static struct xap_query *
build_or(struct build *build, const struct query *query, struct err *err)
{
	struct xap_query *either = node(build->arena, XAP_OR, query->nkids);

	for (uint32_t i = 0; i < query->nkids; i++) {
		struct xap_query *kid = build_tree(build, query->kids[i], err);

		if (kid == NULL)
			return NULL;
		add(either, kid);
	}
	return unwrapped(either);
}

/* Those marked with + must match; the others then only rank. */
static struct xap_query *
build_some(struct build *build, const struct query *query, struct err *err)
{
	struct xap_query *all = node(build->arena, XAP_AND, query->nkids);
	struct xap_query *ranked = NULL, *with;

	for (uint32_t i = 0; i < query->nkids; i++) {
		struct xap_query *kid;

		if (!query->kids[i]->required)
			continue;
		kid = build_unranked(build, query->kids[i], false, err);
		if (kid == NULL)
			return NULL;
		add(all, kid);
	}
	if (all->nkids > 0 && build->use == PLAN_COUNT)
		return unwrapped(all);
	ranked = build_or(build, query, err);
	if (ranked == NULL || all->nkids == 0)
		return ranked;
	with = unwrapped(all);
	return pair(build->arena, XAP_FILTER, ranked, with);
}

/* ---- filters ---- */

/* The terms that a value stands for in this archive. */
static struct xap_query *
value_terms(struct build *build, const struct query *value, struct err *err)
{
	struct plan_value found = { 0 };
	struct xap_query *either;

	if (!plan_value_find(build->planner->columns, value, !build->negated,
		    &build->values, &found, err)) {
		plan_value_release(&found);
		return NULL;
	}
	either = node(build->arena, found.count > 0 ? XAP_OR : XAP_NOTHING,
		(uint32_t)found.count);
	for (size_t i = 0; i < found.count; i++) {
		struct dictionary_entry entry;

		dictionary_entry(found.dictionary, found.ordinals[i], &entry);
		add(either, term(build->arena, value->field->prefix, entry.key,
				    strlen(entry.key)));
	}
	plan_value_release(&found);
	return unwrapped(either);
}

static struct xap_query *
unweighted(struct build *build, struct xap_query *query)
{
	struct xap_query *outer;

	if (query == NULL || build->use == PLAN_COUNT ||
		query->op == XAP_NOTHING)
		return query;
	outer = node(build->arena, XAP_UNWEIGHTED, 1);
	add(outer, query);
	return outer;
}

static struct xap_query *
build_filter(struct build *build, const struct query *query, struct err *err)
{
	return unweighted(build, value_terms(build, query, err));
}

/* Docids run from the newest day to the oldest, the undated last. */
static struct xap_query *
build_dates(struct build *build, const struct query *query, struct err *err)
{
	const struct columns *columns = build->planner->columns;
	struct xap_query *range = node(build->arena, XAP_RANGE, 0);

	(void)err;
	range->first = columns->dated + 1;
	range->last = columns->stories;
	if (!query->undated)
		columns_span(columns, query->days, &range->first, &range->last);
	if (range->first > range->last)
		range->op = XAP_NOTHING;
	return range;
}

typedef struct xap_query *(*build_fn)(
	struct build *build, const struct query *query, struct err *err);

static const build_fn builders[] = {
	[QUERY_ALL] = build_all,
	[QUERY_WORD] = build_word,
	[QUERY_PHRASE] = build_phrase,
	[QUERY_AND] = build_and,
	[QUERY_OR] = build_or,
	[QUERY_ANY] = build_some,
	[QUERY_NOT] = build_not,
	[QUERY_FILTER] = build_filter,
	[QUERY_DATES] = build_dates,
};

static struct xap_query *
build_tree(struct build *build, const struct query *query, struct err *err)
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
	struct build build = {
		.planner = planner,
		.arena = notices->arena,
		.values = { .notices = notices },
		.use = PLAN_COUNT,
	};
	uint32_t room = root->nkids > 0 ? root->nkids : 1;
	const struct query **filters =
		arena_array(build.arena, room, sizeof(*filters));
	const struct query *rest;

	*out = (struct plan){ 0 };
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
	if (out->counted->op == XAP_ALL) { /* * beside filters adds nothing */
		out->counted = NULL;
		return true;
	}
	build.use = PLAN_RANK;
	build.values.count = 0;
	out->ranked = build_tree(&build, rest, err);
	out->ranks = build.ranks;
	return out->ranked != NULL;
}

bool
plan_filters(const struct plan *plan, const struct field *field)
{
	for (uint32_t i = 0; i < plan->nfilters; i++)
		if (plan->filters[i].field == field)
			return true;
	return false;
}

struct xap_query *
plan_query(const struct plan *plan, enum plan_use use,
	const struct field *without, struct arena *arena)
{
	struct xap_query *words =
		use == PLAN_RANK ? plan->ranked : plan->counted;
	struct xap_query *query = node(arena,
		use == PLAN_RANK && words != NULL ? XAP_FILTER : XAP_AND,
		plan->nfilters + 1);

	if (words != NULL)
		add(query, words);
	for (uint32_t i = 0; i < plan->nfilters; i++)
		if (without == NULL || plan->filters[i].field != without)
			add(query, plan->filters[i].query);
	if (query->nkids == 0)
		return node(arena, XAP_ALL, 0);
	return unwrapped(query);
}
