#include "indexer/names/name_cues.h"

#include "base/image.h"
#include "base/mem.h"
#include "base/must.h"
#include "base/stop.h"
#include "indexer/names/name_cue_words.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS_FIRST 1024 /* powers of two */
#define PAIR_BITS_FIRST ((size_t)1 << 12)
#define PAIR_BITS_EACH 16

/* Of a slot: the upper bits of a hash, and below them the kind of its word. */
#define KIND_BITS 20
#define KIND_MASK ((UINT64_C(1) << KIND_BITS) - 1)

/*
 * Open addressing.  While words are added the hashes stand by themselves, 0
 * where none is, and what is known of the word of a slot under the same
 * number.  Then all is packed into 8 bytes a slot, so that the table stays
 * near: the words are of a few hundred kinds only.
 */
struct name_cues {
	const struct registry *registry;
	uint64_t seed;
	uint64_t *hashes;      /* NULL once they are packed */
	struct name_cue *cues; /* NULL, too */
	uint64_t *slots;       /* 0: empty */
	struct name_cue *kinds;
	size_t nkinds, cap_kinds;
	struct registry_meanings *means; /* of the word as a phrase */
	size_t nslots, count;
	/* A bit or two for each two words that a phrase begins with. */
	uint64_t *pairs;
	size_t npair_bits;
	/* Endings by their last letter: the first, then each the next; + 1 */
	uint8_t ending_by[26];
	uint8_t ending_next[CUE_ENDINGS];
	uint8_t ending_len[CUE_ENDINGS];
};

/* Spread every bit of h over all of it. */
static uint64_t
mix(uint64_t h)
{
	h ^= h >> 32;
	h *= 0x9e3779b97f4a7c15u;
	h ^= h >> 29;
	return h;
}

/* All of one to eight bytes, whatever their number. */
static uint64_t
piece_of(const char *word, size_t len)
{
	uint32_t low, high;

	if (len < sizeof(low)) {
		low = len == 0 ? 0
			       : (uint32_t)(unsigned char)word[0] << 16 |
					 (uint32_t)(unsigned char)word[len / 2]
						 << 8 |
					 (unsigned char)word[len - 1];
		return low;
	}
	memcpy(&low, word, sizeof(low));
	memcpy(&high, word + len - sizeof(high), sizeof(high));
	return (uint64_t)high << 32 | low;
}

/* The hash of a word with these bits set in each of eight bytes. */
static inline uint64_t
hash_with(const struct name_cues *cues, const char *word, size_t len,
	uint64_t bits)
{
	uint64_t h = cues->seed ^ (len * 0xff51afd7ed558ccdu);
	uint64_t piece;

	for (; len > sizeof(piece);
		word += sizeof(piece), len -= sizeof(piece)) {
		memcpy(&piece, word, sizeof(piece));
		h = mix(h ^ (piece | bits));
	}
	/* Of less than four bytes the piece has three. */
	bits = len < 4 ? bits & 0xffffff : bits;
	return mix(mix(h ^ (piece_of(word, len) | bits))) | 1;
}

uint64_t
name_hash(const struct name_cues *cues, const char *word, size_t len)
{
	return hash_with(cues, word, len, 0);
}

uint64_t
name_hash_plain(const struct name_cues *cues, const char *word, size_t len)
{
	return hash_with(cues, word, len, 0x2020202020202020u);
}

/* The slot of a hash, or the empty one where it would go. */
static size_t
slot_of(const struct name_cues *cues, uint64_t hash)
{
	size_t mask = cues->nslots - 1;
	size_t i = (size_t)(hash >> 1) & mask;

	while (cues->hashes[i] != 0 && cues->hashes[i] != hash)
		i = (i + 1) & mask;
	return i;
}

/* Twice the room for words. */
static void
grow(struct name_cues *cues)
{
	struct name_cues old = *cues;

	cues->nslots = old.nslots == 0 ? SLOTS_FIRST : old.nslots * 2;
	cues->hashes = mem_alloc(cues->nslots * sizeof(*cues->hashes));
	cues->cues = mem_alloc(cues->nslots * sizeof(*cues->cues));
	cues->means = mem_alloc(cues->nslots * sizeof(*cues->means));
	for (size_t i = 0; i < old.nslots; i++) {
		size_t at = slot_of(cues, old.hashes[i]);

		if (old.hashes[i] == 0)
			continue;
		cues->hashes[at] = old.hashes[i];
		cues->cues[at] = old.cues[i];
		cues->means[at] = old.means[i];
	}
	free(old.hashes);
	free(old.cues);
	free(old.means);
}

/* The slot of a word, taken if it is new. */
static size_t
entry_of(struct name_cues *cues, const char *word, size_t len)
{
	uint64_t hash = name_hash(cues, word, len);
	size_t at;

	if (cues->count * 3 >= cues->nslots * 2)
		grow(cues);
	at = slot_of(cues, hash);
	cues->count += cues->hashes[at] == 0;
	cues->hashes[at] = hash;
	return at;
}

static void
add_words(struct name_cues *cues, enum cue_class class, const char *words)
{
	while (*words != '\0') {
		size_t len = strcspn(words, " "), at;

		if (len > 0) {
			at = entry_of(cues, words, len);
			cues->cues[at].classes |= CUE_BIT(class);
		}
		words += len;
		words += *words == ' ';
	}
}

/* Countries and cities that a single word names. */
static uint64_t
place_classes(const struct registry_meanings *means)
{
	const struct actor_phrase *actor = means->actors;
	const struct place_phrase *place = means->places;
	uint64_t classes = 0;

	for (; actor != NULL; actor = actor->next)
		if (!actor->brief && actor->actor->type == ACTOR_COUNTRY)
			classes |= CUE_BIT(CUE_COUNTRY);
	if (place != NULL && place->brief)
		classes |= CUE_BIT(CUE_STATE);
	else if (place != NULL)
		classes |= CUE_BIT(CUE_CITY);
	return classes;
}

/* What a list of the registry says of a word. */
static void
add_listed(void *ctx, const struct registry_word *word)
{
	static const struct {
		unsigned kind;
		enum cue_class class;
	} kinds[] = { { WORD_GIVEN, CUE_GIVEN }, { WORD_SURNAME, CUE_SURNAME },
		{ WORD_TITLE, CUE_TITLE }, { WORD_ROLE, CUE_ROLE },
		{ WORD_COMPANY, CUE_COMPANY }, { WORD_HEAD, CUE_BODY },
		{ WORD_SAYING, CUE_SAY }, { WORD_DEMONYM, CUE_NATION },
		{ WORD_FEATURE, CUE_LAND }, { WORD_COMMON, CUE_COMMON } };
	struct name_cues *cues = ctx;
	size_t at = entry_of(cues, word->text, word->len);
	struct name_cue *cue = &cues->cues[at];

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if ((word->kinds & kinds[i].kind) != 0)
			cue->classes |= CUE_BIT(kinds[i].class);
	if ((word->kinds & WORD_DEMONYM) != 0)
		cue->demonym = registry_demonym(cues->registry, word->text,
				       word->len) != NULL;
	if (word->phrase == 0)
		return;
	cue->phrase =
		(uint8_t)(word->phrase < UINT8_MAX ? word->phrase : UINT8_MAX);
	cues->means[at] = registry_means(cues->registry, word->text, word->len);
	cue->alone = cues->means[at].actors != NULL ||
		     cues->means[at].places != NULL;
	cue->classes |= place_classes(&cues->means[at]);
}

/* Chain the endings of each last letter; they keep their order. */
static void
index_endings(struct name_cues *cues)
{
	for (unsigned i = CUE_ENDINGS; i-- > 0;) {
		size_t len = strlen(cue_endings[i]);
		uint8_t *first =
			&cues->ending_by[cue_endings[i][len - 1] - 'a'];

		cues->ending_len[i] = (uint8_t)len;
		cues->ending_next[i] = *first;
		*first = (uint8_t)(i + 1);
	}
}

/* ---- packing ---- */

/* The kind of a cue, by a table of kinds + 1 that has room for all. */
static uint32_t
kind_of(struct name_cues *cues, const struct name_cue *cue, uint32_t *table,
	size_t mask)
{
	uint64_t h = mix(cue->classes ^ (uint64_t)cue->phrase << 56 ^
			 (uint64_t)cue->demonym << 48 ^
			 (uint64_t)cue->alone << 49);
	size_t at = (size_t)h & mask;

	for (; table[at] != 0; at = (at + 1) & mask) {
		const struct name_cue *kind = &cues->kinds[table[at] - 1];

		if (kind->classes == cue->classes &&
			kind->phrase == cue->phrase &&
			kind->demonym == cue->demonym &&
			kind->alone == cue->alone)
			return table[at];
	}
	vec_push(cues->kinds, cues->nkinds, cues->cap_kinds) = *cue;
	/* Fewer than there are ways to combine what a list says of a word. */
	must(cues->nkinds <= KIND_MASK);
	return table[at] = (uint32_t)cues->nkinds;
}

static void
pack_slots(struct name_cues *cues)
{
	uint32_t *table = mem_alloc(cues->nslots * sizeof(*table));

	cues->slots = mem_alloc(cues->nslots * sizeof(*cues->slots));
	for (size_t i = 0; i < cues->nslots; i++)
		if (cues->hashes[i] != 0)
			cues->slots[i] = (cues->hashes[i] & ~KIND_MASK) |
					 kind_of(cues, &cues->cues[i], table,
						 cues->nslots - 1);
	free(table);
	free(cues->hashes);
	free(cues->cues);
	cues->hashes = NULL;
	cues->cues = NULL;
}

/* ---- two words ---- */

/* Where the two bits of a pair are: one word of 64 bits holds both. */
static uint64_t *
pair_bits(const struct name_cues *cues, uint64_t first, uint64_t second,
	uint64_t *bits)
{
	uint64_t h = mix(first * 0xff51afd7ed558ccdu ^ second);

	*bits = UINT64_C(1) << (h & 63) | UINT64_C(1) << (h >> 6 & 63);
	return &cues->pairs[(h >> 12) & (cues->npair_bits / 64 - 1)];
}

bool
name_cues_pair(const struct name_cues *cues, uint64_t first, uint64_t second)
{
	uint64_t bits, *at = pair_bits(cues, first, second, &bits);

	return (*at & bits) == bits;
}

static void
add_pair(void *ctx, const char *phrase, size_t len)
{
	struct name_cues *cues = ctx;
	const char *first = memchr(phrase, ' ', len);
	const char *second = first != NULL ? first + 1 : NULL;
	const char *end = phrase + len, *behind;
	uint64_t bits, *at;

	if (first == NULL)
		return;
	behind = memchr(second, ' ', (size_t)(end - second));
	if (behind == NULL)
		behind = end;
	at = pair_bits(cues, name_hash(cues, phrase, (size_t)(first - phrase)),
		name_hash(cues, second, (size_t)(behind - second)), &bits);
	*at |= bits;
}

static void
make_pairs(struct name_cues *cues)
{
	size_t wanted = registry_phrases(cues->registry) * PAIR_BITS_EACH;

	cues->npair_bits = PAIR_BITS_FIRST;
	while (cues->npair_bits < wanted)
		cues->npair_bits *= 2;
	cues->pairs = mem_alloc(cues->npair_bits / 8);
	registry_each_phrase(cues->registry, add_pair, cues);
}

struct name_cues *
name_cues_new(const struct registry *registry)
{
	struct name_cues *cues = mem_alloc(sizeof(*cues));

	cues->registry = registry;
	cues->seed = mix((uint64_t)clock_ns() ^ (uintptr_t)cues);
	for (const struct cue_words *w = cue_words; w->words != NULL; w++)
		add_words(cues, w->class, w->words);
	registry_each_word(registry, add_listed, cues);
	pack_slots(cues);
	make_pairs(cues);
	index_endings(cues);
	return cues;
}

void
name_cues_free(struct name_cues *cues)
{
	if (cues == NULL)
		return;
	free(cues->slots);
	free(cues->kinds);
	free(cues->means);
	free(cues->pairs);
	free(cues);
}

const struct registry *
name_cues_registry(const struct name_cues *cues)
{
	return cues->registry;
}

void
name_cues_take(const struct name_cues *cues, struct image *image)
{
	image_take(image, cues, sizeof(*cues));
	image_link(image, &cues->registry);
	image_take(image, cues->slots, cues->nslots * sizeof(*cues->slots));
	image_link(image, &cues->slots);
	image_take(image, cues->kinds, cues->nkinds * sizeof(*cues->kinds));
	image_link(image, &cues->kinds);
	image_take(image, cues->pairs, cues->npair_bits / 8);
	image_link(image, &cues->pairs);
	image_take(image, cues->means, cues->nslots * sizeof(*cues->means));
	image_link(image, &cues->means);
	for (size_t i = 0; i < cues->nslots; i++) {
		image_link(image, &cues->means[i].actors);
		image_link(image, &cues->means[i].places);
	}
}

void
name_cues_call(const struct name_cues *cues, uint64_t hash)
{
	__builtin_prefetch(
		&cues->slots[(size_t)(hash >> 1) & (cues->nslots - 1)]);
}

struct name_cue
name_cues_of(const struct name_cues *cues, uint64_t hash)
{
	size_t mask = cues->nslots - 1;
	size_t at = (size_t)(hash >> 1) & mask;
	struct name_cue cue = { 0 };
	uint64_t slot;

	while ((slot = cues->slots[at]) != 0 && (slot ^ hash) >> KIND_BITS != 0)
		at = (at + 1) & mask;
	if (slot != 0)
		cue = cues->kinds[(slot & KIND_MASK) - 1];
	cue.at = (uint32_t)at;
	return cue;
}

struct registry_meanings
name_cues_means(const struct name_cues *cues, uint32_t at)
{
	return cues->means[at];
}

unsigned
name_cue_ending(const struct name_cues *cues, const char *word, size_t len)
{
	char last = len > 0 ? word[len - 1] : ' ';
	unsigned at =
		last >= 'a' && last <= 'z' ? cues->ending_by[last - 'a'] : 0;

	while (at > 0) {
		size_t n = cues->ending_len[at - 1];

		if (len >= n + 2 &&
			memcmp(word + len - n, cue_endings[at - 1], n) == 0)
			break;
		at = cues->ending_next[at - 1];
	}
	return at;
}
