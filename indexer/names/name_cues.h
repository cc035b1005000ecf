/*
 * name_cues.h - what words say about the names beside them
 *
 * Words of English news as classes: what comes before a person (Mr,
 * President), what organisations end with (Inc, Bank), what verbs speak, what
 * is a month.  A class is all that the model of name_model.h sees of a word.
 *
 * Pure but for the lists of the registry.  Thread: built once, then read.
 */
#ifndef INDEXER_NAME_CUES_H
#define INDEXER_NAME_CUES_H

#include "indexer/names/registry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where a word has several classes the first of this order is its main one;
 * the order is that of the model's file: add before CUE_CLASSES only. */
enum cue_class {
	CUE_NONE, /* a word of no class */
	CUE_THE,
	CUE_ARTICLE,
	CUE_IN,
	CUE_FROM,
	CUE_OF,
	CUE_BY,
	CUE_WITH,
	CUE_AND,
	CUE_SAY,
	CUE_AUXILIARY,
	CUE_PRONOUN,
	CUE_WHEN,
	CUE_TITLE,
	CUE_ROLE,
	CUE_KIN,
	CUE_PLAY, /* beat, won, scored */
	CUE_SPORT,
	CUE_COMPANY, /* Inc, AG */
	CUE_BODY,    /* bank, ministry, party */
	CUE_CLUB,
	CUE_MEDIA,
	CUE_LAND, /* river, street, island */
	CUE_SIDE, /* north, upper */
	CUE_EVENT,
	CUE_TIME, /* months, days */
	CUE_NATION,
	CUE_FAITH,
	CUE_MONEY,
	CUE_PARTICLE,
	CUE_SAINT,
	CUE_KIND, /* national, federal, general: bodies begin so */
	CUE_NUMBER,
	CUE_STATE, /* Calif., N.J. */
	CUE_COUNTRY,
	CUE_CITY,
	CUE_GIVEN,
	CUE_SURNAME,
	CUE_SUFFIX, /* Jr, III */
	CUE_COMMON,
	CUE_VERB, /* of going and leaving: is in, flew to */
	CUE_CLASSES
};

#define CUE_BIT(class) ((uint64_t)1 << (class))

struct name_cues;

struct name_cues *name_cues_new(const struct registry *registry);
void name_cues_free(struct name_cues *cues);
const struct registry *name_cues_registry(const struct name_cues *cues);

/* Into an image (base/image.h) that has their registry, too. */
struct image;
void name_cues_take(const struct name_cues *cues, struct image *image);

struct name_cue {
	uint64_t classes; /* or'ed CUE_BIT()s */
	uint32_t at;	  /* for name_cues_means() */
	uint8_t phrase;	  /* words of the longest phrase that it begins */
	bool demonym;	  /* registry_demonym() has its country */
	bool alone;	  /* it is a phrase by itself: name_cues_means() */
};

/*
 * A word's number for tables: never 0, and another one in each process, so
 * that no text can be made to have its words meet.  Of 64 bits, 44 of which
 * and its place tell a word of the lists, it is taken for the word itself: two
 * words of one number do not happen.
 */
uint64_t name_hash(const struct name_cues *cues, const char *word, size_t len);

/* The same of the folded form of ASCII letters and digits, one at least. */
uint64_t name_hash_plain(
	const struct name_cues *cues, const char *word, size_t len);

/* Say that the word of this hash will be asked for soon. */
void name_cues_call(const struct name_cues *cues, uint64_t hash);

/* What is known of the folded word of this hash; all 0 if nothing is. */
struct name_cue name_cues_of(const struct name_cues *cues, uint64_t hash);

/* What the word by itself is in the lists, by the `at` of its cue. */
struct registry_meanings name_cues_means(
	const struct name_cues *cues, uint32_t at);

/* May a phrase or a demonym of the lists begin with these two words?  If not,
 * the answer is sure. */
bool name_cues_pair(
	const struct name_cues *cues, uint64_t first, uint64_t second);

/* The main one of several. */
static inline enum cue_class
name_cue_main(uint64_t classes)
{
	return classes == 0 ? CUE_NONE
			    : (enum cue_class)__builtin_ctzll(classes);
}

/* What a folded word ends with: 0 nothing known, else 1..CUE_ENDINGS. */
unsigned name_cue_ending(
	const struct name_cues *cues, const char *word, size_t len);
#define CUE_ENDINGS 64

#endif
