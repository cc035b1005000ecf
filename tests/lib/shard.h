/*
 * shard.h - small databases for the tests of the Xapian door
 *
 * A story is a line of words: each word is a term with positions that adds
 * nothing to the length, and a term with Z before it that does, as in
 * engine/index/terms.h; Qn (n = 1, 2, …) is its unique term.
 *
 * Thread: any.
 */
#ifndef TESTS_LIB_SHARD_H
#define TESTS_LIB_SHARD_H

#include "engine/index/writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHARD_WORDS_MAX 64

struct shard_story {
	const char *words;
	const char *cluster; /* NULL: one of its own */
};

struct shard_terms {
	struct term terms[2 * SHARD_WORDS_MAX + 1];
	char texts[2 * SHARD_WORDS_MAX + 1][32];
	uint32_t positions[2 * SHARD_WORDS_MAX + 1][SHARD_WORDS_MAX];
	uint32_t count;
};

static inline struct term *
shard_term(struct shard_terms *into, const char *prefix, const char *word)
{
	char text[32];
	struct term *term;

	snprintf(text, sizeof(text), "%s%s", prefix, word);
	for (uint32_t i = 0; i < into->count; i++)
		if (strcmp(into->texts[i], text) == 0)
			return &into->terms[i];
	term = &into->terms[into->count];
	memset(term, 0, sizeof(*term));
	memcpy(into->texts[into->count], text, sizeof(text));
	term->text = into->texts[into->count];
	term->len = (uint32_t)strlen(text);
	term->positions = into->positions[into->count];
	into->count++;
	return term;
}

static inline int
shard_compare(const void *a, const void *b)
{
	const struct term *left = a, *right = b;

	return strcmp(left->text, right->text);
}

static inline void
shard_words(struct shard_terms *into, const char *words)
{
	char *copy = strdup(words), *rest = copy, *word;
	uint32_t position = 0;
	struct term *term;

	while ((word = strtok_r(rest, " ", &rest)) != NULL) {
		term = shard_term(into, "", word);
		((uint32_t *)term->positions)[term->npositions++] = ++position;
		shard_term(into, "Z", word)->wdf++;
	}
	free(copy);
}

/* Add one story as the n-th of its archive. */
static inline bool
shard_add(const struct writer_kind *kind, struct writer *writer,
	const struct shard_story *story, uint32_t n, struct err *err)
{
	struct shard_terms *made = calloc(1, sizeof(*made));
	struct term_list list = { .terms = made->terms };
	struct document document = { .terms = &list, .data = story->words };
	char number[16];
	bool ok;

	snprintf(number, sizeof(number), "%u", n);
	shard_words(made, story->words);
	shard_term(made, "Q", number);
	qsort(made->terms, made->count, sizeof(*made->terms), shard_compare);
	list.count = made->count;
	document.data_len = strlen(document.data);
	document.slots[SLOT_CLUSTER] = story->cluster ? story->cluster : number;
	document.slot_lens[SLOT_CLUSTER] = strlen(document.slots[SLOT_CLUSTER]);
	ok = kind->add(writer, &document, err);
	free(made);
	return ok;
}

/* One shard of n stories, the first of which is number `first`. */
static inline bool
shard_write(const char *path, const struct shard_story *stories, uint32_t n,
	uint32_t first, struct err *err)
{
	const struct writer_kind *kind = writer_kind_named("xapian");
	struct writer *writer = kind->open(path, err);
	bool ok = writer != NULL;

	for (uint32_t i = 0; ok && i < n; i++)
		ok = shard_add(kind, writer, &stories[i], first + i, err);
	ok = ok && kind->finish(writer, err);
	kind->close(writer);
	return ok;
}

#endif
