/* query_words.c - a written word or phrase into nodes of a query */
#include "engine/query/query_words.h"

#include <string.h>

/* One token and the node made of it. */
struct piece {
	struct query *word;
	uint32_t flags;
	uint32_t start, end;
};

struct pieces {
	struct piece *items;
	uint32_t count;
	uint32_t cap;
};

static void
add_piece(struct arena *arena, struct pieces *pieces, struct query *word,
	const struct token *token)
{
	if (pieces->count == pieces->cap) {
		struct piece *items;

		pieces->cap = pieces->cap == 0 ? 4 : pieces->cap * 2;
		items = arena_array(arena, pieces->cap, sizeof(*items));
		if (pieces->count > 0)
			memcpy(items, pieces->items,
				pieces->count * sizeof(*items));
		pieces->items = items;
	}
	pieces->items[pieces->count++] = (struct piece){
		.word = word,
		.flags = token->flags,
		.start = token->start,
		.end = token->end,
	};
}

/* The node of one token; too long a word is kept, to match nothing. */
static struct query *
make_word(struct query_builder *builder, const struct query_sense *sense,
	const struct token *token, struct err *err)
{
	struct query *word;

	if (token->end - token->start > builder->context->limits.word_bytes) {
		err_set(err, ERR_BROAD, "a word of more than %u bytes",
			builder->context->limits.word_bytes);
		err_keys(err, "limit=word_bytes col=%u", sense->col);
		return NULL;
	}
	word = build_leaf(
		builder, QUERY_WORD, sense->col, token->text, token->len, err);
	if (word == NULL)
		return NULL;
	word->field = sense->field;
	word->token_flags = token->flags;
	word->exact = sense->exact;
	if (token->flags & TOKEN_TOO_LONG)
		notices_add(&builder->notices, "too.long",
			"the word at column %u is longer than any in the "
			"archive: it finds nothing",
			sense->col);
	return word;
}

/* All tokens of the text, as nodes. */
static bool
make_pieces(struct query_builder *builder, const struct query_sense *sense,
	const char *text, size_t len, struct pieces *pieces, struct err *err)
{
	struct token token;

	tokens_start(&builder->tokens, text, len);
	while (tokens_next(&builder->tokens, &token)) {
		struct query *word = make_word(builder, sense, &token, err);

		if (word == NULL)
			return false;
		add_piece(builder->arena, pieces, word, &token);
	}
	return true;
}

/* pieces[first..end) as a phrase of exact words; wholes are left out. */
static struct query *
make_phrase(struct query_builder *builder, const struct query_sense *sense,
	const struct pieces *pieces, uint32_t first, uint32_t end)
{
	struct query_list words = { 0 };
	struct query *phrase;

	for (uint32_t i = first; i < end; i++) {
		if (pieces->items[i].flags & TOKEN_WHOLE)
			continue;
		pieces->items[i].word->exact = true;
		build_add(builder, &words, pieces->items[i].word);
	}
	phrase = build_join(builder, QUERY_PHRASE, sense->col, &words);
	if (phrase != NULL)
		phrase->field = sense->field;
	return phrase;
}

/* The end of a run of pairs that overlap, beginning at piece i. */
static uint32_t
pairs_end(const struct pieces *pieces, uint32_t i)
{
	const struct piece *p = pieces->items;

	for (i++; i < pieces->count; i++)
		if (!(p[i].flags & TOKEN_PAIR) || p[i].start >= p[i - 1].end)
			break;
	return i;
}

/* The end of a compound that begins at piece i: its whole is the first or
 * second of its tokens and spans the parts. */
static uint32_t
compound_end(const struct pieces *pieces, uint32_t i)
{
	const struct piece *p = pieces->items;
	uint32_t end = p[i].end;

	if (i + 1 < pieces->count && (p[i + 1].flags & TOKEN_WHOLE) &&
		p[i + 1].start == p[i].start && p[i + 1].end > end)
		end = p[i + 1].end;
	for (i++; i < pieces->count; i++)
		if (!(p[i].flags & (TOKEN_WHOLE | TOKEN_PART)) ||
			p[i].start >= end)
			break;
	return i;
}

/* A compound: found whole, or by its parts in order; exactly: only whole. */
static struct query *
make_compound(struct query_builder *builder, const struct query_sense *sense,
	const struct pieces *pieces, uint32_t first, uint32_t end)
{
	struct query_list ways = { 0 };

	for (uint32_t i = first; i < end; i++) {
		uint32_t flags = pieces->items[i].flags;

		if ((flags & TOKEN_WHOLE) && !(flags & TOKEN_TOO_LONG))
			build_add(builder, &ways, pieces->items[i].word);
	}
	if (!sense->exact || ways.count == 0)
		build_add(builder, &ways,
			make_phrase(builder, sense, pieces, first, end));
	return build_join(builder, QUERY_OR, sense->col, &ways);
}

bool
query_words(struct query_builder *builder, const struct query_sense *sense,
	const char *text, size_t len, struct query **out, struct err *err)
{
	struct pieces pieces = { 0 };
	struct query_list words = { 0 };
	uint32_t end;

	if (!make_pieces(builder, sense, text, len, &pieces, err))
		return false;
	for (uint32_t i = 0; i < pieces.count; i = end) {
		const struct piece *piece = &pieces.items[i];
		struct query *node = piece->word;

		end = i + 1;
		if (piece->flags & (TOKEN_WHOLE | TOKEN_PART)) {
			end = compound_end(&pieces, i);
			node = make_compound(builder, sense, &pieces, i, end);
		} else if (piece->flags & TOKEN_PAIR) {
			end = pairs_end(&pieces, i);
			if (end > i + 1)
				node = make_phrase(
					builder, sense, &pieces, i, end);
		}
		build_add(builder, &words, node);
	}
	*out = build_sequence(builder, sense->col, &words);
	return true;
}

bool
query_phrase(struct query_builder *builder, const struct query_sense *sense,
	const char *text, size_t len, struct query **out, struct err *err)
{
	struct pieces pieces = { 0 };
	struct query_sense exact = *sense;

	exact.exact = true;
	if (!make_pieces(builder, &exact, text, len, &pieces, err))
		return false;
	*out = make_phrase(builder, &exact, &pieces, 0, pieces.count);
	return true;
}
