/* query_quoted.c - what stands between quotes into nodes of a query */
#include "engine/query/query_pieces.h"
#include "engine/query/query_words.h"

#include <string.h>

/* A word is wanted once, however often it is written. */
static bool
is_new(const struct query_list *words, const struct query *word)
{
	for (uint32_t i = 0; i < words->count; i++)
		if (words->items[i]->kind == word->kind &&
			words->items[i]->len == word->len &&
			memcmp(words->items[i]->text, word->text, word->len) ==
				0)
			return false;
	return true;
}

/* The different words, each an exact form: the parts of compounds, or what
 * can be found whole of them. */
static bool
different_words(struct query_builder *builder, const struct pieces *pieces,
	bool wholes, struct query_list *words, struct err *err)
{
	uint32_t end;

	for (uint32_t i = 0; i < pieces->count; i = end) {
		const struct piece *whole;

		end = pieces_end(pieces, i);
		whole = wholes ? pieces_whole(pieces, i, end) : NULL;
		for (uint32_t j = i; j < end; j++) {
			const struct piece *piece = &pieces->items[j];

			if (whole != NULL ? piece != whole
					  : piece->flags & TOKEN_WHOLE)
				continue;
			if (!piece_allowed(builder, piece, err))
				return false;
			piece->word->exact = true;
			if (is_new(words, piece->word))
				build_add(builder, words, piece->word);
		}
	}
	return true;
}

/* The n behind the quote, where it cannot be kept to. */
static bool
check_measure(const struct query_builder *builder,
	const struct lex_measure *measure, uint32_t words, struct err *err)
{
	uint32_t most = builder->context->limits.distance;
	bool quorum = measure->sign == '/';

	if (quorum && (measure->n < 1 || measure->n > words))
		return build_syntax(err, measure->col, measure->text,
			measure->len,
			"expected a number from 1 to %u: how many of the "
			"words in the quotes are enough",
			words);
	if (!quorum && (measure->n < 1 || measure->n > most))
		return build_syntax(err, measure->col, measure->text,
			measure->len, "expected a distance of 1 to %u words",
			most);
	if (quorum || measure->n >= words)
		return true;
	return build_syntax(err, measure->col, measure->text, measure->len,
		"expected a distance of at least %u: so many words are to be "
		"within it",
		words);
}

/* "…"~n and "…"/n */
static bool
make_measured(struct query_builder *builder, const struct query_sense *sense,
	const struct pieces *pieces, const struct lex_measure *measure,
	struct query **out, struct err *err)
{
	bool quorum = measure->sign == '/';
	struct query_list words = { 0 };
	struct query *node;

	if (!different_words(builder, pieces, quorum, &words, err))
		return false;
	if (words.count == 0)
		return true;
	if (!check_measure(builder, measure, words.count, err))
		return false;
	if (words.count == 1) {
		notices_add(&builder->notices, "distance",
			"%.*s at column %u says nothing about a single word",
			(int)measure->len, measure->text, measure->col);
		*out = words.items[0];
		return true;
	}
	node = build_node(
		builder, quorum ? QUERY_QUORUM : QUERY_WITHIN, sense->col);
	node->field = sense->field;
	node->n = measure->n;
	node->kids = words.items;
	node->nkids = words.count;
	*out = node;
	return true;
}

/* A * on its own stands for nothing, which may not have been meant. */
static void
notice_lone_star(struct query_builder *builder, const struct lexeme *quoted)
{
	const char *text = quoted->inner;
	size_t len = quoted->inner_len;

	for (size_t i = 0; i < len; i++)
		if (text[i] == '*' && (i == 0 || text[i - 1] == ' ') &&
			(i + 1 == len || text[i + 1] == ' ')) {
			notices_add(&builder->notices, "pattern",
				"a * on its own stands for no word; "
				"A ADJ/2 B leaves one out between A and B");
			return;
		}
}

bool
query_quoted(struct query_builder *builder, const struct query_sense *sense,
	const struct lexeme *quoted, struct query **out, struct err *err)
{
	struct pieces pieces = { 0 };
	struct query_sense exact = *sense;
	const struct piece *broad;

	exact.exact = true;
	if (!pieces_make(builder, &exact, quoted->inner, quoted->inner_len,
		    &pieces, err))
		return false;
	notice_lone_star(builder, quoted);
	if (quoted->measure.given)
		return make_measured(
			builder, &exact, &pieces, &quoted->measure, out, err);
	if (quoted->behind == '~')
		notices_add(&builder->notices, "distance",
			"the ~ behind the quote at column %u is read as "
			"punctuation: a number follows it, as in ~5",
			quoted->col);
	broad = pieces_broad(&pieces, 0, pieces.count);
	if (broad != NULL)
		return piece_allowed(builder, broad, err);
	*out = pieces_phrase(builder, &exact, &pieces, 0, pieces.count);
	return true;
}
