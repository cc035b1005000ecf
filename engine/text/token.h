/*
 * token.h - text into words
 *
 * A token is a folded word (base/utf8.h) with its place in the text and its
 * position in the sequence of words.  Rules (docs/query.md "Words"):
 *  - letters, digits and marks make words; case and accents do not matter;
 *    every other character parts them: C++ gives c, a_b gives a, b;
 *  - an apostrophe inside a word stays (trump's); but after one or two
 *    characters (l'accord, o'brien) it splits like a hyphen, unless what
 *    follows is an English ending (it's, I'd, we'll);
 *  - words joined by -, & or such an apostrophe (co-operation, S-400, AT&T,
 *    2025-03-11) are a compound: the whole (TOKEN_WHOLE, with its joiners) at
 *    the position of its first part, then its parts at following positions.
 *    Dashes (– —) join nothing.  A compound of more than TOKEN_PARTS parts,
 *    or whose whole would be too long, is given by its parts alone;
 *  - single letters with dots between them are one word: U.S. and U.S.A give
 *    us, usa; e.g. gives eg;
 *  - numbers keep . and , between digits as one token (1,000.5);
 *  - Han, Kana, Hangul and Thai runs give overlapping character pairs, one
 *    position each (a run of one character gives that character);
 *  - reference marks [1] and HTML are not this module's business.
 * A word of more than TOKEN_MAX bytes after folding is given with
 * TOKEN_TOO_LONG and its text cut; the caller counts and drops it.
 *
 * Positions never go down and never skip one; the text of a token is not
 * empty and holds no white space.
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
#define TOKEN_PARTS 7

enum token_flags {
	TOKEN_WHOLE = 1,  /* a compound as a whole */
	TOKEN_PART = 2,	  /* a part of a compound */
	TOKEN_PAIR = 4,	  /* a character pair: not stemmed */
	TOKEN_NUMBER = 8, /* holds digits only (and . ,) */
	TOKEN_TOO_LONG = 16
};

struct token {
	const char *text; /* folded; a loan until the next call */
	uint32_t len;
	uint32_t flags;
	uint32_t position;   /* 0, 1, 2 … */
	uint32_t start, end; /* bytes of the source it came from */
};

/* Zeroed is valid; the members are token.c's own. */
struct tokens {
	const char *source;
	uint32_t len;
	uint32_t at;
	uint32_t position;
	uint32_t state;		     /* inside a run of pairs, or of parts */
	uint32_t run_start, run_end; /* of the run's last character */
	struct token queue[TOKEN_PARTS + 1]; /* [0] is for the whole */
	uint32_t next, queued;
	struct buf folded; /* scratch */
	char texts[TOKEN_PARTS + 1][TOKEN_MAX];
};

/*
 * Begin (keeps the scratch memory of an earlier use; zero the struct first).
 * len < 4 GiB; the text is a loan until the last token.
 */
void tokens_start(struct tokens *tokens, const char *text, size_t len);

/* The next token; false at the end. */
bool tokens_next(struct tokens *tokens, struct token *out);

void tokens_release(struct tokens *tokens);

#endif
