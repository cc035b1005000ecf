#include "engine/index/term_memory.h"

#include "base/mem.h"
#include "base/stop.h"

#include <stdlib.h>
#include <string.h>

void
term_memory_forget(struct term_memory *memory)
{
	names_release(&memory->names);
	free(memory->known);
	memory->known = NULL;
	memory->known_cap = 0;
	memset(memory->pair_terms, 0xff, sizeof(memory->pair_terms));
	memory->dictionary = (uint64_t)clock_ns() ^ (uintptr_t)memory;
}

size_t
term_memory_size(const struct term_memory *memory)
{
	return names_size(&memory->names) +
	       memory->known_cap * sizeof(*memory->known);
}

void
term_memory_init(struct term_memory *memory)
{
	*memory = (struct term_memory){ .stemmers = stemmers_new() };
	term_memory_forget(memory);
}

void
term_memory_release(struct term_memory *memory)
{
	names_release(&memory->names);
	free(memory->known);
	free(memory->stemmer);
	stemmers_free(memory->stemmers);
	buf_release(&memory->scratch);
}

/* Which of the words of pairs it is, from 1; 0 for any other. */
static uint16_t
common_number(const struct term_memory *memory, const char *word, size_t len)
{
	uint32_t ordinal = NAMES_NONE;

	if (memory->pairs != NULL)
		ordinal = names_find(&memory->pairs->words, word, len);
	return ordinal < PAIR_WORDS ? (uint16_t)(ordinal + 1) : 0;
}

/* What is known of the terms from that number on: nothing yet. */
static void
meet(struct term_memory *memory, uint32_t from)
{
	memory->known = mem_grow(memory->known, &memory->known_cap,
		(size_t)memory->names.count, sizeof(*memory->known));
	for (uint32_t i = from; i < memory->names.count; i++) {
		size_t len;
		const char *text = names_text(&memory->names, i, &len);

		memory->known[i] = (struct known){
			.headline = NAMES_NONE,
			.stem = NAMES_NONE,
			.common = common_number(memory, text, len),
		};
	}
}

void
term_numbers(struct term_memory *memory, const struct names_text *terms,
	size_t n, uint32_t *numbers)
{
	uint32_t from = memory->names.count;

	names_add_all(&memory->names, terms, n, numbers);
	meet(memory, from);
	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(&memory->known[numbers[i]]);
}

/* The number of a whole term. */
static uint32_t
number_of(struct term_memory *memory, const char *text, size_t len)
{
	bool added;
	uint32_t term = names_add(&memory->names, text, len, &added);

	if (added)
		meet(memory, term);
	return term;
}

/* The number of prefix + text. */
static uint32_t
number_with(struct term_memory *memory, const char *prefix, const char *text,
	size_t len)
{
	buf_reset(&memory->scratch);
	buf_puts(&memory->scratch, prefix);
	buf_add(&memory->scratch, text, len);
	return number_of(memory, memory->scratch.data, memory->scratch.len);
}

uint32_t
term_of_headline(struct term_memory *memory, uint32_t word)
{
	uint32_t term = memory->known[word].headline;
	size_t len;
	const char *text;

	if (term == NAMES_NONE) {
		text = names_text(&memory->names, word, &len);
		term = number_with(
			memory, fields[FIELD_HEADLINE].prefix, text, len);
		memory->known[word].headline = term;
	}
	return term;
}

uint32_t
term_of_pair(struct term_memory *memory, uint16_t first, uint16_t second)
{
	uint32_t *term = &memory->pair_terms[first - 1][second - 1];
	size_t a_len, b_len;
	const char *a, *b;

	if (*term == NAMES_NONE) {
		a = names_text(&memory->pairs->words, first - 1u, &a_len);
		b = names_text(&memory->pairs->words, second - 1u, &b_len);
		buf_reset(&memory->scratch);
		pair_term(&memory->scratch, a, a_len, b, b_len);
		*term = number_of(
			memory, memory->scratch.data, memory->scratch.len);
	}
	return *term;
}

uint16_t
term_stemmer(struct term_memory *memory, struct stemmer *stemmer)
{
	size_t i = 0;

	while (i < memory->nstemmers && memory->stemmer[i] != stemmer)
		i++;
	if (i == memory->nstemmers)
		vec_push(memory->stemmer, memory->nstemmers,
			memory->stemmers_cap) = stemmer;
	return (uint16_t)i;
}

uint32_t
term_of_stem(struct term_memory *memory, uint32_t word,
	const struct field *field, uint32_t token_flags, uint16_t stemmer)
{
	const struct known *known = &memory->known[word];
	size_t skip = strlen(field->prefix), len;
	const char *text;
	uint32_t term;

	if (known->stem != NAMES_NONE && known->stemmer == stemmer)
		return known->stem;
	text = names_text(&memory->names, word, &len);
	buf_reset(&memory->scratch);
	buf_puts(&memory->scratch, field->stem_prefix);
	stem_add(memory->stemmer[stemmer], text + skip, len - skip, token_flags,
		&memory->scratch);
	term = number_of(memory, memory->scratch.data, memory->scratch.len);
	memory->known[word].stem = term;
	memory->known[word].stemmer = stemmer;
	return term;
}
