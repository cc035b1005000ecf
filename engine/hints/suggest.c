#include "engine/hints/suggest.h"

#include "base/utf8.h"
#include "engine/plan/similar.h"
#include "engine/search/search_run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A word of fewer stories is doubted, if another has so many times more. */
#define RARE_STORIES 3
#define TIMES_MORE 20

#define WORDS_MAX 32  /* of a query that are looked at */
#define CHOICES_MAX 5 /* replacements of one word that are tried */
#define TRIES_MAX 6   /* queries that are counted */

/* One word instead of another. */
struct choice {
	const char *text;
	uint32_t len;
	double score; /* 1: the word itself */
};

/* A word of the query, and what it may have been meant to be. */
struct doubt {
	const struct suggest_word *word;
	struct choice choices[CHOICES_MAX];
	uint32_t nchoices;
	/* while similar words come in */
	const struct vocabulary *vocabulary;
	uint32_t stories, chars, archive; /* stories there are */
};

/* One whole correction. */
struct attempt {
	const struct choice **choices; /* one a doubt */
	double score;
};

/* ---- what a word may have been meant to be ---- */

/* The stories with some form of the word's stems, as far as one can tell
 * without counting: those of the commonest form. */
static uint32_t
stories_with(const struct planner *planner, const struct suggest_word *word)
{
	const struct vocabulary *vocabulary = &planner->columns->vocabulary;
	struct word_stem stems[WORD_STEMS];
	uint32_t nstems =
		planner_stems(planner, word->text, word->len, 0, stems);
	uint32_t most = 0, n;

	for (uint32_t i = 0; i < nstems; i++) {
		const uint32_t *forms = vocabulary_forms(
			vocabulary, stems[i].text, stems[i].len, &n);

		for (uint32_t j = 0; j < n; j++)
			if (vocabulary->stories[forms[j]] > most)
				most = vocabulary->stories[forms[j]];
	}
	return most;
}

/* Typing errors that a word of so many characters is forgiven. */
static unsigned
edits_of(uint32_t chars)
{
	return chars < 3 ? 0 : chars < 6 ? 1 : 2;
}

/* How likely that word was meant, 0..1: near to what was written, begun with
 * the same letter, as mostly, and common. */
static double
likeliness(const struct doubt *doubt, const char *text, uint32_t stories,
	unsigned edits)
{
	double near = 1 - (double)edits / (doubt->chars + 1);
	double common = log1p(stories) / log1p(doubt->archive);
	bool begins = *text == *doubt->word->text;

	return near * (begins ? 1 : 0.8) * (0.7 + 0.3 * common);
}

/* Keep the choice among the best. */
static bool
consider(void *ctx, uint32_t ordinal, unsigned edits)
{
	struct doubt *doubt = ctx;
	uint32_t stories = doubt->vocabulary->stories[ordinal];
	struct choice choice;
	uint32_t at = doubt->nchoices;
	size_t len;

	if (edits == 0 || stories == 0 ||
		(doubt->stories > 0 && stories / TIMES_MORE <= doubt->stories))
		return true;
	choice.text = vocabulary_word(doubt->vocabulary, ordinal, &len);
	choice.len = (uint32_t)len;
	choice.score = likeliness(doubt, choice.text, stories, edits);
	while (at > 0 && choice.score > doubt->choices[at - 1].score)
		at--;
	if (at == CHOICES_MAX)
		return true;
	if (doubt->nchoices < CHOICES_MAX)
		doubt->nchoices++;
	memmove(&doubt->choices[at + 1], &doubt->choices[at],
		(doubt->nchoices - at - 1) * sizeof(choice));
	doubt->choices[at] = choice;
	return true;
}

/* Is the word in doubt, and is there something to put in its place? */
static bool
doubts(const struct planner *planner, const struct suggest_word *word,
	struct doubt *doubt)
{
	*doubt = (struct doubt){
		.word = word,
		.vocabulary = &planner->columns->vocabulary,
		.stories = stories_with(planner, word),
		.archive = planner->columns->stories,
		.chars = (uint32_t)utf8_count(word->text, word->len),
	};
	if (doubt->stories >= RARE_STORIES || edits_of(doubt->chars) == 0)
		return false;
	similar_words(doubt->vocabulary, word->text, word->len,
		edits_of(doubt->chars), consider, doubt);
	return doubt->nchoices > 0;
}

/* ---- whole corrections ---- */

static int
by_score(const void *a, const void *b)
{
	const struct attempt *x = a, *y = b;

	return (x->score < y->score) - (x->score > y->score);
}

/* Every attempt with every choice of one more doubt; the best are kept. */
static uint32_t
extend(const struct doubt *doubt, uint32_t at, struct arena *arena,
	struct attempt *attempts, uint32_t n)
{
	struct attempt longer[TRIES_MAX * CHOICES_MAX];
	uint32_t count = 0;

	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = 0; j < doubt->nchoices; j++) {
			struct attempt *attempt = &longer[count++];

			attempt->choices = arena_array(
				arena, at + 1, sizeof(*attempt->choices));
			for (uint32_t k = 0; k < at; k++)
				attempt->choices[k] = attempts[i].choices[k];
			attempt->choices[at] = &doubt->choices[j];
			attempt->score =
				attempts[i].score * doubt->choices[j].score;
		}
	qsort(longer, count, sizeof(*longer), by_score);
	if (count > TRIES_MAX)
		count = TRIES_MAX;
	memcpy(attempts, longer, count * sizeof(*longer));
	return count;
}

/* The query with the words of an attempt in it. */
static const char *
corrected(const struct search_ask *ask, const struct doubt *doubts, uint32_t n,
	const struct attempt *attempt, struct arena *arena)
{
	struct buf text = { 0 };
	const char *copy;
	size_t at = 0;

	for (uint32_t i = 0; i < n; i++) {
		const struct suggest_word *word = doubts[i].word;

		buf_add(&text, ask->query + at, word->start - at);
		buf_add(&text, attempt->choices[i]->text,
			attempt->choices[i]->len);
		at = word->end;
	}
	buf_add(&text, ask->query + at, ask->query_len - at);
	copy = arena_copy(arena, buf_text(&text), text.len);
	buf_release(&text);
	return copy;
}

/* ---- counting ---- */

static bool
count_stories(struct search *search, const struct search_ask *ask,
	const char *query, size_t len, struct arena *arena, uint32_t *stories,
	struct err *err)
{
	const struct search_ask counted = {
		.query = query,
		.query_len = len,
		.match_any = ask->match_any,
		.limits = ask->limits,
		.today = ask->today,
		.stop = ask->stop,
	};
	struct search_results results;

	if (!search_run(search, &counted, arena, &results, err))
		return false;
	*stories = results.hits;
	return true;
}

static int
by_worth(const void *a, const void *b)
{
	const struct suggestion *x = a, *y = b;

	return (x->score < y->score) - (x->score > y->score);
}

/* Count the attempts; those that find no more than the query itself are no
 * help, and what finds much is the likelier. */
static bool
try_all(struct search *search, const struct search_ask *ask, uint32_t found,
	struct suggestions *out, struct arena *arena, struct err *err)
{
	uint32_t kept = 0, most = 1;

	for (uint32_t i = 0; i < out->count; i++) {
		struct suggestion *item = &out->items[i];

		if (!count_stories(search, ask, item->query,
			    strlen(item->query), arena, &item->stories, err))
			return false;
		if (item->stories <= found)
			continue;
		if (item->stories > most)
			most = item->stories;
		out->items[kept++] = *item;
	}
	for (uint32_t i = 0; i < kept; i++)
		out->items[i].score *=
			0.5 + 0.5 * log1p(out->items[i].stories) / log1p(most);
	out->count = kept;
	if (kept > 1)
		qsort(out->items, kept, sizeof(*out->items), by_worth);
	return true;
}

/* ---- the whole ---- */

bool
search_suggest(struct search *search, const struct search_ask *ask,
	uint32_t limit, struct arena *arena, struct suggestions *out,
	struct err *err)
{
	struct attempt attempts[TRIES_MAX] = { { .score = 1 } };
	struct doubt *doubted = arena_array(arena, WORDS_MAX, sizeof(*doubted));
	struct suggest_word *words;
	uint32_t n, ndoubts = 0, nattempts = 1, found;

	*out = (struct suggestions){ 0 };
	if (!count_stories(search, ask, ask->query, ask->query_len, arena,
		    &found, err))
		return false;
	n = suggest_words(ask->query, ask->query_len, arena, &words);
	for (uint32_t i = 0; i < n && ndoubts < WORDS_MAX; i++)
		ndoubts +=
			doubts(&search->planner, &words[i], &doubted[ndoubts]);
	if (ndoubts == 0)
		return true;
	for (uint32_t i = 0; i < ndoubts; i++)
		nattempts = extend(&doubted[i], i, arena, attempts, nattempts);
	out->items = arena_array(arena, nattempts, sizeof(*out->items));
	for (uint32_t i = 0; i < nattempts; i++)
		out->items[out->count++] = (struct suggestion){
			.query = corrected(
				ask, doubted, ndoubts, &attempts[i], arena),
			.score = attempts[i].score,
		};
	if (!try_all(search, ask, found, out, arena, err))
		return false;
	if (out->count > limit)
		out->count = limit;
	return true;
}
