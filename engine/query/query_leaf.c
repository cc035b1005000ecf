/* query_leaf.c - words, phrases and values of filters */
#include "engine/query/query_date.h"
#include "engine/query/query_parser.h"
#include "engine/query/query_words.h"

#include <string.h>
#include <strings.h>

#define NEAR_LETTERS_MIN 3 /* shorter names are near to too much */

/* ---- values ---- */

/* A value of date:. */
static bool
make_dates(struct parser *parser, const struct lexeme *at, struct query *leaf,
	struct err *err)
{
	leaf->kind = QUERY_DATES;
	if (query_date(leaf->text, leaf->len, parser->builder.context->today,
		    &leaf->days, &leaf->undated))
		return true;
	return build_syntax(err, at->col, at->text, at->len,
		"expected a day, a month, a year or a range of them, as in "
		"date:2025-03 or date:2025-03-01..2025-04-15");
}

/* A value of a field that holds whole values; of some a beginning, X*. */
static bool
parse_value(struct parser *parser, const struct lexeme *at, struct query **out,
	struct err *err)
{
	bool quoted = at->kind == LEX_QUOTED;
	const char *text = quoted ? at->inner : at->text;
	size_t len = quoted ? at->inner_len : at->len;
	bool begins = (parser->field->flags & FIELD_BEGINS) && len > 1 &&
		      text[len - 1] == '*';
	struct query *leaf;

	if (len == 0)
		return true;
	if (!quoted && memchr(text, '*', len - begins) != NULL)
		return build_syntax(err, at->col, text, len,
			"expected a whole value of %s:, without wildcards",
			parser->field->name);
	leaf = build_leaf(
		&parser->builder, QUERY_FILTER, at->col, text, len, err);
	if (leaf == NULL)
		return false;
	leaf->field = parser->field;
	*out = leaf;
	return parser->field->id != FIELD_DATE ||
	       make_dates(parser, at, leaf, err);
}

/* ---- words ---- */

/* The field or part of a story with the name nearest to this one, or NULL. */
static const char *
nearest(const char *name, size_t len)
{
	const char *part = lex_part_near(name, len);

	return part != NULL ? part : field_near(name, len);
}

/* A word that ends like a field: is it one, or nearly? */
static void
notice_field(struct parser *parser, const struct lexeme *word)
{
	size_t len = lex_prefix(word->text, word->len);
	enum query_scope scope;
	const char *near;

	if (len == 0)
		return;
	len--;
	if (field_named(word->text, len) != NULL ||
		lex_part(word->text, len, &scope)) {
		notices_add(&parser->builder.notices, "field",
			"%.*s: at column %u is read as a word: a field's value "
			"follows without a blank",
			(int)len, word->text, word->col);
		return;
	}
	near = len >= NEAR_LETTERS_MIN ? nearest(word->text, len) : NULL;
	if (near != NULL && (word->len > len + 1 || word->behind != '\0'))
		notices_add(&parser->builder.notices, "field",
			"%.*s: is read as a word; did you mean %s:", (int)len,
			word->text, near);
}

/* A word that is almost an operator, or almost a group. */
static void
notice_operator(struct parser *parser, const struct lexeme *word)
{
	static const char *const names[] = { "NEAR/", "ADJ/" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t len = strlen(names[i]);

		if (word->len > len &&
			strncasecmp(word->text, names[i], len) == 0)
			notices_add(&parser->builder.notices, "operator",
				"%.*s at column %u is read as words; as an "
				"operator it is written %s8",
				(int)word->len, word->text, word->col,
				names[i]);
	}
	if (lex_group(word->text, word->len) &&
		parser_peek(parser)->kind == LEX_OPEN)
		notices_add(&parser->builder.notices, "operator",
			"%.*s at column %u is read as a word: its bracket "
			"follows without a blank",
			(int)word->len, word->text, word->col);
}

static bool
parse_words(struct parser *parser, const struct lexeme *at, struct query **out,
	struct err *err)
{
	struct query_sense sense = {
		.field = parser->field,
		.exact = parser->exact,
		.col = at->col,
	};

	if (at->kind == LEX_QUOTED)
		return query_quoted(&parser->builder, &sense, at, out, err);
	notice_field(parser, at);
	notice_operator(parser, at);
	return query_words(
		&parser->builder, &sense, at->text, at->len, out, err);
}

/* Every story; a field has no * of its own. */
static bool
parse_all(struct parser *parser, const struct lexeme *at, struct query **out,
	struct err *err)
{
	if (parser->field->id != FIELD_TEXT) {
		err_set(err, ERR_BROAD,
			"* stands for too much: a pattern needs %u letters or "
			"digits",
			parser->builder.context->limits.pattern_letters);
		return err_keys(err, "limit=pattern_letters col=%u", at->col);
	}
	*out = build_node(&parser->builder, QUERY_ALL, at->col);
	return true;
}

bool
parse_leaf(struct parser *parser, struct query **out, struct err *err)
{
	struct lexeme at = parser_take(parser);

	if (at.kind == LEX_QUOTED && at.unclosed)
		notices_add(&parser->builder.notices, "unclosed",
			"the quote at column %u is closed at the end", at.col);
	if (!(parser->field->flags & FIELD_WORDS))
		return parse_value(parser, &at, out, err);
	if (at.kind == LEX_ALL)
		return parse_all(parser, &at, out, err);
	return parse_words(parser, &at, out, err);
}

bool
parse_as_word(struct parser *parser, struct lexeme *at, struct query **out,
	struct err *err)
{
	notices_add(&parser->builder.notices, "operator",
		"%.*s at column %u is read as a word: nothing stands %s it",
		(int)at->len, at->text, at->col,
		parser_operand_ahead(parser) ? "before" : "behind");
	at->kind = LEX_WORD;
	return parse_words(parser, at, out, err);
}
