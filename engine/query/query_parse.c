/*
 * query_parse.c - the grammar of a query
 *
 *   either   = sequence *( OR sequence )
 *   sequence = *( both )                    side by side: match=all|any
 *   both     = near *( AND near )
 *   near     = operand *( ( NEAR / ADJ ) operand )
 *   operand  = NOT near / unary             punctuation between is skipped
 *   unary    = ( "-" / "+" / "=" / field / scope ) unary
 *            / "(" either ")" / leaf
 *
 * Blanks matter in one place only: marks and fields are glued to what they
 * mark (query_lex.h).
 */
#include "engine/query/query_parser.h"

static bool parse_either(
	struct parser *parser, struct query **out, struct err *err);

const struct lexeme *
parser_peek(struct parser *parser)
{
	bool values = !(parser->field->flags & FIELD_WORDS);

	if (!parser->looked)
		lex_next(&parser->lexer, values, &parser->ahead);
	parser->looked = true;
	return &parser->ahead;
}

struct lexeme
parser_take(struct parser *parser)
{
	struct lexeme lexeme = *parser_peek(parser);

	parser->looked = false;
	return lexeme;
}

bool
parser_expected(const struct lexeme *found, const char *what,
	const struct lexeme *at, struct err *err)
{
	return build_syntax(err, found->col, found->text, found->len,
		"expected %s %.*s", what, (int)at->len, at->text);
}

bool
parser_deeper(struct parser *parser, uint32_t col, struct err *err)
{
	uint32_t most = parser->builder.context->limits.depth;

	if (++parser->depth <= most)
		return true;
	err_set(err, ERR_BROAD, "more than %u levels in a query", most);
	return err_keys(err, "limit=depth col=%u", col);
}

/* ---- marks and groups ---- */

static struct query *
make_not(struct parser *parser, uint32_t col, struct query *kid)
{
	struct query_list kids = { 0 };
	struct query *node;

	if (kid == NULL)
		return NULL;
	node = build_node(&parser->builder, QUERY_NOT, col);
	build_add(&parser->builder, &kids, kid);
	node->kids = kids.items;
	node->nkids = 1;
	return node;
}

static bool
parse_not(struct parser *parser, struct query **out, struct err *err)
{
	struct lexeme mark = parser_take(parser);
	struct query *kid = NULL;

	if (mark.kind == LEX_NOT ? !parse_near(parser, &kid, err)
				 : !parse_unary(parser, &kid, err))
		return false;
	if (kid == NULL && mark.kind == LEX_NOT)
		return parser_expected(
			parser_peek(parser), "a word after", &mark, err);
	*out = make_not(parser, mark.col, kid);
	return true;
}

static bool
parse_required(struct parser *parser, struct query **out, struct err *err)
{
	parser_take(parser);
	if (!parse_unary(parser, out, err))
		return false;
	if (*out != NULL)
		(*out)->required = true;
	return true;
}

static bool
parse_exact(struct parser *parser, struct query **out, struct err *err)
{
	bool outer = parser->exact, ok;

	parser_take(parser);
	parser->exact = true;
	ok = parse_unary(parser, out, err);
	parser->exact = outer;
	return ok;
}

static bool
parse_field(struct parser *parser, struct query **out, struct err *err)
{
	const struct field *outer = parser->field;
	struct lexeme name = parser_take(parser);
	bool ok;

	parser->field = name.field;
	ok = parse_unary(parser, out, err);
	if (ok && *out == NULL)
		ok = parser_expected(parser_peek(parser),
			name.field->flags & FIELD_WORDS ? "a word after"
							: "a value after",
			&name, err);
	parser->field = outer;
	return ok;
}

static bool
parse_group(struct parser *parser, struct query **out, struct err *err)
{
	struct lexeme open = parser_take(parser);

	parser->groups++;
	if (!parse_either(parser, out, err))
		return false;
	parser->groups--;
	if (parser_peek(parser)->kind == LEX_CLOSE)
		parser_take(parser);
	else
		notices_add(&parser->builder.notices, "unclosed",
			"the bracket at column %u is closed at the end",
			open.col);
	return true;
}

typedef bool (*parse_fn)(
	struct parser *parser, struct query **out, struct err *err);

/* What begins an operand; the others end it. */
static const parse_fn unary[] = {
	[LEX_WORD] = parse_leaf,
	[LEX_QUOTED] = parse_leaf,
	[LEX_ALL] = parse_leaf,
	[LEX_OPEN] = parse_group,
	[LEX_MINUS] = parse_not,
	[LEX_NOT] = parse_not,
	[LEX_PLUS] = parse_required,
	[LEX_EXACT] = parse_exact,
	[LEX_FIELD] = parse_field,
	[LEX_NEAR] = parse_stray_near,
	[LEX_ADJ] = parse_stray_near,
	[LEX_SCOPE] = parse_scope,
	[LEX_AND] = NULL,
	[LEX_OR] = NULL,
	[LEX_CLOSE] = NULL,
	[LEX_END] = NULL,
};

bool
parser_operand_ahead(struct parser *parser)
{
	return unary[parser_peek(parser)->kind] != NULL;
}

/* *out stays NULL for punctuation, and where no operand begins. */
bool
parse_unary(struct parser *parser, struct query **out, struct err *err)
{
	const struct lexeme *next = parser_peek(parser);
	bool ok;

	if (unary[next->kind] == NULL)
		return true;
	if (!parser_deeper(parser, next->col, err))
		return false;
	ok = unary[next->kind](parser, out, err);
	parser->depth--;
	return ok;
}

/* ---- operators ---- */

bool
parse_operand(struct parser *parser, struct query **out, struct err *err)
{
	while (*out == NULL && parser_operand_ahead(parser))
		if (!parse_unary(parser, out, err))
			return false;
	return true;
}

static bool
parse_both(struct parser *parser, struct query **out, struct err *err)
{
	struct query_list list = { 0 };
	uint32_t col = parser_peek(parser)->col;
	struct query *node = NULL;

	if (!parse_near(parser, &node, err))
		return false;
	build_add(&parser->builder, &list, node);
	while (parser_peek(parser)->kind == LEX_AND) {
		struct lexeme and = parser_take(parser);

		if (node == NULL)
			return parser_expected(
				&and, "a word before", &and, err);
		node = NULL;
		if (!parse_near(parser, &node, err))
			return false;
		if (node == NULL)
			return parser_expected(
				parser_peek(parser), "a word after", &and, err);
		build_add(&parser->builder, &list, node);
	}
	*out = build_join(&parser->builder, QUERY_AND, col, &list);
	return true;
}

/* A closing bracket that nothing opened is punctuation. */
static bool
stray_close(struct parser *parser)
{
	const struct lexeme *next = parser_peek(parser);

	if (next->kind != LEX_CLOSE || parser->groups > 0)
		return false;
	notices_add(&parser->builder.notices, "unclosed",
		"the bracket at column %u closes nothing", next->col);
	parser_take(parser);
	return true;
}

static bool
parse_sequence(struct parser *parser, struct query **out, struct err *err)
{
	struct query_list list = { 0 };
	uint32_t col = parser_peek(parser)->col;

	for (;;) {
		struct query *node = NULL;
		enum lexeme_kind kind = parser_peek(parser)->kind;

		if (kind == LEX_END || kind == LEX_OR)
			break;
		if (kind == LEX_CLOSE) {
			if (!stray_close(parser))
				break;
			continue;
		}
		if (!parse_both(parser, &node, err))
			return false;
		build_add(&parser->builder, &list, node);
	}
	*out = build_sequence(&parser->builder, col, &list);
	return true;
}

static bool
parse_either(struct parser *parser, struct query **out, struct err *err)
{
	struct query_list list = { 0 };
	uint32_t col = parser_peek(parser)->col;
	struct query *node = NULL;

	if (!parse_sequence(parser, &node, err))
		return false;
	build_add(&parser->builder, &list, node);
	while (parser_peek(parser)->kind == LEX_OR) {
		struct lexeme or = parser_take(parser);

		if (node == NULL)
			return parser_expected(
				& or, "a word before", & or, err);
		node = NULL;
		if (!parse_sequence(parser, &node, err))
			return false;
		if (node == NULL)
			return parser_expected(
				parser_peek(parser), "a word after", & or, err);
		build_add(&parser->builder, &list, node);
	}
	*out = build_join(&parser->builder, QUERY_OR, col, &list);
	return true;
}

/* ---- the whole ---- */

/* A query without words asks for every story; say so if it had signs. */
static struct query *
every_story(struct parser *parser)
{
	struct lexer lexer = { 0 };
	struct lexeme first;

	lex_start(&lexer, parser->lexer.text, parser->lexer.len);
	lex_next(&lexer, false, &first);
	if (first.kind != LEX_END)
		notices_add(&parser->builder.notices, "no.words",
			"the query has no word: every story is found");
	return build_node(&parser->builder, QUERY_ALL, 1);
}

bool
query_parse(const char *text, size_t len, const struct query_context *context,
	struct arena *arena, struct query_parsed *out, struct err *err)
{
	struct parser parser = {
		.builder = {
.context = context,
.text = text,
.len = len,
.match_any = context->match_any,
.arena = arena,
.notices = { .arena = arena },
},
		.field = &fields[FIELD_TEXT],
	};
	struct query *root = NULL;
	bool ok;

	lex_start(&parser.lexer, text, len);
	ok = parse_either(&parser, &root, err);
	tokens_release(&parser.builder.tokens);
	if (!ok)
		return false;
	out->root = root != NULL ? root : every_story(&parser);
	out->notices = parser.builder.notices.items;
	out->nnotices = parser.builder.notices.count;
	return true;
}
