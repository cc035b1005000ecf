/*
 * vocabulary_draft.h - how a vocabulary is made
 *
 * While stories come in, a word's ordinal is that of its first appearance,
 * and each story's words are kept aside as such ordinals, and where each word
 * stands.  Drafts of several workers are merged in the order of docids;
 * vocabulary_draft_write() sorts the words, counts stories and different
 * texts, and writes the files of the vocabulary and of positions.  From then on
 * vocabulary_draft_words() gives the words of each story in ordinals of the
 * file: what a forward index is made of.
 *
 * For engine/index/columns_writer.c and words_merge.c alone.
 * Thread: a draft belongs to one thread.
 */
#ifndef ENGINE_VOCABULARY_DRAFT_H
#define ENGINE_VOCABULARY_DRAFT_H

#include "base/err.h"
#include "base/names.h"
#include "engine/index/batch.h"
#include "engine/index/position_lists.h"
#include "engine/index/term_list.h"
#include "engine/index/term_map.h"
#include "engine/index/word_lists.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VOCABULARY_FILE "vocabulary"

struct draft_word {
	uint32_t stories; /* with it in headline, subhead or body */
	uint32_t alone;	  /* of them, those without a copy */
	uint32_t stem;	  /* the first one that it got */
};

/* What stories that follow one another have of the words. */
struct draft_share {
	uint32_t part; /* which part of all stories */
	struct word_lists lists;
	struct position_lists positions;
};

struct vocabulary_draft {
	struct names words;
	struct draft_word *items; /* one a word */
	size_t items_cap;
	struct names stems;
	/* further stems of words, where languages differ: struct draft_pair */
	struct names pairs;
	struct draft_share *shares; /* in the order of docids once merged */
	size_t nshares, shares_cap;
	struct term_map known;	     /* terms of words: their ordinals, */
	struct term_map known_stems; /* and the stem each had last */
	struct batch
		batch;	   /* of a word: where its positions begin in places, */
	struct buf places; /* and how many bytes they are, with its flags */
	size_t positions_max; /* bytes of memory for them */
	const char *scratch;
};

/* The folder is where words of stories are kept that memory cannot hold. */
void vocabulary_draft_init(struct vocabulary_draft *draft, const char *scratch);
void vocabulary_draft_release(struct vocabulary_draft *draft);

/* What is added from now on is of that part of all stories: parts come in any
 * order, and stand in that of their numbers once drafts are merged.  Without
 * it all are of part 0. */
void vocabulary_draft_part(struct vocabulary_draft *draft, uint32_t part);

/* The words of the next story; cluster as in its column. */
void vocabulary_draft_add(struct vocabulary_draft *draft,
	const struct term_list *terms, uint32_t cluster);

/*
 * The same word by word, for who has lists of words rather than stories: a
 * word with a stem it has (which may be said again, with others); in how many
 * stories it is, how many of them are without a copy, and its positions in one
 * story after the other, as in the file; and last each story's words.
 */
uint32_t vocabulary_draft_word(struct vocabulary_draft *draft, const char *text,
	size_t len, const char *stem, size_t stem_len);
struct draft_hits {
	bool boiler; /* as a word of the boilerplate; else of the text */
	uint32_t stories, alone;
	const char *positions;
	size_t len;
};
void vocabulary_draft_hits(struct vocabulary_draft *draft, uint32_t word,
	const struct draft_hits *hits);
void vocabulary_draft_story(
	struct vocabulary_draft *draft, const uint32_t *words, uint32_t n);

/* What fills memory goes to the scratch folder: when no more stories come. */
void vocabulary_draft_settle(struct vocabulary_draft *draft);

/* The stories of `more` behind those of draft that are of the same part, or of
 * one before it; more is left empty. */
void vocabulary_draft_merge(
	struct vocabulary_draft *draft, struct vocabulary_draft *more);

/* Write the files into dir; clusters[0..n) of all stories, in their order. */
bool vocabulary_draft_write(struct vocabulary_draft *draft, const char *dir,
	const uint32_t *clusters, size_t n, struct err *err);

/* After that: ordinals of the *n words of headline, subhead and body of story
 * i (from 0), in no order; a loan until the next call. */
const uint32_t *vocabulary_draft_words(
	struct vocabulary_draft *draft, size_t i, uint32_t *n);

/* Who asks for one story after the other is done with those before i. */
void vocabulary_draft_pass(struct vocabulary_draft *draft, size_t i);

#endif
