#include "engine/text/sentences.h"

#include "base/mem.h"
#include "engine/passages/snippet.h"
#include "engine/text/token.h"

#include <stdlib.h>
#include <string.h>

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

/* 64-bit FNV-1a. */
static uint64_t
add_bytes(uint64_t hash, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001b3u;
	return hash;
}

/* A hash of the words of text[0..len); false if there are none. */
static bool
hash_words(struct tokens *tokens, const char *text, size_t len, uint64_t *out)
{
	struct token token;
	bool any = false;

	*out = 0xcbf29ce484222325u;
	tokens_start(tokens, text, len);
	while (tokens_next(tokens, &token)) {
		if (token.flags & TOKEN_WHOLE)
			continue;
		*out = add_bytes(*out, token.text, token.len);
		*out = add_bytes(*out, "", 1);
		any = true;
	}
	return any;
}

static int
compare_words(const void *va, const void *vb)
{
	const struct sentence *a = va, *b = vb;
	int c = COMPARE(a->words, b->words);

	return c != 0 ? c : COMPARE(a->start, b->start);
}

static int
compare_places(const void *va, const void *vb)
{
	const struct sentence *a = va, *b = vb;

	return COMPARE(a->start, b->start);
}

/* Where a sentence begins: behind the white space before it. */
static size_t
skip_blanks(const char *text, size_t at, size_t end)
{
	while (at < end && (unsigned char)text[at] <= ' ')
		at++;
	return at;
}

void
sentences_of(const char *text, struct arena *arena, struct sentences *out)
{
	size_t len = text != NULL ? strlen(text) : 0, cap = 0, n = 0;
	struct sentence *items = NULL;
	struct tokens tokens = { 0 };

	for (size_t at = 0, end; at < len; at = end) {
		struct sentence sentence;

		end = sentence_end(text, len, at);
		at = skip_blanks(text, at, end);
		sentence.start = (uint32_t)at;
		sentence.end = (uint32_t)end;
		if (hash_words(&tokens, text + at, end - at, &sentence.words))
			vec_push(items, n, cap) = sentence;
	}
	*out = (struct sentences){ .text = text, .count = (uint32_t)n };
	if (n > 0) {
		qsort(items, n, sizeof(*items), compare_words);
		out->items = arena_array(arena, n, sizeof(*items));
		memcpy(out->items, items, n * sizeof(*items));
	}
	tokens_release(&tokens);
	free(items);
}

uint32_t
sentences_missing(const struct sentences *text, const struct sentences *other,
	struct arena *arena, const char **out, uint32_t n)
{
	struct sentence *missing = NULL;
	size_t count = 0, cap = 0;

	for (uint32_t i = 0, k = 0; i < text->count;) {
		uint64_t words = text->items[i].words;

		if (k < other->count && other->items[k].words < words)
			k++;
		else if (k < other->count && other->items[k].words == words)
			i++, k++;
		else
			vec_push(missing, count, cap) = text->items[i++];
	}
	if (count > 0)
		qsort(missing, count, sizeof(*missing), compare_places);
	for (uint32_t i = 0; i < n && i < count; i++)
		out[i] = arena_copy(arena, text->text + missing[i].start,
			missing[i].end - missing[i].start);
	free(missing);
	return (uint32_t)count;
}
