/*
 * plan_placed_words.c - the terms that a word with a place may stand as
 *
 * Only exact words have positions: a word that is meant by its stem stands
 * for the forms that have one of its stems in the story's own language.
 */
#include "engine/index/marks.h"
#include "engine/plan/expansion.h"
#include "engine/plan/plan_build.h"
#include "engine/text/token.h"

#include <stdlib.h>
#include <string.h>

/* Behind all positions of the text: where those of boilerplate are moved. */
#define BOILER_SHIFT ((uint32_t)MARKS_LAST + 1)

static struct match_form
form_of(struct plan_build *build, const struct query *word, const char *text,
	size_t len, uint32_t languages)
{
	const struct match_query *term =
		plan_term(build->arena, word->field->prefix, text, len);

	return (struct match_form){ term->term, term->term_len, languages };
}

/* The flags that decide how a form is stemmed. */
static uint32_t
flags_of(const char *text, size_t len)
{
	struct tokens tokens = { 0 };
	struct token token = { 0 };

	tokens_start(&tokens, text, len);
	tokens_next(&tokens, &token);
	tokens_release(&tokens);
	return token.flags;
}

/* A bit for each stemmer that gives the form a stem which counts there. */
static uint32_t
languages_of(const struct planner *planner, const struct word_stem *stems,
	uint32_t nstems, const char *text, size_t len)
{
	uint32_t flags = flags_of(text, len), languages = 0;

	for (uint32_t i = 0; i < planner->nstemmers; i++) {
		size_t stem_len;
		const char *stem = stem_word(
			planner->stemmers[i], text, len, flags, &stem_len);
		uint32_t j = 0;

		while (j < nstems &&
			(stems[j].len != stem_len ||
				memcmp(stems[j].text, stem, stem_len) != 0))
			j++;
		if (j < nstems)
			languages |= stems[j].stemmers & (uint32_t)1 << i;
	}
	return languages;
}

static int
compare_ordinals(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* All forms that have one of the stems somewhere, each once. */
static uint32_t *
forms_of(struct plan_build *build, const struct word_stem *stems,
	uint32_t nstems, size_t *n)
{
	const struct vocabulary *vocabulary =
		&build->planner->columns->vocabulary;
	uint32_t *all = NULL;
	size_t cap = 0, kept = 0;

	*n = 0;
	for (uint32_t i = 0; i < nstems; i++) {
		uint32_t count;
		const uint32_t *forms = vocabulary_forms(
			vocabulary, stems[i].text, stems[i].len, &count);

		for (uint32_t j = 0; j < count; j++)
			*arena_push(build->arena, all, *n, cap) = forms[j];
	}
	if (*n > 1)
		qsort(all, *n, sizeof(*all), compare_ordinals);
	for (size_t i = 0; i < *n; i++)
		if (kept == 0 || all[kept - 1] != all[i])
			all[kept++] = all[i];
	*n = kept;
	return all;
}

static void
take_stemmed(struct plan_build *build, const struct query *word,
	struct match_word *out)
{
	const struct planner *planner = build->planner;
	struct word_stem stems[WORD_STEMS];
	uint32_t nstems = planner_stems(
		planner, word->text, word->len, word->token_flags, stems);
	struct match_form *forms;
	uint32_t *ordinals;
	size_t n;

	ordinals = forms_of(build, stems, nstems, &n);
	forms = arena_array(build->arena, n, sizeof(*forms));
	for (size_t i = 0; i < n; i++) {
		size_t len;
		const char *text = vocabulary_word(
			&planner->columns->vocabulary, ordinals[i], &len);
		uint32_t languages =
			languages_of(planner, stems, nstems, text, len);

		if (languages != 0)
			forms[out->nforms++] =
				form_of(build, word, text, len, languages);
	}
	out->forms = forms;
}

static void
take_exact(struct plan_build *build, const struct query *word,
	struct match_word *out)
{
	struct match_form *form = arena_new(build->arena, struct match_form);

	*form = form_of(build, word, word->text, word->len, UINT32_MAX);
	out->forms = form;
	out->nforms = 1;
}

/* The words that a pattern or a similar word stands for. */
static bool
take_expanded(struct plan_build *build, const struct query *word,
	struct match_word *out, struct err *err)
{
	const struct expansion *found = plan_expansion(build, word, err);
	struct match_form *forms;

	if (found == NULL)
		return false;
	forms = arena_array(build->arena, found->count, sizeof(*forms));
	for (uint32_t i = 0; i < found->count; i++) {
		size_t len;
		const char *text =
			vocabulary_word(&build->planner->columns->vocabulary,
				found->words[i], &len);

		forms[i] = form_of(build, word, text, len, UINT32_MAX);
	}
	out->forms = forms;
	out->nforms = found->count;
	return true;
}

bool
plan_placed_word(struct plan_build *build, const struct query *word,
	struct match_word *out, struct err *err)
{
	*out = (struct match_word){ 0 };
	if (word->field->id == FIELD_BOILER)
		out->shift = BOILER_SHIFT;
	if (word->token_flags & TOKEN_TOO_LONG)
		return true;
	if (word->kind != QUERY_WORD)
		return take_expanded(build, word, out, err);
	if (word->exact)
		take_exact(build, word, out);
	else
		take_stemmed(build, word, out);
	return true;
}
