/*
 * telling.h - the words of a text that tell most about it
 *
 * Each stem of headline, subhead and body with how often it stands there; a
 * word of the headline counts as often as the index has it
 * (TERMS_HEADLINE_WEIGHT).  What a stem tells is tf·idf, tf damped as BM25
 * damps it: said twice is not twice as telling.
 *
 * Source: G. Salton and C. Buckley, Term-weighting approaches in automatic text
 * retrieval, Information Processing & Management 24 (1988); the damping, S.
 * Robertson and H. Zaragoza, The Probabilistic Relevance Framework: BM25 and
 * Beyond (2009), section 3.4.
 *
 * Pure.  Thread: one struct telling belongs to one thread.
 */
#ifndef ENGINE_TELLING_H
#define ENGINE_TELLING_H

#include "base/arena.h"
#include "base/names.h"
#include "engine/story/story.h"
#include "engine/text/stem.h"

#include <stddef.h>
#include <stdint.h>

struct telling_word {
	const char *text; /* the form that stands first; in the arena */
	uint32_t len;
	uint32_t token_flags;
	uint32_t times;
	uint32_t stories; /* with the stem: the caller's to fill */
	double share;	  /* 0..1, by how often it stands there */
	double weight;	  /* share times idf: what it tells */
};

struct telling {
	struct names stems; /* their ordinals number the words */
	struct telling_word *words;
	size_t words_cap;
	struct arena arena;
};

/* Set to zero before; all is kept until the release. */
void telling_add_story(struct telling *telling, struct stemmer *stemmer,
	const struct story *story);
void telling_add_text(struct telling *telling, struct stemmer *stemmer,
	const char *text, size_t len, uint32_t times);

/*
 * Put the n most telling words first, best first; `stories` there are in all.
 * Words of no story tell nothing.  Returns how many, <= n; the stems are then
 * no longer those of the ordinals.
 */
size_t telling_choose(struct telling *telling, uint32_t stories, size_t n);

void telling_release(struct telling *telling);

#endif
