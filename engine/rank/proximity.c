/* proximity.c - words of a question that stand near each other */
#include "engine/rank/proximity.h"

#include "engine/index/vocabulary.h"
#include "engine/plan/plan_build.h"
#include "engine/text/token.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Measured: distances up to 8 are better than up to 4 or 2; pairs of words up
 * to three apart in the question better than neighbours alone; between a
 * quarter and a half of what the words themselves weigh it hardly matters.
 */
#define NEAR 8
#define APART 3
#define SHARE 0.3
#define DAMPING 1.2

/* What a question may cost: words, forms of each, and places of all forms. */
enum { WORDS = 10, FORMS = 4, PLACES = 256 };

/* Words of more than a quarter of the stories only part the others. */
#define COMMON 4

struct nearing {
	struct match_query *forms[FORMS]; /* exact terms */
	uint32_t nforms;
	double idf;
};

struct proximity {
	struct match_reader *reader;
	const struct planner *planner;
	struct arena *arena;
	struct nearing words[WORDS];
	uint32_t nwords;
};

struct places {
	uint32_t at[PLACES];
	uint32_t n;
};

/* ---- the question ---- */

static void
add_form(
	struct proximity *p, struct nearing *word, const char *text, size_t len)
{
	const char *prefix = fields[FIELD_TEXT].prefix;

	for (uint32_t i = 0; i < word->nforms; i++)
		if (word->forms[i]->term_len == len &&
			memcmp(word->forms[i]->term, text, len) == 0)
			return;
	if (word->nforms < FORMS)
		word->forms[word->nforms++] =
			plan_term(p->arena, prefix, text, len);
}

/* The commonest forms of a stem that are not there yet. */
static void
add_forms(
	struct proximity *p, struct nearing *word, const char *stem, size_t len)
{
	const struct vocabulary *vocabulary = &p->planner->columns->vocabulary;
	uint32_t n;
	const uint32_t *forms = vocabulary_forms(vocabulary, stem, len, &n);
	uint32_t taken = UINT32_MAX, last = 0;

	while (word->nforms < FORMS) {
		uint32_t best = WORD_NONE, most = 0;

		for (uint32_t i = 0; i < n; i++) {
			uint32_t stories = vocabulary->stories[forms[i]];
			bool left = stories < taken ||
				    (stories == taken && forms[i] > last);

			if (left && stories > most) {
				best = forms[i];
				most = stories;
			}
		}
		if (best == WORD_NONE)
			return;
		taken = most;
		last = best;
		stem = vocabulary_word(vocabulary, best, &len);
		add_form(p, word, stem, len);
	}
}

/* How many stories have the word, by the commonest of its stems. */
static bool
add_stems(struct proximity *p, const struct query *from, struct nearing *word,
	uint32_t *stories, struct err *err)
{
	struct word_stem stems[WORD_STEMS];
	uint32_t nstems = planner_stems(
		p->planner, from->text, from->len, from->token_flags, stems);

	for (uint32_t i = 0; i < nstems; i++) {
		struct match_query *term =
			plan_term(p->arena, fields[FIELD_TEXT].stem_prefix,
				stems[i].text, stems[i].len);
		uint32_t n;

		if (!match_term(p->reader, term->term, term->term_len, &n, err))
			return false;
		if (n > *stories)
			*stories = n;
		if (!from->exact && stems[i].stemmers == EVERY_STEMMER)
			add_forms(p, word, stems[i].text, stems[i].len);
	}
	return true;
}

static bool
add_word(struct proximity *p, const struct query *from, struct err *err)
{
	struct nearing word = { .nforms = 0 };
	uint64_t all = p->planner->columns->stories;
	uint32_t stories = 0;

	if (from->field->id != FIELD_TEXT || p->nwords == WORDS ||
		from->token_flags & (TOKEN_TOO_LONG | TOKEN_WHOLE))
		return true;
	add_form(p, &word, from->text, from->len);
	if (!add_stems(p, from, &word, &stories, err))
		return false;
	if (stories == 0 || (uint64_t)stories * COMMON > all)
		return true;
	word.idf = log((double)(all - stories + 0.5) / (stories + 0.5));
	p->words[p->nwords++] = word;
	return true;
}

/* The bare words, in their order.  Those on either side of an OR take each
 * other's place, and need not stand together. */
static bool
add_words(struct proximity *p, const struct query *query, struct err *err)
{
	if (query->kind == QUERY_WORD)
		return add_word(p, query, err);
	if (query->kind != QUERY_AND && query->kind != QUERY_ANY)
		return true;
	for (uint32_t i = 0; i < query->nkids; i++)
		if (!add_words(p, query->kids[i], err))
			return false;
	return true;
}

bool
proximity_find(const struct planner *planner, struct match_reader *reader,
	const struct query *root, struct arena *arena,
	const struct proximity **out, struct err *err)
{
	struct proximity *p = arena_new(arena, struct proximity);

	*out = NULL;
	if (root->kind == QUERY_WORD)
		return true;
	p->reader = reader;
	p->planner = planner;
	p->arena = arena;
	if (!add_words(p, root, err))
		return false;
	if (p->nwords > 1)
		*out = p;
	return true;
}

/* ---- a story ---- */

/* Put ascending numbers among ascending numbers; too many are left out. */
static void
merge(struct places *places, const uint32_t *more, uint32_t n)
{
	for (uint32_t i = 0; i < n && places->n < PLACES; i++) {
		uint32_t at = places->n;

		while (at > 0 && places->at[at - 1] > more[i])
			at--;
		memmove(&places->at[at + 1], &places->at[at],
			(places->n - at) * sizeof(*more));
		places->at[at] = more[i];
		places->n++;
	}
}

/* Where a word stands in each of the stories. */
static bool
find_places(const struct proximity *p, const struct nearing *word,
	const uint32_t *docids, uint32_t n, struct places *places,
	struct err *err)
{
	for (uint32_t i = 0; i < n; i++)
		places[i].n = 0;
	for (uint32_t f = 0; f < word->nforms; f++) {
		const struct match_query *form = word->forms[f];
		struct match_places at;

		if (!match_places_of(p->reader, form->term, form->term_len,
			    docids, n, &at, err))
			return false;
		for (uint32_t i = 0; i < n; i++)
			merge(&places[i], at.positions + at.start[i],
				at.start[i + 1] - at.start[i]);
	}
	return true;
}

/* How much the two stand together: the sum of 1/distance. */
static double
together(const struct places *a, const struct places *b)
{
	double sum = 0;
	uint32_t j = 0;

	for (uint32_t i = 0; i < a->n; i++) {
		uint32_t nearest = NEAR + 1;

		while (j < b->n && b->at[j] < a->at[i])
			j++;
		if (j < b->n && b->at[j] - a->at[i] < nearest)
			nearest = b->at[j] - a->at[i];
		if (j > 0 && a->at[i] - b->at[j - 1] < nearest)
			nearest = a->at[i] - b->at[j - 1];
		if (nearest > 0 && nearest <= NEAR)
			sum += 1.0 / nearest;
	}
	return sum;
}

/* What the words of a pair add to each story. */
static void
add_pair(const struct nearing *a, const struct nearing *b,
	const struct places *of_a, const struct places *of_b, uint32_t n,
	double *bonuses)
{
	for (uint32_t i = 0; i < n; i++) {
		double sum = together(&of_a[i], &of_b[i]);

		bonuses[i] += SHARE * fmin(a->idf, b->idf) * sum *
			      (DAMPING + 1) / (sum + DAMPING);
	}
}

bool
proximity_bonuses(const struct proximity *p, const uint32_t *docids, uint32_t n,
	double *bonuses, struct err *err)
{
	struct places *places[WORDS];

	for (uint32_t i = 0; i < p->nwords; i++) {
		places[i] = arena_room(p->arena, n, sizeof(**places));
		if (!find_places(p, &p->words[i], docids, n, places[i], err))
			return false;
	}
	for (uint32_t i = 0; i < n; i++)
		bonuses[i] = 0;
	for (uint32_t i = 0; i < p->nwords; i++)
		for (uint32_t j = i + 1; j < p->nwords && j <= i + APART; j++)
			add_pair(&p->words[i], &p->words[j], places[i],
				places[j], n, bonuses);
	return true;
}

static int
compare_docids(const void *va, const void *vb)
{
	const struct match_hit *a = va, *b = vb;

	return a->docid < b->docid ? -1 : a->docid > b->docid;
}

/* Best first, ties by docid. */
static int
compare(const void *va, const void *vb)
{
	const struct match_hit *a = va, *b = vb;

	if (a->weight != b->weight)
		return a->weight < b->weight ? 1 : -1;
	return compare_docids(va, vb);
}

bool
proximity_order(const struct proximity *p, struct match_hit *hits, uint32_t n,
	struct err *err)
{
	uint32_t *docids = arena_room(p->arena, n, sizeof(*docids));
	double *bonuses = arena_room(p->arena, n, sizeof(*bonuses));

	if (n == 0)
		return true;
	qsort(hits, n, sizeof(*hits), compare_docids);
	for (uint32_t i = 0; i < n; i++)
		docids[i] = hits[i].docid;
	if (!proximity_bonuses(p, docids, n, bonuses, err))
		return false;
	for (uint32_t i = 0; i < n; i++)
		hits[i].weight += bonuses[i];
	qsort(hits, n, sizeof(*hits), compare);
	return true;
}
