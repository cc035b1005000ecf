/* plan_words.c - words and phrases into terms, and what they weigh */
#include "base/mem.h"
#include "engine/plan/plan_build.h"
#include "engine/plan/plan_languages.h"
#include "engine/text/token.h"

#include <stdlib.h>
#include <string.h>

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

	*planner = (struct planner){
		.columns = columns,
		.limits = query_limits_preset,
	};
	planner->stemmer_of = mem_array(NULL, languages->count + (size_t)1,
		sizeof(*planner->stemmer_of));
	for (uint32_t i = 0; i <= languages->count; i++) {
		struct dictionary_entry language = { 0 }; /* last: none */
		struct stemmer *stemmer;
		uint32_t j = 0;

		if (i < languages->count)
			dictionary_entry(languages, i, &language);
		stemmer = stemmers_for(stemmers, language.name, fallback);
		while (j < planner->nstemmers &&
			planner->stemmers[j] != stemmer)
			j++;
		if (j == planner->nstemmers)
			vec_push(planner->stemmers, planner->nstemmers, cap) =
				stemmer;
		planner->stemmer_of[i] = (uint8_t)j;
	}
	planner->languages = plan_languages_new(columns, planner->stemmer_of);
}

void
planner_release(struct planner *planner)
{
	free(planner->stemmers);
	free(planner->stemmer_of);
	plan_languages_free(planner->languages);
	*planner = (struct planner){ 0 };
}

static uint64_t
stories_of(const struct planner *planner, uint32_t stemmers)
{
	uint64_t n = 0;

	for (uint32_t i = 0; i < planner->nstemmers; i++)
		if (stemmers >> i & 1)
			n += plan_languages_stories(planner->languages, i);
	return n;
}

/* The stem of most stories counts in all; of two, both. */
static void
let_most_count(
	const struct planner *planner, struct word_stem *stems, uint32_t n)
{
	uint64_t stories[WORD_STEMS], most = 0;

	for (uint32_t i = 0; i < n; i++) {
		stories[i] = stories_of(planner, stems[i].stemmers);
		if (stories[i] > most)
			most = stories[i];
	}
	for (uint32_t i = 0; i < n; i++)
		if (stories[i] == most)
			stems[i].stemmers = EVERY_STEMMER;
}

uint32_t
planner_stems(const struct planner *planner, const char *word, size_t len,
	uint32_t token_flags, struct word_stem stems[WORD_STEMS])
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < planner->nstemmers; i++) {
		struct word_stem stem = { 0 };
		uint32_t j = 0;

		if (planner->columns->stories > 0 &&
			plan_languages_stories(planner->languages, i) == 0)
			continue;
		stem.text = stem_word(planner->stemmers[i], word, len,
			token_flags, &stem.len);
		while (j < n && (stems[j].len != stem.len ||
					memcmp(stems[j].text, stem.text,
						stem.len) != 0))
			j++;
		if (j == n)
			stems[n++] = stem;
		stems[j].stemmers |= (uint32_t)1 << i;
	}
	let_most_count(planner, stems, n);
	return n;
}

/* A stem, confined to the stories that it counts in. */
static struct match_query *
plan_stem(struct plan_build *build, const char *prefix,
	const struct word_stem *stem)
{
	struct match_query *term =
		plan_term(build->arena, prefix, stem->text, stem->len);

	if (stem->stemmers != EVERY_STEMMER)
		term->docids = plan_languages_docids(build->planner->languages,
			stem->stemmers, build->arena, &term->ndocids);
	return term;
}

/*
 * A word in a story is what its language stems to what it stems this one to.
 * Together they count as one word.
 */
struct match_query *
plan_stems(
	struct plan_build *build, const struct query *word, const char *prefix)
{
	struct word_stem stems[WORD_STEMS];
	uint32_t n = planner_stems(build->planner, word->text, word->len,
		word->token_flags, stems);
	struct match_query *query = plan_node(build->arena,
		build->use == PLAN_COUNT ? MATCH_OR : MATCH_SYNONYM, n);

	for (uint32_t i = 0; i < n; i++)
		plan_add(query, plan_stem(build, prefix, &stems[i]));
	return plan_unwrapped(query);
}

/*
 * Only the stemmed terms of the text have a frequency (engine/index/terms.h),
 * and every word of a headline is a word of the text: so those rank for both.
 * Boilerplate never ranks.
 */
static bool
ranks(const struct plan_build *build, const struct query *words)
{
	return build->use == PLAN_RANK && words->field->id != FIELD_BOILER;
}

struct match_query *
plan_weighted(struct plan_build *build, const struct query *words,
	struct match_query *weight, struct match_query *matching)
{
	struct match_query *query;

	if (build->use == PLAN_COUNT)
		return matching;
	if (ranks(build, words)) {
		build->ranks = true;
		return plan_pair(build->arena, MATCH_FILTER, weight, matching);
	}
	query = plan_node(build->arena, MATCH_UNWEIGHTED, 1);
	plan_add(query, matching);
	return query;
}

/* What matches, made to weigh what these words weigh in the text. */
static struct match_query *
weighted(struct plan_build *build, const struct query *words,
	struct match_query *matching)
{
	const char *prefix = fields[FIELD_TEXT].stem_prefix;
	struct match_query *weight;

	if (!ranks(build, words))
		return plan_weighted(build, words, NULL, matching);
	if (words->kind == QUERY_WORD)
		return plan_weighted(build, words,
			plan_stems(build, words, prefix), matching);
	weight = plan_node(build->arena, MATCH_AND, words->nkids);
	for (uint32_t i = 0; i < words->nkids; i++)
		plan_add(weight, plan_stems(build, words->kids[i], prefix));
	return plan_weighted(build, words, weight, matching);
}

static struct match_query *
exact_word(struct plan_build *build, const struct query *word)
{
	return plan_term(
		build->arena, word->field->prefix, word->text, word->len);
}

struct match_query *
plan_word(struct plan_build *build, const struct query *word, struct err *err)
{
	(void)err;
	if (word->token_flags & TOKEN_TOO_LONG)
		return plan_node(build->arena, MATCH_NOTHING, 0);
	if (word->exact)
		return weighted(build, word, exact_word(build, word));
	if (word->field->id == FIELD_TEXT) {
		build->ranks |= build->use == PLAN_RANK;
		return plan_stems(build, word, word->field->stem_prefix);
	}
	return weighted(
		build, word, plan_stems(build, word, word->field->stem_prefix));
}

/* Of exact words, which need no tree of places? */
static bool
is_plain(const struct query *phrase)
{
	for (uint32_t i = 0; i < phrase->nkids; i++)
		if (phrase->kids[i]->kind != QUERY_WORD ||
			!phrase->kids[i]->exact)
			return false;
	return true;
}

struct match_query *
plan_phrase(
	struct plan_build *build, const struct query *phrase, struct err *err)
{
	struct match_query *query =
		plan_node(build->arena, MATCH_PHRASE, phrase->nkids);

	if (!is_plain(phrase))
		return plan_placed(build, phrase, err);
	for (uint32_t i = 0; i < phrase->nkids; i++) {
		if (phrase->kids[i]->token_flags & TOKEN_TOO_LONG)
			return plan_node(build->arena, MATCH_NOTHING, 0);
		plan_add(query, exact_word(build, phrase->kids[i]));
	}
	return weighted(build, phrase, query);
}
