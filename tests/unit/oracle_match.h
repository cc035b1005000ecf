/*
 * oracle_match.h - does a story match a query?  By looking at every word
 *
 * A second opinion on engine/search/plan.c, without terms, dictionaries or
 * docids: it walks the tree and the words of one story.
 */
#ifndef TESTS_ORACLE_MATCH_H
#define TESTS_ORACLE_MATCH_H

#include "base/mem.h"
#include "engine/query/query.h"
#include "engine/text/token.h"
#include "tests/unit/oracle_archive.h"

#include <strings.h>

/* A word of a story as its text has it and as its language stems it. */
struct oracle_word {
	const char *text, *stem;
	size_t len, stem_len;
	uint32_t position;
};

struct oracle_section {
	struct oracle_word *words;
	size_t count, cap;
};

/* The words of one story; blocks of boilerplate stand far apart. */
struct oracle_read {
	struct oracle_section headline, body, boiler;
};

struct oracle_scan {
	const struct oracle_archive *archive;
	struct stemmers *stemmers;
	struct arena arena;
	struct oracle_read stories[ORACLE_STORIES_MAX];
};

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
			.position = position + token.position,
		};

		word.stem = stem_word(stemmer, word.text, word.len, token.flags,
			&word.stem_len);
		vec_push(section->words, section->count, section->cap) = word;
	}
	tokens_release(&tokens);
}

static inline void
oracle_scan_init(struct oracle_scan *scan, const struct oracle_archive *archive)
{
	memset(scan, 0, sizeof(*scan));
	scan->archive = archive;
	scan->stemmers = stemmers_new();
	for (uint32_t i = 0; i < archive->count; i++) {
		const struct story *story = &archive->stories[i];
		struct oracle_read *read = &scan->stories[i];

		oracle_read_text(
			scan, story, story->headline, 0, &read->headline);
		oracle_read_text(scan, story, story->body_text, 0, &read->body);
		for (uint32_t j = 0; j < story->nboilerplate; j++)
			oracle_read_text(scan, story,
				story->boilerplate[j].text, j * 1000,
				&read->boiler);
	}
}

static inline void
oracle_scan_release(struct oracle_scan *scan)
{
	for (uint32_t i = 0; i < scan->archive->count; i++) {
		free(scan->stories[i].headline.words);
		free(scan->stories[i].body.words);
		free(scan->stories[i].boiler.words);
	}
	stemmers_free(scan->stemmers);
	arena_release(&scan->arena);
}

static inline bool
oracle_same(const char *a, size_t alen, const char *b, size_t blen)
{
	return alen == blen && memcmp(a, b, alen) == 0;
}

/* Is it this form, or does some language of the archive bring both to one
 * stem? */
static inline bool
oracle_word_is(struct oracle_scan *scan, const struct query *query,
	const struct oracle_word *word)
{
	if (query->exact)
		return oracle_same(
			query->text, query->len, word->text, word->len);
	for (size_t i = 0; i < COUNT(oracle_languages); i++) {
		size_t len;
		const char *stem = stem_word(
			stemmers_for(scan->stemmers, oracle_languages[i],
				ORACLE_FALLBACK),
			query->text, query->len, query->token_flags, &len);

		if (oracle_same(stem, len, word->stem, word->stem_len))
			return true;
	}
	return false;
}

/* Does the word stand at this position? */
static inline bool
oracle_stands_at(struct oracle_scan *scan, const struct query *query,
	const struct oracle_section *section, uint32_t position)
{
	for (size_t i = 0; i < section->count; i++)
		if (section->words[i].position == position &&
			oracle_word_is(scan, query, &section->words[i]))
			return true;
	return false;
}

/* A word anywhere in the text, or a phrase from some word on. */
static inline bool
oracle_stands_in(struct oracle_scan *scan, const struct query *query,
	const struct oracle_section *section)
{
	for (size_t i = 0; i < section->count; i++) {
		uint32_t kid = 0, at = section->words[i].position;

		if (query->kind == QUERY_WORD &&
			oracle_word_is(scan, query, &section->words[i]))
			return true;
		if (query->kind == QUERY_WORD)
			continue;
		while (kid < query->nkids &&
			oracle_stands_at(
				scan, query->kids[kid], section, at + kid))
			kid++;
		if (kid == query->nkids)
			return true;
	}
	return false;
}

static inline bool
oracle_stands(struct oracle_scan *scan, uint32_t at, const struct query *query)
{
	const struct oracle_read *read = &scan->stories[at];

	switch (query->field->id) {
	case FIELD_BOILER:
		return oracle_stands_in(scan, query, &read->boiler);
	case FIELD_HEADLINE:
		return oracle_stands_in(scan, query, &read->headline);
	default:
		return oracle_stands_in(scan, query, &read->headline) ||
		       oracle_stands_in(scan, query, &read->body);
	}
}

/* Is the value of the query this name or code?  X* is a beginning. */
static inline bool
oracle_value_is(const struct query *value, const char *name, const char *code)
{
	size_t len = value->len;

	if (len > 0 && value->text[len - 1] == '*')
		return code != NULL &&
		       strncasecmp(code, value->text, len - 1) == 0;
	return (name != NULL && strlen(name) == len &&
		       strncasecmp(name, value->text, len) == 0) ||
	       (code != NULL && strlen(code) == len &&
		       strncasecmp(code, value->text, len) == 0);
}

static inline bool
oracle_filter(const struct story *story, const struct query *value)
{
	const char *language = story->language;

	if (value->field->id == FIELD_OUTLET)
		return oracle_value_is(
			value, story->outlet_name, story->outlet_domain);
	if (value->field->id == FIELD_LANGUAGE)
		return language != NULL && value->len == 2 &&
		       strncasecmp(language, value->text, 2) == 0;
	for (uint32_t i = 0; i < story->nactors; i++)
		if (oracle_value_is(value, story->actors[i].name,
			    story->actors[i].code))
			return true;
	return false;
}

static inline bool
oracle_dates(const struct story *story, const struct query *query)
{
	day d = story_day(story);

	if (query->undated || d == DAY_UNKNOWN)
		return query->undated && d == DAY_UNKNOWN;
	return (query->days.first == DAY_UNKNOWN || d >= query->days.first) &&
	       (query->days.last == DAY_UNKNOWN || d <= query->days.last);
}

static inline bool oracle_match(
	struct oracle_scan *scan, uint32_t at, const struct query *query);

/* How many kids match; those with + that do not make it none. */
static inline uint32_t
oracle_kids(struct oracle_scan *scan, uint32_t at, const struct query *query,
	bool required)
{
	uint32_t matching = 0;

	for (uint32_t i = 0; i < query->nkids; i++) {
		bool found = oracle_match(scan, at, query->kids[i]);

		if (required && query->kids[i]->required && !found)
			return 0;
		matching += found;
	}
	return matching;
}

static inline bool
oracle_match(struct oracle_scan *scan, uint32_t at, const struct query *query)
{
	const struct story *story = &scan->archive->stories[at];

	switch (query->kind) {
	case QUERY_ALL:
		return true;
	case QUERY_WORD:
	case QUERY_PHRASE:
		return oracle_stands(scan, at, query);
	case QUERY_AND:
		return oracle_kids(scan, at, query, false) == query->nkids;
	case QUERY_OR:
		return oracle_kids(scan, at, query, false) > 0;
	case QUERY_ANY:
		return oracle_kids(scan, at, query, true) > 0;
	case QUERY_NOT:
		return !oracle_match(scan, at, query->kids[0]);
	case QUERY_FILTER:
		return oracle_filter(story, query);
	case QUERY_DATES:
		return oracle_dates(story, query);
	default:
		fail_msg("the oracle does not know kind %d", query->kind);
	}
	return false;
}

#endif
