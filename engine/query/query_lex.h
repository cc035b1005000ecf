/*
 * query_lex.h - a query into lexemes
 *
 * Marks, words and quoted texts with the column they begin at.  A word is
 * everything up to a blank, a bracket or a quote: what of it is a word of
 * the language is the tokenizer's business.  - + = are marks only where a
 * word may begin and something follows directly; name: is a field only when
 * it is one and its value follows directly.
 *
 * Pure.  Thread: one struct lexer belongs to one thread.
 */
#ifndef ENGINE_QUERY_LEX_H
#define ENGINE_QUERY_LEX_H

#include "engine/index/fields.h"

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
	LEX_NOT
};

struct lexeme {
	enum lexeme_kind kind;
	uint32_t col;	  /* in characters, from 1 */
	const char *text; /* as written; a loan from the query */
	size_t len;
	const char *inner; /* QUOTED */
	size_t inner_len;
	const struct field *field; /* FIELD */
	bool unclosed;		   /* QUOTED: the query ended first */
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

/* The next lexeme; with values marks and fields are not looked for, since
 * -30d and >=2025 are values of a field. */
void lex_next(struct lexer *lexer, bool values, struct lexeme *out);

/* How many bytes of text[0..len) are "name:" at its start, colon included;
 * 0 if it does not begin with letters and a colon. */
size_t lex_prefix(const char *text, size_t len);

#endif
