/* keyness.c - the words that are typical of some texts */
#include "engine/counts/keyness.h"

#include <math.h>
#include <stdlib.h>

/* ---- the figures ---- */

/* One cell of the table; twice as often as it should be weighs 2 ln 2. */
static double
cell(double observed, double row, double column, double all)
{
	return observed > 0 ? observed * log(observed * all / (row * column))
			    : 0;
}

double
keyness_score(const struct keyness_counts *n)
{
	double a = n->with, b = n->ref_with, c = n->texts, d = n->ref_texts;
	double all = c + d, with = a + b, without = all - with, sum;

	sum = cell(a, c, with, all) + cell(b, d, with, all) +
	      cell(c - a, c, without, all) + cell(d - b, d, without, all);
	return sum > 0 ? 2 * sum : 0; /* never below, but for rounding */
}

double
keyness_effect(const struct keyness_counts *n)
{
	double a = n->with > 0 ? n->with : 0.5;
	double b = n->ref_with > 0 ? n->ref_with : 0.5;

	if (n->texts == 0 || n->ref_texts == 0)
		return 0;
	return log2(a / n->texts / (b / n->ref_texts));
}

bool
keyness_more(const struct keyness_counts *n)
{
	return (uint64_t)n->with * n->ref_texts >
	       (uint64_t)n->ref_with * n->texts;
}

/*
 * Against the archive the reference is what is left of it.  A near copy
 * outside the foreground may have a word that its text does not have inside;
 * so what is left is held to the texts that are left.
 */
void
keyness_counts(const struct keyness *k, uint32_t rank,
	struct keyness_counts *counts, uint32_t *background)
{
	const struct keyness_tally *tally = &k->tallies[rank];
	uint32_t left;

	counts->with = tally->with[KEYNESS_FORE];
	counts->texts = k->texts[KEYNESS_FORE];
	if (k->against) {
		counts->ref_with = tally->ref_with;
		counts->ref_texts = k->ref_texts;
		*background = tally->with[KEYNESS_BACK];
		return;
	}
	*background =
		k->columns->vocabulary.distinct[k->columns->forward.word[rank]];
	left = *background > counts->with ? *background - counts->with : 0;
	counts->ref_texts = k->columns->distinct - counts->texts;
	counts->ref_with = left < counts->ref_texts ? left : counts->ref_texts;
}

/* ---- the top ---- */

/* A heap with the least of the words that are kept on top. */
struct top {
	const struct columns *columns;
	struct keyness_word *words;
	uint32_t count, limit;
};

/* Does a come behind b? */
static bool
behind(const struct columns *columns, const struct keyness_word *a,
	const struct keyness_word *b)
{
	double x = fabs(a->score), y = fabs(b->score);

	if (x != y)
		return x < y;
	return columns->forward.word[a->rank] > columns->forward.word[b->rank];
}

static void
sift_down(struct top *top, uint32_t count, struct keyness_word word)
{
	uint32_t at = 0, kid;

	while ((kid = 2 * at + 1) < count) {
		if (kid + 1 < count &&
			behind(top->columns, &top->words[kid + 1],
				&top->words[kid]))
			kid++;
		if (!behind(top->columns, &top->words[kid], &word))
			break;
		top->words[at] = top->words[kid];
		at = kid;
	}
	top->words[at] = word;
}

static void
sift_up(struct top *top, struct keyness_word word)
{
	uint32_t at = top->count++;

	while (at > 0 &&
		behind(top->columns, &word, &top->words[(at - 1) / 2])) {
		top->words[at] = top->words[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	top->words[at] = word;
}

static void
offer(struct top *top, struct keyness_word word)
{
	if (top->count < top->limit)
		sift_up(top, word);
	else if (top->limit > 0 && behind(top->columns, &top->words[0], &word))
		sift_down(top, top->count, word);
}

/* From the heap to the order of the answer. */
static void
sort(struct top *top)
{
	for (uint32_t left = top->count; left > 1; left--) {
		struct keyness_word least = top->words[0];

		sift_down(top, left - 1, top->words[left - 1]);
		top->words[left - 1] = least;
	}
}

static int
compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static bool
left_out(const struct keyness_pick *pick, uint32_t ordinal)
{
	return pick->nwithout > 0 &&
	       bsearch(&ordinal, pick->without, pick->nwithout, sizeof(ordinal),
		       compare) != NULL;
}

static void
try_word(struct top *top, const struct keyness *k,
	const struct keyness_pick *pick, uint32_t rank)
{
	struct keyness_counts counts;
	struct keyness_word word = { .rank = rank };
	uint32_t background;
	bool more;

	keyness_counts(k, rank, &counts, &background);
	more = keyness_more(&counts);
	if (pick->sign != WORDS_BOTH && more != (pick->sign == WORDS_MORE))
		return;
	if ((more ? counts.with : counts.ref_with) < pick->least)
		return;
	word.score = keyness_score(&counts);
	if (word.score < KEYNESS_LEAST ||
		left_out(pick, k->columns->forward.word[rank]))
		return;
	if (!more)
		word.score = -word.score;
	offer(top, word);
}

/* The words of the highest score, whatever their stems. */
static uint32_t
top_forms(const struct keyness *k, const struct keyness_pick *pick,
	uint32_t limit, struct keyness_word *words)
{
	struct top top = {
		.columns = k->columns,
		.words = words,
		.limit = limit,
	};

	if (k->texts[KEYNESS_FORE] == 0)
		return 0;
	if (pick->sign == WORDS_MORE || k->against)
		for (uint32_t i = 0; i < k->ntouched; i++)
			try_word(&top, k, pick, k->touched[i]);
	else /* what the foreground lacks was not touched */
		for (uint32_t i = 0; i < k->columns->forward.words; i++)
			try_word(&top, k, pick, i);
	sort(&top);
	return top.count;
}

/* Keep the first word of each stem, at most limit; returns how many. */
static uint32_t
first_forms(const struct keyness *k, struct keyness_word *words, uint32_t n,
	uint32_t limit)
{
	const uint32_t *word = k->columns->forward.word;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n && kept < limit; i++) {
		uint32_t stem = k->stem[word[words[i].rank]], j = 0;

		while (j < kept && k->stem[word[words[j].rank]] != stem)
			j++;
		if (j == kept)
			words[kept++] = words[i];
	}
	return kept;
}

/* More forms are taken until enough stems are among them. */
const struct keyness_word *
keyness_top(const struct keyness *k, const struct keyness_pick *pick,
	struct arena *arena, uint32_t *n)
{
	uint32_t room = pick->limit;
	struct keyness_word *words;
	bool all;

	do {
		room = pick->all_forms ? room : room * 4;
		if (room > k->columns->forward.words)
			room = k->columns->forward.words;
		words = arena_array(arena, room, sizeof(*words));
		*n = top_forms(k, pick, room, words);
		all = *n < room || room == k->columns->forward.words;
		if (!pick->all_forms)
			*n = first_forms(k, words, *n, pick->limit);
	} while (!pick->all_forms && !all && *n < pick->limit);
	return words;
}
