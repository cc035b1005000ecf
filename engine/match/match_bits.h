/*
 * match_bits.h - a window of docids, and sets of them as bits
 *
 * Window w has the docids from w * WINDOW on.  Docid d of a window is bit
 * d % WINDOW of a set.  For engine/match alone.
 *
 * Pure.  Thread: any.
 */
#ifndef ENGINE_MATCH_BITS_H
#define ENGINE_MATCH_BITS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define WINDOW 4096
#define WINDOW_WORDS (WINDOW / 64)

struct bits {
	uint64_t words[WINDOW_WORDS + 1]; /* the last one stays 0 */
};

static inline void
bits_clear(struct bits *set)
{
	memset(set, 0, sizeof(*set));
}

static inline bool
bits_has(const struct bits *set, uint32_t at)
{
	return set->words[at / 64] >> at % 64 & 1;
}

static inline void
bits_add(struct bits *set, uint32_t at)
{
	set->words[at / 64] |= UINT64_C(1) << at % 64;
}

/* Those from `first` on, below `end`. */
static inline void
bits_span(struct bits *set, uint32_t first, uint32_t end)
{
	bits_clear(set);
	for (uint32_t at = first; at < end;) {
		uint32_t left = end - at;
		uint64_t ones =
			left >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << left) - 1;

		set->words[at / 64] |= ones << at % 64;
		at += 64 - at % 64;
	}
}

static inline void
bits_or(struct bits *set, const struct bits *other)
{
	for (int i = 0; i < WINDOW_WORDS; i++)
		set->words[i] |= other->words[i];
}

static inline void
bits_and(struct bits *set, const struct bits *other)
{
	for (int i = 0; i < WINDOW_WORDS; i++)
		set->words[i] &= other->words[i];
}

static inline void
bits_drop(struct bits *set, const struct bits *other)
{
	for (int i = 0; i < WINDOW_WORDS; i++)
		set->words[i] &= ~other->words[i];
}

/* How many there are; no longer counted when they are `enough`. */
static inline uint32_t
bits_count_to(const struct bits *set, uint32_t enough)
{
	uint32_t n = 0;

	for (int i = 0; i < WINDOW_WORDS && n < enough; i++)
		for (uint64_t left = set->words[i]; left != 0; left &= left - 1)
			n++;
	return n;
}

/* The first one from `at` on; WINDOW when there is none. */
static inline uint32_t
bits_from(const struct bits *set, uint32_t at)
{
	uint32_t i = at / 64;
	uint64_t word;

	if (at >= WINDOW)
		return WINDOW;
	word = set->words[i] >> at % 64 << at % 64;
	while (word == 0 && ++i < WINDOW_WORDS)
		word = set->words[i];
	return word != 0 ? i * 64 + (uint32_t)__builtin_ctzll(word) : WINDOW;
}

/* The last one; WINDOW when there is none. */
static inline uint32_t
bits_last(const struct bits *set)
{
	for (uint32_t i = WINDOW_WORDS; i-- > 0;)
		if (set->words[i] != 0)
			return i * 64 + 63 -
			       (uint32_t)__builtin_clzll(set->words[i]);
	return WINDOW;
}

#endif
