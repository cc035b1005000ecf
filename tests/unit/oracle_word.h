/*
 * oracle_word.h - is this word of a story one that a query asks for?
 *
 * Its form, its stem, how it looks, or what it is like: by comparing letters.
 */
#ifndef TESTS_ORACLE_WORD_H
#define TESTS_ORACLE_WORD_H

#include "base/utf8.h"
#include "tests/unit/oracle_scan.h"

#define ORACLE_LETTERS_MAX 64

static inline bool
oracle_same(const char *a, size_t alen, const char *b, size_t blen)
{
	return alen == blen && memcmp(a, b, alen) == 0;
}

/* How many stories are in a language that brings it to this stem? */
static inline uint32_t
oracle_stemmed_so(const struct oracle_scan *scan,
	const struct oracle_leaf *leaf, size_t language)
{
	const struct oracle_archive *archive = scan->archive;
	uint32_t n = 0;

	for (uint32_t d = 0; d < archive->count; d++) {
		size_t its = oracle_language(archive->stories[d].language);

		n += oracle_same(leaf->stems[its], leaf->lens[its],
			leaf->stems[language], leaf->lens[language]);
	}
	return n;
}

static inline void
oracle_find_most(const struct oracle_scan *scan, struct oracle_leaf *leaf)
{
	uint32_t stories[COUNT(oracle_languages)], most = 0;

	for (size_t i = 0; i < COUNT(oracle_languages); i++) {
		stories[i] = oracle_stemmed_so(scan, leaf, i);
		most = stories[i] > most ? stories[i] : most;
	}
	for (size_t i = 0; i < COUNT(oracle_languages); i++)
		leaf->everywhere[i] = stories[i] == most;
}

/* The stems of a leaf in the languages of the archive, found out once. */
static inline const struct oracle_leaf *
oracle_leaf(struct oracle_scan *scan, const struct query *query)
{
	struct oracle_leaf leaf = { .query = query };

	for (size_t i = 0; i < scan->nleaves; i++)
		if (scan->leaves[i].query == query)
			return &scan->leaves[i];
	for (size_t i = 0; i < COUNT(oracle_languages); i++) {
		struct stemmer *stemmer = stemmers_for(
			scan->stemmers, oracle_languages[i], ORACLE_FALLBACK);
		const char *stem = stem_word(stemmer, query->text, query->len,
			query->token_flags, &leaf.lens[i]);

		leaf.stems[i] = arena_copy(&scan->asked, stem, leaf.lens[i]);
	}
	oracle_find_most(scan, &leaf);
	vec_push(scan->leaves, scan->nleaves, scan->leaves_cap) = leaf;
	return &scan->leaves[scan->nleaves - 1];
}

/* Does the language of the story bring both to one stem, or was the word of
 * the story brought to the stem that most stories have of what is asked? */
static inline bool
oracle_same_stem(struct oracle_scan *scan, const struct query *query,
	const struct oracle_word *word)
{
	const struct oracle_leaf *leaf = oracle_leaf(scan, query);

	for (size_t i = 0; i < COUNT(oracle_languages); i++)
		if ((leaf->everywhere[i] || i == word->language) &&
			oracle_same(leaf->stems[i], leaf->lens[i], word->stem,
				word->stem_len))
			return true;
	return false;
}

/* The characters of text[0..len); returns how many, at most so many. */
static inline size_t
oracle_letters(const char *text, size_t len, int32_t out[ORACLE_LETTERS_MAX])
{
	size_t n = 0;

	for (size_t at = 0; at < len && n < ORACLE_LETTERS_MAX; n++)
		at += utf8_decode(text + at, len - at, &out[n]);
	return n;
}

/* Does the word look like the pattern? */
static inline bool
oracle_looks(
	const int32_t *pattern, size_t plen, const int32_t *word, size_t wlen)
{
	if (plen == 0)
		return wlen == 0;
	if (*pattern == '*')
		return oracle_looks(pattern + 1, plen - 1, word, wlen) ||
		       (wlen > 0 &&
			       oracle_looks(pattern, plen, word + 1, wlen - 1));
	return wlen > 0 && (*pattern == '?' || *pattern == *word) &&
	       oracle_looks(pattern + 1, plen - 1, word + 1, wlen - 1);
}

static inline size_t
oracle_least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How many letters must be added, left out, changed or swapped with the next
 * one to make b of a. */
static inline size_t
oracle_distance(const int32_t *a, size_t alen, const int32_t *b, size_t blen)
{
	size_t d[ORACLE_LETTERS_MAX + 1][ORACLE_LETTERS_MAX + 1];

	for (size_t i = 0; i <= alen; i++)
		for (size_t j = 0; j <= blen; j++) {
			if (i == 0 || j == 0) {
				d[i][j] = i + j;
				continue;
			}
			d[i][j] = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
			d[i][j] = oracle_least(d[i][j], d[i - 1][j] + 1);
			d[i][j] = oracle_least(d[i][j], d[i][j - 1] + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
				a[i - 2] == b[j - 1])
				d[i][j] = oracle_least(
					d[i][j], d[i - 2][j - 2] + 1);
		}
	return d[alen][blen];
}

static inline bool
oracle_word_is(struct oracle_scan *scan, const struct query *query,
	const struct oracle_word *word)
{
	int32_t wanted[ORACLE_LETTERS_MAX], letters[ORACLE_LETTERS_MAX];
	size_t nwanted, n;

	if (word->too_long)
		return false;
	if (query->kind == QUERY_WORD && query->exact)
		return oracle_same(
			query->text, query->len, word->text, word->len);
	if (query->kind == QUERY_WORD)
		return oracle_same_stem(scan, query, word);
	nwanted = oracle_letters(query->text, query->len, wanted);
	n = oracle_letters(word->text, word->len, letters);
	if (query->kind == QUERY_PATTERN)
		return oracle_looks(wanted, nwanted, letters, n);
	if (n > nwanted + query->n || nwanted > n + query->n)
		return false;
	return oracle_distance(wanted, nwanted, letters, n) <= query->n;
}

#endif
