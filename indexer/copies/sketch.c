#include "indexer/copies/sketch.h"

#include <stdlib.h>
#include <string.h>

/* ---- shingles ---- */

/* Odd, and so a number that can be multiplied away and back. */
#define RUN_BASE 0x9e3779b97f4a7c15u
/* To the power of SHINGLE_WORDS: what the oldest word weighs. */
#define RUN_SQUARE (RUN_BASE * RUN_BASE)
#define RUN_OLDEST (RUN_SQUARE * RUN_SQUARE * RUN_SQUARE * RUN_SQUARE)
_Static_assert(SHINGLE_WORDS == 8, "the power of RUN_OLDEST");

/* 64-bit FNV-1a, for each word anew, then mixed. */
#define WORD_START 0xcbf29ce484222325u
#define WORD_PRIME 0x100000001b3u

/* Every bit of the result depends on every bit of n. */
static uint64_t
mixed(uint64_t n)
{
	n = (n ^ n >> 30) * 0xbf58476d1ce4e5b9u;
	n = (n ^ n >> 27) * 0x94d049bb133111ebu;
	return n ^ n >> 31;
}

/* Take a word by its hash, not yet mixed. */
static bool
shingling_hash(struct shingling *shingling, uint64_t word, uint64_t *hash)
{
	uint64_t *place = &shingling->words[shingling->nwords % SHINGLE_WORDS];
	uint64_t oldest = *place; /* 0 until the ring is full */

	*place = mixed(word);
	shingling->run =
		shingling->run * RUN_BASE + *place - oldest * RUN_OLDEST;
	if (++shingling->nwords < SHINGLE_WORDS)
		return false;
	*hash = mixed(shingling->run);
	return true;
}

bool
shingling_word(struct shingling *shingling, const char *word, size_t len,
	uint64_t *hash)
{
	uint64_t h = WORD_START;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)word[i]) * WORD_PRIME;
	return shingling_hash(shingling, h, hash);
}

/* ---- the sketch ---- */

/* A text on its way to its key. */
struct keying {
	struct text_digest digest;
	struct shingling shingling;
	uint64_t least[SKETCH_HASHES]; /* ascending */
	size_t n;
};

/* Keep a hash if it is among the least so far, and new. */
static void
keep_least(struct keying *keying, uint64_t hash)
{
	size_t at = keying->n;

	if (at == SKETCH_HASHES && hash >= keying->least[at - 1])
		return;
	while (at > 0 && keying->least[at - 1] > hash)
		at--;
	if (at > 0 && keying->least[at - 1] == hash)
		return;
	if (keying->n < SKETCH_HASHES)
		keying->n++;
	memmove(&keying->least[at + 1], &keying->least[at],
		(keying->n - 1 - at) * sizeof(*keying->least));
	keying->least[at] = hash;
}

/* Both hashes in one loop: each waits for its multiplication. */
static void
take_word(void *ctx, const char *word, size_t len)
{
	struct keying *keying = ctx;
	struct text_digest digest = keying->digest;
	uint64_t h = WORD_START, hash;

	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)word[i];

		text_digest_byte(&digest, byte);
		h = (h ^ byte) * WORD_PRIME;
	}
	text_digest_byte(&digest, '\0');
	keying->digest = digest;
	if (shingling_hash(&keying->shingling, h, &hash))
		keep_least(keying, hash);
}

static int
compare_hashes(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/*
 * The upper half of a hash decided whether it is kept, so that among all
 * texts it takes few values; the lower half tells shingles apart.
 */
static void
make_sketch(const struct keying *keying, struct sketch *out)
{
	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < keying->n; i++) {
		uint32_t low = (uint32_t)keying->least[i];

		out->hashes[i] = low != 0 ? low : 1;
	}
	qsort(out->hashes, SKETCH_HASHES, sizeof(*out->hashes), compare_hashes);
}

void
text_key(struct terms *terms, const struct story *story, struct text_key *out)
{
	struct keying keying = { .digest = text_digest_start() };
	size_t nwords = terms_compared(terms, story, take_word, &keying);

	if (nwords == 0)
		text_digest_no_word(&keying.digest, story);
	if (nwords < SKETCH_WORDS_MIN)
		keying.n = 0;
	out->digest = keying.digest;
	make_sketch(&keying, &out->sketch);
}

unsigned
sketch_shared(const struct sketch *a, const struct sketch *b)
{
	unsigned shared = 0;

	for (size_t i = 0, k = 0; i < SKETCH_HASHES && k < SKETCH_HASHES;) {
		uint32_t x = a->hashes[i], y = b->hashes[k];

		shared += x == y && x != 0;
		i += x <= y;
		k += y <= x;
	}
	return shared;
}
