/* vocabulary.c - reading a vocabulary: docs/index-format.md section 5 */
#include "engine/index/vocabulary.h"

#include "engine/index/column_file.h"
#include "engine/index/vocabulary_draft.h"

#include <stdlib.h>
#include <string.h>

/* ---- opening ---- */

/* The parts of the payload, if they add up to its size. */
static bool
divide(const struct column_file *file, struct vocabulary *vocabulary,
	uint32_t *nbytes)
{
	const uint32_t *at = (const uint32_t *)(const void *)file->payload;
	uint64_t size, words, stems;

	if (file->size < 3 * sizeof(*at) || file->count >= WORD_NONE)
		return false;
	words = vocabulary->count = (uint32_t)file->count;
	stems = vocabulary->nstems = at[0];
	vocabulary->nforms = at[1];
	*nbytes = at[2];
	size = sizeof(*at) * (3 + 3 * words + 1 + 2 * (stems + 1) +
				     vocabulary->nforms) +
	       *nbytes;
	if (size != file->size)
		return false;
	vocabulary->stories = at + 3;
	vocabulary->distinct = vocabulary->stories + words;
	vocabulary->word_at = vocabulary->distinct + words;
	vocabulary->stem_at = vocabulary->word_at + words + 1;
	vocabulary->forms_at = vocabulary->stem_at + stems + 1;
	vocabulary->forms = vocabulary->forms_at + stems + 1;
	vocabulary->bytes =
		(const char *)(vocabulary->forms + vocabulary->nforms);
	return true;
}

/* Texts at[0..n] one behind the other in the bytes, strictly ascending. */
static bool
texts_ascend(const char *bytes, const uint32_t *at, uint32_t n, uint32_t last,
	uint32_t *bad)
{
	for (*bad = 0; *bad < n; ++*bad) {
		const uint32_t *t = at + *bad;
		uint32_t before, len;
		int order;

		if (t[0] >= t[1] || t[1] > last)
			return false;
		if (*bad == 0)
			continue;
		before = t[0] - t[-1];
		len = t[1] - t[0];
		order = memcmp(bytes + t[-1], bytes + t[0],
			before < len ? before : len);
		if (order > 0 || (order == 0 && before >= len))
			return false;
	}
	return true;
}

/* Forms of each stem: within the file, words, ascending. */
static bool
forms_ascend(const struct vocabulary *vocabulary, uint32_t *bad)
{
	const uint32_t *at = vocabulary->forms_at;

	*bad = 0;
	if (at[0] != 0 || at[vocabulary->nstems] != vocabulary->nforms)
		return false;
	for (; *bad < vocabulary->nstems; ++*bad) {
		if (at[*bad] > at[*bad + 1] ||
			at[*bad + 1] > vocabulary->nforms)
			return false;
		for (uint32_t i = at[*bad]; i < at[*bad + 1]; i++)
			if (vocabulary->forms[i] >= vocabulary->count ||
				(i > at[*bad] &&
					vocabulary->forms[i] <=
						vocabulary->forms[i - 1]))
				return false;
	}
	return true;
}

/* Everything that reading relies on, so that it need not look again. */
static bool
sound(const struct vocabulary *vocabulary, uint32_t nbytes, const char *dir,
	struct err *err)
{
	uint32_t bad;

	if (!texts_ascend(vocabulary->bytes, vocabulary->word_at,
		    vocabulary->count, nbytes, &bad))
		return column_file_damaged(err, dir, VOCABULARY_FILE,
			bad + 1ull, "a word out of order");
	for (uint32_t i = 0; i < vocabulary->count; i++)
		if (vocabulary->distinct[i] > vocabulary->stories[i])
			return column_file_damaged(err, dir, VOCABULARY_FILE,
				i + 1ull, "more texts than stories");
	if (!texts_ascend(vocabulary->bytes, vocabulary->stem_at,
		    vocabulary->nstems, nbytes, &bad))
		return column_file_damaged(err, dir, VOCABULARY_FILE,
			bad + 1ull, "a stem out of order");
	if (!forms_ascend(vocabulary, &bad))
		return column_file_damaged(err, dir, VOCABULARY_FILE,
			bad + 1ull, "forms out of order");
	return true;
}

void
vocabulary_put_up(struct vocabulary *vocabulary)
{
	signposts_make(&vocabulary->word_posts, vocabulary->bytes,
		vocabulary->word_at, vocabulary->count);
	signposts_make(&vocabulary->stem_posts, vocabulary->bytes,
		vocabulary->stem_at, vocabulary->nstems);
}

bool
vocabulary_open(const char *dir, struct vocabulary *vocabulary, struct err *err)
{
	struct column_file file;
	uint32_t nbytes;

	memset(vocabulary, 0, sizeof(*vocabulary));
	if (!column_file_map(dir, VOCABULARY_FILE, 0, &file, err))
		return false;
	vocabulary->map = file.map;
	vocabulary->payload = file.payload;
	vocabulary->size = file.size;
	if (!divide(&file, vocabulary, &nbytes))
		err_set(err, ERR_INDEX, "%s/%s: not as long as its header says",
			dir, VOCABULARY_FILE);
	else if (sound(vocabulary, nbytes, dir, err)) {
		vocabulary_put_up(vocabulary);
		return true;
	}
	vocabulary_close(vocabulary);
	return false;
}

void
vocabulary_close(struct vocabulary *vocabulary)
{
	if (vocabulary->map.data != NULL)
		fs_unmap(&vocabulary->map);
	signposts_release(&vocabulary->word_posts);
	signposts_release(&vocabulary->stem_posts);
	for (size_t i = 0; i < 7; i++)
		free(vocabulary->memory[i]);
	memset(vocabulary, 0, sizeof(*vocabulary));
}

/* ---- finding ---- */

const char *
vocabulary_word(
	const struct vocabulary *vocabulary, uint32_t ordinal, size_t *len)
{
	const uint32_t *at = vocabulary->word_at + ordinal;

	*len = at[1] - at[0];
	return vocabulary->bytes + at[0];
}

/* Texts [0..n) of some bytes: words or stems. */
struct texts {
	const char *bytes;
	const uint32_t *at;
	uint32_t n;
	const struct signposts *posts;
};

/* How a text, cut to `most` bytes, compares. */
static int
compare(const struct texts *texts, uint32_t i, const char *text, size_t len,
	size_t most)
{
	size_t own = texts->at[i + 1] - texts->at[i];
	int order;

	if (own > most)
		own = most;
	order = memcmp(
		texts->bytes + texts->at[i], text, own < len ? own : len);
	return order != 0 ? order : (own > len) - (own < len);
}

/* The first of [low, high) that is not below the text, or with `above` the
 * first above it; texts are cut to `most` bytes. */
static uint32_t
first_from(const struct texts *texts, uint32_t low, uint32_t high,
	const char *text, size_t len, size_t most, bool above)
{
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (compare(texts, middle, text, len, most) < above)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The place of this text; WORD_NONE if it is not there. */
static uint32_t
find(const struct texts *texts, const char *text, size_t len)
{
	uint32_t low, high, i;

	signposts_find(texts->posts, texts->n, text, len, &low, &high);
	i = first_from(texts, low, high, text, len, SIZE_MAX, false);
	return i < texts->n && compare(texts, i, text, len, SIZE_MAX) == 0
		       ? i
		       : WORD_NONE;
}

static struct texts
words_of(const struct vocabulary *vocabulary)
{
	return (struct texts){ vocabulary->bytes, vocabulary->word_at,
		vocabulary->count, &vocabulary->word_posts };
}

uint32_t
vocabulary_find(
	const struct vocabulary *vocabulary, const char *word, size_t len)
{
	const struct texts words = words_of(vocabulary);

	return find(&words, word, len);
}

void
vocabulary_prefix(const struct vocabulary *vocabulary, const char *text,
	size_t len, uint32_t *first, uint32_t *end)
{
	const struct texts words = words_of(vocabulary);

	*first = first_from(&words, 0, words.n, text, len, len, false);
	*end = first_from(&words, *first, words.n, text, len, len, true);
}

const uint32_t *
vocabulary_forms(const struct vocabulary *vocabulary, const char *stem,
	size_t len, uint32_t *n)
{
	const struct texts stems = { vocabulary->bytes, vocabulary->stem_at,
		vocabulary->nstems, &vocabulary->stem_posts };
	uint32_t i = find(&stems, stem, len);

	*n = 0;
	if (i == WORD_NONE)
		return NULL;
	*n = vocabulary->forms_at[i + 1] - vocabulary->forms_at[i];
	return vocabulary->forms + vocabulary->forms_at[i];
}
