/*
 * query_lex.h - a query into lexemes
 *
 * Marks, words and quoted texts with the column they begin at.  A word is
 * everything up to a blank, a bracket or a quote: what of it is a word of
 * the language is the tokenizer's business.  - + = are marks only where a
 * word may begin and something follows directly; name: is a field or a part
 * of the story only when it is one and its value follows directly.
 *
 * Pure.  Thread: one struct lexer belongs to one thread.
 */
#ifndef ENGINE_QUERY_LEX_H
#define ENGINE_QUERY_LEX_H

#include "engine/query/query.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum lexeme_kind {
	LEX_END,
	LEX_WORD,   /* as written, with its punctuation */
	LEX_QUOTED, /* inner: between the quotes */
	LEX_OPEN,
	LEX_CLOSE,
	LEX_ALL,   /* a lone * */
	LEX_MINUS, /* -A */
	LEX_PLUS,  /* +A */
	LEX_EXACT, /* =A */
	LEX_FIELD, /* headline: */
	LEX_AND,
	LEX_OR,
	LEX_NOT,
	LEX_NEAR, /* NEAR, NEAR/8 */
	LEX_ADJ,
	LEX_SCOPE /* said:, SENTENCE before its bracket */
};

/* What stands directly behind a quoted text or an operator: ~5, /3. */
struct lex_measure {
	char sign;  /* ~ or /; NUL: nothing does */
	bool given; /* digits follow it */
	uint32_t n; /* UINT32_MAX: too large to count */
	uint32_t col;
	const char *text; /* the sign and its digits */
	size_t len;
};

struct lexeme {
	enum lexeme_kind kind;
	uint32_t col;	  /* in characters, from 1 */
	const char *text; /* as written; a loan from the query */
	size_t len;
	const char *inner; /* QUOTED */
	size_t inner_len;
	const struct field *field;  /* FIELD */
	enum query_scope scope;	    /* SCOPE */
	struct lex_measure measure; /* QUOTED, NEAR, ADJ */
	bool unclosed;		    /* QUOTED: the query ended first */
	char behind; /* byte that follows directly; NUL: blank, ), or end */
};

struct lexer {
	const char *text;
	size_t len;
	size_t at;
	uint32_t col;
	bool fresh; /* a mark may stand here */
};

void lex_start(struct lexer *lexer, const char *text, size_t len);

/* The next lexeme; with values marks, fields, parts and distances are not
 * looked for, since -30d and >=2025 are values of a field. */
void lex_next(struct lexer *lexer, bool values, struct lexeme *out);

/* How many bytes of text[0..len) are "name:" at its start, colon included;
 * 0 if it does not begin with letters and a colon. */
size_t lex_prefix(const char *text, size_t len);

/* Is it the name of a part of the story: body, lead, said?  The one that is
 * one typing error away, or NULL.  Is it SENTENCE or PARAGRAPH? */
bool lex_part(const char *name, size_t len, enum query_scope *scope);
const char *lex_part_near(const char *name, size_t len);
bool lex_group(const char *name, size_t len);

/* The digits of text[0..len) as a number; UINT32_MAX when it is larger.
 * Returns how many there are. */
size_t lex_number(const char *text, size_t len, uint32_t *n);

#endif
