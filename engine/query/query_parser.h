/*
 * query_parser.h - what the parts of the parser share while they read
 *
 * Inside the parser only.  Each parse function takes what it reads off the
 * lexemes; *out stays NULL where there was nothing but punctuation.
 *
 * Thread: a parser belongs to one query_parse().
 */
#ifndef ENGINE_QUERY_PARSER_H
#define ENGINE_QUERY_PARSER_H

#include "engine/query/query_build.h"
#include "engine/query/query_lex.h"

struct parser {
	struct query_builder builder;
	struct lexer lexer;
	struct lexeme ahead;
	bool looked; /* ahead is filled */
	uint32_t depth;
	uint32_t groups; /* brackets open */
	const struct field *field;
	bool exact;
};

/* The next lexeme; it is read when it is first looked at, since its reading
 * depends on the field it stands in. */
const struct lexeme *parser_peek(struct parser *parser);
struct lexeme parser_take(struct parser *parser);

/* Refuse: something was expected before or behind a lexeme. */
bool parser_expected(const struct lexeme *found, const char *what,
	const struct lexeme *at, struct err *err);

/* One level further down, so that no query exhausts the stack. */
bool parser_deeper(struct parser *parser, uint32_t col, struct err *err);

/* Does an operand begin with the next lexeme? */
bool parser_operand_ahead(struct parser *parser);

/* One operand with its marks; the next one, past any punctuation. */
bool parse_unary(struct parser *parser, struct query **out, struct err *err);
bool parse_operand(struct parser *parser, struct query **out, struct err *err);

/* Leaves: query_leaf.c. */
bool parse_leaf(struct parser *parser, struct query **out, struct err *err);

/* An operator where none can be: it is read as a word. */
bool parse_as_word(struct parser *parser, struct lexeme *at, struct query **out,
	struct err *err);

/* Distances and parts of a story: query_near.c. */
bool parse_near(struct parser *parser, struct query **out, struct err *err);
bool parse_stray_near(
	struct parser *parser, struct query **out, struct err *err);
bool parse_scope(struct parser *parser, struct query **out, struct err *err);

#endif
