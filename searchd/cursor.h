/*
 * cursor.h - where an answer goes on, sealed for the way through a client
 *
 * `c.` and base64url: the generation that was asked and the day it was asked
 * on, where its page ended (struct search_place), a digest of the question,
 * and a signature (HMAC-SHA-256).  To a client it is opaque; what comes back
 * is what was given out, for the same question, or is refused.
 *
 * Pure.  Thread: any.
 */
#ifndef SEARCHD_CURSOR_H
#define SEARCHD_CURSOR_H

#include "base/buf.h"
#include "base/err.h"
#include "engine/search/search.h"

#include <stdbool.h>
#include <stdint.h>

#define CURSOR_KEY 32
#define CURSOR_QUESTION 8

struct cursor_key {
	unsigned char bytes[CURSOR_KEY];
};

/* The key of a secret; of "" a random one.  Error: ERR_INTERNAL. */
bool cursor_key_make(
	struct cursor_key *key, const char *secret, struct err *err);

/* What a cursor belongs to, in a few bytes. */
struct cursor_question {
	unsigned char digest[CURSOR_QUESTION];
};

/* The verb in the letters of its row, the word or "", what params_print()
 * says, and the query. */
void cursor_ask(struct cursor_question *question, const char *verb,
	const char *word, const char *params, const char *query);

struct cursor {
	char generation[8];
	uint32_t made; /* the crc of its manifest: names come again */
	day today;     /* of which date:yesterday speaks */
	struct search_place place;
};

void cursor_put(struct buf *out, const struct cursor_key *key,
	const struct cursor_question *question, const struct cursor *cursor);

/* Error: ERR_USAGE with keys "key=after": forged, cut, of another server or
 * of another question. */
bool cursor_take(const char *text, const struct cursor_key *key,
	const struct cursor_question *question, struct cursor *cursor,
	struct err *err);

#endif
