#include "indexer/build/wording.h"

#include "engine/story/story_bundle.h"

/* Bytes of text to learn from: docs/decisions/0080. */
#define SAMPLE ((uint64_t)6 << 20)

/* Of so many stories one, for the sample to be of that size. */
static bool
take_sample(struct shorthand_sample *sample, const struct wording *wording,
	struct err *err)
{
	size_t step = (size_t)(wording->bytes / SAMPLE + 1);
	struct arena arena = { 0 };
	bool ok = true;

	for (size_t i = step / 2; ok && i < wording->stories; i += step) {
		struct story story = { 0 };

		arena_reset(&arena);
		ok = wording->read(wording->ctx, i, &arena, &story, err);
		if (ok)
			story_bundle_sample(sample, &story);
	}
	arena_release(&arena);
	return ok;
}

struct shorthand *
wording_learn_of(const struct wording *wording, struct err *err)
{
	struct shorthand_sample *sample = shorthand_sample_new();
	struct shorthand *learned = NULL;
	struct buf words = { 0 };

	if (take_sample(sample, wording, err)) {
		shorthand_sample_words(sample, &words);
		learned = shorthand_new(buf_text(&words), words.len, err);
	}
	shorthand_sample_free(sample);
	buf_release(&words);
	return learned;
}

/* ---- stories of spools ---- */

struct spooled {
	const struct spool *spools;
	const struct story_key *keys;
	struct buf bytes;
};

static bool
fetch(void *ctx, size_t i, struct arena *arena, struct story *story,
	struct err *err)
{
	struct spooled *from = ctx;
	const struct story_key *key = &from->keys[i];

	return spool_fetch(&from->spools[key->spool], key, &from->bytes, arena,
		story, err);
}

struct shorthand *
wording_learn(const struct spool *spools, const struct story_key *keys,
	size_t n, struct err *err)
{
	struct spooled from = { .spools = spools, .keys = keys };
	struct wording wording = {
		.stories = n,
		.read = fetch,
		.ctx = &from,
	};
	struct shorthand *learned;

	for (size_t i = 0; i < n; i++)
		wording.bytes += keys[i].text_bytes;
	learned = wording_learn_of(&wording, err);
	buf_release(&from.bytes);
	return learned;
}
