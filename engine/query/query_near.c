/* query_near.c - words near to each other, and words in one part of a story */
#include "engine/query/query_confine.h"
#include "engine/query/query_parser.h"

#define NEAR_PRESET 10 /* words, where NEAR and ADJ do not say */

/* ---- distances ---- */

/* The kind of node that the next lexeme makes of its neighbours, if any. */
static bool
near_ahead(struct parser *parser, enum query_kind *kind)
{
	enum lexeme_kind next = parser_peek(parser)->kind;

	*kind = next == LEX_ADJ ? QUERY_ADJ : QUERY_NEAR;
	return next == LEX_NEAR || next == LEX_ADJ;
}

/* The distance that an operator gives. */
static bool
distance(const struct parser *parser, const struct lexeme *operator,
	uint32_t * n, struct err *err)
{
	uint32_t most = parser->builder.context->limits.distance;
	const struct lex_measure *measure = &operator->measure;

	*n = NEAR_PRESET < most ? NEAR_PRESET : most;
	if (measure->sign == '\0')
		return true;
	*n = measure->n;
	if (measure->given && *n >= 1 && *n <= most)
		return true;
	return build_syntax(err, operator->col, operator->text, operator->len,
		"expected a distance of 1 to %u words, as in %.*s8",
		most, operator->kind == LEX_NEAR ? 5 : 4, operator->text);
}

/* Two operands and how they stand to each other. */
static bool
join(struct parser *parser, enum query_kind kind, const struct lexeme *operator,
	struct query * first, struct query *second, struct query **out,
	struct err *err)
{
	struct query_builder *builder = &parser->builder;
	struct query_list kids = { 0 };
	struct query *node = build_node(builder, kind, first->col);

	if (!distance(parser, operator, & node->n, err))
		return false;
	node->required = first->required || second->required;
	build_add(builder, &kids, query_unglued(builder, first));
	build_add(builder, &kids, query_unglued(builder, second));
	node->kids = kids.items;
	node->nkids = kids.count;
	*out = node;
	return query_confine_near(builder, node, operator, err);
}

/*
 * An operator behind a first operand: *out becomes both, or, when NEAR
 * turns out to be a word, what stands side by side.
 */
static bool
parse_second(struct parser *parser, enum query_kind kind, struct query **out,
	struct err *err)
{
	struct query_builder *builder = &parser->builder;
	struct lexeme operator= parser_take(parser);
	struct query *first = *out, *second = NULL;
	struct query_list list = { 0 };

	if (!parse_operand(parser, &second, err))
		return false;
	if (second != NULL)
		return join(parser, kind, &operator, first, second, out, err);
	if (operator.measure.sign != '\0')
		return parser_expected(
			parser_peek(parser), "a word after", &operator, err);
	if (!parse_as_word(parser, &operator, & second, err))
		return false;
	build_add(builder, &list, first);
	build_add(builder, &list, second);
	*out = build_sequence(builder, first->col, &list);
	return true;
}

bool
parse_near(struct parser *parser, struct query **out, struct err *err)
{
	uint32_t depth = parser->depth;
	enum query_kind kind;

	if (!parse_operand(parser, out, err))
		return false;
	while (near_ahead(parser, &kind))
		if (!parser_deeper(parser, parser_peek(parser)->col, err) ||
			!parse_second(parser, kind, out, err))
			return false;
	parser->depth = depth;
	return true;
}

bool
parse_stray_near(struct parser *parser, struct query **out, struct err *err)
{
	struct lexeme operator= parser_take(parser);

	if (operator.measure.sign != '\0')
		return parser_expected(
			&operator, "a word before", &operator, err);
	return parse_as_word(parser, &operator, out, err);
}

/* ---- parts of a story ---- */

bool
parse_scope(struct parser *parser, struct query **out, struct err *err)
{
	struct query_builder *builder = &parser->builder;
	struct lexeme name = parser_take(parser);
	struct query_list kids = { 0 };
	struct query *kid = NULL, *node;
	bool any = builder->match_any;

	builder->match_any = false;
	if (!parse_unary(parser, &kid, err))
		return false;
	builder->match_any = any;
	if (kid == NULL)
		return parser_expected(
			parser_peek(parser), "a word after", &name, err);
	if (!query_confine_scope(builder, kid, &name, err))
		return false;
	build_add(builder, &kids, kid);
	node = build_node(builder, QUERY_SCOPE, name.col);
	node->scope = name.scope;
	node->kids = kids.items;
	node->nkids = 1;
	*out = node;
	return true;
}
