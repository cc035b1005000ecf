/* shorthand_sample.c - which words are worth a code */
#include "engine/text/shorthand.h"

#include "base/mem.h"
#include "base/names.h"
#include "engine/text/shorthand_token.h"

#include <stdlib.h>
#include <string.h>

/* What is met less often is not worth a place in the list. */
#define WORTH 3

struct shorthand_sample {
	struct names tokens;
	uint32_t *counts; /* of each */
	size_t counts_cap;
};

struct counted {
	const char *text;
	size_t len;
	uint32_t count;
};

struct shorthand_sample *
shorthand_sample_new(void)
{
	return mem_alloc(sizeof(struct shorthand_sample));
}

void
shorthand_sample_free(struct shorthand_sample *sample)
{
	if (sample == NULL)
		return;
	names_release(&sample->tokens);
	free(sample->counts);
	free(sample);
}

void
shorthand_sample_add(
	struct shorthand_sample *sample, const char *text, size_t len)
{
	const char *at = text, *end = text + len;

	while (at < end) {
		uint32_t hash, i;
		size_t token = shorthand_token(at, end, &hash);
		bool added;

		if (token > 1 && token <= SHORTHAND_WORD_MAX) {
			i = names_add(&sample->tokens, at, token, &added);
			sample->counts =
				mem_grow(sample->counts, &sample->counts_cap,
					(size_t)i + 1, sizeof(*sample->counts));
			sample->counts[i] = added ? 1 : sample->counts[i] + 1;
		}
		at += token > 0 ? token : 1;
	}
}

/* Most often first; ties by length and bytes. */
static int
compare(const void *va, const void *vb)
{
	const struct counted *a = va, *b = vb;

	if (a->count != b->count)
		return a->count < b->count ? 1 : -1;
	if (a->len != b->len)
		return a->len < b->len ? 1 : -1;
	return memcmp(a->text, b->text, a->len);
}

void
shorthand_sample_words(struct shorthand_sample *sample, struct buf *out)
{
	const struct names *tokens = &sample->tokens;
	struct counted *words =
		mem_array(NULL, tokens->count + (size_t)1, sizeof(*words));
	size_t n = 0;

	for (uint32_t i = 0; i < tokens->count; i++) {
		struct counted *word = &words[n];

		word->text = names_text(tokens, i, &word->len);
		word->count = sample->counts[i];
		n += word->count >= WORTH;
	}
	qsort(words, n, sizeof(*words), compare);
	for (size_t i = 0; i < n && i < SHORTHAND_WORDS; i++) {
		buf_add(out, words[i].text, words[i].len);
		buf_putc(out, '\0');
	}
	free(words);
}
