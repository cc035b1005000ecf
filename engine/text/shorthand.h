/*
 * shorthand.h - texts in which the commonest words are codes
 *
 * News says the same few thousand words again and again.  A shorthand is a
 * list of words, learned from a sample, and a text written in it has a byte
 * or two for each of them: less than half of the bytes, and of what is then
 * deflated a quarter less, in half of the time.  Words are taken with the
 * blank before them, so that blanks cost nothing.
 *
 * A text in shorthand has no NUL and begins with no byte from 2 to 8: these
 * are left to whoever keeps such texts.  Bytes: docs/index-format.md.
 *
 * Thread: a shorthand is only read: any thread.
 */
#ifndef ENGINE_SHORTHAND_H
#define ENGINE_SHORTHAND_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHORTHAND_WORDS 16384 /* codes there are */
#define SHORTHAND_WORD_MAX 24 /* bytes of a word */
#define SHORTHAND_OWN 9	      /* no text begins with 2 .. below this */

struct shorthand;

/* Of words, each with its NUL, commonest first: a copy.  None at all are
 * fine.  ERR_INDEX for bytes that are no such list. */
struct shorthand *shorthand_new(const char *words, size_t len, struct err *err);
/* The same for reading alone: nothing can be written in it. */
struct shorthand *shorthand_open(
	const char *words, size_t len, struct err *err);
/* The same; but if `like` is of these words (NULL: it is not), that one, which
 * then has one more owner: all of them in one thread. */
struct shorthand *shorthand_open_like(
	const char *words, size_t len, struct shorthand *like, struct err *err);
/* Its last owner frees it; NULL is fine. */
void shorthand_free(struct shorthand *shorthand);

/* Were they made of the same words? */
bool shorthand_same(const struct shorthand *a, const struct shorthand *b);

/* The list it was made of. */
const char *shorthand_words(const struct shorthand *shorthand, size_t *len);

/* Append text[0..len), which has no NUL, in shorthand; not the NUL behind. */
void shorthand_write(const struct shorthand *shorthand, const char *text,
	size_t len, struct buf *out);

/* Append the text that bytes[0..len) are in shorthand; false if they are none,
 * and then nothing is sure of what is behind the end of out. */
bool shorthand_read(const struct shorthand *shorthand, const char *bytes,
	size_t len, struct buf *out);

/*
 * Learning: the words of a sample, and then the list of those that are worth
 * a code.  The same texts in any order give the same list.
 */
struct shorthand_sample;
struct shorthand_sample *shorthand_sample_new(void);
void shorthand_sample_free(struct shorthand_sample *sample);
void shorthand_sample_add(
	struct shorthand_sample *sample, const char *text, size_t len);
/* Append the list to out. */
void shorthand_sample_words(struct shorthand_sample *sample, struct buf *out);

#endif
