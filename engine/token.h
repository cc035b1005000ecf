/*
 * token.h - text into words
 *
 * A token is a folded word (base/utf8.h) with its place in the text and its
 * position in the sequence of words.  Rules (docs/query.md "Words"):
 *  - letters, digits and marks make words; case and accents do not matter;
 *  - an apostrophe inside a word stays (trump's); but after one or two
 *    letters (l'accord, o'brien) it splits like a hyphen;
 *  - a compound (co-operation, S-400, l'accord) gives its parts at following
 *    positions and the whole (TOKEN_WHOLE, hyphens as they are) at the
 *    position of its first part;
 *  - U.S. and U.S.A give us, usa;
 *  - numbers keep . and , between digits as one token (1,000.5);
 *  - Han, Kana, Hangul and Thai runs give overlapping character pairs, one
 *    position each (a run of one character gives that character);
 *  - reference marks [1] and HTML are not this module's business.
 * A word of more than TOKEN_MAX bytes after folding is given with
 * TOKEN_TOO_LONG and its text cut; the caller counts and drops it.
 *
 * Pure.  Thread: one struct tokens belongs to one thread.
 */
#ifndef ENGINE_TOKEN_H
#define ENGINE_TOKEN_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TOKEN_MAX 200 /* bytes: leaves room for a prefix below Xapian's 245 */

enum token_flags {
	TOKEN_WHOLE = 1,    /* a compound as a whole */
	TOKEN_PART = 2,	    /* a part of a compound */
	TOKEN_PAIR = 4,	    /* a character pair: not stemmed */
	TOKEN_NUMBER = 8,   /* holds digits only (and . ,) */
	TOKEN_TOO_LONG = 16
};

struct token {
	const char *text; /* folded; a loan until the next call */
	uint32_t len;
	uint32_t flags;
	uint32_t position; /* 0, 1, 2 … */
	uint32_t start, end; /* bytes of the source it came from */
};

struct token_pending; /* in token.c */

struct tokens {
	const char *source;
	size_t source_len;
	size_t at;
	uint32_t position;
	struct buf folded; /* scratch */
	struct token queue[8]; /* parts and whole of the compound at hand */
	uint32_t queued, taken;
	size_t run_at, run_end; /* where a run of pairs or parts goes on */
	uint32_t state;
};

/* Begin (keeps the scratch memory of an earlier use; zero the struct first). */
void tokens_start(struct tokens *tokens, const char *text, size_t len);

/* The next token; false at the end. */
bool tokens_next(struct tokens *tokens, struct token *out);

void tokens_release(struct tokens *tokens);

#endif
