/*
 * copies_sample.h - texts that resemble each other as much as one likes
 *
 * Made of words that a small generator draws: the same for the same numbers.
 */
#ifndef TESTS_COPIES_SAMPLE_H
#define TESTS_COPIES_SAMPLE_H

#include "base/buf.h"
#include "indexer/copies/shingles.h"
#include "indexer/copies/sketch.h"

static inline uint32_t
draw(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* Append n words that a seed decides. */
static inline void
add_words(struct buf *out, uint32_t seed, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "w%u ", draw(&seed) % 5000);
}

/* A text of so many sentences of ten words; `changed` of them, spread evenly,
 * are of its own, the others those of its kind. */
static inline char *
make_text(uint32_t kind, size_t sentences, size_t changed, uint32_t own)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < sentences; i++) {
		bool mine =
			(i + 1) * changed / sentences > i * changed / sentences;

		add_words(&out,
			mine ? own * 7919 + 31 * (uint32_t)i
			     : kind * 104729 + (uint32_t)i,
			10);
		buf_puts(&out, ".\n");
	}
	return out.data;
}

static inline struct shingles
shingles_text(const char *text)
{
	struct terms *terms = terms_new(NULL);
	struct story story = { .uri = "x", .body_text = text };
	struct shingles out = { 0 };

	shingles_of(&out, terms, &story);
	terms_free(terms);
	return out;
}

static inline struct overlap
overlap_of(const char *a, const char *b)
{
	struct shingles x = shingles_text(a), y = shingles_text(b);
	struct overlap overlap = shingles_overlap(&x, &y);

	shingles_release(&x);
	shingles_release(&y);
	return overlap;
}

static inline struct sketch
sketch_text(const char *text)
{
	struct terms *terms = terms_new(NULL);
	struct story story = { .uri = "x", .body_text = text };
	struct text_key key;

	text_key(terms, &story, &key);
	terms_free(terms);
	return key.sketch;
}

#endif
