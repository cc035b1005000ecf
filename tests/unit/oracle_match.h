/*
 * oracle_match.h - does a story match a query?  By looking at every word
 *
 * A second opinion on engine/plan/plan*.c, without terms, dictionaries or
 * docids: it walks the tree and the words of one story.
 */
#ifndef TESTS_ORACLE_MATCH_H
#define TESTS_ORACLE_MATCH_H

#include "tests/unit/oracle_filter.h"
#include "tests/unit/oracle_word.h"

/* Where to look: so much of each section of a story. */
struct oracle_window {
	const struct oracle_read *read;
	struct oracle_range in[ORACLE_SECTIONS];
};

/* ---- places ---- */

/* From the first position of something to its last. */
struct oracle_place {
	uint32_t first, last;
};

struct oracle_places {
	struct oracle_place *items;
	size_t count, cap;
};

static inline void
oracle_place_add(struct oracle_places *places, uint32_t first, uint32_t last)
{
	struct oracle_place place = { first, last };

	for (size_t i = 0; i < places->count; i++)
		if (places->items[i].first == first &&
			places->items[i].last == last)
			return;
	vec_push(places->items, places->count, places->cap) = place;
}

static inline void oracle_find(struct oracle_scan *scan,
	const struct query *query, const struct oracle_section *section,
	struct oracle_range in, struct oracle_places *places);

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

/* A phrase from each word on. */
static inline void
oracle_find_phrase(struct oracle_scan *scan, const struct query *query,
	const struct oracle_section *section, struct oracle_range in,
	struct oracle_places *places)
{
	for (size_t i = 0; i < section->count; i++) {
		uint32_t kid = 0, at = section->words[i].position;

		if (at < in.first || at + query->nkids > in.end)
			continue;
		while (kid < query->nkids &&
			oracle_stands_at(
				scan, query->kids[kid], section, at + kid))
			kid++;
		if (kid == query->nkids)
			oracle_place_add(places, at, at + kid - 1);
	}
}

/* A window of n words from each word on that has them all. */
static inline void
oracle_find_within(struct oracle_scan *scan, const struct query *query,
	const struct oracle_section *section, struct oracle_range in,
	struct oracle_places *places)
{
	for (uint32_t at = in.first; at < in.end; at++) {
		uint32_t kid = 0, end = at + query->n, p;

		for (; kid < query->nkids; kid++) {
			for (p = at; p < end && p < in.end; p++)
				if (oracle_stands_at(
					    scan, query->kids[kid], section, p))
					break;
			if (p == end || p == in.end)
				break;
		}
		if (kid == query->nkids)
			oracle_place_add(places, at, end - 1);
	}
}

/* b begins at most n words behind the end of a. */
static inline bool
oracle_follows(
	const struct oracle_place *a, const struct oracle_place *b, uint32_t n)
{
	return b->first > a->last && b->first - a->last <= n;
}

static inline void
oracle_find_near(struct oracle_scan *scan, const struct query *query,
	const struct oracle_section *section, struct oracle_range in,
	struct oracle_places *places)
{
	struct oracle_places first = { 0 }, second = { 0 };

	oracle_find(scan, query->kids[0], section, in, &first);
	if (first.count > 0)
		oracle_find(scan, query->kids[1], section, in, &second);
	for (size_t i = 0; i < first.count; i++)
		for (size_t j = 0; j < second.count; j++) {
			const struct oracle_place *a = &first.items[i];
			const struct oracle_place *b = &second.items[j];

			if (oracle_follows(a, b, query->n))
				oracle_place_add(places, a->first, b->last);
			else if (query->kind == QUERY_NEAR &&
				 oracle_follows(b, a, query->n))
				oracle_place_add(places, b->first, a->last);
		}
	free(first.items);
	free(second.items);
}

/* Every place of what has a place, in so much of a section. */
static inline void
oracle_find(struct oracle_scan *scan, const struct query *query,
	const struct oracle_section *section, struct oracle_range in,
	struct oracle_places *places)
{
	switch (query->kind) {
	case QUERY_WORD:
	case QUERY_PATTERN:
	case QUERY_SIMILAR:
		for (size_t i = 0; i < section->count; i++) {
			const struct oracle_word *word = &section->words[i];

			if (word->position >= in.first &&
				word->position < in.end &&
				oracle_word_is(scan, query, word))
				oracle_place_add(
					places, word->position, word->position);
		}
		break;
	case QUERY_PHRASE:
		oracle_find_phrase(scan, query, section, in, places);
		break;
	case QUERY_WITHIN:
		oracle_find_within(scan, query, section, in, places);
		break;
	case QUERY_NEAR:
	case QUERY_ADJ:
		oracle_find_near(scan, query, section, in, places);
		break;
	case QUERY_OR:
		for (uint32_t i = 0; i < query->nkids; i++)
			oracle_find(scan, query->kids[i], section, in, places);
		break;
	default:
		fail_msg("the oracle knows no place of kind %d", query->kind);
	}
}

/* The field of what has a place: that of its first word. */
static inline enum field_id
oracle_field(const struct query *query)
{
	while (query->field == NULL)
		query = query->kids[0];
	return query->field->id;
}

/* Does it stand in one of the sections that its field looks at? */
static inline bool
oracle_stands(struct oracle_scan *scan, const struct query *query,
	const struct oracle_window *window)
{
	enum field_id field = oracle_field(query);
	bool found = false;

	for (int i = 0; i < ORACLE_SECTIONS && !found; i++) {
		struct oracle_places places = { 0 };
		bool looks = field == FIELD_BOILER     ? i == ORACLE_BOILER
			     : field == FIELD_HEADLINE ? i == ORACLE_HEADLINE
						       : i < ORACLE_BOILER;

		if (looks && window->in[i].end > 0)
			oracle_find(scan, query, &window->read->sections[i],
				window->in[i], &places);
		found = places.count > 0;
		free(places.items);
	}
	return found;
}

/* ---- parts of a story ---- */

#define ORACLE_LEAD_WORDS 60

static inline bool oracle_match(struct oracle_scan *scan, uint32_t at,
	const struct query *query, const struct oracle_window *window);

/* Does it match in what window and part of a section have in common? */
static inline bool
oracle_match_part(struct oracle_scan *scan, uint32_t at,
	const struct query *query, const struct oracle_window *window,
	enum oracle_section_id section, struct oracle_range part)
{
	struct oracle_window inner = { .read = window->read };
	struct oracle_range in = window->in[section];

	if (in.first < part.first)
		in.first = part.first;
	if (in.end > part.end)
		in.end = part.end;
	if (in.first < in.end)
		inner.in[section] = in;
	return oracle_match(scan, at, query, &inner);
}

/* In one of several parts of the body. */
static inline bool
oracle_match_parts(struct oracle_scan *scan, uint32_t at,
	const struct query *query, const struct oracle_window *window,
	const struct oracle_range *parts, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (oracle_match_part(
			    scan, at, query, window, ORACLE_BODY, parts[i]))
			return true;
	return false;
}

/* Below the headline, or in the first words of that. */
static inline bool
oracle_match_below(struct oracle_scan *scan, uint32_t at,
	const struct query *query, const struct oracle_window *window,
	uint32_t words)
{
	struct oracle_window inner = *window;

	inner.in[ORACLE_HEADLINE].end = 0;
	inner.in[ORACLE_BOILER].end = 0;
	for (int i = ORACLE_SUBHEAD; i <= ORACLE_BODY; i++) {
		uint32_t all = window->read->sections[i].all.end;

		if (inner.in[i].end > words)
			inner.in[i].end = words;
		words -= words < all ? words : all;
	}
	return oracle_match(scan, at, query, &inner);
}

static inline bool
oracle_match_scope(struct oracle_scan *scan, uint32_t at,
	const struct query *query, const struct oracle_window *window)
{
	const struct oracle_read *read = window->read;
	const struct query *kid = query->kids[0];
	bool sentence = query->scope == SCOPE_SENTENCE;

	if (query->scope == SCOPE_BODY)
		return oracle_match_below(scan, at, kid, window, UINT32_MAX);
	if (query->scope == SCOPE_LEAD)
		return oracle_match_below(
			scan, at, kid, window, ORACLE_LEAD_WORDS);
	if (query->scope == SCOPE_SAID)
		return oracle_match_parts(
			scan, at, kid, window, read->quotes, read->nquotes);
	for (int i = ORACLE_HEADLINE; i <= ORACLE_SUBHEAD; i++)
		if (oracle_match_part(scan, at, kid, window,
			    (enum oracle_section_id)i, read->sections[i].all))
			return true;
	return oracle_match_parts(scan, at, kid, window,
		sentence ? read->sentences : read->paragraphs,
		sentence ? read->nsentences : read->nparagraphs);
}

/* ---- the tree ---- */

/* How many kids match; those with + that do not make it none. */
static inline uint32_t
oracle_kids(struct oracle_scan *scan, uint32_t at, const struct query *query,
	const struct oracle_window *window, bool required)
{
	uint32_t matching = 0;

	for (uint32_t i = 0; i < query->nkids; i++) {
		bool found = oracle_match(scan, at, query->kids[i], window);

		if (required && query->kids[i]->required && !found)
			return 0;
		matching += found;
	}
	return matching;
}

static inline bool
oracle_match(struct oracle_scan *scan, uint32_t at, const struct query *query,
	const struct oracle_window *window)
{
	const struct story *story = &scan->archive->stories[at];

	switch (query->kind) {
	case QUERY_ALL:
		return true;
	case QUERY_WORD:
	case QUERY_PATTERN:
	case QUERY_SIMILAR:
	case QUERY_PHRASE:
	case QUERY_WITHIN:
	case QUERY_NEAR:
	case QUERY_ADJ:
		return oracle_stands(scan, query, window);
	case QUERY_SCOPE:
		return oracle_match_scope(scan, at, query, window);
	case QUERY_QUORUM:
		return oracle_kids(scan, at, query, window, false) >= query->n;
	case QUERY_AND:
		return oracle_kids(scan, at, query, window, false) ==
		       query->nkids;
	case QUERY_OR:
		return oracle_kids(scan, at, query, window, false) > 0;
	case QUERY_ANY:
		return oracle_kids(scan, at, query, window, true) > 0;
	case QUERY_NOT:
		return !oracle_match(scan, at, query->kids[0], window);
	case QUERY_FILTER:
		return oracle_filter(story, query);
	case QUERY_DATES:
		return oracle_dates(story, query);
	case QUERY_KINDS:
		break;
	}
	return false;
}

/* The story as a whole. */
static inline bool
oracle_story_matches(
	struct oracle_scan *scan, uint32_t at, const struct query *query)
{
	struct oracle_window window = { .read = &scan->stories[at] };

	for (int i = 0; i < ORACLE_SECTIONS; i++)
		window.in[i] = window.read->sections[i].all;
	return oracle_match(scan, at, query, &window);
}

#endif
