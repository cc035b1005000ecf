/*
 * name_text.h - a story as words that know one another
 *
 * The recogniser judges a name by how the same word is used elsewhere in the
 * story: whether it is met in small letters, behind a title, behind "in".  So
 * headline and body are cut into tokens once, and equal words (after
 * folding) share one record of what was seen around them.
 *
 * Thread: belongs to one thread; memory is that of the arena given.
 */
#ifndef INDEXER_NAME_TEXT_H
#define INDEXER_NAME_TEXT_H

#include "base/arena.h"
#include "indexer/names/actor_words.h"
#include "indexer/names/name_cues.h"
#include "indexer/names/name_words.h"

/* What a line looks like. */
enum name_line {
	LINE_PROSE,
	LINE_CAPITALS, /* all in capitals: they tell nothing */
	LINE_TITLE,    /* A Headline Like This */
	LINE_TABLE,    /* numbers and names */
	LINE_SHORT,    /* a few words, none in small letters */
	LINE_KINDS
};

/* What was seen around a word anywhere in the story, or'ed. */
enum name_seen {
	SEEN_TITLE = 1 << 0, /* a title before it */
	SEEN_ROLE = 1 << 1,
	SEEN_GIVEN = 1 << 2, /* a first name before it */
	SEEN_INITIAL = 1 << 3,
	SEEN_SAYING = 1 << 4, /* a verb of saying beside it */
	SEEN_IN = 1 << 5,
	SEEN_FROM = 1 << 6,
	SEEN_OF = 1 << 7,
	SEEN_THE = 1 << 8,
	SEEN_AGE = 1 << 9, /* a comma and a number behind it */
	SEEN_COMPANY = 1 << 10,
	SEEN_BODY = 1 << 11,
	SEEN_SCORE = 1 << 12, /* a number right behind it */
	SEEN_PLAY = 1 << 13,
	SEEN_BRACKETS = 1 << 14, /* it stands in brackets */
	SEEN_BEFORE_BRACKETS = 1 << 15,
	SEEN_OWNER = 1 << 16, /* a possessive */
	SEEN_AFTER_NAME = 1 << 17,
	SEEN_BEFORE_NAME = 1 << 18,
	SEEN_LINE_START = 1 << 19,
	SEEN_COMMA_PLACE = 1 << 20, /* a comma and a country behind it */
	SEEN_MONEY = 1 << 21,	    /* shares, unit, officials behind it */
	SEEN_WITH = 1 << 22,
	SEEN_BY = 1 << 23,
	SEEN_WHO = 1 << 24, /* a comma and "who" */
	SEEN_AUXILIARY = 1 << 25,
	SEEN_LAND = 1 << 26,
	SEEN_ROLE_AFTER = 1 << 27, /* a comma, some words and a role */
	SEEN_COMMA_STATE = 1 << 28,
	SEEN_BITS = 29
};

struct name_token {
	uint32_t start, end; /* bytes of its text, without the possessive */
	uint32_t word;	     /* ordinal of its word */
	uint16_t gap;	     /* before it: enum word_gap */
	uint8_t code;	     /* what the model sees of it, see name_code */
	uint8_t line;	     /* enum name_line */
	uint8_t gap_code;    /* the gap as the model sees it, below 16 */
	bool capital, capitals, initial, possessive, number;
	bool joined;   /* may be of one name with the word before it */
	bool sentence; /* first of a sentence or line */
};

struct name_text {
	const char *text;
	struct name_token *tokens;
	uint32_t count;
	size_t cap;
};

struct name_story {
	struct arena *arena;
	const struct name_cues *cues;
	const struct registry *registry;
	struct name_words words;
	struct name_text body, headline;
	struct buf scratch;
	bool sport;	  /* speaks of matches and scores */
	uint32_t nsport;  /* words that do */
	uint32_t ntokens; /* of both texts */
};

/* Codes of tokens: a class, in small letters or with a capital. */
enum name_code {
	CODE_CAPITAL = 48, /* + class */
	CODE_NUMBER = 96,
	CODE_INITIAL,
	CODE_EDGE,
	CODE_VERBAL, /* small letters ending in -ed or -ing, no class */
	CODE_PLURAL, /* the same in -s */
	CODE_ADVERB,
	CODE_ACRONYM, /* capitals, no class */
	CODES = 104
};

/* Names are looked for in so many bytes of a text; no story is longer. */
#define NAME_TEXT_MAX (1u << 20)

/* Cut both texts (NULL: empty) and see what is around each word. */
void name_story_read(
	struct name_story *story, const char *headline, const char *body);
void name_story_release(struct name_story *story);

/* Recognizing, Faced, Recently: how sentences begin, not people. */
bool name_is_verbal(
	const struct name_text *text, const struct name_token *token);

/* The folded text of a word. */
static inline const char *
name_word_text(const struct name_story *story, uint32_t word, size_t *len)
{
	*len = story->words.items[word].length;
	return story->words.items[word].text;
}

static inline struct name_word *
name_word_of(const struct name_story *story, const struct name_token *token)
{
	return &story->words.items[token->word];
}

#endif
