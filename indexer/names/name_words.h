/*
 * name_words.h - the different words of a story
 *
 * Each has a number 0, 1, 2 ... in the order of their first appearance, its
 * folded text, and what is known of it.  A table for each story that costs a
 * look and a comparison of numbers a word; all memory is of the arena.
 *
 * Thread: belongs to one thread.
 */
#ifndef INDEXER_NAME_WORDS_H
#define INDEXER_NAME_WORDS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NAME_WORD_NONE UINT32_MAX

/* A word of the story, however often it is met. */
struct name_word {
	uint64_t hash;	  /* of name_hash() */
	const char *text; /* folded, no NUL behind it */
	uint32_t length;
	uint64_t classes; /* CUE_BIT()s */
	uint32_t lower;	  /* met in small letters */
	uint32_t middle;  /* with a capital where none had to be */
	uint32_t first;	  /* at the beginning of sentences and so on */
	uint32_t seen;	  /* enum name_seen */
	uint8_t ending;
	uint8_t phrase; /* words of the longest phrase begun by it */
	bool demonym;	/* as in struct name_cue */
	bool alone;	/* too */
	bool unknown;	/* nothing but its text is known yet */
	uint32_t cue;	/* its `at` */
};

struct name_words {
	struct arena *arena;
	struct name_word *items; /* room for half the slots */
	uint32_t count;
	uint32_t *slots; /* number + 1; open addressing, a power of two */
	size_t nslots;
};

/* The number of a word, added when new; *added says so: then nothing but its
 * hash is set. */
uint32_t name_words_add(struct name_words *words, uint64_t hash, bool *added);
/* Its number, or NAME_WORD_NONE. */
uint32_t name_words_find(const struct name_words *words, uint64_t hash);

#endif
