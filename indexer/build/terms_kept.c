/* terms_kept.c - what was found out of words, for who reads stories next */
#include "indexer/build/terms_kept.h"

#include "base/mem.h"
#include "engine/index/pairs.h"

#include <stdlib.h>
#include <string.h>

/* Bytes that each may take for what it remembers: who meets few words at a time
 * has more of looking over a large memory than of it. */
#define MEMORY ((size_t)16 << 20)

struct terms_kept {
	struct terms **items; /* not taken */
	size_t count, cap;
	char *fallback_language; /* NULL: none */
	struct pair_words pairs;
};

struct terms_kept *
terms_kept_new(void)
{
	return mem_alloc(sizeof(struct terms_kept));
}

static void
forget(struct terms_kept *kept)
{
	while (kept->count > 0)
		terms_free(kept->items[--kept->count]);
	pair_words_close(&kept->pairs);
	free(kept->fallback_language);
	kept->fallback_language = NULL;
}

void
terms_kept_free(struct terms_kept *kept)
{
	if (kept == NULL)
		return;
	forget(kept);
	free(kept->items);
	free(kept);
}

static bool
same_words(const struct pair_words *a, const struct pair_words *b)
{
	bool same = a->words.count == b->words.count;

	for (uint32_t i = 0; same && i < a->words.count; i++)
		same = strcmp(names_text(&a->words, i, NULL),
			       names_text(&b->words, i, NULL)) == 0;
	return same;
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool
terms_kept_use(struct terms_kept *kept, const char *dir,
	const char *fallback_language, struct err *err)
{
	struct pair_words pairs = { 0 };

	if (!pair_words_open(dir, &pairs, err))
		return false;
	if (same_words(&kept->pairs, &pairs) &&
		same_text(kept->fallback_language, fallback_language)) {
		pair_words_close(&pairs);
		return true;
	}
	forget(kept);
	kept->pairs = pairs;
	if (fallback_language != NULL)
		kept->fallback_language = mem_string(fallback_language);
	return true;
}

struct terms *
terms_kept_take(struct terms_kept *kept)
{
	struct terms *terms;

	if (kept->count > 0)
		return kept->items[--kept->count];
	terms = terms_new(kept->fallback_language);
	terms_pairs(terms, &kept->pairs);
	terms_memory(terms, MEMORY);
	return terms;
}

void
terms_kept_give(struct terms_kept *kept, struct terms *terms)
{
	vec_push(kept->items, kept->count, kept->cap) = terms;
}
