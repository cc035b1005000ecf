#include "indexer/build/wording.h"

#include "engine/story/story_bundle.h"

/* Bytes of text to learn from: docs/decisions/0080. */
#define SAMPLE ((uint64_t)6 << 20)

/* Of so many stories one, for the sample to be of that size. */
static size_t
stride(const struct story_key *keys, size_t n)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < n; i++)
		bytes += keys[i].text_bytes;
	return (size_t)(bytes / SAMPLE + 1);
}

static bool
take_sample(struct shorthand_sample *sample, const struct spool *spools,
	const struct story_key *keys, size_t n, struct err *err)
{
	size_t step = stride(keys, n);
	struct arena arena = { 0 };
	struct buf bytes = { 0 };
	bool ok = true;

	for (size_t i = step / 2; ok && i < n; i += step) {
		struct story story = { 0 };

		arena_reset(&arena);
		ok = spool_fetch(&spools[keys[i].spool], &keys[i], &bytes,
			&arena, &story, err);
		if (ok)
			story_bundle_sample(sample, &story);
	}
	arena_release(&arena);
	buf_release(&bytes);
	return ok;
}

struct shorthand *
wording_learn(const struct spool *spools, const struct story_key *keys,
	size_t n, struct err *err)
{
	struct shorthand_sample *sample = shorthand_sample_new();
	struct shorthand *learned = NULL;
	struct buf words = { 0 };

	if (take_sample(sample, spools, keys, n, err)) {
		shorthand_sample_words(sample, &words);
		learned = shorthand_new(buf_text(&words), words.len, err);
	}
	shorthand_sample_free(sample);
	buf_release(&words);
	return learned;
}
