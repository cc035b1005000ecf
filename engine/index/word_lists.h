/*
 * word_lists.h - which words each story has, while an index is built
 *
 * A list of ordinals a story, in the order of docids.  What does not fit into
 * WORD_LISTS_KEPT bytes goes to a file in a scratch folder, which is removed
 * with the lists; so a build needs no more memory for a million stories.
 * Ordinals are those of the vocabulary draft that the lists belong to; when
 * drafts are merged and when words are sorted, word_lists_renumber() says
 * what became of them, and nothing is written again.
 *
 *   each story:         word_list_add() a word, then word_list_end()
 *   when all are there: word_lists_open(), then word_lists_get() in any order
 *
 * Failing to write is told by word_lists_open().
 * Thread: the lists belong to one thread.
 */
#ifndef ENGINE_WORD_LISTS_H
#define ENGINE_WORD_LISTS_H

#include "base/buf.h"
#include "base/err.h"
#include "base/fs.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WORD_LISTS_KEPT ((size_t)1 << 18)

/* Zeroed is valid, but for the folder. */
struct word_lists {
	const char *scratch; /* folder; a loan */
	struct buf bytes;    /* not in the file yet */
	char *path;	     /* of the file; NULL: none was needed */
	uint64_t written;
	uint64_t *ends; /* in bytes, of each story's list */
	size_t count, cap;
	uint32_t *numbers; /* what ordinals have become; NULL: themselves */
	uint32_t nnumbers;
	struct fs_map map;
	struct err err; /* the first failure */
	uint32_t *list; /* of the story last read */
	size_t list_cap;
};

/* The same word twice in a story is the caller's mistake. */
void word_list_add(struct word_lists *lists, uint32_t ordinal);
void word_list_end(struct word_lists *lists);

/* Ordinal i is from now on map[i]; n of them. */
void word_lists_renumber(
	struct word_lists *lists, const uint32_t *map, uint32_t n);

/* Make the lists ready to be read; nothing may be added any more. */
bool word_lists_open(struct word_lists *lists, struct err *err);

/* The words of story i (from 0), in no order: a loan until the next call. */
const uint32_t *word_lists_get(struct word_lists *lists, size_t i, uint32_t *n);

/* Who asks for one story after the other is done with those before i. */
void word_lists_pass(struct word_lists *lists, size_t i);

void word_lists_release(struct word_lists *lists);

#endif
