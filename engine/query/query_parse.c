/*
 * query_parse.c - the grammar of a query
 *
 *   either   = sequence *( OR sequence )
 *   sequence = *( both )                    side by side: match=all|any
 *   both     = operand *( AND operand )
 *   operand  = [ NOT ] unary                punctuation between is skipped
 *   unary    = ( "-" / "+" / "=" / field ) unary / "(" either ")" / leaf
 *
 * Blanks matter in one place only: marks and fields are glued to what they
 * mark (query_lex.h).  The next lexeme is read when it is first looked at,
 * since its reading depends on the field it stands in.
 */
#include "engine/query/query_build.h"
#include "engine/query/query_date.h"
#include "engine/query/query_lex.h"
#include "engine/query/query_planned.h"
#include "engine/query/query_words.h"

#define NEAR_LETTERS_MIN 3 /* shorter names are near to too much */

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

static bool parse_either(
	struct parser *parser, struct query **out, struct err *err);
static bool parse_unary(
	struct parser *parser, struct query **out, struct err *err);
static bool parse_operand(
	struct parser *parser, struct query **out, struct err *err);

static const struct lexeme *
peek(struct parser *parser)
{
	bool values = !(parser->field->flags & FIELD_WORDS);

	if (!parser->looked)
		lex_next(&parser->lexer, values, &parser->ahead);
	parser->looked = true;
	return &parser->ahead;
}

static struct lexeme
take(struct parser *parser)
{
	struct lexeme lexeme = *peek(parser);

	parser->looked = false;
	return lexeme;
}

static bool
expected(const struct lexeme *found, const char *what, const struct lexeme *at,
	struct err *err)
{
	return build_syntax(err, found->col, found->text, found->len,
		"expected %s %.*s", what, (int)at->len, at->text);
}

/* Every way down passes here, so that no query exhausts the stack. */
static bool
deeper(struct parser *parser, uint32_t col, struct err *err)
{
	uint32_t most = parser->builder.context->limits.depth;

	if (++parser->depth <= most)
		return true;
	err_set(err, ERR_BROAD, "more than %u levels in a query", most);
	return err_keys(err, "limit=depth col=%u", col);
}

/* ---- leaves ---- */

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

/* A value of a field that holds whole values. */
static bool
parse_value(struct parser *parser, const struct lexeme *at, struct query **out,
	struct err *err)
{
	bool quoted = at->kind == LEX_QUOTED;
	const char *text = quoted ? at->inner : at->text;
	size_t len = quoted ? at->inner_len : at->len;
	bool begins = (parser->field->flags & FIELD_BEGINS) && !quoted &&
		      len > 1 && text[len - 1] == '*';
	struct query *leaf;

	if (len == 0)
		return true;
	if (!quoted &&
		(at->kind == LEX_ALL || query_wildcard(text, len - begins)))
		return build_syntax(err, at->col, text, len,
			"a wildcard is not available in %s: yet",
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

/* A word that ends like a field: is it one, or nearly? */
static void
notice_field(struct parser *parser, const struct lexeme *word)
{
	size_t len = lex_prefix(word->text, word->len);
	const char *near;

	if (len == 0)
		return;
	len--;
	if (field_named(word->text, len) != NULL) {
		notices_add(&parser->builder.notices, "field",
			"%.*s: at column %u is read as a word: a field's value "
			"follows without a blank",
			(int)len, word->text, word->col);
		return;
	}
	near = len >= NEAR_LETTERS_MIN ? field_near(word->text, len) : NULL;
	if (near != NULL && (word->len > len + 1 || word->behind != '\0'))
		notices_add(&parser->builder.notices, "field",
			"%.*s: is read as a word; did you mean %s:", (int)len,
			word->text, near);
}

static bool
parse_leaf(struct parser *parser, struct query **out, struct err *err)
{
	struct lexeme at = take(parser);
	struct query_sense sense = {
		.field = parser->field,
		.exact = parser->exact,
		.col = at.col,
	};
	const char *what;

	if (at.kind == LEX_QUOTED && at.unclosed)
		notices_add(&parser->builder.notices, "unclosed",
			"the quote at column %u is closed at the end", at.col);
	if (!(parser->field->flags & FIELD_WORDS))
		return parse_value(parser, &at, out, err);
	if (at.kind == LEX_ALL) {
		if (parser->field->id != FIELD_TEXT)
			return build_syntax(err, at.col, at.text, at.len,
				"a wildcard is not available yet");
		*out = build_node(&parser->builder, QUERY_ALL, at.col);
		return true;
	}
	if (query_planned(&parser->lexer, &at, &what))
		return build_syntax(err, at.col, at.text, at.len,
			"%s is not available yet", what);
	if (at.kind == LEX_QUOTED)
		return query_phrase(&parser->builder, &sense, at.inner,
			at.inner_len, out, err);
	notice_field(parser, &at);
	return query_words(&parser->builder, &sense, at.text, at.len, out, err);
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
	struct lexeme mark = take(parser);
	struct query *kid = NULL;

	if (mark.kind == LEX_NOT ? !parse_operand(parser, &kid, err)
				 : !parse_unary(parser, &kid, err))
		return false;
	if (kid == NULL && mark.kind == LEX_NOT)
		return expected(peek(parser), "a word after", &mark, err);
	*out = make_not(parser, mark.col, kid);
	return true;
}

static bool
parse_required(struct parser *parser, struct query **out, struct err *err)
{
	take(parser);
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

	take(parser);
	parser->exact = true;
	ok = parse_unary(parser, out, err);
	parser->exact = outer;
	return ok;
}

static bool
parse_field(struct parser *parser, struct query **out, struct err *err)
{
	const struct field *outer = parser->field;
	struct lexeme name = take(parser);
	bool ok;

	parser->field = name.field;
	ok = parse_unary(parser, out, err);
	if (ok && *out == NULL)
		ok = expected(peek(parser),
			name.field->flags & FIELD_WORDS ? "a word after"
							: "a value after",
			&name, err);
	parser->field = outer;
	return ok;
}

static bool
parse_group(struct parser *parser, struct query **out, struct err *err)
{
	struct lexeme open = take(parser);

	parser->groups++;
	if (!parse_either(parser, out, err))
		return false;
	parser->groups--;
	if (peek(parser)->kind == LEX_CLOSE)
		take(parser);
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
	[LEX_AND] = NULL,
	[LEX_OR] = NULL,
	[LEX_CLOSE] = NULL,
	[LEX_END] = NULL,
};

/* *out stays NULL for punctuation, and where no operand begins. */
static bool
parse_unary(struct parser *parser, struct query **out, struct err *err)
{
	const struct lexeme *next = peek(parser);
	bool ok;

	if (unary[next->kind] == NULL)
		return true;
	if (!deeper(parser, next->col, err))
		return false;
	ok = unary[next->kind](parser, out, err);
	parser->depth--;
	return ok;
}

/* ---- operators ---- */

/* The next operand, past any punctuation; NULL when there is none. */
static bool
parse_operand(struct parser *parser, struct query **out, struct err *err)
{
	while (*out == NULL && unary[peek(parser)->kind] != NULL)
		if (!parse_unary(parser, out, err))
			return false;
	return true;
}

static bool
parse_both(struct parser *parser, struct query **out, struct err *err)
{
	struct query_list list = { 0 };
	uint32_t col = peek(parser)->col;
	struct query *node = NULL;

	if (!parse_operand(parser, &node, err))
		return false;
	build_add(&parser->builder, &list, node);
	while (peek(parser)->kind == LEX_AND) {
		struct lexeme and = take(parser);

		if (node == NULL)
			return expected(&and, "a word before", &and, err);
		node = NULL;
		if (!parse_operand(parser, &node, err))
			return false;
		if (node == NULL)
			return expected(
				peek(parser), "a word after", &and, err);
		build_add(&parser->builder, &list, node);
	}
	*out = build_join(&parser->builder, QUERY_AND, col, &list);
	return true;
}

/* A closing bracket that nothing opened is punctuation. */
static bool
stray_close(struct parser *parser)
{
	const struct lexeme *next = peek(parser);

	if (next->kind != LEX_CLOSE || parser->groups > 0)
		return false;
	notices_add(&parser->builder.notices, "unclosed",
		"the bracket at column %u closes nothing", next->col);
	take(parser);
	return true;
}

static bool
parse_sequence(struct parser *parser, struct query **out, struct err *err)
{
	struct query_list list = { 0 };
	uint32_t col = peek(parser)->col;

	for (;;) {
		struct query *node = NULL;
		enum lexeme_kind kind = peek(parser)->kind;

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
	uint32_t col = peek(parser)->col;
	struct query *node = NULL;

	if (!parse_sequence(parser, &node, err))
		return false;
	build_add(&parser->builder, &list, node);
	while (peek(parser)->kind == LEX_OR) {
		struct lexeme or = take(parser);

		if (node == NULL)
			return expected(& or, "a word before", & or, err);
		node = NULL;
		if (!parse_sequence(parser, &node, err))
			return false;
		if (node == NULL)
			return expected(
				peek(parser), "a word after", & or, err);
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
