/* query_confine.c - what may stand beside NEAR, and within a part of a story */
#include "engine/query/query_confine.h"

#include "base/utf8.h"

/* What stands at a column of the query, as far as it is one lexeme. */
static struct lexeme
lexeme_at(const struct query_builder *builder, uint32_t col)
{
	struct lexer lexer;
	struct lexeme found;
	size_t at = 0;
	int32_t cp;

	for (uint32_t i = 1; i < col && at < builder->len; i++)
		at += utf8_decode(builder->text + at, builder->len - at, &cp);
	lex_start(&lexer, builder->text + at, builder->len - at);
	lex_next(&lexer, true, &found);
	return found;
}

static bool
refuse(const struct query_builder *builder, const struct query *at,
	const char *expected, const struct lexeme *where, const char *hint,
	struct err *err)
{
	struct lexeme found = lexeme_at(builder, at->col);
	bool group = where->kind == LEX_SCOPE && where->behind == '(' &&
		     where->text[where->len - 1] != ':';

	return build_syntax(err, at->col, found.text, found.len,
		"expected %s %.*s%s%s", expected, (int)where->len, where->text,
		group ? "( )" : "", hint);
}

/* ---- beside NEAR ---- */

/* Nodes of one column were one word as written. */
static bool
is_glued(const struct query *node)
{
	if (node->kind != QUERY_AND && node->kind != QUERY_ANY)
		return false;
	for (uint32_t i = 0; i < node->nkids; i++)
		if (node->kids[i]->col != node->col)
			return false;
	return true;
}

struct query *
query_unglued(struct query_builder *builder, struct query *node)
{
	struct query *first;

	if (!is_glued(node))
		return node;
	first = node->kids[0];
	for (uint32_t i = 1; i < node->nkids; i++) {
		struct query_list kids = { 0 };

		build_add(builder, &kids, first);
		build_add(builder, &kids, node->kids[i]);
		first = build_node(builder, QUERY_ADJ, node->col);
		first->n = 1;
		first->kids = kids.items;
		first->nkids = 2;
	}
	return first;
}

/* Kinds that have a place in the text, or have kids that do. */
static const bool has_place[QUERY_KINDS] = {
	[QUERY_WORD] = true,
	[QUERY_PATTERN] = true,
	[QUERY_SIMILAR] = true,
	[QUERY_PHRASE] = true,
	[QUERY_OR] = true,
	[QUERY_NEAR] = true,
	[QUERY_ADJ] = true,
};

/* *field is that of the words before, NULL at first. */
static bool
confine_near(const struct query_builder *builder, struct query *node,
	const struct lexeme *operator, const struct field ** field,
	struct err *err)
{
	node->required = false;
	if (!has_place[node->kind])
		return refuse(builder, node,
			"a word, a phrase or (A OR B) on both sides of",
			operator, "", err);
	if (node->field != NULL && node->field->id == FIELD_BOILER)
		return refuse(builder, node,
			"words of the text, not boilerplate, beside", operator,
			"", err);
	if (node->field != NULL && *field != NULL && node->field != *field)
		return refuse(builder, node,
			"words of one field beside", operator,
			", as in headline:(A NEAR/8 B)", err);
	if (node->field != NULL)
		*field = node->field;
	if (node->kind == QUERY_PHRASE)
		return true;
	for (uint32_t i = 0; i < node->nkids; i++)
		if (!confine_near(builder, node->kids[i], operator, field, err))
			return false;
	return true;
}

bool
query_confine_near(const struct query_builder *builder, struct query *node,
	const struct lexeme *operator, struct err * err)
{
	const struct field *field = NULL;

	for (uint32_t i = 0; i < node->nkids; i++)
		if (!confine_near(
			    builder, node->kids[i], operator, & field, err))
			return false;
	return true;
}

/* ---- within a part ---- */

/* Parts that have no headline in them. */
static const bool is_below[SCOPES] = {
	[SCOPE_BODY] = true,
	[SCOPE_LEAD] = true,
	[SCOPE_SAID] = true,
};

static bool
confine_leaf(const struct query_builder *builder, const struct query *leaf,
	const struct lexeme *scope, struct err *err)
{
	static const char words[] = "words within";

	if (leaf->kind == QUERY_FILTER || leaf->kind == QUERY_DATES)
		return refuse(builder, leaf, words, scope,
			", no filter: it holds for the whole story", err);
	if (leaf->kind == QUERY_ALL)
		return refuse(builder, leaf, words, scope, ", not *", err);
	if (leaf->field == NULL)
		return true;
	if (leaf->field->id == FIELD_BOILER)
		return refuse(builder, leaf, words, scope,
			", no boilerplate: it is apart from the text", err);
	if (leaf->field->id == FIELD_HEADLINE && is_below[scope->scope])
		return refuse(builder, leaf, words, scope,
			", no headline: it is apart from it", err);
	return true;
}

/* Does something stand there that must match? */
static bool
is_positive(const struct query *query)
{
	bool some = query->kind == QUERY_AND;

	if (query->kind == QUERY_NOT)
		return false;
	if (!some && query->kind != QUERY_OR)
		return true;
	for (uint32_t i = 0; i < query->nkids; i++)
		if (is_positive(query->kids[i]) == some)
			return some;
	return !some;
}

static bool
confine_scope(const struct query_builder *builder, struct query *node,
	const struct lexeme *scope, struct err *err)
{
	node->required = false;
	if (!confine_leaf(builder, node, scope, err))
		return false;
	for (uint32_t i = 0; i < node->nkids; i++)
		if (!confine_scope(builder, node->kids[i], scope, err))
			return false;
	return true;
}

bool
query_confine_scope(const struct query_builder *builder, struct query *node,
	const struct lexeme *scope, struct err *err)
{
	if (!confine_scope(builder, node, scope, err))
		return false;
	return is_positive(node) || refuse(builder, node,
					    "a word that must be there, beside "
					    "what must not, within",
					    scope, "", err);
}
