/*
 * word_stems.h - the stems of each word of a vocabulary
 *
 * A vocabulary has the words of each stem; here it is turned round.  Where
 * stories of a segment are gone, some stem of a word may have been theirs
 * alone: which stems the living have is then found out by their languages.
 *
 * For engine/index/words_merge.c alone.
 * Thread: one.
 */
#ifndef ENGINE_WORD_STEMS_H
#define ENGINE_WORD_STEMS_H

#include "engine/index/columns.h"
#include "engine/text/stem.h"
#include "engine/text/token.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct word_stems {
	uint32_t *start; /* of each word, in stems; words + 1 */
	uint32_t *stem;	 /* ordinals in the vocabulary */
};

void word_stems_init(
	struct word_stems *stems, const struct vocabulary *vocabulary);
void word_stems_release(struct word_stems *stems);

static inline uint32_t
word_stems_count(const struct word_stems *stems, uint32_t word)
{
	return stems->start[word + 1] - stems->start[word];
}

/* The stems of a word, one after the other: loans from the vocabulary. */
struct stems_walk {
	const struct vocabulary *vocabulary;
	const uint32_t *at, *end;
};
void word_stems_begin(const struct word_stems *stems,
	const struct vocabulary *vocabulary, uint32_t word,
	struct stems_walk *walk);
bool word_stems_next(struct stems_walk *walk, const char **stem, size_t *len);

/* Stems that a word has in some stories. */
struct stems_check {
	struct stemmers *stemmers; /* made when it is needed */
	const char *fallback_language;
	const struct columns *columns; /* NULL: nothing was said */
	bool *seen;		       /* languages of the columns */
	size_t seen_cap;
	bool none; /* stories without a language were seen */
	struct tokens tokens;
	struct buf stems; /* each with its NUL */
};
void stems_check_init(struct stems_check *check, const char *fallback_language);
void stems_check_release(struct stems_check *check);

/* Of the next word. */
void stems_check_begin(struct stems_check *check);
/* A story that has it: columns are those of its segment. */
void stems_check_add(struct stems_check *check, const struct columns *columns,
	uint32_t row, const char *word, size_t len);
/* Is it a stem of the word in one of these stories?  Yes, when none was
 * said. */
bool stems_check_has(
	const struct stems_check *check, const char *stem, size_t len);

#endif
