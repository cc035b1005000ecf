/*
 * query_pieces.h - the words in a written text, as nodes
 *
 * Inside the parser only: what is made of them is the business of
 * query_words.c and query_quoted.c.
 *
 * Thread: as the builder.
 */
#ifndef ENGINE_QUERY_PIECES_H
#define ENGINE_QUERY_PIECES_H

#include "engine/query/query_words.h"

/* One token and the node made of it. */
struct piece {
	struct query *word; /* WORD or PATTERN */
	uint32_t flags;
	uint32_t start, end;
	bool broad; /* a pattern with too few letters */
};

struct pieces {
	struct piece *items;
	uint32_t count;
	uint32_t cap;
};

/* All words of the text; ERR_BROAD when they are too many or too long. */
bool pieces_make(struct query_builder *builder, const struct query_sense *sense,
	const char *text, size_t len, struct pieces *pieces, struct err *err);

/* The end of the compound, of the run of pairs, or of the word that begins at
 * piece i. */
uint32_t pieces_end(const struct pieces *pieces, uint32_t i);

/* The whole of the compound pieces[first..end); NULL when there is none that
 * an index can hold. */
struct piece *pieces_whole(
	const struct pieces *pieces, uint32_t first, uint32_t end);

/* Refuse a pattern that is too broad. */
bool piece_allowed(const struct query_builder *builder,
	const struct piece *piece, struct err *err);

/* Is one of the words of pieces[first..end), wholes left out, too broad?
 * Returns it, or NULL. */
const struct piece *pieces_broad(
	const struct pieces *pieces, uint32_t first, uint32_t end);

/* pieces[first..end) as a phrase of exact words; wholes are left out. */
struct query *pieces_phrase(struct query_builder *builder,
	const struct query_sense *sense, const struct pieces *pieces,
	uint32_t first, uint32_t end);

#endif
