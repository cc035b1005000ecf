/*
 * snippet.h - the sentences that show why a story was found
 *
 * Cuts a text into sentences, scores each by the distinct query words it
 * holds (those rarer in this text, and phrases in order, count more), and
 * gives the best, with matches between <b> and </b> and the rest escaped as
 * in HTML.  A long sentence is cut at words, with … where something is
 * missing; white space becomes single blanks.
 *
 * A word matches by its stem, or by its form where the query says so; of
 * patterns and similar words the first 32 are marked.  Words of a phrase are
 * marked where the phrase stands; all of them, if it stands nowhere in this
 * text.  So are words that must be near each other, in one sentence, said or
 * in the lead; and the passage where they are counts more.  Words that follow
 * each other are marked together.
 * What a query excludes, and words of other fields than text, headline and
 * body, do not count.
 *
 * One pass over the text, whatever its length.
 *
 * Pure.  Thread: any, with a stemmer of its own.
 */
#ifndef ENGINE_SNIPPET_H
#define ENGINE_SNIPPET_H

#include "base/arena.h"
#include "base/buf.h"
#include "engine/query/query.h"
#include "engine/story/story.h"
#include "engine/text/stem.h"

#include <stddef.h>
#include <stdint.h>

#define SNIPPET_LENGTH 240 /* most bytes of text, marks and … aside */

/*
 * The end of the sentence that begins at text[at]; at < len.  White space
 * before it belongs to it, white space behind it does not; more than at, and
 * len when nothing but white space is left.  Closing quotes, brackets and
 * reference marks [1] belong to the sentence that they follow.
 * Abbreviations (U.S., Gen., Mr.), initials and numbers do not end one, nor
 * does a stop before a small letter; an LF does, but where a line was wrapped:
 * before a small letter, or behind a line of 55 to 90 bytes.
 */
size_t sentence_end(const char *text, size_t len, size_t at);

struct snippet_text {
	const char *bytes; /* len of them, and a NUL */
	size_t len;
	/* Which words of the query count: those sought in FIELD_BOILER, or in
	 * FIELD_TEXT for all that is sought in headline and body. */
	enum field_id field;
	uint32_t body; /* where the body begins, behind the subhead */
	const struct story_quote *quotes; /* in it; spans count from there */
	uint32_t nquotes;
};

enum snippet_order {
	SNIPPETS_BEST, /* first; the first sentence when none holds any word */
	SNIPPETS_TEXT  /* the best, as they stand; none when none holds any */
};

/*
 * The best n passages of a text for the words of the query, no two alike.
 * out[] has room for n; returns how many.  Texts in the arena.
 */
size_t snippets_make(const struct snippet_text *text, const struct query *query,
	struct stemmer *stemmer, enum snippet_order order, size_t n,
	struct arena *arena, const char **out);

/* Append text escaped as in HTML: & < >. */
void snippet_escape(struct buf *out, const char *text, size_t len);

#endif
