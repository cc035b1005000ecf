/*
 * query_words.h - a written word or phrase into nodes of a query
 *
 * What counts as a word is what the index holds: engine/text/token.h decides.
 *
 * Thread: as its builder.
 */
#ifndef ENGINE_QUERY_WORDS_H
#define ENGINE_QUERY_WORDS_H

#include "engine/query/query_build.h"
#include "engine/query/query_lex.h"

/* How the words are meant. */
struct query_sense {
	const struct field *field; /* a FIELD_WORDS one */
	bool exact;		   /* these forms, not their stems */
	uint32_t col;
};

/*
 * Words as written without quotes; *out is NULL when none is in it.  A
 * compound is itself or its parts as a phrase; a run of character pairs is
 * a phrase; several words are combined like words that stand apart.  * and
 * inner ? make patterns, ~ behind the last word words like it.
 */
bool query_words(struct query_builder *builder, const struct query_sense *sense,
	const char *text, size_t len, struct query **out, struct err *err);

/* What stood between quotes, and how far apart or how many of it are wanted;
 * one word gives a WORD, none gives NULL. */
bool query_quoted(struct query_builder *builder,
	const struct query_sense *sense, const struct lexeme *quoted,
	struct query **out, struct err *err);

#endif
