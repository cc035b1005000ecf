/*
 * snippet.h - the sentences that show why a story was found
 *
 * Cuts a text into sentences, scores each by the distinct query words it
 * holds (rarer words and phrases in order count more), and gives the best,
 * with matches between <b> and </b> and the rest escaped as in HTML.  A long
 * sentence is cut at words with … where something is missing.
 *
 * Pure.  Thread: one struct snippets belongs to one thread.
 */
#ifndef ENGINE_SNIPPET_H
#define ENGINE_SNIPPET_H

#include "base/arena.h"
#include "base/buf.h"
#include "engine/query.h"
#include "engine/stem.h"

#include <stddef.h>
#include <stdint.h>

#define SNIPPET_LENGTH 240 /* bytes of text aimed at */

/* The end of the sentence that begins at text[at]; at < len.  Abbreviations
 * (U.S., Gen., Mr.), initials and numbers do not end one; an LF does. */
size_t sentence_end(const char *text, size_t len, size_t at);

/*
 * The best n passages of body for the words of the query, best first, or the
 * first sentence when none holds any word.  Texts in the arena.
 */
size_t snippets_make(const char *body, const struct query *query,
	struct stemmer *stemmer, size_t n, struct arena *arena,
	const char **out);

/* Append text escaped as in HTML: & < >. */
void snippet_escape(struct buf *out, const char *text, size_t len);

#endif
