/*
 * pairs.h - words so common that two of them side by side are a term
 *
 * A phrase of very common words (`"of the"`) is dear to look for: both are in
 * nearly every story, and where they stand must be read of all of them.  So
 * the commonest words of an archive, PAIR_WORDS at most, are listed in column
 * `pairs`, and where two of them stand next to each other in headline, subhead
 * or body, the story has a term of the pair (terms.h): PAIR_PREFIX, the first
 * word, a blank, the second.  File format: docs/index-format.md.
 *
 * Thread: a set that nobody adds to is only read: any thread.
 */
#ifndef ENGINE_PAIRS_H
#define ENGINE_PAIRS_H

#include "base/buf.h"
#include "base/err.h"
#include "base/names.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAIR_PREFIX "XP"
#define PAIR_WORDS 96
#define PAIR_WORD_MAX 64 /* bytes: longer ones are never listed */

/* Zeroed is valid and empty. */
struct pair_words {
	struct names words; /* commonest first */
};

/* Of two words, both listed, the term of their pair, appended to out. */
void pair_term(struct buf *out, const char *first, size_t first_len,
	const char *second, size_t second_len);

/* Is the word one of them? */
bool pair_words_have(
	const struct pair_words *pairs, const char *word, size_t len);

/* dir/pairs; not fsynced.  ERR_IO; ERR_INDEX for bytes that are no list. */
bool pair_words_write(
	const struct pair_words *pairs, const char *dir, struct err *err);
bool pair_words_open(
	const char *dir, struct pair_words *pairs, struct err *err);
void pair_words_close(struct pair_words *pairs);

/* ---- choosing ---- */

struct term_list;

/* In how many stories of a sample words are; zeroed is valid. */
struct pair_counts {
	struct names words;
	uint32_t *stories;
	size_t stories_cap;
};

/* One more story. */
void pair_counts_add(struct pair_counts *counts, const struct term_list *terms);
/* What another one has counted. */
void pair_counts_merge(
	struct pair_counts *counts, const struct pair_counts *more);
/* The words of most stories, of equally common ones those that sort first. */
void pair_counts_choose(
	const struct pair_counts *counts, struct pair_words *pairs);
void pair_counts_release(struct pair_counts *counts);

#endif
