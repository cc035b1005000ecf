/*
 * query.h - the tree of a query
 *
 * Made by query_parse(), read by the planner.  Pure: text in, tree or error
 * out; no I/O, no clock (today is a parameter), no globals.
 * The language: docs/query.md.
 *
 * Thread: any; a tree is owned by its arena.
 */
#ifndef ENGINE_QUERY_H
#define ENGINE_QUERY_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "engine/index/fields.h"
#include "engine/story/day.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum query_kind {
	QUERY_ALL,    /* every story */
	QUERY_WORD,   /* one token */
	QUERY_PHRASE, /* kids are QUERY_WORDs at following positions */
	QUERY_AND,    /* all kids; a QUERY_NOT kid is taken away */
	QUERY_OR,     /* any kid */
	QUERY_ANY,    /* any kid, bare words of match=any: ranking decides */
	QUERY_NOT,    /* one kid */
	QUERY_FILTER, /* a value of an exact field */
	QUERY_DATES,  /* a span of days, or the undated */

	QUERY_PATTERN, /* words that look so: text has * and inner ? */
	QUERY_SIMILAR, /* words at most n (1, 2) letters off */
	QUERY_WITHIN,  /* "a b"~n: all kids, exact words, in any order, within
			  n words: the last at most n - 1 behind the first */
	QUERY_NEAR,    /* two kids, either first: the second begins at most n
			  words behind the end of the first */
	QUERY_ADJ,     /* the same, the first kid first */
	QUERY_QUORUM,  /* at least n of the kids, exact words */
	QUERY_SCOPE,   /* one kid, all of it in one part of the story */
	QUERY_KINDS
};

/*
 * Parts of a story that a query may be confined to.  A story has one lead and
 * one body, many quotations, sentences and paragraphs (a headline is one of
 * each of the last two): the kid must match within a single one, NOT included:
 * SENTENCE(kellogg -minsk) is a sentence with the one and without the other.
 */
enum query_scope {
	SCOPE_BODY, /* all below the headline */
	SCOPE_LEAD, /* the first 60 words of it */
	SCOPE_SAID, /* between quotation marks */
	SCOPE_SENTENCE,
	SCOPE_PARAGRAPH,
	SCOPES
};

struct query {
	enum query_kind kind;
	uint32_t col;		   /* where it began, in characters from 1 */
	const struct field *field; /* of words, phrases, filters */
	const char *text;	   /* WORD: folded; FILTER: as written */
	uint32_t len;
	uint32_t token_flags; /* WORD: engine/text/token.h */
	bool exact;    /* WORD: this form, not its stem (=word, phrase) */
	bool required; /* +word: also with match=any */
	bool compound; /* OR: the ways to write a compound, whole or in parts */
	uint32_t n;    /* of SIMILAR, WITHIN, NEAR, ADJ, QUORUM */
	enum query_scope scope;
	bool undated;	      /* DATES: date:none */
	struct day_span days; /* DATES */
	struct query **kids;
	uint32_t nkids;
};

struct query_limits {
	uint32_t word_bytes;	  /* 1024 */
	uint32_t words;		  /* 1024 */
	uint32_t depth;		  /* 64 */
	uint32_t pattern_letters; /* 2: fixed ones that a pattern needs */
	uint32_t distance;	  /* 99: n of WITHIN, NEAR and ADJ; below
				     TERMS_GAP, so that nothing is near across
				     a headline's end */
	uint32_t expansions;	  /* 1000: what a word or value stands for */
	uint32_t expansions_all;  /* 20000: all of a query */
};
extern const struct query_limits query_limits_preset;

struct query_notice {
	const char *word; /* "unclosed" */
	const char *text;
};

struct query_context {
	struct query_limits limits;
	bool match_any;
	day today; /* for date:yesterday, date:-30d */
};

struct query_parsed {
	struct query *root; /* never NULL after success */
	struct query_notice *notices;
	uint32_t nnotices;
};

/*
 * text[0..len) is valid UTF-8 without LF.  Errors: ERR_SYNTAX with keys
 * "col=N near=\"…\"" and a text that says what was expected; ERR_BROAD.
 */
bool query_parse(const char *text, size_t len,
	const struct query_context *context, struct arena *arena,
	struct query_parsed *out, struct err *err);

/*
 * The one exact or range field that the node filters by: that of a FILTER,
 * of DATES, and of an OR of nothing else.  NULL for other nodes.
 */
const struct field *query_filters(const struct query *query);

/* Does the query look for words (not under NOT) in this field? */
bool query_seeks(const struct query *query, enum field_id field);

/* The tree as "(AND minsk (PHRASE dock strike) (DATE 1911-08-01 1911-08-31))",
 * for tests, EXPLAIN and logs. */
void query_print(const struct query *query, struct buf *out);

#endif
