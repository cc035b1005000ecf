#include "engine/text/stem.h"

#include "base/mem.h"
#include "base/names.h"
#include "engine/text/token.h"
#include "engine/xap/xap.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The Snowball algorithms that Xapian 1.4 ships, by primary subtag. */
static const struct language {
	const char *tag;
	const char *algorithm;
} languages[] = {
	{ "ar", "arabic" },
	{ "ca", "catalan" },
	{ "da", "danish" },
	{ "de", "german" },
	{ "en", "english" },
	{ "es", "spanish" },
	{ "eu", "basque" },
	{ "fi", "finnish" },
	{ "fr", "french" },
	{ "ga", "irish" },
	{ "hu", "hungarian" },
	{ "hy", "armenian" },
	{ "id", "indonesian" },
	{ "it", "italian" },
	{ "lt", "lithuanian" },
	{ "nb", "norwegian" },
	{ "ne", "nepali" },
	{ "nl", "dutch" },
	{ "nn", "norwegian" },
	{ "no", "norwegian" },
	{ "pt", "portuguese" },
	{ "ro", "romanian" },
	{ "ru", "russian" },
	{ "sv", "swedish" },
	{ "ta", "tamil" },
	{ "tr", "turkish" },
};
enum { LANGUAGES = sizeof(languages) / sizeof(*languages) };

struct stem {
	const char *text;
	size_t len;
};

/* Stems by the ordinal of their word. */
struct cache {
	struct names words;
	struct arena texts; /* of stems that are not the start of their word */
	struct stem *stems;
	size_t cap;
};

/*
 * Two caches: when the young one is full the old one is emptied and becomes
 * the young.  So memory is bounded, and a stem given out lives on while the
 * next STEM_WORDS words are remembered.
 */
struct stemmer {
	struct xap_stemmer *snowball; /* NULL: words as they are */
	struct cache caches[2];
	uint32_t young;
};

struct stemmers {
	struct stemmer *by_language[LANGUAGES]; /* opened when asked for */
	struct stemmer *plain;
};

static const struct language *
language_of(const char *tag)
{
	size_t len = strcspn(tag, "-_");

	for (size_t i = 0; i < LANGUAGES; i++)
		if (strlen(languages[i].tag) == len &&
			strncasecmp(languages[i].tag, tag, len) == 0)
			return &languages[i];
	return NULL;
}

const char *
stem_algorithm(const char *tag)
{
	const struct language *language = language_of(tag);

	return language != NULL ? language->algorithm : NULL;
}

static void
cache_release(struct cache *cache)
{
	names_release(&cache->words);
	arena_release(&cache->texts);
	free(cache->stems);
	*cache = (struct cache){ 0 };
}

/* algorithm NULL, or one this Xapian does not have: no Snowball. */
static struct stemmer *
stemmer_new(const char *algorithm)
{
	struct stemmer *stemmer = mem_alloc(sizeof(*stemmer));

	if (algorithm != NULL)
		stemmer->snowball = xap_stemmer_open(algorithm, NULL);
	return stemmer;
}

static void
stemmer_free(struct stemmer *stemmer)
{
	if (stemmer == NULL)
		return;
	if (stemmer->snowball != NULL)
		xap_stemmer_close(stemmer->snowball);
	cache_release(&stemmer->caches[0]);
	cache_release(&stemmer->caches[1]);
	free(stemmer);
}

struct stemmers *
stemmers_new(void)
{
	struct stemmers *stemmers = mem_alloc(sizeof(*stemmers));

	stemmers->plain = stemmer_new(NULL);
	return stemmers;
}

void
stemmers_free(struct stemmers *stemmers)
{
	if (stemmers == NULL)
		return;
	for (size_t i = 0; i < LANGUAGES; i++)
		stemmer_free(stemmers->by_language[i]);
	stemmer_free(stemmers->plain);
	free(stemmers);
}

struct stemmer *
stemmers_for(
	struct stemmers *stemmers, const char *tag, const char *fallback_tag)
{
	const struct language *language;
	struct stemmer **stemmer;

	if (tag == NULL || strcasecmp(tag, "und") == 0)
		tag = fallback_tag;
	language = tag != NULL ? language_of(tag) : NULL;
	if (language == NULL)
		return stemmers->plain;
	stemmer = &stemmers->by_language[language - languages];
	if (*stemmer == NULL)
		*stemmer = stemmer_new(language->algorithm);
	return *stemmer;
}

/* Digits (with . and , between) and an s behind: 400s, 1,000s. */
static bool
plural_number(const char *word, size_t len)
{
	if (len < 2 || word[len - 1] != 's')
		return false;
	for (size_t i = 0; i < len - 1; i++)
		if ((word[i] < '0' || word[i] > '9') && word[i] != '.' &&
			word[i] != ',')
			return false;
	return true;
}

/* Where the last part of a compound begins; 0 for a plain word. */
static size_t
last_part(const char *word, size_t len)
{
	for (size_t i = len; i > 0; i--)
		if (word[i - 1] == '-' || word[i - 1] == '&')
			return i < len ? i : 0;
	return 0;
}

/* The stem of a word not met before, into the arena of its cache. */
static struct stem
stem_make(struct stemmer *stemmer, struct arena *arena, const char *word,
	size_t len)
{
	size_t head = last_part(word, len), tail_len;
	const char *tail;
	char *text;

	if (len > 2 && memcmp(word + len - 2, "'s", 2) == 0)
		len -= 2;
	if (len <= head) /* nothing but 's behind the joiner */
		return (struct stem){ word, len };
	if (plural_number(word + head, len - head))
		return (struct stem){ word, len - 1 };
	if (stemmer->snowball == NULL ||
		!xap_stem(stemmer->snowball, word + head, len - head, &tail,
			&tail_len, NULL) ||
		tail_len == 0)
		return (struct stem){ word, len };
	/* Most stems are the beginning of their word: no copy needed. */
	if (tail_len <= len - head && memcmp(word + head, tail, tail_len) == 0)
		return (struct stem){ word, head + tail_len };
	text = arena_alloc(arena, head + tail_len + 1);
	memcpy(text, word, head);
	memcpy(text + head, tail, tail_len);
	return (struct stem){ text, head + tail_len };
}

/* The cache that has room for one more word. */
static struct cache *
cache_young(struct stemmer *stemmer)
{
	struct cache *cache = &stemmer->caches[stemmer->young];

	if (cache->words.count < STEM_WORDS)
		return cache;
	stemmer->young = !stemmer->young;
	cache = &stemmer->caches[stemmer->young];
	names_reset(&cache->words);
	arena_reset(&cache->texts);
	return cache;
}

void
stem_add(struct stemmer *stemmer, const char *word, size_t len,
	uint32_t token_flags, struct buf *out)
{
	struct stem stem = { word, len };
	struct arena arena = { 0 };

	if (!(token_flags & (TOKEN_NUMBER | TOKEN_PAIR)))
		stem = stem_make(stemmer, &arena, word, len);
	buf_add(out, stem.text, stem.len);
	arena_release(&arena);
}

const char *
stem_word(struct stemmer *stemmer, const char *word, size_t len,
	uint32_t token_flags, size_t *stem_len)
{
	struct cache *cache;
	uint32_t ordinal;
	bool added;

	if (token_flags & (TOKEN_NUMBER | TOKEN_PAIR)) {
		*stem_len = len;
		return word;
	}
	cache = cache_young(stemmer);
	ordinal = names_add(&cache->words, word, len, &added);
	if (added) {
		cache->stems = mem_grow(cache->stems, &cache->cap,
			(size_t)ordinal + 1, sizeof(*cache->stems));
		cache->stems[ordinal] = stem_make(stemmer, &cache->texts,
			names_text(&cache->words, ordinal, NULL), len);
	}
	*stem_len = cache->stems[ordinal].len;
	return cache->stems[ordinal].text;
}
