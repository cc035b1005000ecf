/*
 * asked.h - queries for the tests of the Xapian door, written as they read
 *
 *   asked_all(MATCH_AND, asked_term("Zdock"), asked_words("big ship"), NULL)
 *
 * Nodes, and answers as text ("1 3 6"), come from an arena that the test
 * resets.
 *
 * Thread: one.
 */
#ifndef TESTS_LIB_ASKED_H
#define TESTS_LIB_ASKED_H

#include "base/arena.h"
#include "engine/xap/xap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ASKED_MOST 3000 /* documents in an archive of the tests */

static struct arena asked_arena;

static inline struct match_query *
asked_op(enum match_op op)
{
	struct match_query *query = arena_new(&asked_arena, struct match_query);

	query->op = op;
	query->kids = arena_array(&asked_arena, 512, sizeof(*query->kids));
	return query;
}

static inline struct match_query *
asked_term(const char *term)
{
	struct match_query *query = asked_op(MATCH_TERM);

	query->term = arena_string(&asked_arena, term);
	query->term_len = (uint32_t)strlen(term);
	return query;
}

static inline struct match_query *
asked_range(uint32_t first, uint32_t last)
{
	struct match_query *query = asked_op(MATCH_RANGE);

	query->first = first;
	query->last = last;
	return query;
}

static inline void
asked_add(struct match_query *query, struct match_query *kid)
{
	query->kids[query->nkids++] = kid;
}

/* An operator over the kids up to NULL. */
static inline struct match_query *
asked_all(enum match_op op, ...)
{
	struct match_query *query = asked_op(op), *kid;
	va_list ap;

	va_start(ap, op);
	while ((kid = va_arg(ap, struct match_query *)) != NULL)
		asked_add(query, kid);
	va_end(ap);
	return query;
}

/* A phrase of the words in a line. */
static inline struct match_query *
asked_words(const char *line)
{
	struct match_query *query = asked_op(MATCH_PHRASE);
	char *rest = arena_string(&asked_arena, line), *word;

	while ((word = strtok_r(rest, " ", &rest)) != NULL)
		asked_add(query, asked_term(word));
	return query;
}

static inline const char *
asked_listed(const uint32_t *docids, uint32_t n)
{
	size_t room = 11 * (size_t)n + 1, len = 0;
	char *text = arena_alloc(&asked_arena, room);

	for (uint32_t i = 0; i < n; i++)
		len += (size_t)snprintf(text + len, room - len, "%s%u",
			i ? " " : "", docids[i]);
	return text;
}

/* What xap_reader_matches() finds, all of it. */
static inline const char *
asked_matches(struct xap_reader *reader, const struct match_query *query)
{
	struct err err = { 0 };
	const uint32_t *docids = NULL;
	uint32_t n = 0;
	bool complete = false;

	if (!xap_reader_matches(
		    reader, query, NULL, &docids, &n, &complete, &err))
		fail_msg("%s", err.text);
	assert_true(complete);
	return asked_listed(docids, n);
}

/* The docids of a ranked page, in its order. */
static inline const char *
asked_page(struct xap_reader *reader, const struct match_query *query,
	const struct match_ranking *ranking)
{
	static struct match_hit hits[ASKED_MOST];
	uint32_t docids[ASKED_MOST];
	struct err err = { 0 };
	uint32_t n = 0;

	assert_true(ranking->limit <= ASKED_MOST);
	if (!xap_reader_page(reader, query, ranking, NULL, hits, &n, &err))
		fail_msg("%s", err.text);
	for (uint32_t i = 0; i < n; i++)
		docids[i] = hits[i].docid;
	return asked_listed(docids, n);
}

static inline int
asked_by_docid(const void *a, const void *b)
{
	const struct match_hit *left = a, *right = b;

	return left->docid < right->docid ? -1 : left->docid > right->docid;
}

/* Behind some hits of the whole order the same order goes on. */
static inline void
asked_goes_on(struct xap_reader *reader, const struct match_query *query,
	const struct match_hit *all, uint32_t n)
{
	static struct match_hit hits[ASKED_MOST];
	const struct match_ranking ranking = { .k1 = 1.2, .limit = 4 };
	struct err err = { 0 };
	uint32_t found = 0, left;

	for (uint32_t i = 0; i < n; i += 1 + i * 2) {
		const struct match_behind behind = { .last = all[i] };

		if (!xap_reader_page_behind(reader, query, &ranking, &behind,
			    NULL, hits, &found, &err))
			fail_msg("%s", err.text);
		left = n - i - 1 < ranking.limit ? n - i - 1 : ranking.limit;
		assert_int_equal(found, left);
		for (uint32_t j = 0; j < found; j++) {
			assert_int_equal(hits[j].docid, all[i + 1 + j].docid);
			assert_true(hits[j].weight == all[i + 1 + j].weight);
		}
	}
}

/* Xapian's own matcher, through the page, must find the very same. */
static inline void
asked_agrees(struct xap_reader *reader, const struct match_query *query)
{
	static struct match_hit hits[ASKED_MOST];
	const struct match_ranking all = { .k1 = 1.2, .limit = ASKED_MOST };
	struct err err = { 0 };
	const uint32_t *docids = NULL;
	uint32_t nhits = 0, n = 0;
	bool complete = false;

	if (!xap_reader_page(reader, query, &all, NULL, hits, &nhits, &err))
		fail_msg("%s", err.text);
	assert_true(xap_reader_matches(
		reader, query, NULL, &docids, &n, &complete, &err));
	asked_goes_on(reader, query, hits, nhits);
	qsort(hits, nhits, sizeof(*hits), asked_by_docid);
	assert_int_equal(n, nhits);
	for (uint32_t i = 0; i < n; i++)
		assert_int_equal(docids[i], hits[i].docid);
}

#endif
