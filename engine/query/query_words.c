/* query_words.c - a word as written, without quotes, into nodes of a query */
#include "engine/query/query_words.h"

#include "base/utf8.h"
#include "engine/query/query_pieces.h"

#include <string.h>

/* ~ or ~2 behind a word. */
struct tilde {
	uint32_t n; /* 0: none */
	uint32_t col;
	const char *text;
	size_t len;
};

/* Fewer characters than that are like too many other words. */
static const uint32_t letters_least[] = { [1] = 3, [2] = 4 };
#define SIMILAR_MOST 2

/* Does text[0..at) end with what a word is made of, or with a wildcard? */
static bool
word_before(const char *text, size_t at)
{
	size_t len = at;
	int32_t cp;
	enum utf8_class class;

	if (at == 0)
		return false;
	for (at--; at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80;)
		at--;
	utf8_decode(text + at, len - at, &cp);
	class = utf8_class(cp);
	return cp == '*' || class == UTF8_LETTER || class == UTF8_DIGIT ||
	       class == UTF8_MARK || class == UTF8_PAIRED;
}

/* Take ~ or ~2 off the end of a word; punctuation behind it goes too. */
static bool
take_tilde(const struct query_sense *sense, const char *text, size_t *len,
	struct tilde *tilde, struct err *err)
{
	size_t end = *len, at, digits;

	while (end > 0 && strchr(".,;:!?", text[end - 1]) != NULL)
		end--;
	for (at = end; at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9';)
		at--;
	if (at == 0 || text[at - 1] != '~' || !word_before(text, at - 1))
		return true;
	digits = lex_number(text + at, end - at, &tilde->n);
	at--;
	tilde->col = sense->col + (uint32_t)utf8_count(text, at);
	tilde->text = text + at;
	tilde->len = 1 + digits;
	*len = at;
	if (digits == 0)
		tilde->n = 1;
	if (tilde->n >= 1 && tilde->n <= SIMILAR_MOST)
		return true;
	return build_syntax(err, tilde->col, tilde->text, tilde->len,
		"expected ~ or ~2: a word is found one letter off, or two");
}

/* A compound: found whole, or by its parts in order; exactly: only whole. */
static bool
make_compound(struct query_builder *builder, const struct query_sense *sense,
	const struct pieces *pieces, uint32_t first, uint32_t end,
	struct query **out, struct err *err)
{
	const struct piece *whole = pieces_whole(pieces, first, end);
	const struct piece *broad = pieces_broad(pieces, first, end);
	struct query_list ways = { 0 };

	if (whole != NULL && !piece_allowed(builder, whole, err))
		return false;
	if (whole == NULL && broad != NULL)
		return piece_allowed(builder, broad, err);
	if (whole != NULL)
		build_add(builder, &ways, whole->word);
	if (whole == NULL || (!sense->exact && broad == NULL))
		build_add(builder, &ways,
			pieces_phrase(builder, sense, pieces, first, end));
	*out = build_join(builder, QUERY_OR, sense->col, &ways);
	if (*out != NULL)
		(*out)->compound = (*out)->kind == QUERY_OR;
	return true;
}

/* Words like pieces[first..end), or NULL for what nothing is like: that is
 * found as it is, with a notice. */
static bool
make_similar(struct query_builder *builder, const struct tilde *tilde,
	const struct pieces *pieces, uint32_t first, uint32_t end,
	struct query **out, struct err *err)
{
	const struct piece *piece = pieces_whole(pieces, first, end);
	struct query *word;

	if (piece == NULL)
		piece = &pieces->items[first];
	word = piece->word;
	if (word->kind == QUERY_PATTERN)
		return build_syntax(err, tilde->col, tilde->text, tilde->len,
			"expected a word without wildcards before %.*s",
			(int)tilde->len, tilde->text);
	if ((end - first > 1 && !(piece->flags & TOKEN_WHOLE)) ||
		piece->flags & (TOKEN_PAIR | TOKEN_TOO_LONG) ||
		utf8_count(word->text, word->len) < letters_least[tilde->n]) {
		notices_add(&builder->notices, "similar",
			"the word before the %.*s at column %u is found as it "
			"is: too short, or not of letters",
			(int)tilde->len, tilde->text, tilde->col);
		return true;
	}
	word->kind = QUERY_SIMILAR;
	word->n = tilde->n;
	*out = word;
	return true;
}

/* The node of one word, compound or run of pairs. */
static bool
make_one(struct query_builder *builder, const struct query_sense *sense,
	const struct pieces *pieces, uint32_t first, uint32_t end,
	struct query **out, struct err *err)
{
	const struct piece *piece = &pieces->items[first];

	if (piece->flags & (TOKEN_WHOLE | TOKEN_PART))
		return make_compound(
			builder, sense, pieces, first, end, out, err);
	*out = end > first + 1
		       ? pieces_phrase(builder, sense, pieces, first, end)
		       : piece->word;
	return piece_allowed(builder, piece, err);
}

bool
query_words(struct query_builder *builder, const struct query_sense *sense,
	const char *text, size_t len, struct query **out, struct err *err)
{
	struct pieces pieces = { 0 };
	struct query_list words = { 0 };
	struct tilde tilde = { 0 };
	uint32_t end;

	if (!take_tilde(sense, text, &len, &tilde, err) ||
		!pieces_make(builder, sense, text, len, &pieces, err))
		return false;
	for (uint32_t i = 0; i < pieces.count; i = end) {
		struct query *node = NULL;

		end = pieces_end(&pieces, i);
		if (tilde.n > 0 && end == pieces.count &&
			!make_similar(
				builder, &tilde, &pieces, i, end, &node, err))
			return false;
		if (node == NULL &&
			!make_one(builder, sense, &pieces, i, end, &node, err))
			return false;
		build_add(builder, &words, node);
	}
	*out = build_sequence(builder, sense->col, &words);
	return true;
}
