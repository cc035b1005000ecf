#include "engine/plan/expansion.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "engine/plan/similar.h"

#include <string.h>

#define SHOWN_MAX 64 /* bytes */

/* Words found so far. */
struct found {
	struct arena *arena;
	uint32_t limit;
	uint32_t *words;
	size_t count, cap;
};

/* One more; false when there are too many. */
static bool
take(struct found *found, uint32_t ordinal)
{
	*arena_push(found->arena, found->words, found->count, found->cap) =
		ordinal;
	return found->count <= found->limit;
}

/* ---- patterns ---- */

/* How many bytes of text[0..len) have no wildcard. */
static size_t
plain_bytes(const char *text, size_t len)
{
	size_t n = 0;

	while (n < len && text[n] != '*' && text[n] != '?')
		n++;
	return n;
}

/* The longest run of the pattern without a wildcard. */
static const char *
longest_plain(const char *pattern, size_t len, size_t *longest)
{
	const char *best = pattern;

	*longest = 0;
	for (size_t at = 0, n; at < len; at += n + 1) {
		n = plain_bytes(pattern + at, len - at);
		if (n > *longest) {
			best = pattern + at;
			*longest = n;
		}
	}
	return best;
}

/* Does the whole word look so?  A `*` that turns out too short takes one
 * more, the last one first: no way is gone twice. */
static bool
looks_so(const char *pattern, size_t plen, const char *word, size_t wlen)
{
	size_t p = 0, w = 0, star = SIZE_MAX, from = 0;

	while (w < wlen) {
		if (p < plen && pattern[p] == '*') {
			star = p++;
			from = w;
		} else if (p < plen && pattern[p] == '?') {
			int32_t cp;

			p++;
			w += utf8_decode(word + w, wlen - w, &cp);
		} else if (p < plen && pattern[p] == word[w]) {
			p++;
			w++;
		} else if (star != SIZE_MAX) {
			int32_t cp;

			p = star + 1;
			from += utf8_decode(word + from, wlen - from, &cp);
			w = from;
		} else
			return false;
	}
	while (p < plen && pattern[p] == '*')
		p++;
	return p == plen;
}

/* The word in [low, high) that holds this byte. */
static uint32_t
word_at(const struct vocabulary *vocabulary, uint32_t low, uint32_t high,
	uint32_t byte)
{
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (vocabulary->word_at[middle] <= byte)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/*
 * The words [i, end) that look so.  Only those that hold the longest plain
 * run can, and all words lie side by side: looking for it in their bytes
 * takes a fraction of the time that taking each up would.
 */
static void
scan(const struct vocabulary *vocabulary, const struct query *word, uint32_t i,
	uint32_t end, struct found *found)
{
	const char *bytes = vocabulary->bytes;
	size_t plain_len, len;
	const char *plain = longest_plain(word->text, word->len, &plain_len);

	for (; i < end; i++) {
		uint32_t from = vocabulary->word_at[i];
		const char *text;

		if (plain_len > 0) {
			text = memmem(bytes + from,
				vocabulary->word_at[end] - from, plain,
				plain_len);
			if (text == NULL)
				return;
			i = word_at(
				vocabulary, i, end, (uint32_t)(text - bytes));
		}
		text = vocabulary_word(vocabulary, i, &len);
		if (looks_so(word->text, word->len, text, len) &&
			!take(found, i))
			return;
	}
}

static void
find_pattern(const struct vocabulary *vocabulary, const struct query *word,
	struct found *found)
{
	size_t plain = plain_bytes(word->text, word->len);
	uint32_t first, end;

	vocabulary_prefix(vocabulary, word->text, plain, &first, &end);
	if (plain + 1 != word->len || word->text[plain] != '*') {
		scan(vocabulary, word, first, end, found);
		return;
	}
	while (first < end && take(found, first))
		first++;
}

/* ---- similar words ---- */

static bool
take_similar(void *ctx, uint32_t ordinal, unsigned edits)
{
	(void)edits;
	return take(ctx, ordinal);
}

/* ---- either ---- */

/* As much of a word as a refusal should show. */
static int
shown(const struct query *word)
{
	uint32_t n = word->len < SHOWN_MAX ? word->len : SHOWN_MAX;

	while (n < word->len && n > 0 &&
		((unsigned char)word->text[n] & 0xc0) == 0x80)
		n--;
	return (int)n;
}

static bool
too_many(const struct query *word, uint32_t limit, struct err *err)
{
	err_set(err, ERR_BROAD,
		"more than %u words look like %.*s; a word has at most %u "
		"expansions",
		limit, shown(word), word->text, limit);
	return err_keys(err, "limit=expansions col=%u near=\"%.*s\"", word->col,
		shown(word), word->text);
}

bool
expansion_find(const struct vocabulary *vocabulary, const struct query *word,
	uint32_t limit, struct arena *arena, struct expansion *out,
	struct err *err)
{
	struct found found = { .arena = arena, .limit = limit };

	if (word->kind == QUERY_PATTERN)
		find_pattern(vocabulary, word, &found);
	else
		similar_words(vocabulary, word->text, word->len, word->n,
			take_similar, &found);
	if (found.count > limit)
		return too_many(word, limit, err);
	out->words = found.words;
	out->count = (uint32_t)found.count;
	return true;
}

bool
expansion_fits(const struct query *word, const char *text, size_t len)
{
	if (word->kind == QUERY_PATTERN)
		return looks_so(word->text, word->len, text, len);
	return similar_are(word->text, word->len, text, len, word->n);
}
