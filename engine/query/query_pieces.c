/* query_pieces.c - the words in a written text, as nodes */
#include "engine/query/query_pieces.h"

#include "engine/query/query_pattern.h"

#include <string.h>

static struct piece *
add_piece(struct arena *arena, struct pieces *pieces, const struct token *token)
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
	pieces->items[pieces->count] = (struct piece){
		.flags = token->flags,
		.start = token->start,
		.end = token->end,
	};
	return &pieces->items[pieces->count++];
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

/* A word with wildcards is a pattern, unless it finds nothing anyway. */
static void
make_pattern(struct query_builder *builder, struct piece *piece)
{
	struct query *word = piece->word;
	size_t len = word->len;
	uint32_t letters;
	const char *pattern =
		pattern_unmask(builder->arena, word->text, &len, &letters);

	if (pattern == NULL)
		return;
	word->text = pattern;
	word->len = (uint32_t)len;
	if (word->token_flags & TOKEN_TOO_LONG)
		return;
	word->kind = QUERY_PATTERN;
	piece->broad = letters < builder->context->limits.pattern_letters;
}

bool
pieces_make(struct query_builder *builder, const struct query_sense *sense,
	const char *text, size_t len, struct pieces *pieces, struct err *err)
{
	const char *masked = pattern_mask(builder->arena, text, &len);
	struct token token;

	tokens_start(&builder->tokens, masked, len);
	while (tokens_next(&builder->tokens, &token)) {
		struct query *word = make_word(builder, sense, &token, err);
		struct piece *piece;

		if (word == NULL)
			return false;
		piece = add_piece(builder->arena, pieces, &token);
		piece->word = word;
		if (masked != text)
			make_pattern(builder, piece);
	}
	return true;
}

/* Pairs that overlap, beginning at piece i. */
static uint32_t
pairs_end(const struct pieces *pieces, uint32_t i)
{
	const struct piece *p = pieces->items;

	for (i++; i < pieces->count; i++)
		if (!(p[i].flags & TOKEN_PAIR) || p[i].start >= p[i - 1].end)
			break;
	return i;
}

/* A compound that begins at piece i: its whole is the first or second of its
 * tokens and spans the parts. */
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

uint32_t
pieces_end(const struct pieces *pieces, uint32_t i)
{
	if (pieces->items[i].flags & (TOKEN_WHOLE | TOKEN_PART))
		return compound_end(pieces, i);
	if (pieces->items[i].flags & TOKEN_PAIR)
		return pairs_end(pieces, i);
	return i + 1;
}

struct piece *
pieces_whole(const struct pieces *pieces, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++) {
		uint32_t flags = pieces->items[i].flags;

		if ((flags & TOKEN_WHOLE) && !(flags & TOKEN_TOO_LONG))
			return &pieces->items[i];
	}
	return NULL;
}

const struct piece *
pieces_broad(const struct pieces *pieces, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++)
		if (pieces->items[i].broad &&
			!(pieces->items[i].flags & TOKEN_WHOLE))
			return &pieces->items[i];
	return NULL;
}

bool
piece_allowed(const struct query_builder *builder, const struct piece *piece,
	struct err *err)
{
	const struct query *word = piece->word;

	if (!piece->broad)
		return true;
	err_set(err, ERR_BROAD,
		"%.*s stands for too much: a pattern needs %u letters or "
		"digits",
		(int)word->len, word->text,
		builder->context->limits.pattern_letters);
	return err_keys(err, "limit=pattern_letters col=%u", word->col);
}

struct query *
pieces_phrase(struct query_builder *builder, const struct query_sense *sense,
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
