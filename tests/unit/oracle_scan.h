/*
 * oracle_scan.h - the words of stories as they stand, one after the other
 *
 * What a plain scan walks over: each word with its place, and the places of
 * sentences, paragraphs and quotations.  No terms, no dictionary, no marks.
 */
#ifndef TESTS_ORACLE_SCAN_H
#define TESTS_ORACLE_SCAN_H

#include "base/mem.h"
#include "engine/query/query.h"
#include "engine/text/spans.h"
#include "engine/text/stem.h"
#include "engine/text/token.h"
#include "tests/unit/oracle_archive.h"

/* A word of a story as its text has it and as its language stems it, and which
 * of the oracle's languages that is. */
struct oracle_word {
	const char *text, *stem;
	size_t len, stem_len;
	size_t language;
	uint32_t position;
	uint32_t start; /* byte of its text */
	bool too_long;
};

/* Positions [first, end). */
struct oracle_range {
	uint32_t first, end;
};

struct oracle_section {
	struct oracle_word *words;
	size_t count, cap;
	struct oracle_range all; /* of its positions */
};

enum oracle_section_id {
	ORACLE_HEADLINE,
	ORACLE_SUBHEAD,
	ORACLE_BODY,
	ORACLE_TEXT_SECTIONS,
	ORACLE_BOILER = ORACLE_TEXT_SECTIONS,
	ORACLE_SECTIONS
};

/* The words of one story; blocks of boilerplate stand far apart. */
struct oracle_read {
	struct oracle_section sections[ORACLE_SECTIONS];
	struct oracle_range *sentences, *paragraphs, *quotes; /* of the body */
	uint32_t nsentences, nparagraphs, nquotes;
};

/* A leaf of the query that is being asked, and its stems. */
struct oracle_leaf {
	const struct query *query;
	const char *stems[COUNT(oracle_languages)];
	size_t lens[COUNT(oracle_languages)];
	bool everywhere[COUNT(oracle_languages)]; /* the stem of most stories */
};

struct oracle_scan {
	const struct oracle_archive *archive;
	struct stemmers *stemmers;
	struct arena arena;
	struct arena asked; /* what belongs to one query */
	struct oracle_read *stories;
	struct oracle_leaf *leaves;
	size_t nleaves, leaves_cap;
};

#define ORACLE_BLOCKS_APART 1000

/* Which of the oracle's languages it is. */
static inline size_t
oracle_language(const char *tag)
{
	size_t i = 0;

	while (tag != oracle_languages[i] &&
		(tag == NULL || oracle_languages[i] == NULL ||
			strcmp(tag, oracle_languages[i]) != 0))
		i++;
	return i;
}

static inline void
oracle_read_text(struct oracle_scan *scan, const struct story *story,
	const char *text, uint32_t position, struct oracle_section *section)
{
	struct stemmer *stemmer =
		stemmers_for(scan->stemmers, story->language, ORACLE_FALLBACK);
	struct tokens tokens = { 0 };
	struct token token;

	if (text == NULL)
		return;
	tokens_start(&tokens, text, strlen(text));
	while (tokens_next(&tokens, &token)) {
		struct oracle_word word = {
			.text = arena_copy(&scan->arena, token.text, token.len),
			.len = token.len,
			.language = oracle_language(story->language),
			.position = position + token.position,
			.start = token.start,
			.too_long = token.flags & TOKEN_TOO_LONG,
		};
		const char *stem = stem_word(stemmer, word.text, word.len,
			token.flags, &word.stem_len);

		word.stem = arena_copy(&scan->arena, stem, word.stem_len);
		vec_push(section->words, section->count, section->cap) = word;
		section->all.end = word.position + 1;
	}
	tokens_release(&tokens);
}

/* The positions of the words that begin in bytes [start, end). */
static inline struct oracle_range
oracle_range_of(
	const struct oracle_section *section, uint32_t start, uint32_t end)
{
	struct oracle_range range = { 0 };

	for (size_t i = 0; i < section->count; i++) {
		const struct oracle_word *word = &section->words[i];

		if (word->start < start || word->start >= end)
			continue;
		if (range.end == 0)
			range.first = word->position;
		range.end = word->position + 1;
	}
	return range;
}

static inline struct oracle_range *
oracle_ranges_of(struct oracle_scan *scan, const struct oracle_section *body,
	const struct story_span *spans, size_t n)
{
	struct oracle_range *ranges =
		arena_array(&scan->arena, n, sizeof(*ranges));

	for (size_t i = 0; i < n; i++)
		ranges[i] = oracle_range_of(body, spans[i].start, spans[i].end);
	return ranges;
}

/* Where sentences, paragraphs and quotations stand in the body. */
static inline void
oracle_read_parts(struct oracle_scan *scan, const struct story *story,
	struct oracle_read *read)
{
	const struct oracle_section *body = &read->sections[ORACLE_BODY];
	struct spans spans = { 0 };

	if (story->body_text == NULL)
		return;
	spans_find(story->body_text, strlen(story->body_text), &scan->arena,
		&spans);
	read->sentences =
		oracle_ranges_of(scan, body, spans.sentences, spans.nsentences);
	read->nsentences = (uint32_t)spans.nsentences;
	read->paragraphs = oracle_ranges_of(
		scan, body, spans.paragraphs, spans.nparagraphs);
	read->nparagraphs = (uint32_t)spans.nparagraphs;
	read->nquotes = story->nquotes;
	read->quotes = arena_array(
		&scan->arena, story->nquotes, sizeof(*read->quotes));
	for (uint32_t i = 0; i < story->nquotes; i++)
		read->quotes[i] = oracle_range_of(
			body, story->quotes[i].start, story->quotes[i].end);
}

static inline void
oracle_scan_init(struct oracle_scan *scan, const struct oracle_archive *archive)
{
	*scan = (struct oracle_scan){ .archive = archive };
	scan->stemmers = stemmers_new();
	scan->stories = arena_array(
		&scan->arena, archive->count, sizeof(*scan->stories));
	for (uint32_t i = 0; i < archive->count; i++) {
		const struct story *story = &archive->stories[i];
		struct oracle_read *read = &scan->stories[i];
		struct oracle_section *sections = read->sections;

		oracle_read_text(scan, story, story->headline, 0,
			&sections[ORACLE_HEADLINE]);
		oracle_read_text(scan, story, story->subhead, 0,
			&sections[ORACLE_SUBHEAD]);
		oracle_read_text(scan, story, story->body_text, 0,
			&sections[ORACLE_BODY]);
		for (uint32_t j = 0; j < story->nboilerplate; j++)
			oracle_read_text(scan, story,
				story->boilerplate[j].text,
				j * ORACLE_BLOCKS_APART,
				&sections[ORACLE_BOILER]);
		oracle_read_parts(scan, story, read);
	}
}

/* Another query is asked: what was known of the leaves is forgotten. */
static inline void
oracle_scan_reset(struct oracle_scan *scan)
{
	scan->nleaves = 0;
	arena_reset(&scan->asked);
}

static inline void
oracle_scan_release(struct oracle_scan *scan)
{
	for (uint32_t i = 0; i < scan->archive->count; i++)
		for (int j = 0; j < ORACLE_SECTIONS; j++)
			free(scan->stories[i].sections[j].words);
	free(scan->leaves);
	stemmers_free(scan->stemmers);
	arena_release(&scan->asked);
	arena_release(&scan->arena);
}

#endif
