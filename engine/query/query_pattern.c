/* query_pattern.c - wildcards on their way through the tokenizer */
#include "engine/query/query_pattern.h"

#include "base/utf8.h"

#include <string.h>

/*
 * Letters of Roman inscriptions and of phonetics, U+A7FB and U+A7FC: folding
 * leaves them alone, nothing else folds to them, and no language is written
 * with them.  Both are three bytes.
 */
#define MASK_ANY "\xea\x9f\xbb" /* * */
#define MASK_ONE "\xea\x9f\xbc" /* ? */
#define MASK_SIZE 3

static bool
is_mask(const char *text, size_t len, const char *mask)
{
	return len >= MASK_SIZE && memcmp(text, mask, MASK_SIZE) == 0;
}

static bool
is_wild(char c)
{
	return c == '*' || c == '?';
}

/* Is the character at the start of text[0..len) part of a word that is not
 * found by pairs? */
static bool
is_word(const char *text, size_t len, size_t *size)
{
	int32_t cp;
	enum utf8_class class;

	*size = utf8_decode(text, len, &cp);
	class = utf8_class(cp);
	return class == UTF8_LETTER || class == UTF8_DIGIT ||
	       class == UTF8_MARK;
}

/* A run of * and ? as it counts: each ?, and one * if there is any. */
struct run {
	uint32_t ones;
	bool any;
};

/* What counts of text[0..len), nothing but * and ?. */
static struct run
run_of(const char *text, size_t len, bool before, bool after)
{
	struct run run = { 0 };

	while (!before && len > 0 && *text == '?') {
		text++;
		len--;
	}
	while (!after && len > 0 && text[len - 1] == '?')
		len--;
	for (size_t i = 0; i < len; i++) {
		run.any |= text[i] == '*';
		run.ones += text[i] == '?';
	}
	if (run.any ? !before && !after : !before || !after)
		return (struct run){ 0 };
	return run;
}

/* Append the run, or a blank where it is punctuation; returns the end. */
static char *
put_run(char *out, struct run run)
{
	if (run.ones == 0 && !run.any)
		*out++ = ' ';
	for (uint32_t i = 0; i < run.ones; i++, out += MASK_SIZE)
		memcpy(out, MASK_ONE, MASK_SIZE);
	if (run.any) {
		memcpy(out, MASK_ANY, MASK_SIZE);
		out += MASK_SIZE;
	}
	return out;
}

/* Is there anything to put or to hide? */
static bool
has_any(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (is_wild(text[i]) || is_mask(text + i, len - i, MASK_ANY) ||
			is_mask(text + i, len - i, MASK_ONE))
			return true;
	return false;
}

/* An address has ? and * of its own. */
static bool
is_address(const char *text, size_t len)
{
	for (size_t i = 0; i + 3 <= len; i++)
		if (memcmp(text + i, "://", 3) == 0)
			return true;
	return false;
}

const char *
pattern_mask(struct arena *arena, const char *text, size_t *len)
{
	bool address = is_address(text, *len), before = false;
	char *masked, *out;
	size_t size;

	if (!has_any(text, *len))
		return text;
	masked = out = arena_alloc(arena, *len * MASK_SIZE + 1);
	for (size_t at = 0, end; at < *len; at = end) {
		for (end = at; end < *len && is_wild(text[end]);)
			end++;
		if (end > at) {
			bool after = end < *len &&
				     is_word(text + end, *len - end, &size);

			out = put_run(out,
				run_of(text + at, end - at, !address && before,
					!address && after));
			continue;
		}
		before = is_word(text + at, *len - at, &size);
		end = at + size;
		if (is_mask(text + at, size, MASK_ANY) ||
			is_mask(text + at, size, MASK_ONE))
			*out++ = ' ';
		else
			out = (char *)memcpy(out, text + at, size) + size;
	}
	*out = '\0';
	*len = (size_t)(out - masked);
	return masked;
}

const char *
pattern_unmask(
	struct arena *arena, const char *token, size_t *len, uint32_t *letters)
{
	char *pattern, *out;
	bool wild = false;
	size_t size;

	*letters = 0;
	pattern = out = arena_alloc(arena, *len + 1);
	for (size_t at = 0; at < *len; at += size) {
		bool any = is_mask(token + at, *len - at, MASK_ANY);

		size = MASK_SIZE;
		if (any || is_mask(token + at, *len - at, MASK_ONE)) {
			*out++ = any ? '*' : '?';
			wild = true;
			continue;
		}
		*letters += is_word(token + at, *len - at, &size);
		out = (char *)memcpy(out, token + at, size) + size;
	}
	*out = '\0';
	*len = (size_t)(out - pattern);
	return wild ? pattern : NULL;
}
