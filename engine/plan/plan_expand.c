/* plan_expand.c - patterns and similar words into the words they stand for */
#include "base/names.h"
#include "engine/plan/expansion.h"
#include "engine/plan/plan_build.h"

/* A query is planned twice, and a word looked up once. */
struct plan_expansion {
	const struct query *word;
	struct expansion found;
	struct plan_expansion *next;
};

static bool
too_many(const struct query *word, uint32_t most, struct err *err)
{
	err_set(err, ERR_BROAD,
		"all words with * and ~ together stand for more than %u words "
		"of the archive",
		most);
	return err_keys(err, "limit=expansions_all col=%u", word->col);
}

/* Find them, within the limits and with a notice when there are none. */
static bool
expand(struct plan_build *build, const struct query *word,
	struct expansion *out, struct err *err)
{
	const struct planner *planner = build->planner;

	if (!expansion_find(&planner->columns->vocabulary, word,
		    planner->limits.expansions, build->arena, out, err))
		return false;
	build->values.count += out->count;
	if (build->values.count > planner->limits.expansions_all)
		return too_many(word, planner->limits.expansions_all, err);
	if (out->count == 0 && !build->negated)
		notices_add(build->values.notices, "unknown.word",
			"no word of this archive looks like %.*s",
			(int)word->len, word->text);
	return true;
}

const struct expansion *
plan_expansion(
	struct plan_build *build, const struct query *word, struct err *err)
{
	struct plan_expansion *row = build->values.expanded;

	while (row != NULL && row->word != word)
		row = row->next;
	if (row != NULL)
		return &row->found;
	row = arena_new(build->arena, struct plan_expansion);
	row->word = word;
	if (!expand(build, word, &row->found, err))
		return NULL;
	row->next = build->values.expanded;
	build->values.expanded = row;
	return &row->found;
}

/* Each form in the field; a form that it does not have finds nothing. */
static struct match_query *
forms(struct plan_build *build, const struct query *word,
	const struct expansion *found)
{
	const struct vocabulary *vocabulary =
		&build->planner->columns->vocabulary;
	struct match_query *either = plan_node(build->arena,
		found->count > 0 ? MATCH_OR : MATCH_NOTHING, found->count);

	for (uint32_t i = 0; i < found->count; i++) {
		size_t len;
		const char *text =
			vocabulary_word(vocabulary, found->words[i], &len);

		plan_add(either, plan_term(build->arena, word->field->prefix,
					 text, len));
	}
	return plan_unwrapped(either);
}

/* What the forms weigh together: as much as one word. */
static struct match_query *
weight(struct plan_build *build, const struct expansion *found)
{
	const struct planner *planner = build->planner;
	const struct vocabulary *vocabulary = &planner->columns->vocabulary;
	struct match_query *group = plan_node(
		build->arena, MATCH_SYNONYM, found->count * planner->nstemmers);
	struct names seen = { 0 };

	for (uint32_t i = 0; i < found->count; i++)
		for (uint32_t j = 0; j < planner->nstemmers; j++) {
			size_t len, stem_len;
			bool added;
			const char *text = vocabulary_word(
				vocabulary, found->words[i], &len);
			const char *stem = stem_word(
				planner->stemmers[j], text, len, 0, &stem_len);

			names_add(&seen, stem, stem_len, &added);
			if (added)
				plan_add(group,
					plan_term(build->arena,
						fields[FIELD_TEXT].stem_prefix,
						stem, stem_len));
		}
	names_release(&seen);
	return plan_unwrapped(group);
}

struct match_query *
plan_expanded(
	struct plan_build *build, const struct query *word, struct err *err)
{
	const struct expansion *found = plan_expansion(build, word, err);

	if (found == NULL)
		return NULL;
	if (found->count == 0)
		return plan_node(build->arena, MATCH_NOTHING, 0);
	return plan_weighted(
		build, word, weight(build, found), forms(build, word, found));
}
