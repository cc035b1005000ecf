/*
 * keyness.h - the words that are typical of some texts, held against others
 *
 * Counted are different texts that have a word, not how often they say it: a
 * story that repeats a name a hundred times and a wire story that forty outlets
 * print are one text each.  For a word in a of c texts of the foreground, and
 * in b of d texts of the reference (the background without the texts that
 * are in the foreground too), the score is
 *
 *     G2 = 2 (a ln a/E(a) + (c-a) ln (c-a)/E(c-a)
 *             + b ln b/E(b) + (d-b) ln (d-b)/E(d-b)),
 *
 * E what each would be if the word were equally common in both: E(a) =
 * c (a+b) / (c+d), and so on; 0 ln 0 is 0.  3.84 is reached by chance once in
 * 20 words, 10.83 once in 1,000.  The effect is the binary log ratio of the
 * two shares, log2 (a/c) / (b/d), 0.5 in place of a count of 0: 1 is twice as
 * common, 3 eight times.
 *
 * Sources: T. Dunning, Accurate Methods for the Statistics of Surprise and
 * Coincidence, Computational Linguistics 19 (1993); P. Rayson and R. Garside,
 * Comparing Corpora using Frequency Profiling (2000); the log ratio, A. Hardie
 * (2014).
 *
 * Thread: one struct keyness belongs to one worker; it keeps its memory from
 * one request to the next.
 */
#ifndef ENGINE_KEYNESS_H
#define ENGINE_KEYNESS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/stop.h"
#include "engine/index/columns.h"
#include "engine/search/search.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One word in two sets of texts. */
struct keyness_counts {
	uint32_t with, texts;	      /* a of c */
	uint32_t ref_with, ref_texts; /* b of d */
};

double keyness_score(const struct keyness_counts *counts);
double keyness_effect(const struct keyness_counts *counts);
/* Is it more common in the foreground? */
bool keyness_more(const struct keyness_counts *counts);

/* Below this a difference is what chance gives to one word in twenty. */
#define KEYNESS_LEAST 3.84

enum keyness_set { KEYNESS_FORE, KEYNESS_BACK, KEYNESS_SETS };

/* What is counted of a word; together, since all is touched at once. */
struct keyness_tally {
	uint32_t with[KEYNESS_SETS]; /* texts that have it */
	uint32_t ref_with; /* of the background: those outside the foreground */
	uint32_t text;	   /* that counted it last */
};

/* Words by their ranks (engine/index/forward.h). */
struct keyness {
	const struct columns *columns;
	struct keyness_tally *tallies;
	uint32_t *touched; /* ranks whose tally is not 0 */
	uint32_t ntouched;
	uint32_t text; /* at hand, from 1 */
	uint32_t texts[KEYNESS_SETS], ref_texts;
	uint64_t *stories;   /* of the foreground: bits by row */
	uint64_t *clusters;  /* likewise */
	uint32_t *at, *rows; /* scratch: stories side by side by cluster */
	uint32_t *stem;	     /* of words by ordinal: the first they have */
	bool against;	     /* a background was counted */
};

void keyness_init(struct keyness *keyness, const struct columns *columns);
void keyness_release(struct keyness *keyness);
void keyness_reset(struct keyness *keyness);

/*
 * Count the stories docids[0..n), ascending: first of the foreground, then
 * of the background, if that is not the whole archive.  *complete becomes false
 * when stop came first: what was counted is true.  Errors: ERR_INDEX,
 * ERR_KILLED.
 */
bool keyness_count(struct keyness *keyness, enum keyness_set set,
	const uint32_t *docids, uint32_t n, const struct stop *stop,
	bool *complete, struct err *err);

/* The counts of a word; *background as it is, the foreground's in it. */
void keyness_counts(const struct keyness *keyness, uint32_t rank,
	struct keyness_counts *counts, uint32_t *background);

struct keyness_pick {
	uint32_t limit;
	uint32_t least; /* texts that have it: of the foreground, or, of a
			   word that it lacks, of the reference */
	enum words_sign sign;
	const uint32_t *without; /* ordinals of the vocabulary, ascending */
	uint32_t nwithout;
	bool all_forms; /* not only the most striking form of each stem */
};

struct keyness_word {
	uint32_t rank;
	double score; /* under 0 for a word that is rarer in the foreground */
};

/* The *n words of the highest score, highest first, ties by the order of the
 * vocabulary; in the arena. */
const struct keyness_word *keyness_top(const struct keyness *keyness,
	const struct keyness_pick *pick, struct arena *arena, uint32_t *n);

#endif
