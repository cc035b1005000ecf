/* search_words.c - the words that are typical of a result */
#include "base/mem.h"
#include "engine/plan/expansion.h"
#include "engine/search/search_run.h"

#include <stdlib.h>
#include <string.h>

/* Words that a pattern of the query stands for, to be left out; a pattern of
 * more was refused when it was planned. */
#define PATTERN_WORDS 20000

/* ---- the words of the query itself ---- */

/* Ordinals of words in the vocabulary. */
struct asked {
	struct run *run;
	uint32_t *ordinals;
	size_t count, cap;
};

static void
add_ordinals(struct asked *asked, const uint32_t *ordinals, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		vec_push(asked->ordinals, asked->count, asked->cap) =
			ordinals[i];
}

/* All forms of a word, in whatever language it would be found. */
static void
add_forms(struct asked *asked, const struct query *word)
{
	const struct planner *planner = &asked->run->search->planner;
	const struct vocabulary *vocabulary = &planner->columns->vocabulary;
	uint32_t ordinal = vocabulary_find(vocabulary, word->text, word->len);
	struct word_stem stems[WORD_STEMS];
	uint32_t n = planner_stems(
		planner, word->text, word->len, word->token_flags, stems);

	if (ordinal != WORD_NONE)
		add_ordinals(asked, &ordinal, 1);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t nforms;
		const uint32_t *forms = vocabulary_forms(
			vocabulary, stems[i].text, stems[i].len, &nforms);

		add_ordinals(asked, forms, nforms);
	}
}

static void
add_pattern(struct asked *asked, const struct query *pattern)
{
	const struct columns *columns = asked->run->search->planner.columns;
	struct expansion found = { 0 };
	struct err refused = { 0 };

	if (expansion_find(&columns->vocabulary, pattern, PATTERN_WORDS,
		    asked->run->arena, &found, &refused))
		add_ordinals(asked, found.words, found.count);
}

static void
add_asked(struct asked *asked, const struct query *query)
{
	switch (query->kind) {
	case QUERY_NOT:
		return;
	case QUERY_WORD:
		add_forms(asked, query);
		return;
	case QUERY_PATTERN:
	case QUERY_SIMILAR:
		add_pattern(asked, query);
		return;
	default:
		for (uint32_t i = 0; i < query->nkids; i++)
			add_asked(asked, query->kids[i]);
	}
}

static int
compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* ---- what is counted ---- */

static bool
count_set(struct run *run, enum keyness_set set, struct err *err)
{
	struct search *search = run->search;
	bool complete = true, ok;

	ok = keyness_count(&search->keyness, set, run->docids, run->n,
		run->ask->stop, &complete, err);
	run->out->partial |= !complete;
	return ok;
}

/* Say in which of the two queries a fault is. */
static bool
fault_of_against(struct err *err)
{
	char keys[sizeof(err->keys)];

	memcpy(keys, err->keys, sizeof(keys));
	if (err->kind == ERR_SYNTAX || err->kind == ERR_BROAD)
		err_keys(err, "key=against %s", keys);
	return false;
}

/* The background that was asked for instead of the archive. */
static bool
count_against(struct run *run, struct err *err)
{
	struct search_ask ask = *run->ask;
	struct search_results results = { 0 };
	struct run other = {
		.search = run->search,
		.ask = &ask,
		.arena = run->arena,
		.notices = run->notices,
		.out = &results,
	};
	bool ok;

	ask.query = run->ask->words->against;
	ask.query_len = run->ask->words->against_len;
	if (!run_understand(&other, err))
		return fault_of_against(err);
	ok = run_match(&other, NULL, err) &&
	     count_set(&other, KEYNESS_BACK, err);
	run->notices = other.notices;
	run->out->partial |= results.partial;
	return ok;
}

static void
fill_word(struct run *run, const struct keyness_word *from,
	struct search_word *word)
{
	const struct keyness *keyness = &run->search->keyness;
	const struct columns *columns = keyness->columns;
	struct keyness_counts counts;
	size_t len;
	const char *text = vocabulary_word(
		&columns->vocabulary, columns->forward.word[from->rank], &len);

	keyness_counts(keyness, from->rank, &counts, &word->background);
	word->term = arena_copy(run->arena, text, len);
	word->score = from->score;
	word->foreground = counts.with;
	word->effect = keyness_effect(&counts);
}

static void
fill_words(struct run *run)
{
	const struct words_ask *ask = run->ask->words;
	struct asked asked = { .run = run };
	struct keyness_pick pick = {
		.limit = ask->limit,
		.least = ask->least,
		.sign = ask->sign,
		.all_forms = ask->all_forms,
	};
	const struct keyness_word *words;

	if (!ask->own && run->parsed.root != NULL)
		add_asked(&asked, run->parsed.root);
	if (asked.count > 0)
		qsort(asked.ordinals, asked.count, sizeof(*asked.ordinals),
			compare);
	pick.without = asked.ordinals;
	pick.nwithout = (uint32_t)asked.count;
	words = keyness_top(
		&run->search->keyness, &pick, run->arena, &run->out->nwords);
	run->out->words = arena_array(
		run->arena, run->out->nwords, sizeof(*run->out->words));
	for (uint32_t i = 0; i < run->out->nwords; i++)
		fill_word(run, &words[i], &run->out->words[i]);
	free(asked.ordinals);
}

/* Without a reference nothing is typical. */
static void
notice_nothing_else(struct run *run)
{
	struct keyness_counts counts;
	uint32_t background;

	if (run->search->keyness.columns->forward.words == 0 || run->n == 0)
		return;
	keyness_counts(&run->search->keyness, 0, &counts, &background);
	if (counts.ref_texts == 0)
		notices_add(&run->notices, "nothing.else",
			"there is no text beside those that match: nothing to "
			"hold them against");
}

bool
run_words(struct run *run, struct err *err)
{
	keyness_reset(&run->search->keyness);
	if (!count_set(run, KEYNESS_FORE, err))
		return false;
	if (run->ask->words->against != NULL && !count_against(run, err))
		return false;
	notice_nothing_else(run);
	fill_words(run);
	return true;
}
