/*
 * query_pattern.h - wildcards on their way through the tokenizer
 *
 * A * counts where it touches a word, a ? where it stands inside one; all
 * others are punctuation.  Those that count are put as letters that no text
 * has, so that the tokenizer finds words around them as it does in stories,
 * and are put back in its tokens.
 *
 * Pure.  Thread: any.
 */
#ifndef ENGINE_QUERY_PATTERN_H
#define ENGINE_QUERY_PATTERN_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* text[0..*len) with letters for the wildcards, in the arena; the text itself
 * when it has none. */
const char *pattern_mask(struct arena *arena, const char *text, size_t *len);

/* Does a token of a masked text have wildcards?  Then pattern[0..*len), in
 * the arena, has them as written, and *letters counts what is fixed. */
const char *pattern_unmask(
	struct arena *arena, const char *token, size_t *len, uint32_t *letters);

#endif
