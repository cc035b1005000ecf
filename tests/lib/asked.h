/*
 * asked.h - queries for the tests of the Xapian door, written as they read
 *
 *   asked_all(XAP_AND, asked_term("Zdock"), asked_words("big ship"), NULL)
 *
 * Nodes come from an arena that the test resets.
 *
 * Thread: one.
 */
#ifndef TESTS_LIB_ASKED_H
#define TESTS_LIB_ASKED_H

#include "base/arena.h"
#include "engine/xap.h"

#include <stdarg.h>
#include <string.h>

static struct arena asked_arena;

static inline struct xap_query *
asked_op(enum xap_op op)
{
	struct xap_query *query = arena_new(&asked_arena, struct xap_query);

	query->op = op;
	query->kids = arena_array(&asked_arena, 512, sizeof(*query->kids));
	return query;
}

static inline struct xap_query *
asked_term(const char *term)
{
	struct xap_query *query = asked_op(XAP_TERM);

	query->term = arena_string(&asked_arena, term);
	query->term_len = (uint32_t)strlen(term);
	return query;
}

static inline struct xap_query *
asked_range(uint32_t first, uint32_t last)
{
	struct xap_query *query = asked_op(XAP_RANGE);

	query->first = first;
	query->last = last;
	return query;
}

static inline void
asked_add(struct xap_query *query, struct xap_query *kid)
{
	query->kids[query->nkids++] = kid;
}

/* An operator over the kids up to NULL. */
static inline struct xap_query *
asked_all(enum xap_op op, ...)
{
	struct xap_query *query = asked_op(op), *kid;
	va_list ap;

	va_start(ap, op);
	while ((kid = va_arg(ap, struct xap_query *)) != NULL)
		asked_add(query, kid);
	va_end(ap);
	return query;
}

/* A phrase of the words in a line. */
static inline struct xap_query *
asked_words(const char *line)
{
	struct xap_query *query = asked_op(XAP_PHRASE);
	char *rest = arena_string(&asked_arena, line), *word;

	while ((word = strtok_r(rest, " ", &rest)) != NULL)
		asked_add(query, asked_term(word));
	return query;
}

#endif
