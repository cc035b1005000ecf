/* expand.c - words that the best hits have in common */
#include "engine/rank/expand.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/names.h"
#include "engine/index/fields.h"
#include "engine/plan/plan_build.h"
#include "engine/rank/rank_leaves.h"
#include "engine/rank/telling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Measured on even-numbered questions of five collections: between 20 and 60
 * words it hardly matters; a weight of 0.5 to 1 of the question's own words is
 * good.  A word must stand in two of the hits, and in no more than a quarter
 * of the archive.
 */
#define EXPAND_WORDS 40
#define EXPAND_WEIGHT 0.8
#define EXPAND_LEAST 2
#define EXPAND_COMMON 4

/* How often is less than twice as good as twice: BM25's k1 and b. */
#define DAMPING 1.2
#define LENGTH_SHARE 0.75

struct candidate {
	uint32_t stem; /* its ordinal */
	uint32_t hits; /* that have it */
	double use;    /* in the hits: damped, the better hits more */
	double weight;
};

/* One request on its way. */
struct expanding {
	const struct expand_ask *ask;
	struct arena *arena;
	struct names stems;
	struct candidate *words; /* by the ordinal of the stem */
	size_t cap;
	double mean; /* length of a story */
};

static bool
given_up(const struct expanding *x, struct err *err)
{
	switch (stop_now(x->ask->stop)) {
	case STOP_DEADLINE:
		err_set(err, ERR_STOPPED, "the deadline came first");
		return true;
	case STOP_KILLED:
	case STOP_GONE:
		err_set(err, ERR_KILLED, "stopped on request");
		return true;
	case STOP_NOT:
		break;
	}
	return false;
}

/* What the words of one hit tell, the better the hit the more. */
static void
add_telling(struct expanding *x, const struct telling *telling, uint32_t rank)
{
	const struct match_hit *hit = &x->ask->best[rank];
	uint32_t length = x->ask->hits->columns->length[hit->docid - 1];
	double share = hit->weight / x->ask->best[0].weight / log2(rank + 2.0);
	double damping =
		DAMPING * (1 - LENGTH_SHARE + LENGTH_SHARE * length / x->mean);

	for (uint32_t i = 0; i < telling->stems.count; i++) {
		double times = telling->words[i].times;
		struct candidate *word;
		size_t len;
		const char *stem = names_text(&telling->stems, i, &len);
		bool added;
		uint32_t at = names_add(&x->stems, stem, len, &added);

		x->words = mem_grow(
			x->words, &x->cap, (size_t)at + 1, sizeof(*x->words));
		word = &x->words[at];
		if (added)
			*word = (struct candidate){ .stem = at };
		word->hits++;
		word->use += share * times * (DAMPING + 1) / (times + damping);
	}
}

static bool
read_hits(struct expanding *x, struct err *err)
{
	const struct hits *hits = x->ask->hits;

	for (uint32_t i = 0; i < x->ask->nbest; i++) {
		struct telling telling = { 0 };
		struct arena read = { 0 };
		struct story story;
		bool ok = !given_up(x, err) &&
			  hit_story(hits, x->ask->best[i].docid, &read, &story,
				  err);

		if (ok) {
			telling_add_story(&telling,
				stemmers_for(hits->stemmers, story.language,
					hits->fallback_language),
				&story);
			add_telling(x, &telling, i);
		}
		telling_release(&telling);
		arena_release(&read);
		if (!ok)
			return false;
	}
	return true;
}

/* Bo1, with stories for occurrences. */
static bool
weigh(struct expanding *x, struct candidate *word, struct err *err)
{
	uint32_t all = x->ask->hits->columns->stories, stories;
	struct buf term = { 0 };
	size_t len;
	const char *stem = names_text(&x->stems, word->stem, &len);
	bool ok;

	word->weight = 0;
	if (word->hits < EXPAND_LEAST)
		return true;
	buf_puts(&term, fields[FIELD_TEXT].stem_prefix);
	buf_add(&term, stem, len);
	ok = match_term(
		x->ask->hits->reader, term.data, term.len, &stories, err);
	buf_release(&term);
	if (ok && stories > 0 && (uint64_t)stories * EXPAND_COMMON <= all) {
		double chance = (double)stories / all;

		word->weight = word->use * log2((1 + chance) / chance) +
			       log2(1 + chance);
	}
	return ok;
}

/* Greatest weight first; ties by the order in which the hits have them. */
static int
compare(const void *va, const void *vb)
{
	const struct candidate *a = va, *b = vb;

	if (a->weight != b->weight)
		return a->weight < b->weight ? 1 : -1;
	return a->stem < b->stem ? -1 : a->stem > b->stem;
}

/* How often the question asks for the word it asks for most. */
static uint32_t
most_asked(struct expanding *x)
{
	struct rank_leaves leaves = { 0 };
	struct names words = { 0 };
	uint32_t *times, most = 1;
	struct buf text = { 0 };

	rank_leaves_find(x->ask->ranked, x->arena, &leaves);
	times = arena_array(x->arena, leaves.count, sizeof(*times));
	for (uint32_t i = 0; i < leaves.count; i++) {
		uint32_t at;

		buf_reset(&text);
		rank_leaf_print(&leaves.items[i], UINT32_MAX, &text);
		at = names_add(&words, buf_text(&text), text.len, NULL);
		if (++times[at] > most)
			most = times[at];
	}
	buf_release(&text);
	names_release(&words);
	return most;
}

static struct match_query *
as_query(struct expanding *x, uint32_t n)
{
	const char *prefix = fields[FIELD_TEXT].stem_prefix;
	struct match_query *any = plan_node(x->arena, MATCH_OR, n);
	double unit = EXPAND_WEIGHT * most_asked(x) / x->words[0].weight;

	for (uint32_t i = 0; i < n; i++) {
		struct match_query *scaled =
			plan_node(x->arena, MATCH_SCALED, 1);
		size_t len;
		const char *stem =
			names_text(&x->stems, x->words[i].stem, &len);

		scaled->factor = x->words[i].weight * unit;
		plan_add(scaled, plan_term(x->arena, prefix, stem, len));
		plan_add(any, scaled);
	}
	return any;
}

bool
expand_find(const struct expand_ask *ask, struct arena *arena,
	struct match_query **out, struct err *err)
{
	struct expanding x = { .ask = ask, .arena = arena };
	uint32_t n = 0;
	bool ok = false;

	*out = NULL;
	if (ask->nbest < EXPAND_LEAST || ask->best[0].weight <= 0)
		return true;
	x.mean = match_mean_length(ask->hits->reader);
	if (!read_hits(&x, err))
		goto out;
	for (uint32_t i = 0; i < x.stems.count; i++)
		if (!weigh(&x, &x.words[i], err))
			goto out;
	if (x.stems.count > 0)
		qsort(x.words, x.stems.count, sizeof(*x.words), compare);
	while (n < x.stems.count && n < EXPAND_WORDS && x.words[n].weight > 0)
		n++;
	if (n > 0)
		*out = as_query(&x, n);
	ok = true;

out:
	names_release(&x.stems);
	free(x.words);
	return ok;
}
