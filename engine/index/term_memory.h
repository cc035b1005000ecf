/*
 * term_memory.h - terms numbered, and what is found out of each only once
 *
 * A story has some hundred distinct words, and nearly all of them were in
 * earlier stories.  So each whole term (prefix and all) gets a number when it
 * is first met, and with it is kept which term its stem is, which one it is in
 * the headline, and whether it is one of the words of pairs.  Numbers are good
 * until everything is forgotten, which bounds the memory; `dictionary` is then
 * another one.
 *
 * For engine/index/terms*.c alone.
 * Thread: a memory belongs to one thread.
 */
#ifndef ENGINE_TERM_MEMORY_H
#define ENGINE_TERM_MEMORY_H

#include "base/buf.h"
#include "base/names.h"
#include "engine/index/fields.h"
#include "engine/index/pairs.h"
#include "engine/text/stem.h"

#include <stddef.h>
#include <stdint.h>

/* What is remembered of a term. */
struct known {
	uint32_t story; /* the last that had it, and its entry there: for who */
	uint32_t entry; /* reads the story */
	uint32_t headline; /* the same word as a term of the headline */
	uint32_t stem;	   /* by the stemmer of that number */
	uint16_t stemmer;
	uint16_t common; /* its number among the words of pairs, from 1 */
};

struct term_memory {
	struct names names;
	uint64_t dictionary; /* another one whenever numbers start anew */
	struct known *known; /* of each */
	size_t known_cap;
	struct stemmers *stemmers;
	struct stemmer **stemmer; /* by number */
	size_t nstemmers, stemmers_cap;
	const struct pair_words *pairs; /* NULL: none */
	uint32_t pair_terms[PAIR_WORDS][PAIR_WORDS];
	struct buf scratch; /* the term at hand */
};

void term_memory_init(struct term_memory *memory);
void term_memory_release(struct term_memory *memory);
void term_memory_forget(struct term_memory *memory);

/* Bytes that it takes. */
size_t term_memory_size(const struct term_memory *memory);

/* The numbers of n whole terms, of which memory->names was told (names_call).
 */
void term_numbers(struct term_memory *memory, const struct names_text *terms,
	size_t n, uint32_t *numbers);

/* Of a word of the text, its term in the headline. */
uint32_t term_of_headline(struct term_memory *memory, uint32_t word);

/* Of two words of pairs, by their number there from 1. */
uint32_t term_of_pair(
	struct term_memory *memory, uint16_t first, uint16_t second);

/* The number of a stemmer among those used so far. */
uint16_t term_stemmer(struct term_memory *memory, struct stemmer *stemmer);

/* The stem of that word will be asked for soon, and its text. */
static inline void
term_stem_expect(const struct term_memory *memory, uint32_t word)
{
	uint32_t stem = memory->known[word].stem;

	if (stem == NAMES_NONE)
		return;
	__builtin_prefetch(&memory->known[stem]);
	names_expect(&memory->names, stem);
}

/* Of an exact word of a field with stems, the term of its stem. */
uint32_t term_of_stem(struct term_memory *memory, uint32_t word,
	const struct field *field, uint32_t token_flags, uint16_t stemmer);

#endif
